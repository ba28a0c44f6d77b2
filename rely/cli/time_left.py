"""Turn the documents made so far into one line that says how many there are and how long the rest takes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import monotonic

from rely.cli.streams import Progress

_CHUNK = 1 << 20


class TimeLeft(Progress):
    """`12 of 200 reports, about 1:20 left` on one line of standard error; silent when it is no terminal."""

    def __init__(self, table: Path, *, clock: Callable[[], float] = monotonic) -> None:
        super().__init__("report")
        self._clock = clock
        self._total = rows_of(table) if self._shown else 0
        self._start = clock()
        self._made = 0

    def step(self) -> None:
        """A row was read: nothing is made by that yet."""

    def made(self, *, anew: bool) -> None:
        """Count a row whose document is there; those that were there before take no time."""
        self._count += 1
        self._made += anew
        self._show(self.line())

    def line(self) -> str:
        """What is shown."""
        total = max(self._total, self._count)
        text = f"{self._count} of {total} reports"
        if not self._made or total == self._count:
            return text
        return f"{text}, {told_left((self._clock() - self._start) / self._made * (total - self._count))}"


def told_left(seconds: float) -> str:
    """How long something still takes, in words: about 1:20 left."""
    left = round(seconds)
    return f"about {left // 60}:{left % 60:02d} left"


def rows_of(table: Path) -> int:
    """About how many rows a table has: its lines without the header."""
    lines, last = 0, b"\n"
    with table.open("rb") as file:
        while chunk := file.read(_CHUNK):
            lines += chunk.count(b"\n")
            last = chunk[-1:]
    return max(0, lines + (last != b"\n") - 1)
