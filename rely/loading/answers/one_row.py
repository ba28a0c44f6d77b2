"""Turn assessments into a CSV table, from which `read_answers` makes the same assessments again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal

from rely.loading.answers.cells import BETWEEN_CODES, COLUMNS, GIVEN
from rely.loading.guard import guarded
from rely.model.answers import Assessment, Code
from rely.model.instrument import Instrument


def one_row(instrument: Instrument, assessment: Assessment, *, delimiter: str = ",") -> str:
    """The header and the row: every column that an answers file of this instrument can have.

    What is unknown is empty, and so is a language that the instrument does not have. Texts that a spreadsheet
    would run are guarded; numbers stand as they are. `delimiter` is a comma or a semicolon.
    """
    written = io.StringIO()
    table = csv.writer(written, delimiter=delimiter, lineterminator="\r\n")
    columns = dict(_columns(instrument, assessment))
    table.writerow(columns)
    table.writerow(columns.values())
    return written.getvalue()


def table_lines(instrument: Instrument, assessments: Iterable[Assessment]) -> Iterator[str]:
    """The header and then a row for each assessment, one by one, as `one_row` writes them, with commas."""
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\r\n")
    table.writerow(dict(_columns(instrument, Assessment({}))))
    for assessment in assessments:
        yield written.getvalue()
        written.seek(0)
        written.truncate()
        table.writerow([cell for _, cell in _columns(instrument, assessment)])
    yield written.getvalue()


def _columns(instrument: Instrument, assessment: Assessment) -> Iterator[tuple[str, str]]:
    keys = {
        "id": assessment.id,
        "instrument": instrument.id,
        "lang": assessment.lang if assessment.lang in instrument.languages else None,
        "form": assessment.form,
        "perspective": assessment.perspective,
        "respondent": assessment.respondent,
        "date": None if assessment.date is None else assessment.date.isoformat(),
    }
    yield from ((name, _cell(keys[name])) for name in COLUMNS)
    yield from ((f"{GIVEN}{fact.id}", _cell(assessment.given.get(fact.id))) for fact in instrument.given)
    yield from ((name, _cell(assessment.answers.get(name))) for name in instrument.items)


def _cell(code: Code) -> str:
    if code is None:
        return ""
    if isinstance(code, str):
        return guarded(code)
    if isinstance(code, tuple):
        return BETWEEN_CODES.join(code)
    # As a decimal: a small float would be written with an exponent, which no answers file may hold.
    return f"{Decimal(repr(code)):f}"
