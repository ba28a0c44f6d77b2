import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete

from rely.services import jobs
from rely.services.assessments import NotFound, start_assessment
from rely.services.jobs import DEAD, KEPT_AT_ALL, KEPT_ENDED, LATE, MOST_TRIES, ask_for, get_job, is_late
from rely.services.limits import DOCUMENTS, TooManyAttempts
from rely.services.site import Site
from rely.storage import jobs as rows
from rely.storage.jobs import FAILED, RUNNING, WAITING, JobRecord
from rely.storage.tables import AssessmentRow
from tests.queues import KeptQueue
from tests.sites import clock_of

HERE = "192.0.2.7"


@pytest.fixture
def queue() -> KeptQueue:
    return KeptQueue()


@pytest.fixture
def owner(site: Site) -> uuid.UUID:
    return start_assessment(site, "small", language="en").id


def ask(site: Site, queue: KeptQueue, owner: uuid.UUID, key: str = "a", *, again: bool = False) -> JobRecord:
    return ask_for(site, queue, owner, "pdf", {"file": "report.pdf", "key": key}, network=HERE, again=again)


def begun(site: Site, job: JobRecord) -> JobRecord:
    found = jobs.begin(site, job.id)
    assert found is not None
    return found


def test_asking_twice_gives_one_piece_of_work(site: Site, queue: KeptQueue, owner: uuid.UUID) -> None:
    job = ask(site, queue, owner)
    assert ask(site, queue, owner) == job
    begun(site, job)
    assert ask(site, queue, owner).id == job.id
    assert queue.ids == [job.id]


def test_what_is_done_is_asked_for_anew(site: Site, queue: KeptQueue, owner: uuid.UUID) -> None:
    job = begun(site, ask(site, queue, owner))
    with site.database.writing() as session:
        jobs.end(site, session, job)
    clock_of(site).move(seconds=1)
    assert ask(site, queue, owner).id != job.id


def test_what_failed_is_done_anew_only_when_somebody_asks_for_that(
    site: Site, queue: KeptQueue, owner: uuid.UUID
) -> None:
    job = begun(site, ask(site, queue, owner))
    jobs.fail(site, job)
    assert ask(site, queue, owner).state == FAILED
    clock_of(site).move(seconds=1)
    again = ask(site, queue, owner, again=True)
    assert again.state == WAITING
    assert ask(site, queue, owner, again=True) == again
    assert queue.ids == [job.id, again.id]


def test_work_that_waits_gives_way_to_the_same_with_newer_answers(
    site: Site, queue: KeptQueue, owner: uuid.UUID
) -> None:
    old = ask(site, queue, owner, "old")
    other = ask_for(site, queue, owner, "pdf", {"file": "short.pdf", "key": "other"}, network=HERE)
    new = ask(site, queue, owner, "new")
    with pytest.raises(NotFound):
        get_job(site, old.id)
    assert get_job(site, other.id) == other
    assert get_job(site, new.id) == new


def test_nothing_is_asked_for_about_an_assessment_that_is_gone(site: Site, queue: KeptQueue) -> None:
    with pytest.raises(NotFound):
        ask(site, queue, uuid.uuid4())
    assert queue.ids == []


def test_work_goes_with_its_assessment(site: Site, queue: KeptQueue, owner: uuid.UUID) -> None:
    job = ask(site, queue, owner)
    with site.database.writing() as session:
        session.execute(delete(AssessmentRow))
    with pytest.raises(NotFound):
        get_job(site, job.id)
    assert jobs.begin(site, job.id) is None


def test_work_is_late_after_a_while(site: Site, queue: KeptQueue, owner: uuid.UUID) -> None:
    job = ask(site, queue, owner)
    clock_of(site).now += LATE - timedelta(seconds=1)
    assert not is_late(site, job)
    clock_of(site).move(seconds=1)
    assert is_late(site, job)


def test_what_a_queue_did_not_take_is_remembered_and_handed_over_later(
    site: Site, queue: KeptQueue, owner: uuid.UUID
) -> None:
    queue.is_down = True
    job = ask(site, queue, owner)
    queue.is_down = False
    clock_of(site).now += DEAD - timedelta(seconds=1)
    jobs.revive(site, queue)
    assert queue.ids == []
    clock_of(site).move(seconds=1)
    jobs.revive(site, queue)
    assert queue.ids == [job.id]


def test_work_whose_worker_died_is_handed_over_again_in_its_order(
    site: Site, queue: KeptQueue, owner: uuid.UUID
) -> None:
    first = ask(site, queue, owner)
    clock_of(site).move(seconds=1)
    second = ask_for(site, queue, owner, "pdf", {"file": "short.pdf", "key": "b"}, network=HERE)
    begun(site, first)
    queue.ids.clear()
    jobs.revive(site, queue)
    assert queue.ids == []
    assert get_job(site, first.id).state == RUNNING
    clock_of(site).now += DEAD
    jobs.revive(site, queue)
    assert queue.ids == [first.id, second.id]
    assert get_job(site, first.id) == replace(first, arguments={**first.arguments, "tries": 1})


def test_where_no_worker_is_all_that_runs_has_been_left_behind(site: Site, queue: KeptQueue, owner: uuid.UUID) -> None:
    job = begun(site, ask(site, queue, owner))
    queue.ids.clear()
    jobs.revive(site, queue, is_alone=True)
    assert queue.ids == [job.id]


def test_work_of_which_every_worker_dies_fails(site: Site, queue: KeptQueue, owner: uuid.UUID) -> None:
    job = ask(site, queue, owner)
    for _ in range(MOST_TRIES):
        begun(site, job)
        jobs.revive(site, queue, is_alone=True)
    assert get_job(site, job.id).state == FAILED


def test_work_is_forgotten_a_while_after_its_end(site: Site, queue: KeptQueue, owner: uuid.UUID) -> None:
    job = begun(site, ask(site, queue, owner))
    jobs.fail(site, job)
    clock_of(site).now += KEPT_ENDED - timedelta(seconds=1)
    jobs.forget_jobs(site)
    assert get_job(site, job.id).state == FAILED
    clock_of(site).move(seconds=1)
    jobs.forget_jobs(site)
    with pytest.raises(NotFound):
        get_job(site, job.id)


def test_work_that_nobody_does_is_forgotten_too(site: Site, queue: KeptQueue, owner: uuid.UUID) -> None:
    job = ask(site, queue, owner)
    clock_of(site).now += KEPT_AT_ALL
    jobs.forget_jobs(site)
    with pytest.raises(NotFound):
        get_job(site, job.id)


def test_who_asks_at_the_same_instant_as_another_gets_the_work_of_that_one(
    site: Site, queue: KeptQueue, owner: uuid.UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = ask(site, queue, owner)
    look = rows.jobs_of
    looks = iter([lambda *_: []])  # the other stores it only after the first look
    monkeypatch.setattr(rows, "jobs_of", lambda *which: next(looks, look)(*which))
    assert ask(site, queue, owner) == job
    assert queue.ids == [job.id]


def test_work_that_was_begun_before_gives_way_to_the_same_with_newer_answers(
    site: Site, queue: KeptQueue, owner: uuid.UUID
) -> None:
    old = begun(site, ask(site, queue, owner, "old"))
    jobs.revive(site, queue, is_alone=True)
    ask(site, queue, owner, "new")
    with pytest.raises(NotFound):
        get_job(site, old.id)


def test_where_no_worker_is_all_work_is_handed_over_also_when_the_clock_was_set_back(
    site: Site, queue: KeptQueue, owner: uuid.UUID
) -> None:
    first = begun(site, ask(site, queue, owner))
    clock_of(site).move(seconds=1)
    second = ask_for(site, queue, owner, "pdf", {"file": "short.pdf", "key": "b"}, network=HERE)
    queue.ids.clear()
    clock_of(site).move(days=-1)
    jobs.revive(site, queue, is_alone=True)
    assert queue.ids == [first.id, second.id]


def test_a_network_asks_for_so_much_new_work_and_no_more_and_looking_for_it_costs_nothing(
    site: Site, queue: KeptQueue, owner: uuid.UUID
) -> None:
    for number in range(DOCUMENTS.most):
        job = ask(site, queue, owner, f"{number}")
    with pytest.raises(TooManyAttempts):
        ask(site, queue, owner, "one more")
    assert ask(site, queue, owner, f"{DOCUMENTS.most - 1}") == job
    ask_for(site, queue, owner, "pdf", {"file": "report.pdf", "key": "elsewhere"}, network="192.0.2.8")
