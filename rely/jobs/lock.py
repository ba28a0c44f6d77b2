"""Turn a file into the certainty that no other process holds it."""

import fcntl
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rely.errors import RelyError


class WorkerRuns(RelyError):
    """Another worker does the work of this queue already."""


log = logging.getLogger("rely.jobs")


@contextmanager
def held(path: Path, *, keeps_trying: Callable[[], bool]) -> Iterator[None]:
    """Hold the lock of this file until the end of the block and of all processes that were forked in it.

    The system gives it back when they end in whatever way. While another holds it, it is tried again every second as
    long as `keeps_trying` says so. Raises WorkerRuns.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(file, path, keeps_trying)
        yield
    finally:
        os.close(file)


def _take(file: int, path: Path, keeps_trying: Callable[[], bool]) -> None:
    is_told = False
    while not _is_free(file):
        if not keeps_trying():
            raise WorkerRuns(
                f"A worker of this queue runs already: it holds {path}. One is enough; with --workers it makes "
                "several documents at the same time."
            )
        if not is_told:
            log.info("another worker holds %s; this one takes over when it ends", path)
            is_told = True
        time.sleep(1)


def _is_free(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
