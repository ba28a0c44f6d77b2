"""Turn a sample of scores into where one score stands in it, and whether that may be shown."""

from collections.abc import Sequence
from typing import Literal

from rely.scoring.rounding import NOISE


def percentile_rank(score: float, sample: Sequence[float]) -> float | None:
    """100 * (below + half of the equal) / N: 0-100, None for an empty sample.

    Scores count as equal up to noise of 1e-9. Crocker & Algina 1986.
    """
    if not sample:
        return None
    below = sum(1 for other in sample if other < score - NOISE)
    equal = sum(1 for other in sample if abs(other - score) <= NOISE)
    return 100.0 * (below + 0.5 * equal) / len(sample)


def norm_note(n: int, *, provisional_from: int, norms_from: int) -> Literal["none", "provisional", "norms"]:
    """Whether percentiles may be shown for a sample of n of the same kind: none, provisional or norms.

    Sample sizes per precision: Oosterhuis, Van der Ark & Sijtsma 2016. A self-selected sample stays
    non-representative at any n.
    """
    if n >= norms_from:
        return "norms"
    return "provisional" if n >= provisional_from else "none"
