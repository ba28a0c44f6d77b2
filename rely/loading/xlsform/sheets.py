"""Turn the rows of an XLSForm, and the list of what it leaves out, into a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from rely.loading.xlsform.columns import (
    CHOICES,
    OWN,
    OWN_TEXTS,
    REMARKS,
    SETTINGS,
    SURVEY,
    TEXTS,
    Row,
    heads,
    in_language,
)
from rely.loading.xlsform.left_out import LeftOut
from rely.loading.xlsform.survey import Form

_MADE = datetime(2020, 1, 1)
_RULES = ("appearance", "required", "relevant", "constraint", "calculation")
_WIDTHS = {"type": 24, "name": 22, "list_name": 22, "form_title": 40, "part": 28, "which": 44, "why": 80}
_TEXT_WIDTH, _OTHER_WIDTH = 44, 16


def workbook_of(form: Form, remarks: Sequence[LeftOut], languages: Sequence[str]) -> bytes:
    """An XLSX file without formulas: survey, choices, settings, and the sheet of what is left out.

    The same form gives the same bytes.
    """
    texts = [in_language(column, language) for column in TEXTS for language in languages]
    own_texts = [in_language(column, language) for column in OWN_TEXTS for language in languages]
    survey = ["type", "name", *texts, *_RULES, *own_texts, *OWN]
    choices = ["list_name", "name", *texts, "rely_score"]
    titles = [in_language(column, language) for column in ("rely_title", "rely_about") for language in languages]
    settings = ["form_title", "form_id", "version", "default_language", "style", *titles]
    told: list[Row] = [{"part": each.part, "which": each.which, "why": each.why} for each in remarks]
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        row = form.settings[0]
        # The day that a file was made would make every file another.
        book.set_properties({"title": f"{row['form_id']} {row['version']}", "created": _MADE})
        _write(book, SURVEY, form.survey, heads(form.survey, survey))
        _write(book, CHOICES, form.choices, heads(form.choices, choices) or ["list_name", "name"])
        _write(book, SETTINGS, form.settings, heads(form.settings, settings))
        _write(book, REMARKS, told, ["part", "which", "why"])
    return content.getvalue()


def _write(book: Workbook, name: str, rows: Sequence[Row], columns: Sequence[str]) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bottom": 1})
    plain = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for at, column in enumerate(columns):
        width = _TEXT_WIDTH if "::" in column else _WIDTHS.get(column, _OTHER_WIDTH)
        sheet.set_column(at, at, width, plain)
        sheet.write_string(0, at, column, head)
    for number, row in enumerate(rows, start=1):
        for at, column in enumerate(columns):
            if column in row:
                sheet.write_string(number, at, row[column], plain)
    sheet.freeze_panes(1, 2)
