"""Turn rows into a data file of SPSS: its dictionary by pyreadstat, its cases block by block."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from rely.languages import words_for
from rely.research.exports.blocks import blocks, value_labels
from rely.research.exports.limits import check_rows
from rely.research.exports.sav_cases import CaseWriter
from rely.research.exports.sav_text import cut, text_width
from rely.research.rows import Row
from rely.research.variables import MISSING_CODES, MOST_MISSING_TEXTS, Dictionary, Variable, missing_texts

LONGEST_VARIABLE_LABEL: Final = 255
LONGEST_VALUE_LABEL: Final = 120
LONGEST_FILE_LABEL: Final = 64
"""The most bytes of these labels."""

_COMPRESSION_AT, _CASES_AT = 72, 80
"""Where the header of the file says how cases are written and how many there are (PSPP, System File Format)."""

_END_OF_DICTIONARY = struct.pack("<ii", 999, 0)


def write_sav(path: Path, dictionary: Dictionary, rows: Iterable[Row]) -> None:
    """Numbers with labels, level and -9 thru -6 declared missing; texts in UTF-8, codes and blanks declared missing.

    pyreadstat writes whole tables only, so it writes one case, for the dictionary. That case is taken out again and
    the real ones follow, compressed by bytes as SPSS does it. A label that is longer than SPSS allows is cut between
    two characters. Of more than three missing codes of a text variable the last are labelled and not declared:
    `undeclared` names such variables.
    """
    widths = [text_width(variable) for variable in dictionary.variables]
    _write_dictionary(path, dictionary, widths)
    count = 0
    with path.open("r+b") as file:
        writer = CaseWriter(widths)
        file.seek(-writer.bytes_of_a_case, 2)
        start = file.tell()
        file.seek(start - len(_END_OF_DICTIONARY))
        if file.read(len(_END_OF_DICTIONARY)) != _END_OF_DICTIONARY:
            raise AssertionError("the dictionary of the SPSS file does not end where its first case begins")
        file.truncate()
        for block in blocks(rows):
            count += len(block)
            check_rows("sav", count)
            file.write(writer.written(block))
        file.seek(_COMPRESSION_AT)
        file.write(struct.pack("<i", 1))
        file.seek(_CASES_AT)
        file.write(struct.pack("<i", count))


def undeclared(dictionary: Dictionary) -> tuple[str, ...]:
    """The text variables with more missing codes than SPSS can declare."""
    found = (v for v in dictionary.variables if v.kind == "text" and len(v.missing) > MOST_MISSING_TEXTS)
    return tuple(variable.name for variable in found)


def _write_dictionary(path: Path, dictionary: Dictionary, widths: list[int]) -> None:
    """A file with one case, whose texts are as long as any can be."""
    import polars
    import pyreadstat

    variables = dictionary.variables
    case = {each.name: ["x" * width] if width else [0.0] for each, width in zip(variables, widths, strict=True)}
    words = words_for(dictionary.language)
    instrument = dictionary.instrument
    pyreadstat.write_sav(
        polars.DataFrame(case),
        path,
        file_label=cut(f"{words.text(instrument.title)}, {instrument.version}", LONGEST_FILE_LABEL),
        column_labels=[cut(each.label, LONGEST_VARIABLE_LABEL) for each in variables],
        variable_value_labels={each.name: labels for each in variables if (labels := _value_labels(each))},
        missing_ranges={each.name: missing for each in variables if (missing := _missing(each))},
        variable_measure={each.name: each.level for each in variables},
        variable_format={each.name: _format(each) for each in variables if each.kind != "text"},
        variable_display_width={each.name: 12 for each in variables},
    )


def _value_labels(variable: Variable) -> dict[Any, str]:
    found = value_labels(variable)
    as_code = str if variable.kind == "text" else float
    return {as_code(code): cut(label, LONGEST_VALUE_LABEL) for code, label in found.items()}


def _missing(variable: Variable) -> list[Any]:
    if variable.kind == "text":
        return list(missing_texts(variable))
    return [{"lo": float(min(MISSING_CODES)), "hi": float(max(MISSING_CODES))}] if variable.missing else []


def _format(variable: Variable) -> str:
    return "F8.0" if variable.kind == "integer" else "F8.2"
