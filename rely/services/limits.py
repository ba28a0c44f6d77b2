"""Turn what somebody does again and again into a count, or into a time to wait."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address

from sqlalchemy.orm import Session

from rely.errors import RelyError
from rely.services.site import Site
from rely.storage import limited_uses as rows

IPV6_PREFIX = 64
"""In bits: what one household or firm gets at least, and may choose its addresses in."""


class TooManyAttempts(RelyError):
    """Something was done too often; `wait` is how long until it may be done again."""

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        super().__init__(f"this was done too often; it may be done again in {wait}")


@dataclass(frozen=True, slots=True)
class Limit:
    """How often one may do a kind of thing within the window, and all together."""

    kind: str
    window: timedelta
    most: int
    most_in_all: int


# How long guessing takes with these numbers, and why they are no smaller: docs/decisions/0011-limits-on-codes.md.
WRONG_CODES = Limit("wrong-code", timedelta(minutes=15), 20, 1000)
# A dozen people in one room may each send themselves a mail; nobody can use the site to fill a stranger's mailbox.
MAILS_OF_NETWORK = Limit("mail-of-network", timedelta(hours=1), 20, 300)
MAILS_OF_ASSESSMENT = Limit("mail-of-assessment", timedelta(days=1), 5, 3000)
# Reading a file costs more than reading a code, and each that fits makes a new assessment.
UPLOADS = Limit("upload", timedelta(minutes=15), 20, 300)
# Each takes the worker a second or two, and nobody else gets his meanwhile. A course of thirty takes five each.
DOCUMENTS = Limit("document", timedelta(minutes=15), 150, 1000)
# Nobody who answers meets this: a course of thirty at one connection may begin three times each within the hour.
# It keeps a program from filling the database.
BEGINNINGS = Limit("begin", timedelta(hours=1), 100, 5000)
# A table is checked again each time that rows were mended; its reports take minutes of the worker.
TABLES = Limit("table", timedelta(minutes=15), 20, 100)
RUNS = Limit("run", timedelta(hours=1), 10, 60)

LIMITS = (WRONG_CODES, MAILS_OF_NETWORK, MAILS_OF_ASSESSMENT, UPLOADS, DOCUMENTS, BEGINNINGS, TABLES, RUNS)


def count_use(site: Site, *uses: tuple[Limit, str]) -> None:
    """Count that each of these is used once more, all together or none; who uses it is kept as a keyed hash only.

    Raises TooManyAttempts with the longest time to wait.
    """
    now, secret = site.now(), site.settings.secret()
    hashed = [(limit, _hash_of(limit, who, secret)) for limit, who in uses]
    # Looked at before as well: who is refused must not keep those waiting who store answers.
    with site.database.reading() as session:
        _refuse(session, hashed, now)
    with site.database.writing() as session:
        rows.take_turn(session)
        _refuse(session, hashed, now)
        for limit, who in hashed:
            _delete_old(session, limit, now)
            rows.add_use(session, kind=limit.kind, who=who, at=now)


def refuse_where_used_up(site: Site, limit: Limit, who: str) -> None:
    """Raise TooManyAttempts where this one has used up his own share; what all others did does not matter."""
    with site.database.reading() as session:
        _refuse(session, [(limit, _hash_of(limit, who, site.settings.secret()))], site.now(), of_all=False)


def network_of(address: str) -> str:
    """Where an IP address belongs to: itself for IPv4, its /64 for IPv6; any other text as it is."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(IPv6Network((int(parsed), IPV6_PREFIX), strict=False))


def forget_uses(site: Site) -> None:
    """Delete the uses that no longer count."""
    with site.database.writing() as session:
        for limit in LIMITS:
            _delete_old(session, limit, site.now())


def _refuse(session: Session, hashed: list[tuple[Limit, str]], now: datetime, *, of_all: bool = True) -> None:
    waits = []
    for limit, who in hashed:
        # What seems to come later than a window ahead is of a clock that was set back since.
        since, until = now - limit.window, now + limit.window
        oldest = [rows.time_of_latest(session, limit.most, kind=limit.kind, since=since, until=until, who=who)]
        if of_all:
            oldest.append(rows.time_of_latest(session, limit.most_in_all, kind=limit.kind, since=since, until=until))
        waits += [at + limit.window - now for at in oldest if at is not None]
    if waits:
        raise TooManyAttempts(max(waits))


def _delete_old(session: Session, limit: Limit, now: datetime) -> None:
    rows.delete_uses(session, kind=limit.kind, until=now - limit.window, after=now + limit.window)


def _hash_of(limit: Limit, who: str, secret: str) -> str:
    return hmac.new(secret.encode(), f"{limit.kind}:{who}".encode(), hashlib.sha256).hexdigest()
