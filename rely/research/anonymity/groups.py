"""Turn the rows of a data file, one by one, into the sizes of the groups that its quasi-identifiers make."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from rely.research.anonymity.relationships import Places, Relationships, together, told_of
from rely.research.anonymity.revealing import quasi_identifiers
from rely.research.rows import Cell
from rely.research.variables import Dictionary, Variable

_RELATIONSHIP: Final = "relationship_id"
_Table: TypeAlias = NDArray[np.uint32]
_EMPTIED: Final = 0
"""Stands for a cell that was emptied; no cell has this number."""
_NONE: Final = np.zeros(0, np.intp)


@dataclass(frozen=True, slots=True)
class Alone:
    """One quasi-identifier by itself: how many values it takes, the fewest relationships of one, rows at risk."""

    variable: Variable
    values: int
    smallest: int
    rows_at_risk: int


@dataclass(frozen=True, slots=True)
class Report:
    """How the relationships fall into groups of equal quasi-identifiers (k-anonymity: Sweeney 2002).

    `k` is the fewest relationships a group should have; `rows` all rows, `relationships` what they are about; `groups`
    how many groups there are; `smallest` the relationships of the smallest, the k that the file really has, 0 without
    rows; `unique` the relationships that are alone; `small` the groups with fewer than k relationships and
    `rows_at_risk` the rows in them. `alone` tells each quasi-identifier by itself. An unanswered one counts as a value
    of its own; so do several values in several rows of one relationship.
    """

    k: int
    rows: int
    relationships: int
    groups: int
    smallest: int
    unique: int
    small: int
    rows_at_risk: int
    alone: tuple[Alone, ...]

    @property
    def is_met(self) -> bool:
        """Whether no group is too small."""
        return self.rows_at_risk == 0


class Groups:
    """Counts the rows of a data file by their quasi-identifiers: four bytes each, and eight for the relationship.

    Five rows about one client hide nobody, and what one row keeps it tells of the others: relationships are counted,
    by all that their rows tell together.
    """

    def __init__(self, dictionary: Dictionary) -> None:
        self.variables = quasi_identifiers(dictionary)
        place = {variable.name: at for at, variable in enumerate(dictionary.variables)}
        self.places = tuple(place[variable.name] for variable in self.variables)
        self._numbers: list[dict[Cell, int]] = [{} for _ in self.variables]
        self._columns = [array("I") for _ in self.variables]
        self._named = place.get(_RELATIONSHIP)
        self._relationships = Relationships()

    def add(self, row: Sequence[Cell]) -> None:
        """Count one row, which runs along the variables of the dictionary."""
        self._relationships.add(None if self._named is None else row[self._named])
        for place, numbers, column in zip(self.places, self._numbers, self._columns, strict=True):
            column.append(numbers.setdefault(row[place], len(numbers) + 1))

    def report(self, k: int) -> Report:
        """What was counted so far, for groups of at least k relationships. ValueError for k below 2."""
        if k < 2:
            raise ValueError(f"A group needs at least two relationships to hide anybody, not {k}.")
        of_rows = self._relationships.of_rows()
        groups = _groups_of(self._table(of_rows))
        counts = np.unique(groups, return_counts=True)[1]
        return Report(
            k=k,
            rows=len(of_rows),
            relationships=len(groups),
            groups=len(counts),
            smallest=int(counts.min()) if len(counts) else 0,
            unique=int((counts == 1).sum()),
            small=int((counts < k).sum()),
            rows_at_risk=int((_sizes(groups) < k)[of_rows].sum()),
            alone=tuple(self._alone(at, k, of_rows) for at in range(len(self.variables))),
        )

    def suppression(self, k: int) -> Suppression:
        """Which quasi-identifiers each row has to lose, so that k relationships share what is left of them.

        The last go first, in the order in which the questionnaire names them, and only of relationships that still
        need it, but then in all of their rows; what is emptied counts as a value of its own. Where fewer than k lose
        all of them, others lose all too: else whoever fits no other row would be one of these few. Local suppression,
        as in Sweeney 2002.
        """
        order = range(len(self.variables) - 1, -1, -1)
        of_rows = self._relationships.of_rows()
        table = self._table(of_rows)
        lost = np.zeros(len(table), np.uint8)
        for at in order:
            small = _sizes(_groups_of(table)) < k
            lost[small] += 1
            table[small, at] = _EMPTIED
        joining = _joining(table, k)
        lost[joining], table[joining] = len(self.variables), _EMPTIED
        names = tuple(self.variables[at].name for at in order)
        smallest = int(_sizes(_groups_of(table)).min(initial=len(table)))
        return Suppression(tuple(self.places[at] for at in order), names, lost[of_rows], smallest)

    def _table(self, of_rows: Places) -> _Table:
        """A row for each relationship, a column for each quasi-identifier, with numbers that stand for cells."""
        relationships = int(of_rows.max(initial=-1)) + 1
        if not self._columns or not relationships:
            return np.zeros((relationships, len(self._columns)), np.uint32)
        return np.column_stack([together(np.frombuffer(column, np.uint32), of_rows) for column in self._columns])

    def _alone(self, at: int, k: int, of_rows: Places) -> Alone:
        if not len(of_rows):
            return Alone(self.variables[at], 0, 0, 0)
        column = np.frombuffer(self._columns[at], np.uint32)
        counts = np.bincount(told_of(column, of_rows)[1])[1:]
        return Alone(self.variables[at], len(counts), int(counts.min()), int((counts[column - 1] < k).sum()))


@dataclass(frozen=True, slots=True, eq=False)
class Suppression:
    """How many quasi-identifiers each row loses, in the order of the rows: the first so many of `places`.

    `names` are the quasi-identifiers in that order. `smallest` is how many relationships the smallest group has after
    it: fewer than k only where there are no k in all.
    """

    places: tuple[int, ...]
    names: tuple[str, ...]
    lost: NDArray[np.uint8]
    smallest: int

    def applied(self, number: int, row: Sequence[Cell]) -> tuple[Cell, ...]:
        """The row that was counted as this number, from 0, without what it has to lose."""
        lost = int(self.lost[number])
        if not lost:
            return tuple(row)
        cells = list(row)
        for place in self.places[:lost]:
            cells[place] = None
        return tuple(cells)

    def emptied(self) -> dict[str, int]:
        """In how many rows each quasi-identifier is left empty; those that are left empty nowhere do not stand here."""
        counts = {name: int((self.lost > at).sum()) for at, name in enumerate(self.names)}
        return {name: count for name, count in counts.items() if count}


def _joining(table: _Table, k: int) -> Places:
    """The relationships that lose all as well, so that k have lost all; none where nobody has, or k have already.

    They are the first of the largest group, as few as it takes, where that keeps k; else the smallest group goes as a
    whole. All other groups have k.
    """
    is_empty = ~table.any(axis=1)
    lacking = k - int(is_empty.sum())
    if lacking in range(1, k) and not is_empty.all():
        groups = _groups_of(table)
        numbers, sizes = np.unique(groups[~is_empty], return_counts=True)
        if sizes.max() >= k + lacking:
            return np.flatnonzero(groups == numbers[sizes.argmax()])[:lacking]
        return np.flatnonzero(groups == numbers[sizes.argmin()])
    return _NONE


def _groups_of(table: _Table) -> NDArray[np.int64]:
    """A number for each row that it shares with exactly those whose cells are all equal."""
    groups = np.zeros(len(table), np.int64)
    for column in table.T:
        # Renumbered after every column, so that the product of two stays small.
        groups = np.unique(groups * (int(column.max(initial=0)) + 1) + column, return_inverse=True)[1]
    return groups


def _sizes(groups: NDArray[np.int64]) -> NDArray[np.intp]:
    """How many rows the group of each row has."""
    return np.bincount(groups)[groups] if len(groups) else _NONE
