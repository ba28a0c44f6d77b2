"""Turn made documents into rows, and a key into the document that was made under it."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from rely.storage.tables import AssessmentRow, DocumentRow


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One made document; `key` names all that it was made from. The sample is about no assessment."""

    assessment_id: uuid.UUID | None
    key: str
    name: str
    media_type: str
    body: bytes
    made: datetime


def find_document(session: Session, assessment_id: uuid.UUID | None, key: str) -> DocumentRecord | None:
    """The document of this assessment, or of none, that was made under this key."""
    columns = [getattr(DocumentRow, name) for name in DocumentRecord.__slots__]
    which = select(*columns).where(DocumentRow.assessment_id == assessment_id, DocumentRow.key == key)
    # Two workers may make the same sample at the same moment: there is nothing that one of them could lock.
    row = session.execute(which.limit(1)).one_or_none()
    return None if row is None else DocumentRecord(*row)


def keep_document(session: Session, record: DocumentRecord, *, most: int) -> None:
    """Store a document, in the place of an earlier one under its key; its assessment must be locked and there.

    Only the newest `most` documents of an assessment stay, and so many of those about none.
    """
    mine = DocumentRow.assessment_id == record.assessment_id
    session.execute(delete(DocumentRow).where(mine, DocumentRow.key == record.key))
    session.add(DocumentRow(**{name: getattr(record, name) for name in DocumentRecord.__slots__}))
    session.flush()
    newest = select(DocumentRow.id).where(mine).order_by(DocumentRow.made.desc(), DocumentRow.key)
    surplus = list(session.scalars(newest.offset(most)))
    if surplus:
        session.execute(delete(DocumentRow).where(DocumentRow.id.in_(surplus)))


def delete_documents(session: Session, *, until: datetime) -> None:
    """Delete what was made at this moment or earlier."""
    session.execute(delete(DocumentRow).where(DocumentRow.made <= until))


def lock_assessment(session: Session, assessment_id: uuid.UUID) -> bool:
    """Keep others from deleting an assessment until the session ends; false when there is none any more."""
    # SQLite knows no such lock and needs none: sessions that write come one at a time from their beginning.
    row = select(AssessmentRow.id).where(AssessmentRow.id == assessment_id).with_for_update()
    return session.scalar(row) is not None
