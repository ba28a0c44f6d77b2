"""Turn the variables of a data file into the commands of SPSS that read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rely.research.syntax import remarks
from rely.research.syntax.quoting import listed, some_of, spss_remark, spss_string
from rely.research.syntax.recipe import Recipe
from rely.research.syntax.source import Source
from rely.research.variables import Variable

_WIDEST: Final = 32767
"""The most bytes of a text in SPSS."""

_USUAL: Final = 100
"""The bytes of a text that is no code: a pseudonym, a digest, a day."""

_NUMBERS: Final = {"integer": "F8.0", "number": "F20.10"}
"""How numbers are read; all of their digits count, whatever is shown."""


def reading(recipe: Recipe, source: Source) -> Iterator[str]:
    """The commands that open the data file and leave out cases of other versions."""
    gettext = recipe.words.gettext
    yield ""
    yield from spss_remark(f"==== {gettext(remarks.READING)} ====")
    yield from spss_remark(gettext(remarks.FIND_THE_FILE))
    if source.is_named_anew:
        yield from spss_remark(gettext(remarks.EXPORT_AS_CSV))
    if source.is_spss:
        yield f"GET FILE={spss_string(source.name)}."
    else:
        if any(variable.role == "text" for variable in recipe.dictionary.variables):
            yield from spss_remark(gettext(remarks.LINES_IN_TEXTS))
        yield from _get_data(recipe, source)
    yield from spss_remark(gettext(remarks.OTHER_VERSIONS))
    yield f"SELECT IF {recipe.digest_variable} = {spss_string(recipe.digest)}."


def _get_data(recipe: Recipe, source: Source) -> Iterator[str]:
    variables = recipe.dictionary.variables
    yield f"GET DATA /TYPE=TXT /FILE={spss_string(source.name)} /ENCODING='UTF8'"
    yield "  /ARRANGEMENT=DELIMITED /DELCASE=LINE /FIRSTCASE=2 /DELIMITERS=',' /QUALIFIER='\"'"
    yield "  /VARIABLES="
    for variable in variables:
        yield f"  {variable.name} {_format(variable)}{'.' if variable is variables[-1] else ''}"
    for some in some_of([variable.name for variable in variables if variable.kind == "number"]):
        yield from listed("FORMATS", some, " (F8.2).")


def _format(variable: Variable) -> str:
    if variable.kind != "text":
        return _NUMBERS[variable.kind]
    if variable.role == "text":
        return f"A{min(4 * (variable.longest or _USUAL) + 1, _WIDEST)}"
    codes = [str(code) for code, _ in variable.values] or [" " * _USUAL]
    codes += [str(code) for code, _ in variable.missing]
    return f"A{max(len(code.encode()) for code in codes)}"
