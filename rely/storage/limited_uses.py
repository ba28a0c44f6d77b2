"""Turn uses of what is limited into rows, and rows into the moment of one of the latest."""

from datetime import datetime

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from rely.storage.tables import LimitedUseRow

_TURN = 0x72656C7A
"""The number of the lock that those who count and add pass on to each other in PostgreSQL."""


def take_turn(session: Session) -> None:
    """Wait until no other session counts or adds uses; the turn ends with the session."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_TURN)))
    # Sessions that write to SQLite come one at a time from their beginning.


def add_use(session: Session, *, kind: str, who: str, at: datetime) -> None:
    """Store that this one, given as a hash, did this kind of thing at this moment."""
    session.add(LimitedUseRow(kind=kind, who=who, at=at))
    session.flush()


def time_of_latest(
    session: Session, number: int, *, kind: str, since: datetime, until: datetime, who: str | None = None
) -> datetime | None:
    """When the last use but `number - 1` came; None unless so many came later than `since` and not after `until`.

    Of one, or of all where none is named.
    """
    times = select(LimitedUseRow.at).where(LimitedUseRow.kind == kind, LimitedUseRow.at > since)
    times = times.where(LimitedUseRow.at <= until)
    if who is not None:
        times = times.where(LimitedUseRow.who == who)
    return session.scalar(times.order_by(LimitedUseRow.at.desc()).offset(number - 1).limit(1))


def delete_uses(session: Session, *, kind: str, until: datetime, after: datetime) -> None:
    """Delete the uses of this kind that came at the one moment or earlier, and those that came after the other."""
    is_outside = or_(LimitedUseRow.at <= until, LimitedUseRow.at > after)
    session.execute(delete(LimitedUseRow).where(LimitedUseRow.kind == kind, is_outside))
