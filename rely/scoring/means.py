"""Turn several numbers into one mean, where enough of them are known."""

from collections.abc import Mapping, Sequence
from math import fsum
from operator import mul
from typing import NamedTuple

from rely.scoring.coding import Outcome
from rely.scoring.missing import Basis, Status, count_answers


def weighted_mean(values: Sequence[float], weights: Sequence[float]) -> float | None:
    """sum(w * x) / sum(w); None when there are no values or their weights add up to zero.

    Weights are 0 or more, one for each value. The mean lies between the lowest and the highest value; on item
    scores it equals filling each missing item with the person's own mean. Sums are exact (`fsum`), so the
    order of the values never matters. Raises ValueError when the lengths differ.
    """
    if len(values) != len(weights):
        raise ValueError(f"{len(values)} values need as many weights, not {len(weights)}.")
    total = fsum(weights)
    if not total:
        return None
    mean = fsum(map(mul, values, weights)) / total
    # Products of odd weights can round past the ends, and 100 everywhere must not give 100.00000000000001.
    lowest, highest = min(values), max(values)
    return lowest if mean < lowest else highest if mean > highest else mean


def mean_of_known(values: Sequence[float | None], *, at_least: int) -> float | None:
    """The plain mean of the known values; None when fewer than `at_least` (1 or more) are known."""
    known = [value for value in values if value is not None]
    if not known or len(known) < at_least:
        return None
    return fsum(known) / len(known)


class Overall(NamedTuple):
    """The mean of other scores: `score` 0-100 or None, and a basis that counts scores, not items."""

    score: float | None
    status: Status
    basis: Basis


def overall(parts: Mapping[str, Outcome], names: Sequence[str], *, at_least: int) -> Overall:
    """The plain mean of the named scores, with equal weight; needs `at_least` of them (1 or more).

    `parts` maps score ids to the score, to "na" where nothing applied, or to None where there is no score
    for another reason; parts that are not named do not enter. Status: ok when all named have a score,
    partial with fewer, too_few, or not_applicable when none applies. Raises KeyError for a name that `parts`
    lacks.
    """
    named = [parts[name] for name in names]
    basis = count_answers(named)
    if not basis.applicable:
        return Overall(None, "not_applicable", basis)
    known = [part for part in named if isinstance(part, (float, int))]
    score = mean_of_known(known, at_least=at_least)
    if score is None:
        return Overall(None, "too_few", basis)
    return Overall(score, "ok" if basis.answered == basis.asked else "partial", basis)
