"""Turn the instrument under all assessments of a throw-away database into another version of it."""

import uuid
from collections.abc import Iterable

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from rely.storage.tables import AnswerRow, AssessmentRow, DocumentRow, FinishedResultRow, InstrumentRow, JobRow


def all_assessments(session: Session) -> tuple[uuid.UUID, ...]:
    """The ids of all assessments."""
    return tuple(session.scalars(select(AssessmentRow.id)))


def move_all(session: Session, digest: str) -> None:
    """Have all assessments answered with the instrument of this digest, which is stored, and drop all others.

    Earlier results and documents go: they are those of another version. Only a database that is thrown away may be
    treated like this; everywhere else an assessment keeps the instrument that it was answered with.
    """
    session.execute(update(AssessmentRow).values(instrument_digest=digest))
    for table in (FinishedResultRow, DocumentRow, JobRow):
        session.execute(delete(table))
    session.execute(delete(InstrumentRow).where(InstrumentRow.digest != digest))


def remove_answers(session: Session, assessment_id: uuid.UUID, items: Iterable[str]) -> None:
    """Remove these answers of an assessment; whether it is finished stays as it is."""
    found = AnswerRow.assessment_id == assessment_id, AnswerRow.item_id.in_(list(items))
    session.execute(delete(AnswerRow).where(*found))
