"""Turn the texts of a questionnaire into a spreadsheet with a row for each, for translators without a PO editor."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from rely.loading.translations.entries import Entry
from rely.loading.translations.po import remarks
from rely.model.instrument import Instrument

CONTEXT, SOURCE, TRANSLATION, REMARK = "context", "source", "translation", "remark"
"""The heads of the columns; those of source and translation are followed by the tag of their language."""

_WIDTHS = (34, 60, 60, 44)
_MADE = datetime(2020, 1, 1)
_OUTDATED = "The source has changed since this was translated. It was: "


def translation_sheet(
    instrument: Instrument,
    entries: Iterable[Entry],
    *,
    language: str,
    reference: str | None = None,
    outdated: dict[str, str] | None = None,
) -> bytes:
    """An XLSX file without formulas in which only the translations and remarks can be changed.

    The same texts give the same bytes. `reference` and `outdated` are as for `po_file`: both are told in the remarks.
    """
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        # The day that a file was made would make every file another.
        book.set_properties({"title": f"{instrument.id} {instrument.version}", "created": _MADE})
        sheet = book.add_worksheet(language)
        head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        fixed = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#F2F2F2", "num_format": "@"})
        open_ = book.add_format({"text_wrap": True, "valign": "top", "locked": False, "num_format": "@"})
        heads = (CONTEXT, f"{SOURCE} {instrument.languages[0]}", f"{TRANSLATION} {language}", REMARK)
        for at, (name, width) in enumerate(zip(heads, _WIDTHS, strict=True)):
            sheet.set_column(at, at, width, open_)
            sheet.write_string(0, at, name, head)
        for row, entry in enumerate(entries, start=1):
            before = (outdated or {}).get(entry.context)
            told = (*([] if before is None else [_OUTDATED + before]), *remarks(entry, reference))
            sheet.write_string(row, 0, entry.context, fixed)
            sheet.write_string(row, 1, entry.source, fixed)
            sheet.write_string(row, 2, entry.wording(language), open_)
            sheet.write_string(row, 3, "\n".join(told), open_)
        sheet.freeze_panes(1, 1)
        # Without a password: it only keeps from changing a source by mistake.
        sheet.protect(options={"format_cells": True, "format_columns": True, "format_rows": True, "autofilter": True})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return content.getvalue()
