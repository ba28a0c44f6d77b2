"""Turn one sheet of a workbook into its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rely.loading.answers.workbook import Sheet
from rely.loading.importing.layout import Line


def sheet_lines(sheet: Sheet) -> Iterator[Line]:
    """The rows of a sheet up to the last that holds something."""
    without: dict[int, list[int]] = defaultdict(list)
    for row, column in sheet.survey.without_value:
        without[row].append(column - 1)
    merged: dict[int, list[int]] = defaultdict(list)
    for top, left, bottom, right in sheet.survey.merged:
        for row in range(top, min(bottom, sheet.survey.rows) + 1):
            merged[row] += range(left - 1, right)
    for row in range(1, sheet.survey.rows + 1):
        yield Line(
            row,
            row,
            sheet.rows.get(row, ()),
            merged=tuple(merged.get(row, ())),
            without_value=tuple(without.get(row, ())),
        )


def size_of(sheet: Sheet) -> int:
    """How many cells of a sheet hold something."""
    return sum(1 for cells in sheet.rows.values() for cell in cells if cell.text)
