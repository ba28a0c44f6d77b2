"""Turn recommendations into the few actions of the plan."""

from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from rely.model.results import GuidelineStatus
from rely.scoring.rounding import without_noise

CANDIDATES: Final[frozenset[GuidelineStatus]] = frozenset({"act", "partly"})
"""The statuses that can become an action; what is done more than needed is printed and never chosen."""


class Candidate(NamedTuple):
    """A guideline that may become an action.

    `value` is the facet value whose number of actions is capped, None for none; `score` is its action score,
    0-100 or None; `evidence` is its evidence level.
    """

    guideline: str
    value: str | None
    status: GuidelineStatus
    score: float | None
    evidence: str


def select_actions(
    candidates: Sequence[Candidate], *, limit: int, per_value: int, evidence_order: Sequence[str]
) -> list[str]:
    """The guidelines chosen as actions, best first: at most `limit`, at most `per_value` for one facet value.

    Highest action score first; at equal score the stronger evidence (`evidence_order`, strongest first),
    then the order given. Only act and partly are chosen, and only with a score of more than 0. Guidelines
    without a facet value are not capped. Raises ValueError for an evidence level that `evidence_order`
    lacks.
    """
    strength = {level: at for at, level in enumerate(evidence_order)}
    ranked = []
    for at, candidate in enumerate(candidates):
        if candidate.evidence not in strength:
            raise ValueError(
                f"Guideline {candidate.guideline!r} has the evidence level {candidate.evidence!r}, "
                f"which is none of {', '.join(evidence_order)}."
            )
        score = 0.0 if candidate.score is None else without_noise(candidate.score)
        if candidate.status in CANDIDATES and score > 0:
            ranked.append((-score, strength[candidate.evidence], at, candidate))
    chosen: list[str] = []
    taken: Counter[str | None] = Counter()
    for *_, candidate in sorted(ranked, key=lambda row: row[:3]):
        if len(chosen) == limit:
            break
        if candidate.value is None or taken[candidate.value] < per_value:
            taken[candidate.value] += 1
            chosen.append(candidate.guideline)
    return chosen
