"""Turn the table of a coach into rows that are ready, what is wrong in the others, or why it is not taken at all."""

from __future__ import annotations

import json
import re
import threading
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from io import BytesIO

from rely.errors import RelyError
from rely.loading.answers import AnswersRow, read_answers
from rely.loading.answers.row import problems_of_notices
from rely.loading.brand import BrandError, read_brand
from rely.loading.files import read_file
from rely.loading.problems import Problem
from rely.model.brand import Brand
from rely.model.instrument import Instrument
from rely.reporting.html import backgrounds
from rely.scoring.score import notices, score
from rely.services.assessments import NotFound
from rely.services.catalogue import Offer
from rely.services.coach_spool import KEPT, Choices, Spool, State, new_spool, spools, sweep_uploads
from rely.services.coach_troubles import Trouble, troubles_of
from rely.services.site import Site

LARGEST = 5_000_000
"""The most bytes of an upload with all its files."""

LARGEST_UNPACKED = 8_000_000
"""The most bytes to which a workbook unpacks; a template with two hundred rows has one million."""

MOST_ROWS = 200
MOST_LINES = 5_000
"""How many rows a table may have with its empty ones."""

LONGEST_HEADER = 50_000
MOST_COLUMNS = 1_000
"""The most bytes and columns of the header of a CSV file; it is looked through name by name."""

MOST_UPLOADS = 20
"""How many uploads are kept at the same time: it bounds what they take on the disk."""

MOST_CHECKS = 2
"""How many tables are checked at the same time: fewer than the server has threads, so that others are answered."""

LARGEST_BRAND = 100_000
MOST_TOLD = 8
"""How many things are told about one row; the rest comes with the next upload."""

_CHECKED = "checked.json"
_EMPTY = "empty-row"
_ABOUT_COLUMNS = frozenset({"unknown-column", "other-questionnaire", "other-export", "no-header-row"})
_seats = threading.BoundedSemaphore(MOST_CHECKS)


class NotATable(RelyError):
    """A file of which no reports can be made; `kind` says why, `problems` what the reader says about it.

    `file` is the one that is meant: table, brand or logo.
    """

    def __init__(
        self,
        kind: str,
        *,
        file: str = "table",
        problems: tuple[Problem, ...] = (),
        facts: Mapping[str, str] | None = None,
    ) -> None:
        self.kind, self.file, self.problems, self.facts = kind, file, problems, dict(facts or {})
        super().__init__(f"the {file} is not taken: {kind}")


class TooManyUploads(RelyError):
    """So much is being uploaded or kept that nothing more is taken at this moment."""


@dataclass(frozen=True, slots=True)
class Files:
    """What was uploaded, as bytes; a brand and its logo are None where none was chosen."""

    table: bytes
    brand: bytes | None = None
    logo: bytes | None = None


@dataclass(frozen=True, slots=True)
class CheckedRow:
    """One row of the table that is not empty: its line, its id where it has one, and whether it can have a report.

    `untold` counts what else there is to tell about it.
    """

    line: int
    id: str
    is_ready: bool
    troubles: tuple[Trouble, ...] = ()
    untold: int = 0

    @property
    def is_wrong(self) -> bool:
        """Whether something must be mended before there can be a report."""
        return any(trouble.severity == "error" for trouble in self.troubles)


def receive(site: Site, files: Files, choices: Choices) -> Spool:
    """Keep an upload for an hour and check it row by row.

    Raises NotATable for what no report can be made of, NotFound for an instrument that is not offered, and
    TooManyUploads.
    """
    offer = site.catalogue.find(choices.instrument)
    if offer is None:
        raise NotFound
    ending = _ending(files.table)
    sweep_uploads(site)
    if sum(1 for _ in spools(site)) >= MOST_UPLOADS or not _seats.acquire(blocking=False):
        raise TooManyUploads
    try:
        spool = new_spool(site)
        try:
            state = _kept(site, spool, files, choices, ending)
            rows = _checked(site, offer, spool, state)
            spool.note(_CHECKED, json.dumps([asdict(row) for row in rows]))
            spool.write(state)
        except BaseException:
            spool.delete()
            raise
    finally:
        _seats.release()
    return spool


def checked_rows(spool: Spool) -> tuple[CheckedRow, ...]:
    """What the check said about every row. Raises NotFound when the upload is deleted."""
    noted = spool.noted(_CHECKED)
    if not noted:
        raise NotFound
    return tuple(
        CheckedRow(**{**row, "troubles": tuple(Trouble(**trouble) for trouble in row["troubles"])})
        for row in json.loads(noted)
    )


def brand_of(spool: Spool, state: State) -> Brand | None:
    """The brand that was uploaded. Raises BrandError with all that is wrong with it."""
    if not state.has_brand:
        return None
    return read_brand(spool.brand, backgrounds=backgrounds(), logo=spool.logo if state.has_logo else None)


def _kept(site: Site, spool: Spool, files: Files, choices: Choices, ending: str) -> State:
    spool.table(ending).write_bytes(files.table)
    if files.brand is not None:
        spool.brand.write_bytes(files.brand)
    if files.logo is not None:
        spool.logo.write_bytes(files.logo)
    state = State(
        choices=choices,
        ending=ending,
        until=site.now() + KEPT,
        has_brand=files.brand is not None,
        has_logo=files.logo is not None,
    )
    _check_brand(spool, state, files)
    return state


def _check_brand(spool: Spool, state: State, files: Files) -> None:
    if files.brand is None:
        if files.logo is not None:
            raise NotATable("logo-alone", file="brand")
        return
    if len(files.brand) > LARGEST_BRAND:
        raise NotATable("brand-too-large", file="brand")
    source, _ = read_file(spool.brand)
    if source is not None and files.logo is not None and "logo" not in source.data:
        raise NotATable("logo-unnamed", file="logo")
    if source is not None and files.logo is None and isinstance(source.data.get("logo"), str):
        raise NotATable("logo-lacks", file="logo")
    try:
        brand_of(spool, state)
    except BrandError as error:
        raise NotATable("brand", file="brand", problems=error.problems) from error


def _ending(table: bytes) -> str:
    """How a table is read, by what it holds and never by its name. Raises NotATable for what is no table."""
    if not table.strip():
        raise NotATable("empty")
    if b"%PDF-" in table[:1024]:
        raise NotATable("pdf")
    if table.startswith(b"\xd0\xcf\x11\xe0"):  # the reader tells an old workbook from a locked one
        return ".xlsx"
    if not table.startswith(b"PK\x03\x04"):
        if b"\0" in table[:4096] and not table.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise NotATable("other")
        header = re.split(rb"[\r\n]", table, maxsplit=1)[0]
        if len(header) > LONGEST_HEADER or max(map(header.count, (b",", b";"))) > MOST_COLUMNS:
            raise NotATable("too-large")
        return ".csv"
    try:
        with zipfile.ZipFile(BytesIO(table)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise NotATable("damaged") from error
    names = {part.filename for part in parts}
    if not any(name.startswith("xl/") and name.endswith(".xml") for name in names) or "xl/workbook.bin" in names:
        raise NotATable(_other_archive(names))
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise NotATable("too-large")
    return ".xlsx"


def _other_archive(names: set[str]) -> str:
    if "mimetype" in names and "content.xml" in names:
        return "open-document"
    if any(name.endswith(".iwa") or name == "Index.zip" for name in names):
        return "numbers"
    return "binary-workbook" if "xl/workbook.bin" in names else "other"


def _checked(site: Site, offer: Offer, spool: Spool, state: State) -> list[CheckedRow]:
    """Every row that is not empty, with what there is to tell about it. Raises NotATable for the whole table."""
    rows: list[CheckedRow] = []
    for number, row in enumerate(read_answers(spool.table(state.ending), offer.instrument), start=1):
        if row.line is None:
            raise _of_the_whole(site, offer, spool, state, row)
        if number > MOST_LINES:
            raise NotATable("too-large")
        if any(problem.code != _EMPTY for problem in row.problems) or row.assessment is not None:
            rows.append(_checked_row(offer.instrument, row))
        if len(rows) > MOST_ROWS:
            raise NotATable("too-many-rows")
    return rows


def _of_the_whole(site: Site, offer: Offer, spool: Spool, state: State, row: AnswersRow) -> NotATable:
    codes = {problem.code for problem in row.problems}
    if codes & _ABOUT_COLUMNS:
        for other in site.catalogue.offers():
            if other.instrument.id != offer.instrument.id and _fits(spool, state, other.instrument):
                return NotATable("other-instrument", facts={"instrument": other.instrument.id})
    return NotATable("unreadable", problems=row.problems)


def _fits(spool: Spool, state: State, instrument: Instrument) -> bool:
    first = next(read_answers(spool.table(state.ending), instrument), None)
    return first is not None and first.line is not None


def _checked_row(instrument: Instrument, row: AnswersRow) -> CheckedRow:
    assert row.line is not None
    found: tuple[Problem, ...] = row.problems
    if row.assessment is not None:
        result = score(instrument, row.assessment)
        found = (*found, *problems_of_notices(instrument, notices(instrument, result), row))
    troubles = sorted(troubles_of(found), key=lambda each: each.severity == "warning")
    told = tuple(troubles[:MOST_TOLD])
    return CheckedRow(row.line, row.id or "", row.assessment is not None, told, len(troubles) - len(told))
