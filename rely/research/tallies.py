"""Turn columns of steps and marks into sums and counts, by adding bytes."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rely.research.scheme import Scheme
from rely.research.sheets import Bytes, Flags
from rely.research.table import Mark, Steps

SUM, ANSWERED, APPLICABLE, DONT_KNOW, ASKED = range(5)
"""The planes of a tally; the last two are counted only where something can be unknown or not asked."""

_MISSING: Final = -Mark.MISSING
"""What a missing answer weighs: more than all other marks of a run together, so that both can be told apart."""


class _Room(NamedTuple):
    """Where the sums of one run are written, and what is needed on the way; `_bytes` are the same arrays as bytes."""

    columns: slice
    only_marks: NDArray[np.int8]
    only_marks_bytes: Bytes
    is_mark: Flags
    is_mark_bytes: Bytes
    everything: Bytes
    marks: Bytes
    rare: tuple[tuple[np.int8, Bytes], ...]


class Tallies:
    """Sums and counts of every run of a scheme, for `rows` assessments at a time."""

    def __init__(self, scheme: Scheme, rows: int) -> None:
        self.has_dont_know, self.has_not_asked = scheme.has_dont_know, scheme.has_not_asked
        self.planes = ASKED + 1 if scheme.has_not_asked else DONT_KNOW + 1 if scheme.has_dont_know else APPLICABLE + 1
        self._zeros = np.zeros(rows, np.int8)
        self._planes: Bytes = np.zeros((self.planes, len(scheme.runs), rows), np.uint8)
        self._weights: Bytes = np.empty((len(scheme.runs), rows), np.uint8)
        self._sizes = np.array([[run.size] for run in scheme.runs], np.uint8)
        self._rare = [(Mark.DONT_KNOW, self._planes[DONT_KNOW])] if self.has_dont_know else []
        self._rare += [(Mark.NOT_ASKED, self._planes[ASKED])] if self.has_not_asked else []
        widest = max((run.size for run in scheme.runs), default=0)
        only_marks, is_mark = np.empty((widest, rows), np.int8), np.empty((widest, rows), np.bool_)
        self._rooms = [
            _Room(
                columns=slice(run.start, run.stop),
                only_marks=only_marks[: run.size],
                only_marks_bytes=only_marks[: run.size].view(np.uint8),
                is_mark=is_mark[: run.size],
                is_mark_bytes=is_mark[: run.size].view(np.uint8),
                everything=self._planes[SUM, at],
                marks=self._weights[at],
                rare=tuple((np.int8(mark), plane[at]) for mark, plane in self._rare),
            )
            for at, run in enumerate(scheme.runs)
        ]

    def count(self, steps: Steps) -> Bytes:
        """The tallies of all runs, (planes, runs, rows), for as many assessments as there is room."""
        for room in self._rooms:
            self._add_up(steps[room.columns].astype(np.int8, copy=False), room)
        self._unpack()
        return self._planes

    def _add_up(self, steps: NDArray[np.int8], room: _Room) -> None:
        """Add up everything, the marks alone, and each mark that is rare; bytes wrap round."""
        np.add.reduce(steps.view(np.uint8), axis=0, dtype=np.uint8, out=room.everything)
        np.minimum(steps, self._zeros, out=room.only_marks)
        np.add.reduce(room.only_marks_bytes, axis=0, dtype=np.uint8, out=room.marks)
        for mark, count in room.rare:
            np.equal(steps, mark, out=room.is_mark)
            np.add.reduce(room.is_mark_bytes, axis=0, dtype=np.uint8, out=count)

    def _unpack(self) -> None:
        """Turn what was added up into sums of steps and counts, for all runs at once."""
        sums, answered, applicable = self._planes[: APPLICABLE + 1]
        weights = np.negative(self._weights, out=self._weights)
        np.add(sums, weights, out=sums)
        for mark, count in self._rare:
            np.subtract(weights, np.multiply(count, -mark, out=answered), out=weights)
        missing = np.floor_divide(weights, _MISSING, out=answered)
        not_applicable = np.bitwise_and(weights, _MISSING - 1, out=weights)
        np.subtract(self._sizes, not_applicable, out=applicable)
        for _, count in self._rare:
            np.subtract(applicable, count, out=applicable)
        np.subtract(applicable, missing, out=answered)
        if self.has_not_asked:
            not_asked = self._planes[ASKED]
            np.subtract(self._sizes, not_asked, out=not_asked)
