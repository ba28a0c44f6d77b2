"""Hold what every use case needs and nothing else may fetch for itself: data, settings, time and chance."""

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from rely.loading.catalogue import instrument_ids, load_canonical, load_instrument
from rely.services.catalogue import Catalogue
from rely.services.settings import Settings
from rely.storage.assessments import Deadlines
from rely.storage.database import Database

Clock = Callable[[], datetime]
"""What tells the moment, with its zone; days on reports are days in that zone."""


@dataclass(frozen=True, slots=True)
class Site:
    """One running site.

    `choose` picks one letter out of several by chance that cannot be foretold; `new_id` gives an id that no
    other has.
    """

    settings: Settings
    database: Database
    catalogue: Catalogue
    clock: Clock
    choose: Callable[[str], str]
    new_id: Callable[[], uuid.UUID] = uuid.uuid4

    def now(self) -> datetime:
        """This moment, in UTC."""
        return self.clock().astimezone(UTC)

    def deadlines(self) -> Deadlines:
        """What counts as gone at this moment."""
        now = self.now()
        return Deadlines(drafts=now - self.settings.draft_time, results=now - self.settings.result_time)


def open_site(settings: Settings) -> Site:
    """The site of these settings with all instruments of the catalogue.

    Raises UnusableDatabaseUrl, and QuestionnaireError when an instrument of the catalogue has problems.
    """
    return Site(
        settings=settings,
        database=Database(settings.database_url),
        catalogue=Catalogue(instrument_ids(), load=load_instrument, read=load_canonical),
        clock=local_time,
        choose=secrets.choice,
    )


def local_time() -> datetime:
    """This moment in the zone of the machine."""
    return datetime.now(MACHINE)


class _ZoneOfTheMachine(tzinfo):
    """The zone of the machine with its summer times: what clocks show here at a moment of any season.

    `astimezone()` alone gives the offset of its own moment only, by which a day of last winter would begin an hour
    too early in summer.
    """

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        """How far clocks here are ahead of UTC."""
        return None if moment is None else moment.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, moment: datetime | None) -> timedelta | None:
        """Not told: the system knows the whole offset only."""
        return None

    def tzname(self, moment: datetime | None) -> str | None:
        """What the system calls it at this moment."""
        return None if moment is None else moment.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, moment: datetime) -> datetime:
        """What clocks show here; the second of two equal hours in autumn is marked by `fold`."""
        there = moment.replace(tzinfo=UTC).astimezone()
        first = there.replace(tzinfo=self)
        return first if first.utcoffset() == there.utcoffset() else first.replace(fold=1)


MACHINE = _ZoneOfTheMachine()
