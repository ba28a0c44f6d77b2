import logging
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from rely.services import housekeeping
from rely.services.assessments import start_assessment
from rely.services.coach_spool import Choices, State, new_spool, spools
from rely.services.housekeeping import EVERY, Housekeeping, delete_what_has_expired
from rely.services.jobs import ask_for
from rely.services.limits import BEGINNINGS, count_use
from rely.services.site import Site
from rely.storage.database import DatabaseBusy
from rely.storage.documents import DocumentRecord, keep_document
from rely.storage.tables import AssessmentRow, DocumentRow, JobRow, LimitedUseRow
from tests.queues import KeptQueue
from tests.sites import clock_of


def kept(site: Site) -> list[int]:
    """How many assessments, documents, pieces of work and marks are stored."""
    with site.database.reading() as session:
        tables = (AssessmentRow, DocumentRow, JobRow, LimitedUseRow)
        return [session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def fill(site: Site) -> uuid.UUID:
    """Store something of each kind, and give the id of the assessment."""
    owner = start_assessment(site, "small", language="en").id
    count_use(site, (BEGINNINGS, "192.0.2.7"))
    ask_for(site, KeptQueue(), owner, "pdf", {"key": "a"}, network="192.0.2.8")
    with site.database.writing() as session:
        keep_document(session, DocumentRecord(owner, "a", "a.pdf", "application/pdf", b"%PDF-", site.now()), most=9)
    spool = new_spool(site)
    choices = Choices(instrument="small", language=None, form="full", paper="a4")
    spool.write(State(choices=choices, ending=".csv", until=site.now() + timedelta(hours=1)))
    return owner


def failing(error: Exception) -> Callable[[Site], None]:
    def fail(_: Site) -> None:
        raise error

    return fail


def test_all_that_is_past_its_period_goes_and_the_rest_stays(site: Site, tmp_path: Path) -> None:
    here = replace(site, settings=replace(site.settings, data=tmp_path))
    backup = tmp_path / "backups" / f"rely-{site.now():%Y%m%dT%H%M%SZ}.sqlite3"
    backup.parent.mkdir()
    backup.touch()
    fill(here)
    delete_what_has_expired(here)
    assert kept(here) == [1, 1, 1, 2]
    assert len([*spools(here)]) == 1
    assert backup.exists()
    clock_of(site).move(days=31)
    delete_what_has_expired(here)
    assert kept(here) == [0, 0, 0, 0]
    assert [*spools(here)] == []
    assert not backup.exists()


def test_it_is_done_when_first_asked_and_then_once_an_hour(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[Site] = []
    monkeypatch.setattr(housekeeping, "STEPS", (done.append,))
    mine = Housekeeping(site)
    for expected, passed in (
        (1, timedelta()),
        (1, EVERY - timedelta(seconds=1)),
        (2, timedelta(seconds=1)),
        (3, EVERY),
    ):
        clock_of(site).now += passed
        mine.do_when_due()
        assert len(done) == expected


def test_a_clock_that_was_set_back_does_not_put_it_off(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[Site] = []
    monkeypatch.setattr(housekeeping, "STEPS", (done.append,))
    mine = Housekeeping(site)
    mine.do_when_due()
    clock_of(site).move(days=-300)
    mine.do_when_due()
    mine.do_when_due()
    assert len(done) == 2


def test_what_cannot_be_deleted_is_told_and_keeps_nothing_else(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[Site] = []
    monkeypatch.setattr(housekeeping, "STEPS", (failing(OSError("the disk is full")), done.append))
    delete_what_has_expired(site)
    assert done == [site]
    assert "the disk is full" in caplog.text


def test_a_busy_database_is_left_alone_until_the_next_time(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[Site] = []
    monkeypatch.setattr(housekeeping, "STEPS", (failing(DatabaseBusy("busy")), done.append))
    with caplog.at_level(logging.WARNING):
        delete_what_has_expired(site)
    assert done == []
    assert "next try in an hour" in caplog.text


def test_the_files_of_the_database_are_wiped_after_all_else_was_deleted() -> None:
    assert housekeeping.STEPS[-1] is housekeeping.delete_expired
