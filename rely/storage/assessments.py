"""Turn assessments and their answers into rows, and rows back into values."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from rely.model.answers import Code
from rely.storage.tables import AnswerRow, AssessmentRow, RelationshipRow


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


def find_by_id(session: Session, assessment_id: uuid.UUID, deadlines: Deadlines) -> AssessmentRecord | None:
    """The assessment, unless it is unknown or past its deadline."""
    return _find(session, AssessmentRow.id == assessment_id, deadlines)


def find_by_code_hash(session: Session, code_hash: str, deadlines: Deadlines) -> AssessmentRecord | None:
    """The assessment whose resume code has this hash, unless it is unknown or past its deadline."""
    return _find(session, AssessmentRow.code_hash == code_hash, deadlines)


def answers_of(session: Session, assessment_id: uuid.UUID) -> dict[str, AnswerRecord]:
    """All answers by item id, cleared ones too."""
    columns = (AnswerRow.item_id, AnswerRow.value, AnswerRow.revision, AnswerRow.answered_at)
    rows = session.execute(select(*columns).where(AnswerRow.assessment_id == assessment_id))
    return {item: AnswerRecord(_code(value), revision, at) for item, value, revision, at in rows}


def write_answers(session: Session, assessment_id: uuid.UUID, values: Mapping[str, Code], *, at: datetime) -> None:
    """Store these answers in one statement; each one's revision counts up by one.

    The assessment is marked as answered at this moment and is no longer finished.
    """
    if not values:
        return
    rows = [
        {
            "assessment_id": assessment_id,
            "item_id": item,
            "value": list(value) if isinstance(value, tuple) else value,
            "revision": 1,
            "answered_at": at,
        }
        for item, value in values.items()
    ]
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(AnswerRow)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=[AnswerRow.assessment_id, AnswerRow.item_id],
            set_={
                "value": statement.excluded.value,
                "revision": AnswerRow.revision + 1,
                "answered_at": statement.excluded.answered_at,
            },
        ),
        rows,
    )
    _set(session, assessment_id, last_answered=at, finished=None)


def set_finished(session: Session, assessment_id: uuid.UUID, at: datetime) -> None:
    """Mark the assessment as finished."""
    _set(session, assessment_id, finished=at)


def set_language(session: Session, assessment_id: uuid.UUID, language: str) -> None:
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


def _find(session: Session, which: ColumnElement[bool], deadlines: Deadlines) -> AssessmentRecord | None:
    columns = [getattr(AssessmentRow, name) for name in AssessmentRecord.__slots__]
    row = session.execute(select(*columns).where(which, ~_expired(deadlines))).one_or_none()
    return None if row is None else AssessmentRecord(*row)


def _expired(deadlines: Deadlines) -> ColumnElement[bool]:
    return or_(
        and_(AssessmentRow.finished.is_(None), AssessmentRow.last_answered < deadlines.drafts),
        and_(AssessmentRow.finished.is_not(None), AssessmentRow.finished < deadlines.results),
    )


def _set(session: Session, assessment_id: uuid.UUID, **values: Any) -> None:
    session.execute(update(AssessmentRow).where(AssessmentRow.id == assessment_id).values(**values))


def _code(value: Any) -> Code:
    return tuple(value) if isinstance(value, list) else value


def _batches(ids: list[uuid.UUID], size: int = 500) -> Iterable[list[uuid.UUID]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
