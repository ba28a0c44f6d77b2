"""Turn work in the background into rows, and rows into the work that waits, runs, is done or has failed."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, true, update
from sqlalchemy.orm import Session

from rely.storage.tables import JobRow

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"


@dataclass(frozen=True, slots=True)
class JobRecord:
    """One piece of work; `arguments` are what its kind needs to know, all times are in UTC."""

    id: uuid.UUID
    assessment_id: uuid.UUID | None
    kind: str
    arguments: Mapping[str, Any]
    state: str
    done: int
    total: int
    created: datetime
    started: datetime | None
    ended: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in (WAITING, RUNNING)


def add_job(session: Session, record: JobRecord) -> None:
    """Store new work."""
    values = {name: getattr(record, name) for name in JobRecord.__slots__}
    session.add(JobRow(**values | {"arguments": dict(record.arguments)}))
    session.flush()


def find_job(session: Session, job_id: uuid.UUID) -> JobRecord | None:
    """The work of this id; None when it was deleted, with its assessment or by itself."""
    return next(iter(_found(session, JobRow.id == job_id)), None)


def jobs_of(session: Session, assessment_id: uuid.UUID | None) -> list[JobRecord]:
    """All work about one assessment, or about none, the newest first."""
    return _found(session, JobRow.assessment_id == assessment_id)


def waiting_jobs(session: Session, *, until: datetime | None) -> list[JobRecord]:
    """The work that has waited since this moment or longer, the newest first; all that waits where none is named."""
    return _found(session, and_(JobRow.state == WAITING, true() if until is None else JobRow.created <= until))


def running_jobs(session: Session, *, until: datetime | None) -> list[JobRecord]:
    """The work that has run since this moment or longer, the newest first; all that runs where none is named."""
    return _found(session, and_(JobRow.state == RUNNING, true() if until is None else JobRow.started <= until))


def open_jobs(session: Session, kind: str) -> list[JobRecord]:
    """The work of one kind that is still to be done, the newest first."""
    return _found(session, and_(JobRow.kind == kind, JobRow.state.in_((WAITING, RUNNING))))


def count_done(session: Session, job_id: uuid.UUID, done: int) -> None:
    """Remember how many parts of running work are done."""
    session.execute(update(JobRow).where(JobRow.id == job_id, JobRow.state == RUNNING).values(done=done))


def begin_job(session: Session, job_id: uuid.UUID, at: datetime) -> bool:
    """Mark waiting work as running; false when it does not wait, because another has it or it is gone."""
    mine = update(JobRow).where(JobRow.id == job_id, JobRow.state == WAITING)
    begun = session.execute(mine.values(state=RUNNING, started=at).returning(JobRow.id))
    return begun.one_or_none() is not None


def end_job(session: Session, job_id: uuid.UUID, state: str, at: datetime) -> None:
    """Mark running work as done or failed."""
    total = {"done": JobRow.total} if state == DONE else {}
    ended = update(JobRow).where(JobRow.id == job_id, JobRow.state == RUNNING)
    session.execute(ended.values(state=state, ended=at, **total))


def wait_again(session: Session, record: JobRecord, arguments: Mapping[str, Any]) -> bool:
    """Mark running work, whose worker has died, as waiting; false when it no longer runs since `record`."""
    same = and_(JobRow.id == record.id, JobRow.state == RUNNING, JobRow.started == record.started)
    values = {"state": WAITING, "started": None, "arguments": dict(arguments)}
    return session.execute(update(JobRow).where(same).values(**values).returning(JobRow.id)).one_or_none() is not None


def wait_anew(session: Session, job_id: uuid.UUID, at: datetime) -> None:
    """Mark running work as waiting since this moment, as if it had just been asked for."""
    mine = update(JobRow).where(JobRow.id == job_id, JobRow.state == RUNNING)
    session.execute(mine.values(state=WAITING, started=None, created=at))


def delete_waiting(session: Session, job_id: uuid.UUID) -> None:
    """Delete work that nobody has begun."""
    session.execute(delete(JobRow).where(JobRow.id == job_id, JobRow.state == WAITING))


def delete_jobs(session: Session, *, ended_until: datetime, created_until: datetime) -> None:
    """Delete what ended at one moment or earlier, and what was asked for at the other or earlier."""
    session.execute(delete(JobRow).where(or_(JobRow.ended <= ended_until, JobRow.created <= created_until)))


def _found(session: Session, which: ColumnElement[bool]) -> list[JobRecord]:
    columns = [getattr(JobRow, name) for name in JobRecord.__slots__]
    rows = session.execute(select(*columns).where(which).order_by(JobRow.created.desc(), JobRow.id))
    return [JobRecord(*row) for row in rows]
