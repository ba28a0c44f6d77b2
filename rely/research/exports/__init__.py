"""Turn the rows of a data file into a CSV table, a workbook, an SPSS file or a Parquet file, each as it comes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from rely.loading.writing import whole_file
from rely.research.exports.csv import write_csv
from rely.research.exports.limits import TooManyForFormat, check_columns, check_rows
from rely.research.exports.parquet import write_parquet
from rely.research.exports.sav import undeclared, write_sav
from rely.research.exports.xlsx import write_xlsx
from rely.research.rows import Row
from rely.research.variables import Dictionary

Writer: TypeAlias = Callable[[Path, Dictionary, Iterable[Row]], None]
"""Writes a file of the dictionary's variables, taking one row after the other; memory does not grow with them."""

WRITERS: Final[Mapping[str, Writer]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "sav": write_sav,
    "parquet": write_parquet,
}
"""How each format is written."""

NEEDS: Final[Mapping[str, tuple[str, ...]]] = {"sav": ("pyreadstat", "polars"), "parquet": ("polars",)}
"""The packages of the extra `research` without which a format cannot be written."""


def write_export(path: Path, format: str, dictionary: Dictionary, rows: Iterable[Row]) -> None:
    """Write the rows in one of `WRITERS`; the file is there as a whole, or not at all.

    Only its owner can read it, from the first byte on. Raises TooManyForFormat, and OSError where the folder cannot be
    written to; what `rows` raises passes through.
    """
    check_columns(format, len(dictionary.variables))
    with whole_file(path, is_private=True) as part:
        WRITERS[format](part, dictionary, rows)
        with part.open("rb") as file:
            os.fsync(file.fileno())  # or, after a power cut, the name may be there before the content


__all__ = [
    "NEEDS",
    "WRITERS",
    "TooManyForFormat",
    "Writer",
    "check_rows",
    "undeclared",
    "write_export",
]
