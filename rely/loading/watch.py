"""Turn a questionnaire that is being edited into its last good version and its problems, moment by moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from rely.loading.files import folder_of
from rely.loading.instrument import Loaded, read_in_steps
from rely.loading.other_instruments import files_of
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
    some moments longer, in which a change is noticed all the same. Files of other instruments that it takes items
    from or mirrors are its own in this. Any number of threads may look at the same time. `clock` tells the moment.
    """

    def __init__(self, path: Path, *, clock: Callable[[], datetime]) -> None:
        self.path = path
        self._clock = clock
        self._lock = threading.Lock()
        self._checking = threading.Lock()
        self._closed = threading.Event()
        self._seen: _State | None = None
        self._others: frozenset[Path] = frozenset()
        self._steps: tuple[int, Iterator[Loaded | None]] = 0, iter(())
        self._look = Look(0, None, None, (), False)

    def look(self) -> Look:
        """What the questionnaire is now. Never raises for what the files hold."""
        with self._lock:
            if self._state() != self._seen:
                self._read()
            return self._look

    def look_closely(self) -> Look:
        """As look, with what worked cases and releases say about it as well."""
        while True:
            found = self.look()
            if found.is_whole:
                return found
            self._check_on(found)

    def wait(self, seen: int, *, seconds: float) -> Look:
        """The first look with another number than `seen`, or the last after so many seconds, or when it is closed."""
        end = time.monotonic() + seconds
        while True:
            found = self.look()
            if found.number != seen or time.monotonic() >= end or self._closed.is_set():
                return found
            if found.is_whole:
                self._closed.wait(PAUSE)
            else:
                self._check_on(found)

    def close(self) -> None:
        """Let nobody wait any longer."""
        self._closed.set()

    def _read(self) -> None:
        """Read the files, and again as long as others come up of which nobody knows in which state they were read."""
        loaded, steps = self._begin()
        while not loaded.others <= self._others:
            self._others |= loaded.others
            loaded, steps = self._begin()
        self._look = self._next(loaded)
        self._steps = self._look.number, steps

    def _begin(self) -> tuple[Loaded, Iterator[Loaded | None]]:
        """Make the first step as soon as nobody writes the files any more."""
        self._seen = _settled(self._state)
        steps = _in_steps(self.path)
        loaded = next(steps)
        assert loaded is not None, "what a questionnaire asks comes first"
        return loaded, steps

    def _check_on(self, found: Look) -> None:
        """Make the next step of all that takes longer, while others look at what is there."""
        with self._checking:
            number, steps = self._steps
            if number != found.number:
                return  # another thread has come to the end of them, or the files have changed
            loaded = next(steps, Loaded(str(self.path), None, found.problems))  # an end without a word was a crash
            with self._lock:
                if loaded is not None and self._look.number == number:
                    self._look = replace(found, number=number + 1, problems=loaded.problems, is_whole=True)

    def _next(self, loaded: Loaded) -> Look:
        before = self._look
        found = replace(before, number=before.number + 1, problems=loaded.problems, is_broken=True, is_whole=False)
        if loaded.instrument is None:
            return found
        return replace(
            found, instrument=loaded.instrument, since=self._clock(), is_broken=False, version=before.version + 1
        )

    def _state(self) -> _State:
        """What changes whenever one of the files does, or one comes or goes."""
        folder = folder_of(self.path)
        own = (self.path,) if folder is None else sorted(folder.glob("*.y*ml"))
        return tuple(_stamp(each) for each in (*own, *files_of(self._others)))


def _in_steps(path: Path) -> Iterator[Loaded | None]:
    """As read_in_steps; files that cannot be read are a problem like any other."""
    try:
        yield from read_in_steps(path)
    except OSError as error:  # a folder that went away while it was being read
        reason = (error.strerror or "it cannot be read").lower()
        yield Loaded(str(path), None, (build_problem("unreadable-file", Place(str(path)), reason=reason),))


def _settled(state: Callable[[], _State]) -> _State:
    """The state of the files as soon as nobody writes them any more."""
    before = state()
    for _ in range(MOST_TRIES):
        time.sleep(SETTLED)
        now = state()
        if now == before:
            break
        before = now
    return before


def _stamp(file: Path) -> tuple[str, int, int]:
    try:
        stat = file.stat()
    except OSError:
        return str(file), 0, -1
    return str(file), stat.st_mtime_ns, stat.st_size
