"""Turn an instrument in use into a stored copy, so that its assessments outlive its next version."""

from sqlalchemy import Connection, exists, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from rely.storage.tables import InstrumentRow


def keep_instrument(session: Session, *, digest: str, instrument_id: str, version: str, canonical: str) -> None:
    """Store the canonical JSON of an instrument, once for each digest."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(
        insert(InstrumentRow)
        .values(digest=digest, instrument_id=instrument_id, version=version, canonical=canonical)
        .on_conflict_do_nothing(index_elements=[InstrumentRow.digest])
    )


def is_kept(session: Session, digest: str) -> bool:
    """Whether the instrument with this digest is stored."""
    return bool(session.scalar(select(exists().where(InstrumentRow.digest == digest))))


def canonical_of(session: Session | Connection, digest: str) -> str | None:
    """The canonical JSON of the instrument with this digest, or None when it is not stored."""
    return session.scalar(select(InstrumentRow.canonical).where(InstrumentRow.digest == digest))
