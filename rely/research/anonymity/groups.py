"""Turn the rows of a data file, one by one, into the sizes of the groups that its quasi-identifiers make."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from rely.research.anonymity.revealing import quasi_identifiers
from rely.research.variables import Dictionary, Variable

Cell = int | float | str | None


@dataclass(frozen=True, slots=True)
class Alone:
    """One quasi-identifier by itself: how many values it takes, the fewest rows of one, and rows in small groups."""

    variable: Variable
    values: int
    smallest: int
    rows_at_risk: int


@dataclass(frozen=True, slots=True)
class Report:
    """How the rows fall into groups of equal quasi-identifiers (k-anonymity: Sweeney 2002).

    `k` is the fewest rows a group should have; `rows` all rows; `groups` how many groups there are; `smallest` the
    rows of the smallest, the k that the file really has, 0 without rows; `unique` the rows that are alone; `small`
    the groups with fewer than k rows and `rows_at_risk` the rows in them. `alone` tells each quasi-identifier by
    itself. An unanswered one counts as a value of its own.
    """

    k: int
    rows: int
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
    """Counts the rows of a data file by their quasi-identifiers; eight bytes a row, whatever these hold."""

    def __init__(self, dictionary: Dictionary) -> None:
        self.variables = quasi_identifiers(dictionary)
        place = {variable.name: at for at, variable in enumerate(dictionary.variables)}
        self._places = tuple(place[variable.name] for variable in self.variables)
        self._marks = array("Q")
        self._alone: list[Counter[Cell]] = [Counter() for _ in self.variables]

    def add(self, row: Sequence[Cell]) -> None:
        """Count one row, which runs along the variables of the dictionary."""
        cells = tuple(row[place] for place in self._places)
        self._marks.append(_mark(cells))
        for counter, cell in zip(self._alone, cells, strict=True):
            counter[cell] += 1

    def large_enough(self, k: int) -> LargeGroups:
        """The groups with k rows or more."""
        marks, counts = self._counted()
        return LargeGroups(self._places, frozenset(marks[counts >= k].tolist()))

    def report(self, k: int) -> Report:
        """What was counted so far, for groups of at least k rows. ValueError for k below 2."""
        if k < 2:
            raise ValueError(f"A group needs at least two rows to hide anybody, not {k}.")
        counts = self._counted()[1]
        return Report(
            k=k,
            rows=len(self._marks),
            groups=len(counts),
            smallest=int(counts.min()) if len(counts) else 0,
            unique=int((counts == 1).sum()),
            small=int((counts < k).sum()),
            rows_at_risk=int(counts[counts < k].sum()),
            alone=tuple(_alone(*each, k) for each in zip(self.variables, self._alone, strict=True)),
        )

    def _counted(self) -> tuple[np.ndarray[tuple[int], np.dtype[np.uint64]], np.ndarray[tuple[int], np.dtype[np.intp]]]:
        return np.unique(np.frombuffer(self._marks, dtype=np.uint64), return_counts=True)


@dataclass(frozen=True, slots=True)
class LargeGroups:
    """The groups that are large enough: by the places of the quasi-identifiers, and the marks of their cells."""

    places: tuple[int, ...]
    marks: frozenset[int]

    def suppressed(self, row: Sequence[Cell]) -> tuple[Cell, ...]:
        """The row, with empty quasi-identifiers unless it stands in one of them; one never counted does not."""
        if _mark(tuple(row[place] for place in self.places)) in self.marks:
            return tuple(row)
        hidden = set(self.places)
        return tuple(None if at in hidden else cell for at, cell in enumerate(row))


def _mark(cells: tuple[Cell, ...]) -> int:
    """A number that stands for these cells; two different ones share it once in 10^19 pairs."""
    return int.from_bytes(blake2b(repr(cells).encode(), digest_size=8).digest(), "little")


def _alone(variable: Variable, counter: Counter[Cell], k: int) -> Alone:
    sizes = counter.values()
    return Alone(variable, len(sizes), min(sizes, default=0), sum(size for size in sizes if size < k))
