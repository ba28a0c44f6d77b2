"""Turn the actions that somebody took on into rows, and rows back into values."""

import uuid
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from rely.guidelines.taken import Taken
from rely.storage.tables import TakenActionRow


def taken_actions_of(session: Session, assessment_id: uuid.UUID) -> dict[str, Taken]:
    """What was taken on, by guideline."""
    columns = (TakenActionRow.guideline_id, TakenActionRow.owner, TakenActionRow.due, TakenActionRow.is_done)
    rows = session.execute(select(*columns).where(TakenActionRow.assessment_id == assessment_id))
    return {guideline: Taken(owner, due, is_done) for guideline, owner, due, is_done in rows}


def write_taken_action(
    session: Session, assessment_id: uuid.UUID, guideline: str, taken: Taken, *, at: datetime
) -> None:
    """Store that somebody took a guideline on; the moment of the first time stays."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    values = {"owner": taken.owner, "due": taken.due, "is_done": taken.is_done}
    statement = insert(TakenActionRow).values(assessment_id=assessment_id, guideline_id=guideline, taken=at, **values)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=[TakenActionRow.assessment_id, TakenActionRow.guideline_id], set_=values
        )
    )


def delete_taken_action(session: Session, assessment_id: uuid.UUID, guideline: str) -> None:
    """Store no longer that somebody took a guideline on; where nobody did, nothing changes."""
    session.execute(
        delete(TakenActionRow).where(
            TakenActionRow.assessment_id == assessment_id, TakenActionRow.guideline_id == guideline
        )
    )
