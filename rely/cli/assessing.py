"""Turn a file of answers into scored assessments one by one, telling on the way what stands in the way."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

import click

from rely.cli.streams import Progress, counted, say
from rely.cli.telling import Telling
from rely.guidelines.recommend import recommend
from rely.loading.answers import STANDARD_INPUT, AnswersRow, is_table, read_answers, shown_path
from rely.loading.answers.row import problems_of_notices
from rely.loading.near import did_you_mean
from rely.loading.problems import Problem
from rely.model.answers import Assessment
from rely.model.digest import digest
from rely.model.instrument import Instrument
from rely.model.reference import Reference
from rely.model.results import Advice, Result
from rely.scoring.score import notices, score
from rely.services.table_reports import errors_of


@dataclass(frozen=True, slots=True)
class Assessed:
    """One row of a file of answers: what it came to, or the problems that stood in the way.

    `previous` is the earlier assessment with which its report compares.
    """

    row: AnswersRow
    result: Result | None
    advice: Advice | None
    previous: Assessment | None = None

    @property
    def problem(self) -> str:
        """Its errors as one text; empty when there are none."""
        return errors_of(self.row)


class Matcher(Protocol):
    """What finds the earlier assessment of a row, and adds to the row what there is to tell about that."""

    def match(self, row: AnswersRow, day: date) -> tuple[AnswersRow, Assessment | None]: ...


@dataclass
class Sitting:
    """The answers of one file and what became of them so far.

    `day` is the day of all documents; None when the answers say it. `reference` are the norms of the instrument.
    """

    instrument: Instrument
    path: Path
    today: date
    digest: str
    day: date | None = None
    done: int = 0
    failed: int = 0
    undated: int = 0
    broken: bool = False
    progress: Progress = field(default_factory=lambda: Progress("assessment"))
    telling: Telling = field(default_factory=Telling)
    reference: Reference | None = None

    def each(self, earlier: Matcher | None = None) -> Iterator[Assessed]:
        """Every assessment of the file, scored; problems and warnings are told on standard error.

        `earlier` finds the earlier assessment of each.
        """
        for read in read_answers(self.path, self.instrument):
            row, previous = read, None
            if earlier is not None and read.assessment is not None:
                row, previous = earlier.match(read, self.day_of(read.assessment))
            result = self.result_of(row)
            if result is None:
                yield Assessed(row, None, None)
                continue
            yield Assessed(row, result, recommend(self.instrument, result), previous)
            self.done += 1
            self.progress.step()

    def result_of(self, row: AnswersRow) -> Result | None:
        """Score a row, tell its problems and warnings, and count it; None for a row without an assessment."""
        for problem in row.problems:
            self.tell(problem)
        if row.assessment is None:
            self.failed += any(problem.severity == "error" for problem in row.problems)
            self.broken = self.broken or row.line is None
            return None
        result = score(self.instrument, row.assessment, reference=self.reference)
        for problem in problems_of_notices(self.instrument, notices(self.instrument, result), row):
            self.tell(problem)
        self.undated += row.assessment.date is None
        return result

    def end(self) -> int:
        """Tell what is left to tell, and return the exit code."""
        self.progress.clear()
        self.telling.end()
        if self.undated and self.day is None:
            where = "" if not is_table(self.path) else f" in {counted(self.undated, 'row')}"
            say(f"{shown_path(self.path)}: no date is given{where}; today, {self.today.isoformat()}, is taken.")
        if self.failed and not self.broken:
            say(f"{counted(self.done, 'row')} done, {self.failed} with problems.")
        return 1 if self.failed else 0

    def day_of(self, assessment: Assessment) -> date:
        """The day on the document of an assessment; today when none is given."""
        return self.day or assessment.date or self.today

    def tell(self, problem: Problem) -> None:
        """Tell a problem or a warning of the file."""
        self.progress.clear()
        self.telling.tell(problem)


def open_sitting(instrument: str, answers: str, *, piped: bool = False) -> Sitting:
    """Load the instrument and find the file of answers, both as named on the command line.

    With `piped` the answers may be -, a table on standard input. Raises UnknownInstrument,
    QuestionnaireError, NormsRefused, and UsageError when there is no such file.
    """
    from rely.loading.catalogue import load_instrument
    from rely.loading.norms import norms_folder, norms_for

    loaded = load_instrument(instrument)
    path = STANDARD_INPUT if piped and answers == str(STANDARD_INPUT) else answers_file(answers)
    reference = norms_for(loaded, norms_folder(instrument))
    return Sitting(loaded, path, date.today(), digest(loaded), reference=reference)


def answers_file(written: str) -> Path:
    """The path of a file of answers as named on the command line. Raises UsageError when there is no such file."""
    path = Path(written)
    if not os.path.isfile(path):
        raise click.UsageError(_no_file(path))
    return path


def _no_file(path: Path) -> str:
    if os.path.exists(path):
        return f"'{path}' is no ordinary file, and a file of answers is needed."
    beside = path.parent if os.path.isdir(path.parent) else None
    names = [] if beside is None else [each.name for each in beside.iterdir() if each.is_file()]
    return f"There is no file '{path}'.{did_you_mean(path.name, names)}"
