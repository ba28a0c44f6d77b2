"""Make workbooks of answers for the tests, spoil them, and read them back."""

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from rely.loading.answers import AnswersRow, read_answers
from rely.loading.problems import Problem
from rely.model.instrument import Instrument
from tests.small_instrument import small_instrument

SMALL = small_instrument()
HEAD = ["id", "data", "where", "plants", "acres", "sown", "since", "errors", "S1", "L1"]
ROW: list[Any] = ["a", "Tulip", "DE", 12, 2.5, "yes", datetime.date(2026, 3, 1), "spade|hoe", 4, 7]


def book_of(*rows: list[Any], title: str = "Gardens") -> Workbook:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return book


def rows_of(tmp_path: Path, book: Workbook | bytes, given: Instrument = SMALL) -> list[AnswersRow]:
    path = tmp_path / "a.xlsx"
    if isinstance(book, bytes):
        path.write_bytes(book)
    else:
        book.save(path)
    return list(read_answers(path, given))


def bytes_of(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def changed(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A workbook with its parts changed."""
    new = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            made.writestr(name, change(name, old.read(name)))
    return new.getvalue()


def codes_of(rows: list[AnswersRow]) -> list[tuple[int | None, str]]:
    return [(row.line, problem.code) for row in rows for problem in row.problems]


def problem_of(rows: list[AnswersRow]) -> Problem:
    (problem,) = [problem for row in rows for problem in row.problems]
    return problem
