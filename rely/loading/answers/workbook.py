"""Turn an XLSX file into the cells of its sheets as text, or into the problem that stands in the way."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from openpyxl.reader.excel import ExcelReader

from rely.loading.answers.row import answer_problem
from rely.loading.answers.survey import Survey, TooLarge, check_markup, survey_of
from rely.loading.problems import Place, Problem

MAX_FILE = 20_000_000
MAX_UNPACKED = 64_000_000
MAX_PART = 8_000_000
"""The most bytes of a part that is no sheet: texts, styles."""
MAX_PARTS = 2_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_SHEETS = "xl/worksheets/"


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, as a table in text would hold it.

    `strange` is the kind of problem for what can be no answer: an error of the spreadsheet, a time of day.
    `is_day` says that the spreadsheet took it for a day.
    """

    text: str = ""
    strange: str = ""
    is_day: bool = False


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, its rows by number from 1, and what a look at the file says about it."""

    name: str
    hidden: bool
    rows: dict[int, tuple[Cell, ...]]
    survey: Survey


def read_workbook(path: Path) -> tuple[Sheet, ...] | Problem:
    """All sheets of a workbook with values; formulas count by the value that is stored with them.

    Sizes are looked at before anything is unpacked. Never raises for what the file holds.
    """
    try:
        with path.open("rb") as file:
            return _refusal(path, file) or _sheets(path, file)
    except OSError as error:
        reason = (error.strerror or "it is no ordinary file").lower()
        return answer_problem("unreadable-file", Place(str(path)), reason=reason)


def _refusal(path: Path, file: IO[bytes]) -> Problem | None:
    place = Place(str(path))
    raw = file.read(MAX_FILE + 1)
    file.seek(0)
    if not raw:
        return answer_problem("empty-file", place)
    if len(raw) > MAX_FILE:
        return answer_problem("workbook-too-large", place, what=f"it has more than {MAX_FILE:,} bytes")
    if raw.startswith(_OLE):
        return answer_problem("locked-workbook" if _ENCRYPTED in raw else "old-workbook", place)
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile:
        return answer_problem("damaged-workbook", place, reason="every .xlsx is a ZIP archive, and this is none")
    except (NotImplementedError, ValueError) as error:  # what zipfile says of versions and places it does not know
        return answer_problem("damaged-workbook", place, reason=_reason(error))
    finally:
        file.seek(0)
    if any(part.flag_bits & 1 for part in parts):
        return answer_problem("locked-workbook", place)
    too_large = _too_large(parts)
    return answer_problem("workbook-too-large", place, what=too_large) if too_large else None


def _too_large(parts: list[zipfile.ZipInfo]) -> str:
    """Why a file is not unpacked; zipfile never gives more bytes than it declares here."""
    if len(parts) > MAX_PARTS:
        return f"it has more than {MAX_PARTS:,} parts"
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        return f"it unpacks to more than {MAX_UNPACKED:,} bytes"
    texts = (part for part in parts if part.filename.endswith(".xml") and not part.filename.startswith(_SHEETS))
    if any(part.file_size > MAX_PART for part in texts):
        return f"its texts or styles unpack to more than {MAX_PART:,} bytes"
    return ""


def _sheets(path: Path, file: IO[bytes]) -> tuple[Sheet, ...] | Problem:
    place = Place(str(path))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about parts of the file that we do not read
            return tuple(_each_sheet(file))
    except TooLarge as error:
        return answer_problem("workbook-too-large", place, what=str(error))
    except RecursionError:
        return answer_problem("damaged-workbook", place, reason="it is nested too deeply")
    except Exception as error:  # a file can be broken in more ways than a parser has errors for
        return answer_problem("damaged-workbook", place, reason=_reason(error))


def _each_sheet(file: IO[bytes]) -> Iterator[Sheet]:
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                with archive.open(name) as part:
                    check_markup(part)
    reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
    reader.read()
    paths = {sheet.name: relation.target for sheet, relation in reader.parser.find_sheets()}
    for worksheet in reader.wb.worksheets:
        with reader.archive.open(paths[worksheet.title]) as part:
            survey = survey_of(part)
        worksheet.reset_dimensions()  # what the file says about its size need not be true
        rows = {}
        if survey.rows:
            found = worksheet.iter_rows(min_row=1, max_row=survey.rows, max_col=survey.columns)
            rows = {number: cells for number, row in enumerate(found, start=1) if (cells := _cells(row))}
        yield Sheet(worksheet.title, worksheet.sheet_state != "visible", rows, survey)


def _cells(row: tuple[Any, ...]) -> tuple[Cell, ...]:
    """The cells of a row up to the last that holds something."""
    cells = [_cell(each.value, getattr(each, "data_type", "n")) for each in row]
    while cells and cells[-1] == EMPTY:
        cells.pop()
    return tuple(cells)


def _cell(value: object, data_type: str) -> Cell:
    if value is None or value == "":
        return EMPTY
    if data_type == "e":
        return Cell(str(value), strange="error-cell")
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE")
    if isinstance(value, (int, float)):
        return Cell(_number(value))
    if isinstance(value, (date, datetime)):
        return _day(value)
    if isinstance(value, (time, timedelta)):
        return Cell(str(value), strange="time-cell")
    return Cell(str(value))


def _number(value: float) -> str:
    """A number with the fifteen digits that a spreadsheet shows: 4 for 4.0, 0.3 for 0.30000000000000004."""
    if isinstance(value, int):
        return str(value)
    spelled = f"{Decimal(f'{value:.15g}'):f}" if abs(value) < 1e15 else repr(value)
    return spelled.removesuffix(".0")


def _day(value: date) -> Cell:
    if not isinstance(value, datetime):
        return Cell(value.isoformat(), is_day=True)
    if value.time() == time():
        return Cell(value.date().isoformat(), is_day=True)
    return Cell(value.isoformat(" ", "minutes"), strange="time-cell")


def _reason(error: BaseException) -> str:
    cause = error.__cause__ or error
    return " ".join(f"{type(cause).__name__}: {cause}".split())[:120]
