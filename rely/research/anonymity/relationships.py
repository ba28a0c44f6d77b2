"""Turn rows into the relationships they are about, each with all that its rows together tell."""

from __future__ import annotations

from array import array
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.uint32]
Places: TypeAlias = NDArray[np.intp]

_BITS: Final = np.uint64(32)


class Relationships:
    """Knows which rows are about the same relationship; eight bytes a row."""

    def __init__(self) -> None:
        self._keys = array("Q")

    def __len__(self) -> int:
        return len(self._keys)

    def add(self, relationship: object) -> None:
        """Count one row; None stands for a relationship that no other row is about."""
        # 64 bits stand for the name: of a million names two are equal by chance once in 37 million files.
        known = (len(self._keys),) if relationship is None else relationship
        self._keys.append(hash(known) & 0xFFFF_FFFF_FFFF_FFFF)

    def of_rows(self) -> Places:
        """For each row the number of its relationship, from 0 without a gap, in the order of their first rows.

        So the same file is protected in the same way each time; the keys differ from one process to the next.
        """
        if not len(self):
            return _NONE
        keys = np.frombuffer(self._keys, np.uint64)
        _, first, of_rows = np.unique(keys, return_index=True, return_inverse=True)
        numbers = np.empty(len(first), np.intp)
        numbers[np.argsort(first)] = np.arange(len(first))
        found: Places = numbers[of_rows]
        return found


_NONE: Final = np.zeros(0, np.intp)


def told_of(column: Numbers, of_rows: Places) -> tuple[Places, Numbers]:
    """The relationships and the cells of a column that belong together, each pair once, by relationship."""
    pairs = np.unique(of_rows.astype(np.uint64) << _BITS | column)
    return (pairs >> _BITS).astype(np.intp), pairs.astype(np.uint32)


def together(column: Numbers, of_rows: Places) -> Numbers:
    """For each relationship a number that it shares with exactly those whose rows have the same cells.

    Several rows of one relationship can be laid beside each other: who reads one reads them all.
    """
    owners, cells = told_of(column, of_rows)
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    counts = np.diff(starts, append=len(owners))
    found = cells[starts]
    first_free = int(column.max(initial=0)) + 1
    numbers: dict[tuple[int, ...], int] = {}
    for at in np.flatnonzero(counts > 1):
        several = tuple(cells[starts[at] : starts[at] + counts[at]].tolist())
        found[at] = numbers.setdefault(several, first_free + len(numbers))
    return found
