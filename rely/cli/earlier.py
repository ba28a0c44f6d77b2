"""Turn the file of earlier answers into the earlier assessment of each relationship, or say why it has none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import click

from rely.cli.assessing import answers_file
from rely.cli.reports import CALENDAR, Maker
from rely.cli.streams import say
from rely.cli.telling import told_together
from rely.errors import RelyError
from rely.loading.answers import AnswersRow, is_table, read_answers
from rely.loading.answers.row import named
from rely.loading.problem_kinds import Severity
from rely.loading.problems import Problem, as_text, visible
from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.reporting.forms import FULL
from rely.reporting.plain_text import one_line

EXCHANGED = "Look whether the two files were exchanged."
MATCHED = "Rows belong together by their id, else by the code name."


class NothingEarlier(RelyError):
    """The file of earlier answers holds no assessment; `problems` tells why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(as_text(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class _Known:
    """One earlier assessment: its line in a table, and how its relationship is called."""

    line: int | None
    assessment: Assessment
    name: str


class Earlier:
    """The earlier assessments of one file, all kept in memory. `failed`: rows of it that have errors."""

    def __init__(self, instrument: Instrument, path: Path, rows: Iterable[AnswersRow]) -> None:
        self._instrument, self._path = instrument, path
        self._one = not is_table(path)
        self._known: list[_Known] = []
        self.failed = 0
        for row in rows:
            self.failed += any(problem.severity == "error" for problem in row.problems)
            if row.assessment is not None:
                self._known.append(_Known(row.line, row.assessment, self._name(row.assessment)))

    def match(self, row: AnswersRow, day: date) -> tuple[AnswersRow, Assessment | None]:
        """The earlier assessment that belongs to a row whose report is dated `day`, and the row with what there is
        to tell about that; several that fit are an error of the row."""
        if row.assessment is None:
            return row, None
        fitting = self._known if self._one else self._fitting(row.assessment)
        if len(fitting) > 1:
            return replace(_with(row, self._several(row, fitting)), assessment=None), None
        if not fitting:
            message = (
                f"{visible(str(self._path))} has nothing earlier on this relationship; its report has no comparison."
            )
            return _with(row, _problem(row, "no-earlier", "warning", message, MATCHED)), None
        return _with(row, *self._remarks(row, row.assessment, fitting[0], day)), fitting[0].assessment

    def _fitting(self, assessment: Assessment) -> list[_Known]:
        """Those of the same id; else those of the same code name, unless both have ids, which then differ."""
        wanted, name = assessment.id, self._name(assessment)
        same_id = [each for each in self._known if wanted is not None and each.assessment.id == wanted]
        if same_id or not name:
            return same_id
        return [each for each in self._known if each.name == name and None in (wanted, each.assessment.id)]

    def _several(self, row: AnswersRow, fitting: list[_Known]) -> Problem:
        lines = " and ".join(str(each.line) for each in fitting)
        message = f"{visible(str(self._path))} has this relationship more than once, in the lines {lines}."
        return _problem(row, "several-earlier", "error", message, f"Leave one of them. {MATCHED}")

    def _remarks(self, row: AnswersRow, now: Assessment, earlier: _Known, day: date) -> list[Problem]:
        found = []
        before, name = earlier.assessment.date, self._name(now)
        if before is not None and before >= day:
            message = f"the earlier assessment is of {before.isoformat()}, and this one of {day.isoformat()}."
            found.append(_problem(row, "earlier-not-before", "warning", message, EXCHANGED))
        if name and earlier.name and name != earlier.name:
            message = f"the earlier answers are about '{visible(earlier.name)}', these about '{visible(name)}'."
            found.append(_problem(row, "other-name", "warning", message, "Look whether they belong together."))
        return found

    def _name(self, assessment: Assessment) -> str:
        return one_line(self._instrument.subject_in(assessment.answers) or "")


def open_earlier(maker: Maker, written: str) -> Earlier:
    """Read the file of earlier answers that is named on the command line; its problems are told on standard error.

    Raises UsageError when no such file can be compared with, NothingEarlier when it holds no assessment.
    """
    sitting = maker.sitting
    if maker.form != FULL or maker.format == CALENDAR:
        raise click.UsageError("--previous adds a part to the full report: leave it out for other documents.")
    path = answers_file(written)
    if is_table(sitting.path) and not is_table(path):
        raise click.UsageError(f"'{path}' holds one assessment: a table is compared with an earlier table.")
    rows = list(read_answers(path, sitting.instrument))
    problems = list(told_together(problem for row in rows for problem in row.problems))
    if all(row.assessment is None for row in rows):
        raise NothingEarlier(problems)
    for problem in problems:
        say(as_text(problem))
    return Earlier(sitting.instrument, path, rows)


def _with(row: AnswersRow, *problems: Problem) -> AnswersRow:
    return replace(row, problems=(*row.problems, *(named(problem, row.id) for problem in problems)))


def _problem(row: AnswersRow, code: str, severity: Severity, message: str, hint: str) -> Problem:
    place = row.where("id")
    return Problem(place.path, place.line, place.column, code, severity, message, hint)
