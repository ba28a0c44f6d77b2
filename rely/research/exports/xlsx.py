"""Turn rows into a workbook: the codes on one sheet, what the variables and codes mean on two others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from rely.languages import words_for
from rely.research.exports.blocks import missing_values
from rely.research.exports.limits import check_rows
from rely.research.rows import Cell, Row
from rely.research.variables import Dictionary

_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "use_zip64": True,
}

_WIDTHS: Final = {"data": 12, "variables": 24, "labels": 24}


def write_xlsx(path: Path, dictionary: Dictionary, rows: Iterable[Row]) -> None:
    """Three sheets: data with the names of the variables in row 1, the variables, the labels of their codes.

    Every text is a text: nothing in a cell is a formula or a link. Raises TooManyForFormat before the row that a
    sheet has no room for.
    """
    import xlsxwriter

    words = words_for(dictionary.language)
    # What grows while the workbook is made lies beside it, where there is room for the whole, and goes with it.
    with TemporaryDirectory(prefix=".rely-", dir=path.parent) as folder:
        book: Any = xlsxwriter.Workbook(str(path), {**_OPTIONS, "tmpdir": folder})
        bold = book.add_format({"bold": True})
        names = (words.gettext("Data"), words.gettext("Variables"), words.gettext("Value labels"))
        data, variables, labels = [book.add_worksheet(name) for name in names]
        try:
            _fill(data, _WIDTHS["data"], [v.name for v in dictionary.variables], _counted(rows), bold)
            _fill(variables, _WIDTHS["variables"], *_variables(dictionary), bold)
            _fill(labels, _WIDTHS["labels"], *_labels(dictionary), bold)
        except BaseException:
            for sheet in book.worksheets():
                sheet._opt_close()  # closing the book would first pack all that was written
            raise
        try:
            book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            raise error.args[0] from error  # the OSError behind it


def _counted(rows: Iterable[Row]) -> Iterator[Row]:
    for count, row in enumerate(rows, start=1):
        check_rows("xlsx", count)
        yield row


def _fill(sheet: Any, width: int, header: list[str], rows: Iterable[Row], bold: Any) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(header) - 1, width)
    for column, name in enumerate(header):
        sheet.write_string(0, column, name, bold)
    for line, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(line, column, cell)  # cut where it is longer than a cell of Excel
            elif cell is not None:
                sheet.write_number(line, column, cell)


def _variables(dictionary: Dictionary) -> tuple[list[str], Iterator[Row]]:
    words = words_for(dictionary.language)
    header = [
        words.gettext("Variable"),
        words.gettext("Label"),
        words.gettext("Question"),
        words.gettext("Level of measurement"),
        words.gettext("Reverse-coded"),
    ]
    yes = words.gettext("yes")
    rows = (
        (each.name, each.label, each.question or None, each.level, yes if each.is_reversed else None)
        for each in dictionary.variables
    )
    return header, rows


def _labels(dictionary: Dictionary) -> tuple[list[str], Iterator[Row]]:
    words = words_for(dictionary.language)
    header = [words.gettext("Variable"), words.gettext("Code"), words.gettext("Label"), words.gettext("Missing")]
    yes = words.gettext("yes")

    def rows() -> Iterator[tuple[Cell, ...]]:
        for each in dictionary.variables:
            yield from ((each.name, code, label, None) for code, label in each.values)
            yield from ((each.name, code, label, yes) for code, label in missing_values(each).items())

    return header, rows()
