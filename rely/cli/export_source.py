"""Turn the database or a file of answers into the cases of an export, counted on the screen as they pass."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

from rely.cli.assessing import answers_file
from rely.cli.streams import Progress, counted, say
from rely.cli.time_left import rows_of
from rely.loading.answers import AnswersRow, read_answers
from rely.loading.problems import as_text
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
            sys.stderr.write(f"\r\x1b[K{self.line()}")
            sys.stderr.flush()

    def line(self) -> str:
        """What is shown."""
        if self._total is None or self._count >= self._total:
            return f"{self._count:,} assessments"
        left = round((self._clock() - self._start) / max(1, self._count) * (self._total - self._count))
        return f"{self._count:,} of {self._total:,} assessments, about {left // 60}:{left % 60:02d} left"


@dataclass
class Source:
    """The cases of an export, and what became of a file's rows on the way. `done` and `failed` count these."""

    cases: Cases
    progress: Passed
    done: int = 0
    failed: int = 0
    is_broken: bool = False

    def end(self) -> int:
        """Tell what is left to tell, and return the exit code."""
        self.progress.clear()
        if self.failed and not self.is_broken:
            say(f"{counted(self.done, 'row')} done, {self.failed} with problems.")
        return 1 if self.failed else 0


def source_of(cases: Cases) -> Source:
    """The cases of a database."""
    progress = Passed(cases.count)
    return Source(_watched(cases, progress), progress)


def source_in_file(instrument: Instrument, answers: str) -> Source:
    """The good rows of a file as named on the command line; bad ones are told, the first time it is read.

    Raises UsageError when there is no such file.
    """
    path = answers_file(answers)
    is_shown = sys.stderr.isatty() and path.suffix.lower() == ".csv"
    progress = Passed(rows_of(path) if is_shown else None)
    source = Source(cases_of_answers(instrument, lambda: _told(source, instrument, path)), progress)
    source.cases = _watched(source.cases, progress)
    return source


def _told(source: Source, instrument: Instrument, path: Path) -> Iterator[AnswersRow]:
    is_first = not source.done and not source.failed
    for row in read_answers(path, instrument):
        if is_first:
            for problem in row.problems:
                source.progress.clear()
                say(as_text(problem))
            source.failed += any(problem.severity == "error" for problem in row.problems)
            source.is_broken = source.is_broken or (row.line is None and row.assessment is None)
            source.done += row.assessment is not None
        yield row


def _watched(cases: Cases, progress: Passed) -> Cases:
    def each() -> Iterator[tuple[int, Case]]:
        for case in cases.each():
            yield case
            progress.step()

    return replace(cases, each=each)
