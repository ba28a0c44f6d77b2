"""Turn the columns of an instrument into a spreadsheet template: a row for each relationship, with pick lists."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from rely.languages import Words, words_for
from rely.loading.answers.picks import BEFORE_LABEL, Picks, pick
from rely.model.instrument import Instrument
from rely.model.scalars import shortest
from rely.reporting.form_columns import FormColumn, form_columns
from rely.reporting.form_guide import BAND, FIRST, HEAD, IDS, number_words, write_explanation, write_guide
from rely.reporting.form_routing import Cell, not_asked
from rely.reporting.form_style import Style, height

ROWS = 1000
"""How many rows have pick lists."""

_LISTS = "rely"
_WIDTHS = {"pick": 25, "several": 25, "number": 20, "day": 14, "text": 22}
_LARGEST = "999999999999999"
_MADE = datetime(2020, 1, 1)
_LONGEST_TITLE, _LONGEST_MESSAGE, _LONGEST_FORMULA = 32, 255, 8000
"""What spreadsheets take, in characters."""


def form_workbook(instrument: Instrument, *, language: str) -> bytes:
    """The template of an instrument for readers of a language, as the bytes of an XLSX file.

    The first sheet has a row for each relationship, the second explains each column, the third says how to go
    on. The same instrument and language give the same bytes. Raises UnknownLanguage.
    """
    words = words_for(language)
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(content, options) as book:
        title = words.text(instrument.title)
        # The day that a file was made would make every file another.
        book.set_properties({"title": title, "subject": f"{instrument.id} {instrument.version}", "created": _MADE})
        _Template(book, instrument, words).write()
    return content.getvalue()


class _Template:
    """A workbook while it is written."""

    def __init__(self, book: Workbook, instrument: Instrument, words: Words) -> None:
        self._book, self._instrument, self._words = book, instrument, words
        self._columns = form_columns(instrument, words)
        self._style = Style(book)
        self._cells = {
            column.id: Cell(xl_rowcol_to_cell(FIRST, at, col_abs=True), column.entry)
            for at, column in enumerate(self._columns)
        }
        self._names: dict[Picks, str] = {}

    def write(self) -> None:
        """All sheets, in the order in which they are read; the lists of the pick lists are hidden behind them."""
        words, book = self._words, self._book
        answers = book.add_worksheet(words.gettext("Answers"))
        explanation = book.add_worksheet(words.gettext("Columns"))
        guide = book.add_worksheet(words.gettext("How to"))
        self._lists = book.add_worksheet(_LISTS)
        self._lists.hide()
        self._write_answers(answers)
        write_explanation(explanation, self._columns, words, self._style)
        write_guide(guide, self._instrument, self._columns, words, self._style)

    def _write_answers(self, sheet: Worksheet) -> None:
        section = ""
        for at, column in enumerate(self._columns):
            if column.section != section:
                section = column.section
                band = f"{section}{BEFORE_LABEL}{column.question}" if column.question else section
                sheet.write_string(BAND, at, band, self._style.band)
            else:
                sheet.write_blank(BAND, at, None, self._style.band)
            self._write_head(sheet, at, column)
            sheet.write_string(IDS, at, column.id, self._style.id)
            sheet.set_column(at, at, _WIDTHS[column.entry], self._style.cell(column))
            self._write_rules(sheet, at, column)
            self._write_grey(sheet, at, column)
        self._lay_out(sheet)

    def _lay_out(self, sheet: Worksheet) -> None:
        """What stays in view while one scrolls, and how the sheet is printed."""
        heads = (("\n".join(filter(None, _head(column))), _WIDTHS[column.entry]) for column in self._columns)
        sheet.set_row(HEAD, height(*heads))
        sheet.freeze_panes(FIRST, 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(FIRST + ROWS, len(self._columns))}"})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(BAND, IDS)
        sheet.repeat_columns(0)
        sheet.set_footer("&L&A&R&P / &N")

    def _write_head(self, sheet: Worksheet, at: int, column: FormColumn) -> None:
        """What is asked: the name of the column in bold, the question, and at the end for whom alone it is asked."""
        style = self._style
        parts: list[Format | str] = []
        for format_, text in zip((style.strong, style.plain, style.plain, style.slanted), _head(column), strict=True):
            if text:
                parts += [format_, f"\n{text}" if parts else text]
        if len(parts) > 2:
            sheet.write_rich_string(HEAD, at, *parts, style.head)
        else:
            sheet.write_string(HEAD, at, parts[1], style.head)

    def _write_rules(self, sheet: Worksheet, at: int, column: FormColumn) -> None:
        last = FIRST + ROWS - 1
        if column.entry == "pick":
            name = self._name_of(column.picks)
            # No alarm: a code alone may be typed, too. What is neither is marked at once.
            sheet.data_validation(FIRST, at, last, at, {"validate": "list", "source": f"={name}", "show_error": False})
            cell = xl_rowcol_to_cell(FIRST, at)
            listed = f'COUNTIF({name},{cell})+COUNTIF({name},{cell}&"{BEFORE_LABEL}*")'
            wrong = {"type": "formula", "criteria": f'=AND({cell}<>"",{listed}=0)', "format": self._style.wrong}
            sheet.conditional_format(FIRST, at, last, at, wrong)
        else:
            rule = _rule(column, self._words)
            if rule:
                sheet.data_validation(FIRST, at, last, at, rule)

    def _write_grey(self, sheet: Worksheet, at: int, column: FormColumn) -> None:
        """Cells turn grey where the row's own answers show that they are not asked."""
        item = self._instrument.items.get(column.id)
        formula = None if item is None else not_asked(self._instrument, item, self._cells)
        if formula is not None and len(formula) < _LONGEST_FORMULA:
            rule = {"type": "formula", "criteria": f"={formula}", "format": self._style.grey}
            sheet.conditional_format(FIRST, at, FIRST + ROWS - 1, at, rule)

    def _name_of(self, picks: Picks) -> str:
        """The name of the range on the hidden sheet that holds a pick list."""
        if picks not in self._names:
            at = len(self._names)
            self._lists.write_column(0, at, [pick(code, label) for code, label in picks])
            name = f"{_LISTS}_{at + 1}"
            first, last = (xl_rowcol_to_cell(row, at, row_abs=True, col_abs=True) for row in (0, len(picks) - 1))
            self._book.define_name(name, f"={_LISTS}!{first}:{last}")
            self._names[picks] = name
        return self._names[picks]


def _head(column: FormColumn) -> tuple[str, str, str, str]:
    """The lines of a head: name, question, unit, and for whom alone; the first of them with the mark of needed."""
    star = " *" if column.required else ""
    name = column.heading and column.heading + star
    return name, column.text if name else column.text + star, column.unit and f"({column.unit})", column.only


def _rule(column: FormColumn, words: Words) -> dict[str, Any]:
    """What the spreadsheet itself refuses or tells in a cell that has no pick list."""
    title = (column.heading or column.id)[:_LONGEST_TITLE]
    if column.entry == "several":
        codes = ", ".join(code for code, _ in column.picks)
        message = words.gettext("Several codes are joined by |, such as %(example)s.", example=column.example)
        return {"validate": "any", "input_title": title, "input_message": _fitting(f"{message} {codes}")}
    if column.entry == "number":
        return _number_rule(column, title, words)
    if column.entry == "day":
        message = words.gettext("Write a day, such as %(example)s.", example=column.example)
        limits = {"criteria": ">=", "value": datetime(1900, 1, 1)}
        return {"validate": "date", "error_title": title, "error_message": message, **limits}
    if column.longest is None:
        return {}
    message = words.ngettext("At most %(n)s character.", "At most %(n)s characters.", column.longest)
    limits = {"criteria": "<=", "value": column.longest}
    return {"validate": "length", "error_title": title, "error_message": message, **limits}


def _number_rule(column: FormColumn, title: str, words: Words) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "validate": "integer" if column.whole else "decimal",
        "error_title": title,
        "error_message": _fitting(" · ".join(number_words(column, words))),
    }
    low, high = (None if edge is None else shortest(edge) for edge in (column.low, column.high))
    if low is not None and high is not None:
        return rule | {"criteria": "between", "minimum": low, "maximum": high}
    if low is not None:
        return rule | {"criteria": ">=", "value": low}
    return rule | {"criteria": "<=", "value": _LARGEST if high is None else high}


def _fitting(message: str) -> str:
    return message if len(message) <= _LONGEST_MESSAGE else f"{message[: _LONGEST_MESSAGE - 1]}…"
