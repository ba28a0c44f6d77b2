"""Turn a typed resume code and the address it came from into an assessment, or into a time to wait."""

import hashlib
import hmac
from datetime import datetime, timedelta
from ipaddress import IPv6Address, IPv6Network, ip_address

from sqlalchemy.orm import Session

from rely.errors import RelyError
from rely.services.assessments import Started, find_by_code
from rely.services.codes import read_code
from rely.services.site import Site
from rely.storage import wrong_codes as rows

# How long guessing takes with these numbers, and why they are no smaller: docs/decisions/0011-limits-on-codes.md.
WINDOW = timedelta(minutes=15)
"""How long a wrong code counts; so nobody waits for longer."""

MOST_PER_NETWORK = 20
"""How many wrong codes one network may try within the window."""

MOST_IN_ALL = 1000
"""How many wrong codes of all networks together are counted within the window."""

IPV6_PREFIX = 64
"""In bits: what one household or firm gets at least, and may choose its addresses in."""


class TooManyAttempts(RelyError):
    """Too many codes opened nothing; `wait` is how long until the next one is looked at."""

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        super().__init__(f"too many codes opened nothing; the next one is looked at in {wait}")


def try_code(site: Site, typed: str, *, address: str) -> Started | None:
    """The assessment of a resume code typed at this IP address; None when it opens nothing, which counts.

    What cannot be a code is no guess and does not count. A code that opens something is refused only where its
    own network has tried too many, and takes nothing back. Raises TooManyAttempts.
    """
    if read_code(typed) is None:
        return None
    now, network = site.now(), _hash_of(network_of(address), site.settings.secret())
    with site.database.reading() as session:
        _refuse(session, MOST_PER_NETWORK, now, network)
    found = find_by_code(site, typed)
    if found is None:
        _count(site, network, now)
    return found


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


def forget_attempts(site: Site) -> None:
    """Delete the wrong codes that no longer count."""
    with site.database.writing() as session:
        rows.delete_wrong_codes(session, until=site.now() - WINDOW)


def _count(site: Site, network: str, now: datetime) -> None:
    # Looked at before as well: a flood beyond the limit must not keep those waiting who store answers.
    with site.database.reading() as session:
        _refuse(session, MOST_IN_ALL, now)
    with site.database.writing() as session:
        rows.take_turn(session)
        rows.delete_wrong_codes(session, until=now - WINDOW)
        _refuse(session, MOST_PER_NETWORK, now, network)
        _refuse(session, MOST_IN_ALL, now)
        rows.add_wrong_code(session, network=network, at=now)


def _refuse(session: Session, most: int, now: datetime, network: str | None = None) -> None:
    """Raise TooManyAttempts while the window holds this many wrong codes; of all networks where none is named."""
    oldest = rows.time_of_latest(session, most, since=now - WINDOW, network=network)
    if oldest is not None:
        raise TooManyAttempts(oldest + WINDOW - now)


def _hash_of(network: str, secret: str) -> str:
    return hmac.new(secret.encode(), b"network:" + network.encode(), hashlib.sha256).hexdigest()
