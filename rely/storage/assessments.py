"""Turn assessments and their answers into rows, and rows back into values."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Insert,
    Select,
    Table,
    Update,
    and_,
    bindparam,
    delete,
    exists,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from rely.model.answers import Code
from rely.storage.tables import AnswerRow, AssessmentRow, FinishedResultRow, RelationshipRow, UtcTime

Rows = Session | Connection
"""What rows are read from and written to; a bare connection is quicker."""


@dataclass(frozen=True, slots=True)
class AssessmentRecord:
    """One assessment without its answers; all times are in UTC."""

    id: uuid.UUID
    relationship_id: uuid.UUID
    instrument_digest: str
    form: str
    perspective: str
    language: str
    code_hash: str
    started: datetime
    last_answered: datetime
    finished: datetime | None


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """One stored answer; `value` None means that it was cleared."""

    value: Code
    revision: int
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Deadlines:
    """What is older than this is gone: drafts by their last answer, results by the day they were finished."""

    drafts: datetime
    results: datetime


def add_assessment(session: Session, record: AssessmentRecord) -> None:
    """Store a new assessment, and its relationship when that is new too."""
    if session.get(RelationshipRow, record.relationship_id) is None:
        session.add(RelationshipRow(id=record.relationship_id, created=record.started))
        session.flush()
    session.add(AssessmentRow(**{name: getattr(record, name) for name in AssessmentRecord.__slots__}))
    session.flush()


def find_by_id(session: Rows, assessment_id: uuid.UUID, deadlines: Deadlines) -> AssessmentRecord | None:
    """The assessment, unless it is unknown or past its deadline."""
    return _find(session, "id", assessment_id, deadlines)


def find_to_change(session: Rows, assessment_id: uuid.UUID, deadlines: Deadlines) -> AssessmentRecord | None:
    """As find_by_id, and nobody else changes the assessment until this session ends."""
    # SQLite knows no lock on a row and needs none: its writers come one after the other.
    return _find(session, "id", assessment_id, deadlines, is_locked=True)


def find_by_code_hash(session: Rows, code_hash: str, deadlines: Deadlines) -> AssessmentRecord | None:
    """The assessment whose resume code has this hash, unless it is unknown or past its deadline."""
    return _find(session, "code_hash", code_hash, deadlines)


def answers_of(session: Rows, assessment_id: uuid.UUID) -> dict[str, AnswerRecord]:
    """All answers by item id, cleared ones too."""
    rows = _bare(session).execute(_ANSWERS, {"assessment": assessment_id})
    return {item: AnswerRecord(_code(value), revision, at) for item, value, revision, at in rows}


def write_answers(
    session: Rows,
    assessment_id: uuid.UUID,
    values: Mapping[str, Code],
    *,
    at: datetime,
    given: Mapping[str, datetime] | None = None,
) -> None:
    """Store these answers in one statement; each one's revision counts up by one.

    `given` tells when each was given, where that is not `at`. The assessment is marked as answered at this
    moment and is no longer finished.
    """
    times = given or {}
    if not values:
        return
    rows = [
        {
            "assessment_id": assessment_id,
            "item_id": item,
            "value": list(value) if isinstance(value, tuple) else value,
            "revision": 1,
            "answered_at": times.get(item, at),
        }
        for item, value in values.items()
    ]
    connection = _bare(session)
    connection.execute(_storing(connection.dialect.name), rows)
    _set(session, assessment_id, last_answered=at, finished=None)


def set_finished(session: Rows, assessment_id: uuid.UUID, at: datetime) -> None:
    """Mark the assessment as finished."""
    _set(session, assessment_id, finished=at)


def set_form(session: Rows, assessment_id: uuid.UUID, form: str, *, at: datetime) -> None:
    """Go on in another form: no longer finished, and kept from this moment on as a draft is."""
    _set(session, assessment_id, form=form, last_answered=at, finished=None)


def set_language(session: Rows, assessment_id: uuid.UUID, language: str) -> None:
    """Remember in which language the assessment is answered."""
    _set(session, assessment_id, language=language)


def delete_expired(session: Session, deadlines: Deadlines) -> int:
    """Delete all that is past its deadline, with its answers and its relationship, and say how many."""
    deleted = delete(AssessmentRow).where(_expired(deadlines)).returning(AssessmentRow.relationship_id)
    relationships = list(session.execute(deleted).scalars())
    for batch in _batches(sorted(set(relationships))):
        used = select(AssessmentRow.relationship_id).where(AssessmentRow.relationship_id.in_(batch))
        session.execute(delete(RelationshipRow).where(RelationshipRow.id.in_(batch), RelationshipRow.id.not_in(used)))
    return len(relationships)


@cache
def _storing(dialect: str) -> Insert:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement = insert(_ANSWER)
    return statement.on_conflict_do_update(
        index_elements=[_ANSWER.c.assessment_id, _ANSWER.c.item_id],
        set_={
            "value": statement.excluded.value,
            "revision": _ANSWER.c.revision + 1,
            "answered_at": statement.excluded.answered_at,
        },
    )


class _Named:
    """The deadlines by name, in statements that are made once and filled in each time."""

    drafts: BindParameter[datetime] = bindparam("drafts", type_=UtcTime())
    results: BindParameter[datetime] = bindparam("results", type_=UtcTime())


# What every page reads and every save writes goes by tables instead of mapped classes, in statements that are made
# once: that takes half the time.
_ASSESSMENT, _ANSWER = cast(Table, AssessmentRow.__table__), cast(Table, AnswerRow.__table__)
_ANSWERS = select(*(_ANSWER.c[name] for name in ("item_id", "value", "revision", "answered_at"))).where(
    _ANSWER.c.assessment_id == bindparam("assessment")
)


def _find(
    session: Rows, column: str, value: uuid.UUID | str, deadlines: Deadlines, *, is_locked: bool = False
) -> AssessmentRecord | None:
    named = {"wanted": value, "drafts": deadlines.drafts, "results": deadlines.results}
    row = _bare(session).execute(_finding(column, is_locked), named).one_or_none()
    return None if row is None else AssessmentRecord(*row)


@cache
def _finding(column: str, is_locked: bool) -> Select[Any]:
    columns = [_ASSESSMENT.c[name] for name in AssessmentRecord.__slots__]
    found = select(*columns).where(_ASSESSMENT.c[column] == bindparam("wanted"), ~_expired(_Named))
    return found.with_for_update() if is_locked else found


def _expired(deadlines: Deadlines | type[_Named]) -> ColumnElement[bool]:
    """A draft that has been finished before stays as long as a result of it is kept."""
    is_kept = exists().where(
        FinishedResultRow.assessment_id == AssessmentRow.id, FinishedResultRow.finished >= deadlines.results
    )
    return or_(
        and_(AssessmentRow.finished.is_(None), AssessmentRow.last_answered < deadlines.drafts, ~is_kept),
        and_(AssessmentRow.finished.is_not(None), AssessmentRow.finished < deadlines.results),
    )


def _set(session: Rows, assessment_id: uuid.UUID, **values: Any) -> None:
    _bare(session).execute(
        _setting(tuple(values)), {"wanted": assessment_id, **{f"new_{name}": values[name] for name in values}}
    )


@cache
def _setting(columns: tuple[str, ...]) -> Update:
    values = {name: bindparam(f"new_{name}", type_=_ASSESSMENT.c[name].type) for name in columns}
    return (
        update(_ASSESSMENT).where(_ASSESSMENT.c.id == bindparam("wanted", type_=_ASSESSMENT.c.id.type)).values(values)
    )


def _bare(rows: Rows) -> Connection:
    return rows if isinstance(rows, Connection) else rows.connection()


def _code(value: Any) -> Code:
    return tuple(value) if isinstance(value, list) else value


def _batches(ids: list[uuid.UUID], size: int = 500) -> Iterable[list[uuid.UUID]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
