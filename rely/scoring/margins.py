"""Turn the spread of a person's answers, or a group's, into the margin of a score.

A margin is one standard error of measurement in score points: about two thirds of repetitions fall within
score plus or minus one margin. From one person's few answers it is rough (Lek & Van de Schoot 2018).
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import fsum, sqrt
from operator import mul
from typing import Final

Z_95: Final = 1.96
"""Standard errors on each side of a 95 % interval; for decisions such as a trend, not for display."""


def rounding_variance(options: int) -> float:
    """The variance of rounding an item score to one of `options` equal steps: (100 / (options - 1))^2 / 12.

    A true position anywhere within a step is answered with the same code: the variance of a uniform
    distribution one step wide (Sheppard 1898). Five options: 52.08. Raises ValueError below two options.
    """
    if options < 2:
        raise ValueError(f"A response scale that is scored has at least two options, not {options}.")
    return (100.0 / (options - 1)) ** 2 / 12.0


def anchored_rounding_variance(scores: Iterable[float]) -> float:
    """The same for options with scores of their own: the smallest distance between neighbours is the step.

    Options of equal score count as one. Raises ValueError when there are no two different scores.
    """
    distances = [higher - lower for lower, higher in pairwise(sorted(set(scores)))]
    if not distances:
        raise ValueError("Options that are scored need at least two different scores.")
    return min(distances) ** 2 / 12.0


def person_margin(item_scores: Sequence[float], *, weights: Sequence[float], floors: Sequence[float]) -> float | None:
    """The absolute-error standard error of a person's (weighted) mean: sqrt(v * sum(w^2)) / sum(w).

    v = max(s^2, mean floor), with s^2 the variance of the item scores with n - 1 and the floor the mean
    rounding variance of the answered items: identical answers do not mean certainty. With equal weights this
    is sqrt(v / k). One value per answered item in each argument; weights 0 or more. The result is 0 or more,
    in score points; None for fewer than two answers or a total weight of zero. Brennan 1998.
    """
    answered = len(item_scores)
    total = fsum(weights)
    if answered < 2 or not total:
        return None
    mean = fsum(item_scores) / answered
    spread = fsum([(off := score - mean) * off for score in item_scores]) / (answered - 1)
    variance = max(spread, fsum(floors) / answered)
    return sqrt(variance * fsum(map(mul, weights, weights))) / total


def overall_margin(margins: Sequence[float | None]) -> float | None:
    """The margin of the mean of m independent scores: sqrt(sum of squared margins) / m.

    0 or more, in score points; None without scores, or when one of the margins is unknown.
    """
    known = [margin * margin for margin in margins if margin is not None]
    if not known or len(known) < len(margins):
        return None
    return sqrt(fsum(known)) / len(known)


def group_margin(sd: float, reliability: float) -> float:
    """The classical standard error of measurement SD * sqrt(1 - reliability), in score points.

    `sd` (0 or more) and `reliability` (0-1) come from a group of respondents. Lord & Novick 1968.
    Raises ValueError outside these ranges.
    """
    if sd < 0:
        raise ValueError(f"A standard deviation is 0 or more, not {sd}.")
    if not 0 <= reliability <= 1:
        raise ValueError(f"A reliability lies between 0 and 1, not at {reliability}.")
    return sd * sqrt(1.0 - reliability)


def interval(score: float, margin: float, *, z: float) -> tuple[float, float]:
    """Score minus and plus z margins, cut to 0-100."""
    return max(0.0, score - z * margin), min(100.0, score + z * margin)
