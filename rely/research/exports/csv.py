"""Turn rows into a CSV table that programs read and no spreadsheet runs."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from rely.loading.guard import guarded
from rely.research.exports.blocks import declared_missing
from rely.research.rows import Cell, Row
from rely.research.variables import Dictionary


def write_csv(path: Path, dictionary: Dictionary, rows: Iterable[Row]) -> None:
    """UTF-8 without byte order mark, comma, point, a line feed after each row; the first row are the names.

    A text that a spreadsheet would run as a formula gets an apostrophe. Numbers and the codes for missing answers are
    written as they are.
    """
    plain = declared_missing(dictionary)
    texts = [at for at, variable in enumerate(dictionary.variables) if variable.kind == "text"]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow([variable.name for variable in dictionary.variables])
        for row in rows:
            cells: list[Cell] = list(row)
            for at in texts:
                cell = cells[at]
                if isinstance(cell, str) and cell not in plain[at]:
                    cells[at] = guarded(cell)
            table.writerow(cells)
