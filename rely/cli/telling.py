"""Turn the problems of the rows of a file into lines, and many rows of another questionnaire into one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from rely.cli.streams import counted, say
from rely.loading.answers.row import OTHER_INSTRUMENT
from rely.loading.problems import Problem, as_text

MOST_APART: Final = 5
"""How many such rows are told one by one, each with its id; more of them are told together."""

MOST_NAMED: Final = 20
"""Of how many other questionnaires the rows are told together; of further ones each row is told."""

MOST_STRETCHES: Final = 12
"""How many stretches of lines are named; the lines after these are counted."""


@dataclass
class _Rows:
    """The rows that belong to one other questionnaire: the first problems, and which lines they all are."""

    first: list[Problem] = field(default_factory=list)
    count: int = 0
    beyond: int = 0
    stretches: list[tuple[int, int]] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        self.count += 1
        if len(self.first) < MOST_APART:
            self.first.append(problem)
        line = problem.line
        if self.stretches and self.stretches[-1][1] == line - 1:
            self.stretches[-1] = (self.stretches[-1][0], line)
        elif len(self.stretches) < MOST_STRETCHES:
            self.stretches.append((line, line))
        else:
            self.beyond += 1

    def told(self) -> Sequence[Problem]:
        """The problems of a few, one problem for all of many."""
        if self.count <= MOST_APART:
            return self.first
        lines = ", ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in self.stretches)
        more = f" and {counted(self.beyond, 'more line')}" if self.beyond else ""
        facts = self.first[0].facts
        sheet = f"{facts['sheet']}: " if "sheet" in facts else ""
        what = f"{self.count} rows belong to '{facts['named']}', and the instrument is '{facts['instrument']}'"
        return [replace(self.first[0], message=f"{sheet}{what}: lines {lines}{more}.")]


class _Others:
    """Keeps what is told together: the rows of each other questionnaire that they name."""

    def __init__(self) -> None:
        self._rows: dict[str, _Rows] = {}

    def keeps(self, problem: Problem) -> bool:
        """Whether the problem is kept, to be told together with others like it."""
        if problem.code != OTHER_INSTRUMENT:
            return False
        named = problem.facts["named"]
        if named not in self._rows and len(self._rows) == MOST_NAMED:
            return False
        self._rows.setdefault(named, _Rows()).add(problem)
        return True

    def kept(self) -> Iterator[Problem]:
        """What was kept, one other questionnaire after the other."""
        for rows in self._rows.values():
            yield from rows.told()


class Telling:
    """Tells the problems and warnings of one file on standard error, each on a line of its own.

    Rows that belong to another questionnaire come at the end, many in one line for each that they name: a whole file of
    them is one mistake.
    """

    def __init__(self) -> None:
        self._others = _Others()

    def tell(self, problem: Problem) -> None:
        """Tell a problem now, or keep it for the end."""
        if not self._others.keeps(problem):
            say(as_text(problem))

    def end(self) -> None:
        """Tell what was kept."""
        for problem in self._others.kept():
            say(as_text(problem))


def told_together(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of one file as `Telling` tells them."""
    others = _Others()
    yield from (problem for problem in problems if not others.keeps(problem))
    yield from others.kept()
