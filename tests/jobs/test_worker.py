import logging
from datetime import datetime, timedelta

import huey.consumer
import pytest
from sqlalchemy import func, select

from rely.jobs.queue import HueyQueue, open_queue
from rely.jobs.worker import TOLD_EVERY, TRIES_FAILED, OneLineWhileUnreachable, look_after
from rely.services.assessments import start_assessment
from rely.services.housekeeping import Housekeeping
from rely.services.site import Site
from rely.storage.tables import AssessmentRow
from tests.sites import clock_of


def stored(site: Site) -> int:
    with site.database.reading() as session:
        return session.scalar(select(func.count()).select_from(AssessmentRow)) or 0


def a_minute_passes(site: Site, queue: HueyQueue) -> None:
    """Do what the worker does each minute."""
    clock_of(site).move(minutes=1)
    for task in queue.huey.read_periodic(datetime(2026, 11, 21, 12, 34)):
        queue.huey.execute(task)


def test_a_site_that_nobody_visits_loses_what_has_expired_within_the_hour(site: Site) -> None:
    queue, housekeeping = open_queue(site.settings, site=site), Housekeeping(site)
    look_after(site, queue, housekeeping)
    start_assessment(site, "small", language="en")
    clock_of(site).now += site.settings.draft_time - timedelta(minutes=30)
    a_minute_passes(site, queue)
    assert stored(site) == 1
    for _ in range(61):
        a_minute_passes(site, queue)
    assert stored(site) == 0


@pytest.fixture
def log() -> logging.Logger:
    """The log of Huey, as the worker has it."""
    made = logging.Logger("huey.consumer.Worker")
    made.addFilter(OneLineWhileUnreachable())
    return made


def told(log: logging.Logger, at: float, message: str = "Error reading from queue") -> str:
    """What the log tells at this second of a queue that cannot be reached; empty for nothing."""
    try:
        raise ConnectionError("Connection refused.")
    except ConnectionError as error:
        gone = (type(error), error, error.__traceback__)
    record = log.makeRecord(log.name, logging.ERROR, "", 0, message, (), gone)
    record.created = at
    return logging.Formatter().format(record) if log.filter(record) else ""


def test_a_queue_that_cannot_be_reached_is_told_in_one_line_a_minute(log: logging.Logger) -> None:
    first = told(log, 1000.0)
    assert "RELY_QUEUE_URL" in first
    assert "Connection refused." in first
    assert "\n" not in first
    assert told(log, 1000.0 + TOLD_EVERY - 1) == ""
    assert told(log, 1000.0 + TOLD_EVERY) == first
    assert told(log, 1000.0 + TOLD_EVERY, "Error reading schedule.") == ""


def test_all_else_that_goes_wrong_is_told_as_it_is(log: logging.Logger) -> None:
    for message in ("Unhandled error during execution of task %s.", "Worker reached max tasks (%d), exiting."):
        assert log.filter(log.makeRecord(log.name, logging.ERROR, "", 0, message, (1,), None))


def test_the_words_by_which_an_unreachable_queue_is_known_are_those_of_huey() -> None:
    assert huey.consumer.__file__ is not None
    with open(huey.consumer.__file__, encoding="utf-8") as file:
        said = file.read()
    assert [each for each in TRIES_FAILED if f"exception('{each}'" not in said] == []
