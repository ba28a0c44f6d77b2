"""Turn the design tokens into the formats of a spreadsheet."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from rely.paths import reports_dir
from rely.reporting.form_columns import FormColumn
from rely.reporting.html import colours

_NUMBER_FORMATS = {"number": "General", "day": "yyyy-mm-dd"}
_AS_TEXT = "@"
"""What is typed stays as it is: no 1-2 becomes a day, no =1 a formula, no 007 a 7."""


_LINE, _TALLEST = 14.5, 409.0
"""The height of a line, and the most that spreadsheets give to a row, in points."""


def height(*cells: tuple[str, int]) -> float:
    """How tall a row is that shows these texts in columns of these widths, in points.

    Written into the file because spreadsheets do not agree on the height of rows with wrapped text.
    """

    def lines(text: str, width: int) -> int:
        return sum(max(1, len(wrap(line, width - 3))) for line in text.split("\n"))

    return min(_TALLEST, max((lines(*cell) for cell in cells), default=1) * _LINE)


class Style:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._tokens = colours((reports_dir() / "styles" / "tokens.css").read_text(encoding="utf-8"))
        ink, quiet, rule = (self._tokens[name] for name in ("ink", "ink-2", "rule-strong"))
        wrapped = {"text_wrap": True, "valign": "top", "font_color": ink}
        tint = {"bg_color": self._tokens["brand-tint"]}
        self.band = self._made(bold=True, font_color=self._tokens["on-brand"], bg_color=self._tokens["brand"])
        self.head = self._made(**wrapped, **tint)
        self.id = self._made(font_size=8, font_color=quiet, bottom=1, bottom_color=rule, num_format=_AS_TEXT, **tint)
        self.strong = self._made(bold=True, font_color=ink)
        self.plain = self._made(font_color=ink)
        self.slanted = self._made(italic=True, font_color=ink)
        self.wrong = self._made(bg_color=self._tokens["act-tint"], font_color=self._tokens["act"], bold=True)
        self.grey = self._made(bg_color=self._tokens["rule"], font_color=quiet, italic=True)
        self.text = self._made(num_format=_AS_TEXT, bottom=4, bottom_color=rule, **wrapped)
        self.title = self._made(bold=True, font_size=16, font_color=self._tokens["brand"])
        self.table_head = self._made(**{**wrapped, "bold": True}, **tint)
        self.paragraph = self._made(**wrapped)
        self._cells = {
            entry: self._made(num_format=_NUMBER_FORMATS.get(entry, _AS_TEXT), valign="top")
            for entry in ("pick", "several", "number", "day", "text")
        }

    def cell(self, column: FormColumn) -> Format:
        """How a cell to fill in is shown and taken."""
        return self._cells[column.entry]

    def _made(self, **properties: Any) -> Format:
        return self._book.add_format(properties)
