"""Turn deletions that respondents asked for into ids that are kept, so that a restored backup deletes them again."""

import uuid
from datetime import datetime

from sqlalchemy import delete, exists, inspect, select
from sqlalchemy.orm import Session

from rely.storage.database import Database
from rely.storage.tables import AssessmentRow, DeletedAssessmentRow, RelationshipRow, WithdrawnConsentRow

Deletions = dict[uuid.UUID, datetime]
"""When each assessment was deleted."""


def remember_deletion(session: Session, assessment_id: uuid.UUID, at: datetime) -> None:
    """Keep the id of an assessment that is deleted in this session; a second time changes nothing."""
    if session.get(DeletedAssessmentRow, assessment_id) is None:
        session.add(DeletedAssessmentRow(id=assessment_id, deleted=at))
        session.flush()


def deletions_in(database: Database) -> Deletions:
    """The deletions that a database remembers, of whatever release it is."""
    if not inspect(database.engine).has_table(DeletedAssessmentRow.__tablename__):
        return {}
    with database.reading() as session:
        return _deletions(session)


def deletion_of(session: Session, assessment_id: uuid.UUID) -> datetime | None:
    """When this assessment was deleted; None when that is not remembered."""
    return session.scalar(select(DeletedAssessmentRow.deleted).where(DeletedAssessmentRow.id == assessment_id))


def delete_again(session: Session, earlier: Deletions) -> int:
    """Remember these deletions too, delete whatever is there of all that are remembered, and say how many were."""
    for assessment, at in earlier.items():
        remember_deletion(session, assessment, at)
    return sum(delete_assessment(session, assessment) for assessment in _deletions(session))


def forget_deletions(session: Session, *, until: datetime) -> None:
    """Forget the deletions of this moment or earlier: no backup is old enough to bring them back."""
    session.execute(delete(DeletedAssessmentRow).where(DeletedAssessmentRow.deleted <= until))


def _deletions(session: Session) -> Deletions:
    rows = session.execute(select(DeletedAssessmentRow.id, DeletedAssessmentRow.deleted))
    return {row.id: row.deleted for row in rows}


def delete_assessment(session: Session, assessment_id: uuid.UUID) -> int:
    """Delete an assessment with all that hangs on it, and its relationship where no other is about it."""
    deleted = delete(AssessmentRow).where(AssessmentRow.id == assessment_id).returning(AssessmentRow.relationship_id)
    relationship = session.scalar(deleted)
    if relationship is None:
        return 0
    session.execute(delete(WithdrawnConsentRow).where(WithdrawnConsentRow.id == assessment_id))
    is_used = exists().where(AssessmentRow.relationship_id == relationship)
    session.execute(delete(RelationshipRow).where(RelationshipRow.id == relationship, ~is_used))
    return 1
