"""Turn a wish for something that takes long into one piece of work in the background, and see that it gets done."""

import logging
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy.orm import Session

from rely.errors import RelyError
from rely.services.assessments import NotFound
from rely.services.limits import DOCUMENTS, count_use, network_of
from rely.services.site import Site
from rely.storage import jobs as rows
from rely.storage.documents import lock_assessment
from rely.storage.jobs import DONE, FAILED, WAITING, JobRecord

LONGEST = timedelta(minutes=2)
"""How long one piece of work may take before it is broken off."""

DEAD = LONGEST + timedelta(minutes=1)
"""After this time nobody can be at work any more: the worker has died, or the queue has lost it."""

LATE = timedelta(seconds=20)
"""After this time whoever waits is told that it takes longer than usual."""

MOST_TRIES = 3
"""How often work is begun whose worker dies of it."""

KEPT_ENDED, KEPT_AT_ALL = timedelta(days=1), timedelta(days=7)
"""How long work is remembered after its end, and how long it may wait for one."""

log = logging.getLogger("rely.jobs")


class QueueUnreachable(RelyError):
    """The queue of the work in the background cannot be reached; what was asked for is remembered."""


class Queue(Protocol):
    """What hands work over to the worker; it knows ids only."""

    def put(self, job_id: uuid.UUID) -> None:
        """Hand over one piece of work. Raises QueueUnreachable."""

    def answers(self) -> bool:
        """Whether the queue can be reached at this moment."""


def ask_for(
    site: Site,
    queue: Queue,
    assessment_id: uuid.UUID | None,
    kind: str,
    arguments: Mapping[str, Any],
    *,
    network: str,
    again: bool = False,
) -> JobRecord:
    """The work about an assessment, or about none, that `arguments["key"]` names; asked for unless it is open already.

    What failed is done anew only with `again`. `arguments` without the key say what place the work fills: work that
    waits for the same place under an older key is dropped. `network` is the IP address the wish came from. Raises
    NotFound when the assessment is gone, and TooManyAttempts where new work would be too much for one network.
    """
    with site.database.reading() as session:
        found = _same(rows.jobs_of(session, assessment_id), kind, arguments, again)
    if found is not None:
        return found
    count_use(site, (DOCUMENTS, network_of(network)))
    job = JobRecord(site.new_id(), assessment_id, kind, arguments, WAITING, 0, 1, site.now(), None, None)
    with site.database.writing() as session:
        if assessment_id is not None and not lock_assessment(session, assessment_id):
            raise NotFound
        earlier = rows.jobs_of(session, assessment_id)
        found = _same(earlier, kind, arguments, again)
        if found is not None:
            return found
        for each in earlier:
            if each.kind == kind and _place(each.arguments) == _place(arguments):
                rows.delete_waiting(session, each.id)
        rows.add_job(session, job)
    _put(queue, job)
    return job


def ask_for_upload(
    site: Site,
    queue: Queue,
    job_id: uuid.UUID,
    *,
    kind: str,
    arguments: Mapping[str, Any],
    total: int,
    most: int,
) -> JobRecord | None:
    """Work that is about no assessment, or what is waiting or running with the same arguments already.

    None when `most` of its kind are waiting or running.
    """
    job = JobRecord(job_id, None, kind, arguments, WAITING, 0, total, site.now(), None, None)
    with site.database.writing() as session:
        others = rows.open_jobs(session, kind)
        same = next((each for each in others if each.arguments == arguments), None)
        if same is not None or len(others) >= most:
            return same
        rows.add_job(session, job)
    _put(queue, job)
    return job


def get_job(site: Site, job_id: uuid.UUID) -> JobRecord:
    """The work as it stands. Raises NotFound when it is gone, with its assessment or by itself."""
    with site.database.reading() as session:
        job = rows.find_job(session, job_id)
    if job is None:
        raise NotFound
    return job


def is_late(site: Site, job: JobRecord) -> bool:
    """Whether whoever waits for it has waited for longer than usual."""
    return site.now() - job.created >= LATE


def begin(site: Site, job_id: uuid.UUID) -> JobRecord | None:
    """The work, now running; None when another has begun it or it is gone."""
    with site.database.writing() as session:
        return rows.find_job(session, job_id) if rows.begin_job(session, job_id, site.now()) else None


def end(site: Site, session: Session, job: JobRecord) -> None:
    """Mark work as done, together with what the session stores of it."""
    rows.end_job(session, job.id, DONE, site.now())


def fail(site: Site, job: JobRecord) -> None:
    """Mark work as failed."""
    with site.database.writing() as session:
        rows.end_job(session, job.id, FAILED, site.now())


def revive(site: Site, queue: Queue, *, is_alone: bool = False) -> None:
    """Hand over anew what a worker died of or the queue has lost.

    `is_alone` says that no worker is at work at this moment, so that whatever runs has been left behind.
    """
    # Whoever is alone takes all, also what is of tomorrow because the clock was set back.
    until = None if is_alone else site.now() - DEAD
    with site.database.writing() as session:
        for job in rows.running_jobs(session, until=until):
            _take_back(site, session, job)
        lost = rows.waiting_jobs(session, until=until)
    for job in reversed(lost):
        _put(queue, job)


def forget_jobs(site: Site) -> None:
    """Delete work that ended long enough ago, and what has waited for too long."""
    now: datetime = site.now()
    with site.database.writing() as session:
        rows.delete_jobs(session, ended_until=now - KEPT_ENDED, created_until=now - KEPT_AT_ALL)


def _take_back(site: Site, session: Session, job: JobRecord) -> None:
    tries = job.arguments.get("tries", 0) + 1
    if tries >= MOST_TRIES:
        log.error("a worker died %s times at job %s, which is not begun again", tries, job.id)
        rows.end_job(session, job.id, FAILED, site.now())
    else:
        log.warning("a worker died at job %s, which is begun again", job.id)
        rows.wait_again(session, job, {**job.arguments, "tries": tries})


def _put(queue: Queue, job: JobRecord) -> None:
    try:
        queue.put(job.id)
    except QueueUnreachable:
        # It is remembered: the worker finds it in the database (revive).
        log.error("the queue cannot be reached; job %s waits in the database", job.id)


def _same(jobs: list[JobRecord], kind: str, arguments: Mapping[str, Any], again: bool) -> JobRecord | None:
    """The newest work under this key, if asking for it now would change nothing."""
    same = (job for job in jobs if job.kind == kind and job.arguments.get("key") == arguments["key"])
    newest = next(same, None)
    if newest is None or not (newest.is_open or (newest.state == FAILED and not again)):
        return None
    return newest


def _place(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if name not in ("key", "tries")}
