import uuid
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from rely.services.assessments import start_assessment
from rely.services.site import Site
from rely.storage import jobs as rows
from rely.storage.database import Database
from rely.storage.jobs import DONE, FAILED, RUNNING, WAITING, JobRecord
from tests.sites import NOON, make_site
from tests.small_instrument import small_instrument

MINUTE = timedelta(minutes=1)


@pytest.fixture
def site(database: Database) -> Site:
    return make_site(database, small_instrument())


@pytest.fixture
def job(site: Site) -> JobRecord:
    """Work that is stored and waits."""
    owner = start_assessment(site, "small", language="en").id
    record = JobRecord(uuid.uuid4(), owner, "pdf", {"key": "a"}, WAITING, 0, 1, NOON, None, None)
    with site.database.writing() as session:
        rows.add_job(session, record)
    return record


def test_work_is_found_as_it_was_stored(site: Site, job: JobRecord) -> None:
    assert job.assessment_id is not None
    with site.database.reading() as session:
        assert rows.find_job(session, job.id) == job
        assert rows.jobs_of(session, job.assessment_id) == [job]
        assert rows.find_job(session, uuid.uuid4()) is None


def test_work_is_begun_once(site: Site, job: JobRecord) -> None:
    with site.database.writing() as session:
        assert rows.begin_job(session, job.id, NOON)
        assert not rows.begin_job(session, job.id, NOON)
        found = rows.find_job(session, job.id)
    assert found == replace(job, state=RUNNING, started=NOON)
    assert found.is_open


def test_only_what_runs_can_end(site: Site, job: JobRecord) -> None:
    with site.database.writing() as session:
        rows.end_job(session, job.id, DONE, NOON)
        assert rows.find_job(session, job.id) == job
        rows.begin_job(session, job.id, NOON)
        rows.end_job(session, job.id, DONE, NOON + MINUTE)
        rows.end_job(session, job.id, FAILED, NOON + 2 * MINUTE)
        found = rows.find_job(session, job.id)
    assert found == replace(job, state=DONE, done=1, started=NOON, ended=NOON + MINUTE)
    assert not found.is_open


def test_work_waits_again_unless_it_was_begun_anew(site: Site, job: JobRecord) -> None:
    with site.database.writing() as session:
        rows.begin_job(session, job.id, NOON)
        (running,) = rows.running_jobs(session, until=NOON)
        assert not rows.wait_again(session, replace(running, started=NOON - MINUTE), {})
        assert rows.wait_again(session, running, {"key": "a", "tries": 1})
        assert rows.find_job(session, job.id) == replace(job, arguments={"key": "a", "tries": 1})


def test_what_waits_or_runs_is_found_from_a_moment_on(site: Site, job: JobRecord) -> None:
    with site.database.writing() as session:
        assert rows.waiting_jobs(session, until=NOON - MINUTE) == []
        assert rows.waiting_jobs(session, until=NOON) == [job]
        rows.begin_job(session, job.id, NOON + MINUTE)
        assert rows.waiting_jobs(session, until=NOON) == []
        assert rows.running_jobs(session, until=NOON) == []
        assert [each.id for each in rows.running_jobs(session, until=NOON + MINUTE)] == [job.id]


def test_what_nobody_has_begun_can_be_dropped(site: Site, job: JobRecord) -> None:
    with site.database.writing() as session:
        rows.begin_job(session, job.id, NOON)
        rows.delete_waiting(session, job.id)
        assert rows.find_job(session, job.id) is not None
        rows.wait_again(session, replace(job, started=NOON), job.arguments)
        rows.delete_waiting(session, job.id)
        assert rows.find_job(session, job.id) is None


@pytest.mark.parametrize(("ended", "created"), [(NOON, NOON - MINUTE), (NOON - MINUTE, NOON)])
def test_work_is_forgotten_after_its_end_or_its_longest_wait(
    site: Site, job: JobRecord, ended: datetime, created: datetime
) -> None:
    with site.database.writing() as session:
        rows.begin_job(session, job.id, NOON)
        rows.end_job(session, job.id, DONE, NOON)
        rows.delete_jobs(session, ended_until=NOON - MINUTE, created_until=NOON - MINUTE)
        assert rows.find_job(session, job.id) is not None
        rows.delete_jobs(session, ended_until=ended, created_until=created)
        assert rows.find_job(session, job.id) is None
