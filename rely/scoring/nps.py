"""Turn answers from 0 to 10 to 'how likely are you to recommend' into a net promoter score."""

from collections.abc import Sequence
from math import sqrt
from typing import Final, Literal, NamedTuple, TypeAlias

from rely.scoring.coding import ImpossibleAnswer

Category: TypeAlias = Literal["promoter", "passive", "detractor"]

# The question, its scale and its groups are part of the definition, not of a questionnaire: Reichheld 2003.
LOWEST: Final = 0
HIGHEST: Final = 10
PASSIVE_FROM: Final = 7
PROMOTER_FROM: Final = 9

FEWEST_FOR_A_SCORE: Final = 5
"""Of fewer answers only the counts are told; a number of ours (editorial)."""


class Nps(NamedTuple):
    """Counts of answers and `nps`, -100 to 100, None where there are too few answers for a percentage."""

    n: int
    promoters: int
    passives: int
    detractors: int
    nps: float | None


def nps_category(value: object) -> Category:
    """The group of one answer: 9-10 promoter, 7-8 passive, 0-6 detractor.

    Raises ImpossibleAnswer (a ValueError) for anything but a whole number from 0 to 10.
    """
    if type(value) is not int or not LOWEST <= value <= HIGHEST:
        raise ImpossibleAnswer(
            f"{value!r} is not an answer here. Accepted are the whole numbers from {LOWEST} to {HIGHEST}."
        )
    if value >= PROMOTER_FROM:
        return "promoter"
    return "passive" if value >= PASSIVE_FROM else "detractor"


def nps(values: Sequence[object], *, at_least: int) -> Nps:
    """The net promoter score 100 * (promoters - detractors) / n; below `at_least` (1 or more) counts only.

    ImpossibleAnswer as in `nps_category`. Reichheld 2003; that it predicts growth is disputed (Keiningham et
    al. 2007).
    """
    groups = [nps_category(value) for value in values]
    promoters, detractors = groups.count("promoter"), groups.count("detractor")
    enough = groups and len(groups) >= at_least
    net = 100.0 * (promoters - detractors) / len(groups) if enough else None
    return Nps(len(groups), promoters, groups.count("passive"), detractors, net)


def nps_interval(promoters: int, detractors: int, n: int, *, z: float) -> tuple[float, float]:
    """The adjusted-Wald interval of a net promoter score, cut to -100 to 100 (Rocks 2016).

    Three answers are added, three quarters of one to the promoters and as much to the detractors:
    n' = n + 3, p' = (P + 0.75) / n', d' = (D + 0.75) / n', SE = sqrt((p' + d' - (p' - d')^2) / n').
    `z` is 1.96 for 95 %. Raises ValueError for counts that cannot be.
    """
    if n < 1 or promoters < 0 or detractors < 0 or promoters + detractors > n:
        raise ValueError(f"{promoters} promoters and {detractors} detractors cannot be among {n} answers.")
    total = n + 3
    share_up, share_down = (promoters + 0.75) / total, (detractors + 0.75) / total
    net = share_up - share_down
    margin = z * sqrt((share_up + share_down - net * net) / total)
    return max(-100.0, 100.0 * (net - margin)), min(100.0, 100.0 * (net + margin))
