"""Turn importance and shortfall into what needs attention first.

Importance is a rating placed on 0-100 like any item score: 1 of 5 is 0, 5 of 5 is 100.
"""

from collections.abc import Mapping, Sequence
from math import fsum
from typing import Literal, TypeAlias

from rely.scoring.rates import Fit
from rely.scoring.rounding import NOISE, without_noise

Quadrant: TypeAlias = Literal["concentrate", "keep_up", "low_priority", "possible_overkill"]


def priority(importance: float | None, score: float | None, *, target: float) -> float | None:
    """What there is to gain: importance * max(0, target - score) / target, 0-100; None when one is unknown.

    `importance` and `score` are 0-100; from `target` (more than 0, at most 100) on nothing needs to be done.
    Raises ValueError for another target.
    """
    if importance is None or score is None:
        return None
    return importance * _shortfall(score, target)


def _shortfall(score: float, target: float) -> float:
    if not 0 < target <= 100:
        raise ValueError(f"The target is a score: more than 0 and at most 100, not {target}.")
    return max(0.0, target - score) / target


def quadrant(importance: float | None, score: float | None, *, important_from: float, target: float) -> Quadrant | None:
    """The field of the importance-performance grid; None without an importance or a score.

    Importance from `important_from` on is high, a score from `target` on is good; all numbers are 0-100,
    noise of 1e-9 is forgiven. Martilla & James 1977, with fixed crosshairs: means as crosshairs would always
    make one of the few a loser.
    """
    if importance is None or score is None:
        return None
    good = score + NOISE >= target
    if importance + NOISE >= important_from:
        return "keep_up" if good else "concentrate"
    return "possible_overkill" if good else "low_priority"


def importance_separates(importances: Sequence[float | None]) -> bool:
    """Whether the ratings tell one from another: False when all are given and all are equal.

    Direct ratings of importance tend to crowd at the top (Oh 2001), and then they rank nothing.
    """
    return None in importances or len(set(importances)) != 1


def rank_priorities(
    importance: Mapping[str, float | None],
    scores: Mapping[str, float | None],
    *,
    target: float,
    order: Sequence[str],
) -> list[str]:
    """The ids of `order` with a priority of more than 0, highest first; ties by lower score, then by `order`.

    Both mappings hold 0-100 or None by id; an id they lack has no priority. ValueError as in `priority`.
    """
    ranked = []
    for at, name in enumerate(order):
        score = scores.get(name)
        urgency = priority(importance.get(name), score, target=target)
        if score is not None and urgency is not None and urgency > NOISE:
            ranked.append((-without_noise(urgency), without_noise(score), at, name))
    return [name for *_, name in sorted(ranked)]


def items_shortfall(item_scores: Sequence[float], *, target: float) -> float | None:
    """How far the mean of the answered trigger items falls short: max(0, target - mean) / target.

    0-1; None when no item is answered. `item_scores` and `target` are 0-100; ValueError as in `priority`.
    """
    return _shortfall(fsum(item_scores) / len(item_scores), target) if item_scores else None


def fit_shortfall(against: Fit) -> float | None:
    """How far a number falls short of its norm: 1 - fit / 100 below the minimum, else 0; None when unknown.

    0-1. Above the maximum nothing falls short: that advice is printed and never chosen.
    """
    if against.fit is None:
        return None
    return 1.0 - against.fit / 100.0 if against.position == "below" else 0.0


def action_score(importance: float | None, shortfalls: Sequence[float | None]) -> float | None:
    """How much there is to gain: importance * the greatest known shortfall, 0-100; None when none is known.

    `importance` is 0-100, `shortfalls` are 0-1. Without ratings of importance it is None and the shortfall
    alone counts; within one ranking give it to all guidelines or to none.
    """
    known = [shortfall for shortfall in shortfalls if shortfall is not None]
    if not known:
        return None
    return (100.0 if importance is None else importance) * max(known)
