"""Turn a questionnaire that is being edited into its last good version and its problems, moment by moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from rely.loading.files import folder_of
from rely.loading.instrument import Loaded, read_questionnaire
from rely.loading.problems import Place, Problem, build_problem
from rely.model.instrument import Instrument

PAUSE = 0.15
"""In seconds: how long to wait between two looks at the files."""

SETTLED = 0.03
"""In seconds: files that stay as they are for so long are taken for written; editors save in several steps."""

MOST_TRIES = 10

_State: TypeAlias = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What a questionnaire is at one moment.

    `number` counts up with every change, `version` with every one that can be used. `instrument` is the last of these,
    None before there was one, and `since` the moment at which it was read; `is_broken` says that the files have changed
    since then into something that cannot. What contradicts worked cases or a release is told among the `problems` once
    it `is_whole`, and can be used nevertheless.
    """

    number: int
    instrument: Instrument | None
    since: datetime | None
    problems: tuple[Problem, ...]
    is_broken: bool
    is_whole: bool = False
    version: int = 0


class Watch:
    """The questionnaire at a path, read again whenever one of its files has changed.

    It is read in two steps: what it asks is there at once, and what its worked cases and releases say about it takes
    some moments longer. Any number of threads may look at the same time. `clock` tells the moment.
    """

    def __init__(self, path: Path, *, clock: Callable[[], datetime]) -> None:
        self.path = path
        self._clock = clock
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._seen: _State | None = None
        self._look = Look(0, None, None, (), False)

    def look(self) -> Look:
        """What the questionnaire is now. Never raises for what the files hold."""
        with self._lock:
            if _state(self.path) != self._seen:
                self._seen = _settled(self.path)
                self._look = self._next(_loaded(self.path, history=False))
            return self._look

    def look_closely(self) -> Look:
        """As look, with what worked cases and releases say about it as well."""
        found = self.look()
        if found.is_whole:
            return found
        problems = _loaded(self.path, history=True).problems  # while others look, who need not wait for it
        with self._lock:
            if self._look.number == found.number:
                self._look = replace(found, number=found.number + 1, problems=problems, is_whole=True)
            return self._look

    def wait(self, seen: int, *, seconds: float) -> Look:
        """The first look with another number than `seen`, or the last after so many seconds, or when it is closed."""
        end = time.monotonic() + seconds
        while True:
            found = self.look()
            if found.number == seen:
                found = self.look_closely()
            if found.number != seen or time.monotonic() >= end or self._closed.wait(PAUSE):
                return found

    def close(self) -> None:
        """Let nobody wait any longer."""
        self._closed.set()

    def _next(self, loaded: Loaded) -> Look:
        before = self._look
        found = replace(before, number=before.number + 1, problems=loaded.problems, is_broken=True, is_whole=False)
        if loaded.instrument is None:
            return found
        return replace(
            found, instrument=loaded.instrument, since=self._clock(), is_broken=False, version=before.version + 1
        )


def _loaded(path: Path, *, history: bool) -> Loaded:
    try:
        return read_questionnaire(path, history=history)
    except OSError as error:  # a folder that went away while it was being read
        reason = (error.strerror or "it cannot be read").lower()
        return Loaded(str(path), None, (build_problem("unreadable-file", Place(str(path)), reason=reason),))


def _settled(path: Path) -> _State:
    """The state of the files as soon as nobody writes them any more."""
    before = _state(path)
    for _ in range(MOST_TRIES):
        time.sleep(SETTLED)
        now = _state(path)
        if now == before:
            break
        before = now
    return before


def _state(path: Path) -> _State:
    """What changes whenever one of the files does, or one comes or goes."""
    folder = folder_of(path)
    files = (path,) if folder is None else sorted(folder.glob("*.y*ml"))
    return tuple(_stamp(each) for each in files)


def _stamp(file: Path) -> tuple[str, int, int]:
    try:
        stat = file.stat()
    except OSError:
        return str(file), 0, -1
    return str(file), stat.st_mtime_ns, stat.st_size
