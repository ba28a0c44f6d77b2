"""Turn counts of people into counts of which none, and no difference of any two, is that of a few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from rely.model.reference import LEAST

POINTS: Final = 101
"""Scores are counted by whole points, 0 to 100, as they are printed."""

TOO_COARSE: Final = 0.15
"""A bin of several points may hold no larger share of the people because others must be hidden in it."""

Tally = NDArray[np.int64]
"""How many people have each whole point."""


def tally(scores: NDArray[np.float64]) -> Tally:
    """How many people have each whole point from 0 to 100, halves rounded up as they are printed; NaN is left out."""
    known = scores[~np.isnan(scores)]
    return np.bincount(np.floor(known + 0.5 + 1e-9).astype(np.int64), minlength=POINTS)


def common_edges(parts: Sequence[Tally], *, least: int = LEAST) -> tuple[int, ...]:
    """Where bins begin, so that in each of them every part holds at least `least` people.

    The parts are groups without anybody in common. Since they share their bins, no sum of parts, and no difference
    between a whole and some of its parts, tells of fewer in any bin. The first bin begins at 0, the last ends at 100:
    the highest and the lowest score of a person are never told.
    """
    stacked = np.stack(list(parts))
    edges, held = [0], np.zeros(len(parts), dtype=np.int64)
    for point in range(POINTS):
        if (held >= least).all() and (stacked[:, point:].sum(axis=1) >= least).all():
            edges.append(point)
            held[:] = 0
        held += stacked[:, point]
    return tuple(edges)


def in_bins(part: Tally, edges: Sequence[int]) -> tuple[int, ...]:
    """How many people of a part stand in each bin."""
    return tuple(int(n) for n in np.add.reduceat(part, list(edges)))


def is_coarse(whole: Tally, edges: Sequence[int]) -> bool:
    """Whether a bin lumps many people together who differ, so that ranks would hardly tell them apart."""
    ends = (*edges[1:], POINTS)
    lumps = (whole[start:end] for start, end in zip(edges, ends, strict=True))
    several = [int(lump.sum()) for lump in lumps if np.count_nonzero(lump) > 1]
    return max(several, default=0) > TOO_COARSE * int(whole.sum())


def shown_counts(counts: Mapping[str, int], n: int, *, least: int = LEAST) -> dict[str, int]:
    """The counts of a group of `n` that may be told, the largest first: what is left is `least` people, or nobody.

    Where too few would be left, the smallest told ones are held back with them.
    """
    kept = sorted(
        ((count, code) for code, count in counts.items() if count >= least), key=lambda each: (-each[0], each[1])
    )
    while kept and 0 < n - sum(count for count, _ in kept) < least:
        kept.pop()
    return {code: count for count, code in kept}
