"""Turn the address of a queue into one that hands ids over to the worker, and never more than ids."""

import uuid
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from huey import PostgresHuey, RedisHuey, SqliteHuey
from huey.api import Huey, MemoryHuey
from huey.serializer import SignedSerializer

from rely.errors import RelyError
from rely.jobs.tasks import work
from rely.services.jobs import LONGEST, QueueUnreachable
from rely.services.settings import Settings
from rely.services.site import Site
from rely.storage.database import make_private_file

NAME = "rely"
TASK = "work"
UNREACHABLE = "The queue cannot be reached. Check that it runs and that RELY_QUEUE_URL names it."


class QueueLacksDriver(RelyError):
    """The library that speaks to this kind of queue is not installed."""


class HueyQueue:
    """A queue of Huey, as rely.services.jobs.Queue asks for it.

    What goes wrong in a queue is caught as Exception: each kind has errors of its own, in drivers that need not be
    installed.
    """

    def __init__(self, huey: Huey, *, site: Site | None) -> None:
        """`site` is where the work is done; None where work is only handed over."""
        self.huey = huey
        self._site = site
        # The signed message names this task, so whoever puts and whoever takes must call it the same.
        self._hand_over = huey.task(name=TASK, timeout=LONGEST.total_seconds())(self._work)

    def put(self, job_id: uuid.UUID) -> None:
        """Hand over one piece of work. Raises QueueUnreachable."""
        try:
            self._hand_over(job_id.hex)
        except Exception:  # what went wrong is told if it goes wrong again
            self._put_again(job_id)

    def answers(self) -> bool:
        """Whether the queue can be reached at this moment."""
        try:
            return bool(self.huey.storage.queue_size() >= 0)
        except Exception:
            return False

    def empty(self) -> None:
        """Forget what was handed over; the database remembers it."""
        self.huey.storage.flush_queue()

    def _put_again(self, job_id: uuid.UUID) -> None:
        """The first failure may be that of a connection which its server has ended long ago."""
        try:
            self._hand_over(job_id.hex)
        except Exception as error:
            raise QueueUnreachable(UNREACHABLE) from error

    def _work(self, job_id: str) -> None:
        assert self._site is not None, "work is only taken out where there is a site to do it in"
        if work(self._site, uuid.UUID(job_id)):
            self.put(uuid.UUID(job_id))  # behind the work of others


def open_queue(settings: Settings, *, site: Site | None = None) -> HueyQueue:
    """The queue of these settings; without an address whoever puts work into it does it, in `site`.

    Raises QueueLacksDriver and QueueUnreachable.
    """
    # Huey packs its messages with pickle, which must open nothing that somebody else has packed.
    options: dict[str, Any] = {"results": False, "serializer": SignedSerializer(settings.secret(), salt="rely.jobs")}
    if settings.queue_url is None:
        return HueyQueue(MemoryHuey(NAME, immediate=True, **options), site=site)
    scheme, _, place = settings.queue_url.partition("://")
    try:
        return HueyQueue(_opened(scheme, place, settings.queue_url, options), site=site)
    except RelyError:
        raise
    except Exception as error:  # as in HueyQueue
        raise QueueUnreachable(UNREACHABLE) from error


def queue_file(settings: Settings) -> Path | None:
    """The file of the queue; None when it is no file."""
    scheme, _, place = (settings.queue_url or "").partition("://")
    return Path(place.removeprefix("/")) if scheme == "sqlite" else None


def _opened(scheme: str, place: str, url: str, options: dict[str, Any]) -> Huey:
    if scheme == "sqlite":
        path = Path(place.removeprefix("/"))
        make_private_file(path)
        return SqliteHuey(NAME, filename=str(path), **options)
    if scheme == "postgresql":
        _need("psycopg", "postgres")
        return PostgresHuey(NAME, dsn=url, **options)
    _need("redis", "redis")
    return RedisHuey(NAME, url=url, **options)


def _need(module: str, extra: str) -> None:
    if find_spec(module) is None:
        raise QueueLacksDriver(
            f"The queue of RELY_QUEUE_URL needs a driver that is not installed. Run: pip install 'rely[{extra}]'"
        )
