"""Turn two people's item scores on the same statements into how far they see things alike."""

from collections.abc import Mapping, Sequence
from math import fsum
from typing import NamedTuple

from rely.model.measure_base import Threshold
from rely.scoring.coding import Outcome
from rely.scoring.rounding import NOISE
from rely.scoring.steps import step_of


class Gap(NamedTuple):
    """How far two perspectives lie apart on the statements that both answered.

    `gap` is the first minus the second, -100 to 100; `first` and `second` are their means on the same pairs,
    0-100; `level` is the word for the size of the gap; `direction` is <name>_higher, None at no difference;
    `pairs` counts the pairs. All but `pairs` are None when no pair is complete.
    """

    gap: float | None
    first: float | None
    second: float | None
    level: str | None
    direction: str | None
    pairs: int


def complete_pairs(pairs: Sequence[tuple[Outcome, Outcome]]) -> list[tuple[float, float]]:
    """The pairs in which both gave an answer; na, dk or missing on either side leaves a pair out."""
    return [(one, other) for one, other in pairs if isinstance(one, (float, int)) and isinstance(other, (float, int))]


def gap(pairs: Sequence[tuple[Outcome, Outcome]], names: tuple[str, str], levels: Sequence[Threshold]) -> Gap:
    """The mean difference (first - second) over the pairs of mirrored items answered by both.

    `pairs` holds item scores after reverse coding; `names` call the two perspectives; `levels` are steps over
    the size of the gap in score points. A gap opens a talk and is not an error: most people underestimate the
    other's closeness (Vosgerau, Anderson & Ross 2008), and difference scores are unreliable (Cronbach &
    Furby 1970).
    """
    complete = complete_pairs(pairs)
    count = len(complete)
    if not count:
        return Gap(None, None, None, None, None, 0)
    mean_first = fsum([one for one, _ in complete]) / count
    mean_second = fsum([other for _, other in complete]) / count
    difference = fsum([one - other for one, other in complete]) / count
    direction = None if abs(difference) <= NOISE else f"{names[0] if difference > 0 else names[1]}_higher"
    return Gap(difference, mean_first, mean_second, step_of(abs(difference), levels), direction, count)


def mean_difference(pairs: Sequence[tuple[Outcome, Outcome]], *, at_least: int = 1) -> float | None:
    """The mean absolute difference of the item scores over pairs answered by both: 0-100.

    None when fewer than `at_least` pairs (1 or more) are complete. 0 is the same answer everywhere, 100 opposite
    ends of the response scale everywhere.
    """
    complete = complete_pairs(pairs)
    if not complete or len(complete) < at_least:
        return None
    return fsum([abs(one - other) for one, other in complete]) / len(complete)


def agreement(pairs: Sequence[tuple[Outcome, Outcome]]) -> float | None:
    """100 minus the mean absolute difference of the item scores over pairs answered by both: 0-100, or None.

    100 is the same answer everywhere, 0 opposite ends of the response scale everywhere.
    """
    difference = mean_difference(pairs)
    return None if difference is None else 100.0 - difference


def mean_by_item(respondents: Sequence[Mapping[str, Outcome]]) -> dict[str, float]:
    """Several respondents as one: the mean item score (0-100) of each item over those who answered it.

    Averaging per item first keeps a respondent with many answers from counting more than the others. Items
    nobody answered are left out.
    """
    given: dict[str, list[float]] = {}
    for outcomes in respondents:
        for item, outcome in outcomes.items():
            if isinstance(outcome, (float, int)):
                given.setdefault(item, []).append(outcome)
    return {item: fsum(scores) / len(scores) for item, scores in given.items()}
