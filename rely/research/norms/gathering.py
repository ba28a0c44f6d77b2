"""Turn cases into one table for each group of people that may be compared: scores, item scores, what tells them."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, MutableSequence
from dataclasses import dataclass, field
from datetime import date
from math import inf, nan
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from rely.model.answers import FULL_FORM
from rely.model.instrument import Instrument
from rely.model.response_scales import Choice, Country
from rely.model.results import Result
from rely.research.cases import Case
from rely.scoring.plan import plan_of, score_ids
from rely.scoring.score import score

Cell = TypeVar("Cell")


class Population(NamedTuple):
    """People who may be compared with each other: one perspective, one value of the selecting fact."""

    perspective: str
    selected: str | None


class Version(NamedTuple):
    """A version that cases were answered with, and those of its scores that count."""

    instrument: Instrument
    scores: frozenset[str]


class _Place(NamedTuple):
    """Where the case of a relationship stands, and how early it is."""

    row: int
    order: tuple[float, date]


@dataclass
class Table:
    """The people of one population, a row each; a score or item score that there is not is NaN."""

    scores: dict[str, array[float]]
    items: dict[str, array[float]]
    codes: dict[str, list[str | None]]
    finished: list[date | None] = field(default_factory=list)
    languages: list[str | None] = field(default_factory=list)

    def column(self, score_id: str) -> NDArray[np.float64]:
        """One score of everybody."""
        return np.frombuffer(self.scores[score_id], dtype=np.float64)

    def item_scores(self, items: Iterable[str]) -> NDArray[np.float64]:
        """A row for each person, a column for each of these items."""
        return np.column_stack([np.frombuffer(self.items[item], dtype=np.float64) for item in items])


@dataclass
class Gathered:
    """All that was gathered, and why cases were left out: by reason, how many.

    `telling` are the items whose answers are kept. Of the cases `seen`, `simulated` were given by nobody.
    """

    instrument: Instrument
    telling: tuple[str, ...]
    tables: dict[Population, Table] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    seen: int = 0
    simulated: int = 0
    _places: dict[tuple[str, Population], _Place] = field(default_factory=dict)

    @property
    def caveat(self) -> str | None:
        """What has to be said of simulated cases wherever these norms are used; None where there are none."""
        if not self.simulated:
            return None
        return f"{self.simulated} of {self.seen} assessments are simulated: nobody gave these answers."

    def remarks(self) -> Iterator[str]:
        """How many cases are used, why others are not, and what has to be said of them."""
        used = sum(len(table.finished) for table in self.tables.values())
        yield f"{used} of {self.seen} assessments are used."
        for reason, count in self.left_out.most_common():
            yield f"left out: {count}, {reason}."
        if self.caveat is not None:
            yield self.caveat

    def add(self, case: Case, version: Version) -> None:
        """Take in one case, unless there is an earlier one of its relationship in the same population."""
        self.seen += 1
        self.simulated += case.is_simulated
        if case.assessment.form != FULL_FORM:
            self.left_out["another form than the full one"] += 1
            return
        result = score(version.instrument, case.assessment)
        if self.instrument.selecting_facet is not None and result.selected is None:
            self.left_out[f"no {self.instrument.selecting_facet.id} known"] += 1
            return
        if not any(each.score is not None for each in result.scores.values()):
            self.left_out["no score at all"] += 1
            return
        population = Population(case.assessment.perspective, result.selected)
        order = (inf if case.occasion is None else case.occasion, case.finished or date.max)
        table = self.tables.get(population) or self.tables.setdefault(population, self._empty())
        known = self._places.get((case.relationship, population))
        if known is not None:
            self.left_out["another one of the same relationship, of which the first counts"] += 1
            if known.order <= order:
                return
        row = len(table.finished) if known is None else known.row
        self._places[case.relationship, population] = _Place(row, order)
        self._write(table, row, result, case, version)

    def _empty(self) -> Table:
        return Table(
            {name: array("d") for name in score_ids(self.instrument)},
            {name: array("d") for name in plan_of(self.instrument).scored},
            {name: [] for name in self.telling},
        )

    def _write(self, table: Table, row: int, result: Result, case: Case, version: Version) -> None:
        for name, scores in table.scores.items():
            known_score = result.scores[name].score if name in version.scores else None
            _put(scores, row, nan if known_score is None else known_score)
        for name, items in table.items.items():
            _put(items, row, result.item_scores.get(name, nan))
        for name, codes in table.codes.items():
            code = case.assessment.answers.get(name)
            _put(codes, row, None if code is None else str(code))
        _put(table.finished, row, case.finished)
        _put(table.languages, row, case.assessment.lang)


def gather(instrument: Instrument, cases: Iterable[tuple[Version, Case]], by: Iterable[str] = ()) -> Gathered:
    """The first assessment of each relationship in each population, of the full form.

    The first, because later ones come from those who have read a report and came back. Each perspective and each value
    of the selecting fact is a population of its own. Scores that do not count for this version are left out. Answers
    to the items `by`, and to those that ask for a country, are kept beside the scores.
    """
    gathered = Gathered(instrument, tuple(dict.fromkeys((*country_items(instrument), *by))))
    for version, case in cases:
        gathered.add(case, version)
    return gathered


def can_group(instrument: Instrument, item: str) -> bool:
    """Whether people can be told apart by their answer to an item: one code out of several, and not scored."""
    found = instrument.items.get(item)
    if found is None or item in plan_of(instrument).scored:
        return False
    return isinstance(instrument.scale_of(found), (Choice, Country))


def country_items(instrument: Instrument) -> tuple[str, ...]:
    """The items that ask for a country."""
    return tuple(item.id for item in instrument.items.values() if isinstance(instrument.scale_of(item), Country))


def _put(column: MutableSequence[Cell], row: int, value: Cell) -> None:
    if row == len(column):
        column.append(value)
    else:
        column[row] = value
