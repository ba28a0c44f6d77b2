"""Turn rows that are imported into assessments, telling on the way what stands in the way, each thing not too often."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rely.cli.streams import Progress, counted, say
from rely.loading.answers import AnswersRow
from rely.loading.importing import WHERE, Plan, imported_rows
from rely.loading.importing.plan import shown_column
from rely.loading.problems import Problem, as_text, visible
from rely.model.answers import Assessment
from rely.model.instrument import Instrument

_TOLD = 3
"""How many rows are named for the same mistake; the others are counted."""

_MOST_KINDS = 10_000
_LONGEST_NAME = 36


class NothingMade(Exception):
    """Rows with problems stand in the way of all others."""


@dataclass
class Rows:
    """The rows of one file and what became of them so far.

    `columns` names the column of each target, where a mapping says which that is.
    """

    instrument: Instrument
    path: Path
    rows: Iterator[AnswersRow]
    columns: Mapping[str, str]
    has_mapping: bool
    done: int = 0
    failed: int = 0
    left_out: int = 0
    _told: dict[tuple[str, ...], tuple[Problem, int]] = field(default_factory=dict)
    _progress: Progress = field(default_factory=lambda: Progress("row"))

    def each(self) -> Iterator[tuple[int, Assessment]]:
        """The good rows with their numbers; problems are told on standard error."""
        for row in self.rows:
            for problem in row.problems:
                self._tell(problem)
            if row.assessment is not None:
                self.done += 1
                yield row.line or 0, row.assessment
            elif any(problem.severity == "error" for problem in row.problems):
                self.failed += 1
            elif not row.problems:
                self.left_out += 1
            self._progress.step()
        self._progress.clear()

    def good(self, *, skip_bad: bool) -> Iterator[Assessment]:
        """The good rows. Raises NothingMade after the last when a row is bad, unless these are skipped."""
        for _, assessment in self.each():
            if skip_bad or not self.failed:
                yield assessment
        if not self.done or (self.failed and not skip_bad):
            raise NothingMade

    def tell_rest(self) -> None:
        """Count the rows with mistakes that were told often enough, and those that the mapping leaves out."""
        for first, count in self._told.values():
            if count > _TOLD:
                where = first.facts.get(WHERE, f"line {first.line}")
                more = counted(count - _TOLD, "more row")
                say(f"{visible(str(self.path))}: {where}: the same in {more}. [{first.code}]")
        if self.left_out:
            say(f"{counted(self.left_out, 'row')} left out, as the mapping says.")

    def end_without(self) -> int:
        """Say that nothing is made and why; gives the exit code."""
        self.tell_rest()
        if self.done:
            say(f"Nothing is made: {counted(self.failed, 'row')} with problems, {self.done} without.")
            where = "the file or the mapping" if self.has_mapping else "the file"
            say(f"Correct {where}, or take the good rows alone with --skip-bad.")
        else:
            say("Nothing is made: no row is without problems.")
        if not self.has_mapping:
            say("Where other words or numbers stand for codes, run again with --draft: it writes a mapping to say so.")
        return 1

    def _tell(self, problem: Problem) -> None:
        value = str(problem.facts.get("value", ""))
        key: tuple[str, ...] = (problem.code, str(problem.column), value, str(problem.facts.get("item", "")))
        if key not in self._told and len(self._told) >= _MOST_KINDS:
            key = (problem.code, str(problem.column))
        first, count = self._told.get(key, (problem, 0))
        self._told[key] = (first, count + 1)
        if count < _TOLD:
            self._progress.clear()
            say(as_text(problem))


def rows_by_plan(plan: Plan) -> Rows:
    """The rows of a file by its mapping."""
    columns: dict[str, str] = {}
    for column in plan.columns:
        first = columns.setdefault(column.to, shown_column(column.at, column.name, longest=_LONGEST_NAME))
        if column.kind == "tick":
            columns[column.to] = f"{first.partition(' ')[0]} and others, one for each option"
    return Rows(plan.instrument, Path(plan.table.path), imported_rows(plan), columns, has_mapping=True)


def rows_of_own(instrument: Instrument, path: Path, rows: Iterator[AnswersRow]) -> Rows:
    """The rows of a table that is laid out as Rely's own."""
    return Rows(instrument, path, rows, {}, has_mapping=False)
