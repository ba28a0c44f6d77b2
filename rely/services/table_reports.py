"""Turn the rows of a table of answers into documents, their names, their index and the entries of one ZIP.

The command line and the web make reports of a table with what stands here, so that both give the same.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date

from rely.languages import offered_languages
from rely.loading.answers import AnswersRow
from rely.loading.guard import guarded
from rely.model.answers import Assessment
from rely.model.brand import Brand
from rely.model.instrument import Instrument
from rely.model.results import Advice, Result
from rely.reporting.beside import Beside
from rely.reporting.content import build_report
from rely.reporting.forms import PREPARATION, SHORT
from rely.reporting.html import Content
from rely.reporting.preparation import build_preparation
from rely.services.filenames import slug

INDEX = "index.csv"
COLUMNS = ("line", "id", "file", "status", "problem")
OK, FAILED, LEFT_OUT = "ok", "failed", "left out"
"""What can become of a row."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_PACKED = (".pdf",)
"""The endings of documents that a ZIP cannot make smaller."""


class Index:
    """The lines of index.csv."""

    def __init__(self) -> None:
        self._text = io.StringIO()
        self._table = csv.writer(self._text, lineterminator="\n")
        self._table.writerow(COLUMNS)

    def add(self, line: int | None, row_id: str, name: str, status: str, problem: str) -> None:
        """Tell what became of a row; its document has a name only where there is one."""
        self._table.writerow((line, guarded(row_id), name if status == OK else "", status, guarded(problem)))

    def content(self) -> bytes:
        """The file as it stands, in UTF-8."""
        return self._text.getvalue().encode()


def add_entry(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """Write a file into a ZIP; the same content gives the same entry, without clock times."""
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system, entry.external_attr = 3, 0o100644 << 16
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
    archive.writestr(entry, content)


def errors_of(row: AnswersRow) -> str:
    """The errors of a row as one text; empty when there are none."""
    return " ".join(problem.message for problem in row.problems if problem.severity == "error")


def document_name(instrument: Instrument, assessment: Assessment, *, otherwise: str, ending: str) -> str:
    """The name of a document, from the id or else from how the relationship is called."""
    called = assessment.id or instrument.subject_in(assessment.answers) or ""
    return f"{slug(called, otherwise=otherwise)}.{ending}"


def name_in_table(line: int | None, name: str) -> str:
    """The name of the document of a row: its line, so that two rows never have one name, and what it is called."""
    return f"{line or 0:04d}-{name}"


def language_of(instrument: Instrument, assessment: Assessment) -> str:
    """The language of the answers if there are reports in it, else the first of the instrument."""
    lang = assessment.lang
    return lang if lang in offered_languages(instrument.languages) else instrument.languages[0]


def build_content(
    instrument: Instrument,
    result: Result,
    advice: Advice,
    *,
    form: str,
    language: str,
    digest: str,
    day: date,
    paper: str,
    brand: Brand | None,
    with_data: bool,
    previous: Result | None = None,
    beside: Sequence[Beside] = (),
) -> Content:
    """All that a document of this form says; a preparation sheet must be declared by the instrument."""
    if form == PREPARATION:
        sheet = build_preparation(
            instrument, result, advice, language=language, digest=digest, day=day, paper=paper, brand=brand
        )
        assert sheet is not None, "looked at before anything is made"
        return sheet
    return build_report(
        instrument,
        result,
        advice,
        language=language,
        digest=digest,
        day=day,
        with_data=with_data,
        paper=paper,
        short=form == SHORT,
        previous=previous,
        brand=brand,
        beside=beside,
    )
