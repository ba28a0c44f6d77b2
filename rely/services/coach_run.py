"""Turn the ready rows of an upload into reports, a piece at a time, and the reports into one ZIP."""

from __future__ import annotations

import codecs
import json
import logging
import traceback
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rely.errors import RelyError
from rely.guidelines.recommend import recommend
from rely.languages import N_, words_for
from rely.loading.answers import AnswersRow, read_answers
from rely.loading.writing import write_bytes
from rely.model.brand import Brand
from rely.model.instrument import Instrument
from rely.scoring.score import score
from rely.services import jobs
from rely.services.assessments import NotFound
from rely.services.catalogue import Offer
from rely.services.coach_spool import KEPT, Spool, State, find_spool
from rely.services.coach_troubles import errors_in_words
from rely.services.coach_upload import brand_of, checked_rows
from rely.services.jobs import Queue
from rely.services.reference import norms_at_hand
from rely.services.results import Unprinted, print_pdf
from rely.services.site import Site
from rely.services.table_reports import (
    FAILED,
    INDEX,
    LEFT_OUT,
    OK,
    Index,
    add_entry,
    build_content,
    document_name,
    language_of,
    name_in_table,
)
from rely.storage import jobs as rows
from rely.storage.jobs import JobRecord

KIND = "coach"

LONGEST = timedelta(minutes=20)
"""How long the reports of one upload may take, from the first on; what is made by then is handed over."""

PIECE = timedelta(seconds=30)
"""After this time a run lets others have their turn, and goes on behind them."""

MOST_RUNS = 3
"""How many uploads of the whole site may be waiting or in the making."""

MOST_TRIES = 2
"""How often a report is begun whose process dies."""

CALLED = "report"
"""What a report is called whose row has neither an id nor a name: the name of the file is never used."""

CUT = N_("The report was not made: the time for this upload was over. Upload the row once more.")
BROKE = N_("The report could not be made: the program that makes it broke off. Upload the row once more.")

_MAKING, _FAILED = "making", "failed.json"
"""The notes that say which line is being made and for which time, and which lines have failed."""

log = logging.getLogger("rely.jobs")


class TooManyRuns(RelyError):
    """As many uploads as are allowed are waiting or in the making."""


@dataclass(frozen=True, slots=True)
class _Run:
    """All that the reports of one upload are made from."""

    site: Site
    spool: Spool
    state: State
    offer: Offer
    brand: Brand | None

    @property
    def instrument(self) -> Instrument:
        return self.offer.instrument

    def rows(self) -> Iterator[AnswersRow]:
        """The rows of the table, read anew."""
        return read_answers(self.spool.table(self.state.ending), self.instrument)

    def name(self, row: AnswersRow) -> str:
        """The name of the report of a row."""
        assert row.assessment is not None
        return name_in_table(row.line, document_name(self.instrument, row.assessment, otherwise=CALLED, ending="pdf"))

    def pdf(self, row: AnswersRow) -> bytes:
        """The report of a row."""
        assert row.assessment is not None
        result = score(self.instrument, row.assessment, reference=norms_at_hand(self.instrument))
        content = build_content(
            self.instrument,
            result,
            recommend(self.instrument, result),
            form=self.state.choices.form,
            language=self.state.choices.language or language_of(self.instrument, row.assessment),
            digest=self.offer.digest,
            day=row.assessment.date or self.site.clock().date(),
            paper=self.state.choices.paper,
            brand=self.brand,
            with_data=True,
        )
        return print_pdf(Unprinted("", content)).body


def ask_for_reports(site: Site, queue: Queue, spool: Spool, *, language: str) -> JobRecord:
    """The work that makes the reports of an upload, asked for unless it is waiting or running already.

    The index tells in this language what is wrong with rows. After a failure it goes on with what is missing. Raises
    NotFound, and TooManyRuns.
    """
    state = spool.read()
    found = job_of(site, state)
    if found is not None and (found.is_open or spool.zip.exists()):
        return found
    total = sum(row.is_ready for row in checked_rows(spool))
    job_id = site.new_id()
    spool.write(replace(state, job=job_id.hex, language=language, begun=None, until=site.now() + KEPT))
    job = jobs.ask_for_upload(
        site, queue, job_id, kind=KIND, arguments={"upload": spool.id}, total=total, most=MOST_RUNS
    )
    if job is None:
        spool.write(state)
        raise TooManyRuns
    if job.id != job_id:  # the button was pressed twice
        spool.write(replace(state, job=job.id.hex, language=language))
    return job


def job_of(site: Site, state: State) -> JobRecord | None:
    """The work that makes the reports, as it stands; None when nobody has asked for it or it is forgotten."""
    if state.job is None:
        return None
    with site.database.reading() as session:
        return rows.find_job(session, uuid.UUID(state.job))


def make_reports(site: Site, job: JobRecord) -> bool:
    """Make reports until all are there, and then their ZIP; whether the rest waits while others have their turn."""
    try:
        run = _opened(site, job)
        is_all = _made(run, job)
        if is_all:
            _finish(run)
        with site.database.writing() as session:
            if is_all:
                jobs.end(site, session, job)
            else:
                rows.wait_anew(session, job.id, site.now())
        return not is_all
    except (NotFound, FileNotFoundError):
        log.info("job %s is no longer wanted", job.id)
        jobs.fail(site, job)
        return False


def _opened(site: Site, job: JobRecord) -> _Run:
    spool = find_spool(site, job.arguments["upload"])
    state = spool.read()
    if state.begun is None:
        state = replace(state, begun=site.now(), until=site.now() + KEPT)
        spool.write(state)
    offer = site.catalogue.find(state.choices.instrument)
    if offer is None:
        raise NotFound
    return _Run(site, spool, state, offer, brand_of(spool, state))


def _made(run: _Run, job: JobRecord) -> bool:
    """Make what is missing; whether all is there that there will be."""
    site, spool = run.site, run.spool
    failed = _failed(spool)
    broken, _, tries = spool.noted(_MAKING).partition(" ")
    if tries and int(tries) >= MOST_TRIES:
        _note_failure(spool, failed, broken)
    turn = site.now()
    for done, row in enumerate((row for row in run.rows() if row.assessment is not None), start=1):
        if str(row.line) in failed or (spool.made / run.name(row)).exists():
            continue
        if _over(run, site.now()):
            return True
        if site.now() - turn >= PIECE:
            return False
        _make(run, row, failed, tries=int(tries or 0) if str(row.line) == broken else 0)
        with site.database.writing() as session:
            rows.count_done(session, job.id, done)
    return True


def _make(run: _Run, row: AnswersRow, failed: set[str], *, tries: int) -> None:
    """Make one report; `tries` counts the processes that have died over it, or were stopped at that moment."""
    spool = run.spool
    spool.note(_MAKING, f"{row.line} {tries + 1}")
    try:
        write_bytes(spool.made / run.name(row), run.pdf(row))
    except FileNotFoundError:
        raise
    except Exception as error:
        # Without the message of the error: it may hold an answer.
        where = "".join(traceback.format_tb(error.__traceback__))
        log.error("a report of an upload could not be made: %s\n%s", type(error).__name__, where)
        _note_failure(spool, failed, str(row.line))
    (spool.path / _MAKING).unlink(missing_ok=True)


def _finish(run: _Run) -> None:
    """Put the reports that are there into the ZIP, and the index behind them; then delete what they came from."""
    if run.spool.zip.exists():
        return
    spool, index, words = run.spool, Index(), words_for(run.state.language)
    failed, made, wrong, is_cut = _failed(spool), 0, 0, False
    part = spool.path / "reports.part"
    with zipfile.ZipFile(part, "w") as archive:
        for row in run.rows():
            name, problem = "", errors_in_words(row.problems, words, is_sheet=run.state.is_sheet)
            status = FAILED if problem else LEFT_OUT
            if row.assessment is not None:
                name, status = run.name(row), FAILED
                if (spool.made / name).exists():
                    status = OK
                    add_entry(archive, name, (spool.made / name).read_bytes())
                elif str(row.line) in failed:
                    problem = words.gettext(BROKE)
                else:
                    problem, is_cut = words.gettext(CUT), True
            made, wrong = made + (status == OK), wrong + (status == FAILED)
            index.add(row.line, row.id or "", name, status, problem)
        # With a mark of its encoding, or Excel takes ä for two other letters.
        add_entry(archive, INDEX, codecs.BOM_UTF8 + index.content())
    part.replace(spool.zip)
    state = spool.read()
    spool.write(replace(state, made=made, failed=wrong, is_cut=is_cut, until=run.site.now() + KEPT))
    spool.drop_sources()


def _over(run: _Run, now: datetime) -> bool:
    return run.state.begun is not None and now - run.state.begun >= LONGEST


def _failed(spool: Spool) -> set[str]:
    """The lines whose reports have failed."""
    noted = spool.noted(_FAILED)
    return set(json.loads(noted)) if noted else set()


def _note_failure(spool: Spool, failed: set[str], line: str) -> None:
    failed.add(line)
    spool.note(_FAILED, json.dumps(sorted(failed)))
