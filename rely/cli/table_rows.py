"""Turn a table of answers into its rows, telling on the way what is wrong with them, and counting them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rely.cli.streams import Progress, counted, say
from rely.cli.telling import Telling
from rely.loading.answers import AnswersRow, read_answers
from rely.model.instrument import Instrument


class TableRows:
    """The rows of one file; `done` and `failed` count the good and the bad ones that have passed.

    `is_broken`: something is wrong with the file as a whole.
    """

    def __init__(self, instrument: Instrument, path: Path, *, progress: Progress | None = None) -> None:
        self.instrument, self.path = instrument, path
        self.done = self.failed = 0
        self._progress = progress or Progress("assessment")
        self.is_broken = False

    def each(self) -> Iterator[AnswersRow]:
        """Every row, good or bad; problems and warnings are told on standard error."""
        telling = Telling()
        for row in read_answers(self.path, self.instrument):
            for problem in row.problems:
                self._progress.clear()
                telling.tell(problem)
            if row.assessment is not None:
                self.done += 1
                self._progress.step()
            elif any(problem.severity == "error" for problem in row.problems):
                self.failed += 1
                self.is_broken = self.is_broken or row.line is None
            yield row
        self._progress.clear()
        telling.end()

    def end(self, became: str) -> int:
        """Say what became of the rows when some are bad (`became`: looked at), and give the exit code."""
        if self.failed and not self.is_broken:
            say(f"{counted(self.done, 'row')} {became}, {self.failed} with problems.")
        return 1 if self.failed else 0
