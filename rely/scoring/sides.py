"""Turn the scores of two sides into whether one is missing, and how far they lie apart."""

from collections.abc import Mapping, Sequence
from math import fsum
from typing import Literal, NamedTuple


def one_sided(cells: Mapping[str, Sequence[float | None]], *, at_least: int) -> str | None:
    """The side of which `at_least` cells (1 or more) have no score, if this holds for exactly one; else None.

    `cells` maps each side to the scores of its cells, 0-100 or None. When both sides lack scores nothing is
    one-sided: there are too few answers at all.
    """
    missing = [side for side, scores in cells.items() if list(scores).count(None) >= at_least]
    return missing[0] if len(missing) == 1 else None


class Contrast(NamedTuple):
    """`contrast` is -100 to 100 or None; indicative when a side rests on a single answer."""

    contrast: float | None
    status: Literal["ok", "indicative", "too_few"]


def contrast(first: Sequence[tuple[float, float]], second: Sequence[tuple[float, float]]) -> Contrast:
    """The weighted mean of the second side minus that of the first, in score points.

    Each side lists (item score, weight) of the answered items that belong to that side alone: shared items
    would pull the contrast to 0. Items of weight 0 do not count. too_few when a side has no answer.
    """
    sides = [[(score, weight) for score, weight in side if weight > 0] for side in (first, second)]
    if not all(sides):
        return Contrast(None, "too_few")
    before, after = (
        fsum([score * weight for score, weight in side]) / fsum([weight for _, weight in side]) for side in sides
    )
    return Contrast(after - before, "indicative" if min(map(len, sides)) == 1 else "ok")
