"""Give a test a site of its own: an instrument, an empty database, a clock that stands still until it is moved."""

import random
from datetime import UTC, datetime, timedelta

from rely.loading.catalogue import load_canonical
from rely.model.instrument import Instrument
from rely.services.catalogue import Catalogue
from rely.services.settings import Settings
from rely.services.site import Site
from rely.storage.database import Database

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SECRET = "a secret for tests that is long enough"


class MovedClock:
    """A clock that shows the same moment until a test moves it."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Let time pass, as timedelta counts it."""
        self.now += timedelta(**by)


def make_site(database: Database, *instruments: Instrument, **changes: object) -> Site:
    """A site that offers these instruments; `changes` are settings."""
    by_id = {instrument.id: instrument for instrument in instruments}
    settings = Settings(database_url="sqlite:////unused", secret_key=SECRET, **changes)  # type: ignore[arg-type]
    return Site(
        settings=settings,
        database=database,
        catalogue=Catalogue(by_id, load=by_id.__getitem__, read=load_canonical),
        clock=MovedClock(),
        choose=random.Random(1).choice,
    )


def clock_of(site: Site) -> MovedClock:
    """The clock of a site, to move it."""
    assert isinstance(site.clock, MovedClock)
    return site.clock
