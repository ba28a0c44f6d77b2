"""Turn the variables of a data file into the commands of SPSS that label them and declare missing codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from rely.research.syntax import remarks
from rely.research.syntax.quoting import cut, listed, plain, some_of, spss_remark, spss_string
from rely.research.syntax.recipe import Recipe
from rely.research.variables import Variable, missing_texts

_LONGEST_LABEL: Final = 255
"""The most bytes of the label of a variable."""

_LONGEST_VALUE_LABEL: Final = 120
"""The most bytes of the label of a value."""


def meaning(recipe: Recipe) -> Iterator[str]:
    """Labels of variables and values, missing codes and levels of measurement."""
    variables = recipe.dictionary.variables
    yield ""
    yield from spss_remark(f"==== {recipe.words.gettext(remarks.MEANING)} ====")
    yield from _missing(variables)
    for variable in variables:
        yield f"VARIABLE LABELS {variable.name} {_string(variable.label, _LONGEST_LABEL)}."
    yield from _values(variables)
    for level in ("nominal", "ordinal", "scale"):
        names = [variable.name for variable in variables if variable.level == level]
        for some in some_of(names):
            yield from listed("VARIABLE LEVEL", some, f" ({level.upper()}).")


def labels_of_made(recipe: Recipe) -> Iterator[str]:
    """The labels of the variables that the program made."""
    for name, label in recipe.made_labels:
        yield f"VARIABLE LABELS {name} {_string(label, _LONGEST_LABEL)}."


def _missing(variables: Iterable[Variable]) -> Iterator[str]:
    numbers = [variable.name for variable in variables if variable.missing and variable.kind != "text"]
    for some in some_of(numbers):
        yield from listed("MISSING VALUES", some, " (-9 THRU -6).")
    for variable in variables:
        if variable.kind == "text" and (texts := missing_texts(variable)):
            yield f"MISSING VALUES {variable.name} ({' '.join(spss_string(each or ' ') for each in texts)})."


def _values(variables: Iterable[Variable]) -> Iterator[str]:
    """One command for all variables of the same codes and labels."""
    alike: dict[tuple[bool, tuple[tuple[int | str, str], ...]], list[str]] = {}
    for variable in variables:
        pairs = (*variable.values, *variable.missing)
        if pairs:
            alike.setdefault((variable.kind == "text", pairs), []).append(variable.name)
    for (is_text, pairs), names in alike.items():
        for some in some_of(names):
            yield from listed("VALUE LABELS", some, "")
            for at, (code, label) in enumerate(pairs):
                written = spss_string(str(code)) if is_text else str(code)
                end = "." if at == len(pairs) - 1 else ""
                yield f"  {written} {_string(label, _LONGEST_VALUE_LABEL)}{end}"


def _string(text: str, most: int) -> str:
    return spss_string(cut(" ".join(plain(text).split()), most))
