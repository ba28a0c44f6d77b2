"""Hold the arrays that many scores are written to: one row for each score, one column for each assessment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from rely.research.scheme import Scheme, smallest_share

Floats: TypeAlias = NDArray[np.float64]
Counts: TypeAlias = NDArray[np.unsignedinteger[Any]]
Bytes: TypeAlias = NDArray[np.uint8]
Flags: TypeAlias = NDArray[np.bool_]

STATUSES: Final = ("ok", "narrow", "partial", "no_specific", "too_few", "not_applicable")
"""The status that each code stands for; a higher code goes before a lower one."""

OK, NARROW, PARTIAL, NO_SPECIFIC, TOO_FEW, NOT_APPLICABLE = range(len(STATUSES))

LAST_WITH_SCORE: Final = PARTIAL
"""Up to this code there is a score."""


@dataclass(frozen=True, eq=False)
class Sheets:
    """The outcome of many assessments; a score that there is not is NaN, and so is a margin.

    Where `asked` or `dont_know` is the same for every assessment it is one column repeated, and read-only.
    """

    score: Floats
    answered: Counts
    applicable: Counts
    asked: Counts
    dont_know: Counts
    status: Bytes
    margin: Floats | None

    def part(self, start: int, stop: int) -> Sheets:
        """The same arrays for the assessments from `start` up to `stop`."""
        return self._sliced((slice(None), slice(start, stop)))

    def of_scores(self, of: slice) -> Sheets:
        """The same arrays for some of the scores."""
        return self._sliced((of, slice(None)))

    def _sliced(self, of: tuple[slice, slice]) -> Sheets:
        return Sheets(
            self.score[of],
            self.answered[of],
            self.applicable[of],
            self.asked[of],
            self.dont_know[of],
            self.status[of],
            None if self.margin is None else self.margin[of],
        )


def new_sheets(scheme: Scheme, count: int, *, margins: bool) -> Sheets:
    """Sheets for `count` assessments, not yet filled in, except for what is the same for all."""
    kind = count_type(scheme)
    shape = (len(scheme.rows), count)
    asked = np.array([[items] for items in scheme.parts], kind)
    return Sheets(
        score=np.empty(shape),
        answered=np.empty(shape, kind),
        applicable=np.empty(shape, kind),
        asked=np.empty(shape, kind) if scheme.has_not_asked else np.broadcast_to(asked, shape),
        dont_know=np.empty(shape, kind) if scheme.has_dont_know else np.broadcast_to(kind.type(0), shape),
        status=np.empty(shape, np.uint8),
        margin=np.empty(shape) if margins else None,
    )


def count_type(scheme: Scheme) -> np.dtype[np.unsignedinteger[Any]]:
    """The smallest kind of whole number that holds every sum and every product that the scores need."""
    highest = max((score.top * score.items for score in scheme.counted), default=0)
    for items in scheme.parts:
        highest = max(highest, items + 1)
        for rule in scheme.rules.values():
            for share in (rule.min_coverage, rule.narrow_below):
                highest = max(highest, items * smallest_share(share, items).denominator)
    return np.dtype(np.min_scalar_type(highest))
