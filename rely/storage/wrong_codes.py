"""Turn attempts at resume codes that opened nothing into rows, and rows into the moment of one of the latest."""

from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from rely.storage.tables import WrongCodeRow

_TURN = 0x72656C79
"""The number of the lock that writers of wrong codes pass on to each other in PostgreSQL."""


def take_turn(session: Session) -> None:
    """Wait until no other session counts or adds wrong codes; the turn ends with the session."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_TURN)))
    # Sessions that write to SQLite come one at a time from their beginning.


def add_wrong_code(session: Session, *, network: str, at: datetime) -> None:
    """Store that a code from this network, given as a hash, opened nothing at this moment."""
    session.add(WrongCodeRow(network=network, at=at))
    session.flush()


def time_of_latest(session: Session, number: int, *, since: datetime, network: str | None = None) -> datetime | None:
    """When the last wrong code but `number - 1` came; None unless so many came later than `since`.

    Of one network, or of all where none is named.
    """
    times = select(WrongCodeRow.at).where(WrongCodeRow.at > since)
    if network is not None:
        times = times.where(WrongCodeRow.network == network)
    return session.scalar(times.order_by(WrongCodeRow.at.desc()).offset(number - 1).limit(1))


def delete_wrong_codes(session: Session, *, until: datetime) -> None:
    """Delete what came at this moment or earlier."""
    session.execute(delete(WrongCodeRow).where(WrongCodeRow.at <= until))
