"""Turn the database or a file of answers into the cases of an export, counted on the screen as they pass."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from time import monotonic

from rely.cli.assessing import answers_file
from rely.cli.streams import Progress
from rely.cli.table_rows import TableRows
from rely.cli.time_left import rows_of, told_left
from rely.model.instrument import Instrument
from rely.research.cases import Case
from rely.services.exporting import Cases, cases_of_answers

_PAUSE = 0.2
"""The seconds between two lines of the progress: a million of them would take longer than the export."""


class Passed(Progress):
    """`12,000 of 90,000 assessments, about 4:20 left` on one line of standard error; silent when it is no terminal."""

    def __init__(self, total: int | None, *, clock: Callable[[], float] = monotonic) -> None:
        super().__init__("assessment")
        self._total, self._clock = total, clock
        self._start = self._said = clock()

    def step(self) -> None:
        """Count one more."""
        self._count += 1
        if self._shown and self._clock() - self._said >= _PAUSE:
            self._said = self._clock()
            self._show(self.line())

    def line(self) -> str:
        """What is shown."""
        if self._total is None or self._count >= self._total:
            return f"{self._count:,} assessments"
        left = (self._clock() - self._start) / max(1, self._count) * (self._total - self._count)
        return f"{self._count:,} of {self._total:,} assessments, {told_left(left)}"


@dataclass
class Source:
    """The cases of an export and what counts them on the screen; `rows` are those of a file."""

    cases: Cases
    progress: Passed
    rows: TableRows | None = None

    def end(self) -> int:
        """Tell what is left to tell, and return the exit code."""
        self.progress.clear()
        return 0 if self.rows is None else self.rows.end("done")


def source_of(cases: Cases) -> Source:
    """The cases of a database."""
    progress = Passed(cases.count)

    def each() -> Iterator[tuple[int, Case]]:
        for case in cases.each():
            yield case
            progress.step()

    return Source(replace(cases, each=each), progress)


def source_in_file(instrument: Instrument, answers: str) -> Source:
    """The good rows of a file as named on the command line; bad ones are told.

    Raises UsageError when there is no such file.
    """
    path = answers_file(answers)
    is_shown = sys.stderr.isatty() and path.suffix.lower() == ".csv"
    progress = Passed(rows_of(path) if is_shown else None)
    rows = TableRows(instrument, path, progress=progress)
    return Source(cases_of_answers(instrument, rows.each), progress, rows)
