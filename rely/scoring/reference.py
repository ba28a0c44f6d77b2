"""Turn the reference data of a group into the margins and percentile ranks of one person's scores."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from rely.model.answers import Assessment
from rely.model.reference import (
    NORMS_FROM,
    PROVISIONAL_FROM,
    Answered,
    Bins,
    Reference,
    ReferenceGroup,
    ReferenceScore,
)
from rely.model.results import Result, Score
from rely.scoring.bands import borderline
from rely.scoring.margins import group_margin, overall_margin
from rely.scoring.norms import norm_note
from rely.scoring.plan import Plan
from rely.scoring.rounding import round_half_up

HIGHEST_RANK = 99
"""Ranks are shown from 1 to this: nobody is below, or above, all others and himself."""


@dataclass(frozen=True, slots=True)
class Percentile:
    """Where a score stands among n others: `rank` is 0-100, `by` what these others share beside the phase."""

    rank: float
    n: int
    note: Literal["none", "provisional", "norms"]
    by: Answered | None

    @property
    def shown(self) -> int:
        """The rank as it is printed, 1 to 99."""
        return min(max(round_half_up(self.rank), 1), HIGHEST_RANK)


def percentile_in(bins: Bins, score: float) -> float:
    """100 * (below + half of the equal) / N for a score on 0-100, which is first rounded as it is printed.

    Scores of one bin count as equal. The formula of `rely.scoring.norms.percentile_rank`, made of counts.
    """
    at = bisect_right(bins.from_, round_half_up(score)) - 1
    return 100.0 * (sum(bins.n[:at]) + 0.5 * bins.n[at]) / sum(bins.n)


def standard_error(score: ReferenceScore) -> float | None:
    """SD * sqrt(1 - alpha) of those who answered everything, in score points.

    None without them, and where alpha is unknown, negative or 1: then it is no share of true variance.
    Lord & Novick 1968.
    """
    complete = score.complete
    if complete is None or complete.alpha is None or not 0 <= complete.alpha < 1 or not complete.sd:
        return None
    return group_margin(complete.sd, complete.alpha)


def compared(
    plan: Plan, scores: dict[str, Score], assessment: Assessment, selected: str | None, reference: Reference
) -> tuple[dict[str, Score], Reference | None]:
    """The scores with the margins of the group, and the reference data; None where nothing of it is used.

    A score on which every asked item is answered gets the margin of those who did the same. The overall score gets
    one made of these when each of its parts has one. All other margins stay the person's own.
    """
    group = _whole(reference, assessment, selected)
    if group is None:
        return scores, None
    margins = margins_of(reference, group)
    made = {name: _with_margin(plan, each, margins.get(name), reference) for name, each in scores.items()}
    if plan.overall is not None:
        made[plan.overall.id] = _overall(plan, made, scores[plan.overall.id], reference)
    uses_margins = any(each.margin_basis == reference.digest for each in made.values())
    used = uses_margins or bool(_percentiles(made, assessment, selected, reference))
    return made, reference if used else None


def margins_of(reference: Reference, group: ReferenceGroup) -> dict[str, float]:
    """The margin of each score that has one in this group, in score points, for those who answered all of it."""
    found = {name: standard_error(each) for name, each in group.scores.items() if name in reference.scores}
    return {name: margin for name, margin in found.items() if margin is not None}


def percentiles(result: Result) -> dict[str, Percentile]:
    """The percentile rank of each score that has one, in the order of the scores."""
    if result.reference is None:
        return {}
    return _percentiles(result.scores, result.assessment, result.selected, result.reference)


def group_of(result: Result) -> ReferenceGroup | None:
    """The whole group that a result is compared with; None when it is compared with nobody."""
    if result.reference is None:
        return None
    return _whole(result.reference, result.assessment, result.selected)


def _groups(reference: Reference, assessment: Assessment, selected: str | None) -> list[ReferenceGroup]:
    if assessment.form != reference.file.form:
        return []
    same = (assessment.perspective, selected)
    return [each for each in reference.file.groups if (each.perspective, each.selected) == same]


def _whole(reference: Reference, assessment: Assessment, selected: str | None) -> ReferenceGroup | None:
    return next((each for each in _groups(reference, assessment, selected) if each.by is None), None)


def _percentiles(
    scores: Mapping[str, Score], assessment: Assessment, selected: str | None, reference: Reference
) -> dict[str, Percentile]:
    """Ranks among those who share an answer where they are told apart, else among all."""
    groups = _groups(reference, assessment, selected)
    nearest = [each for each in groups if each.by is not None and _shares(assessment, each.by)]
    whole = [each for each in groups if each.by is None]
    found = {}
    for name, each in scores.items():
        if each.score is None or name not in reference.scores:
            continue
        for group in (*nearest, *whole):
            known = group.scores.get(name)
            if known is not None and known.bins is not None:
                found[name] = _percentile(each.score, known.bins, group)
                break
    return found


def _percentile(score: float, bins: Bins, group: ReferenceGroup) -> Percentile:
    n = sum(bins.n)
    note = norm_note(n, provisional_from=PROVISIONAL_FROM, norms_from=NORMS_FROM)
    return Percentile(percentile_in(bins, score), n, note, group.by)


def _shares(assessment: Assessment, answered: Answered) -> bool:
    code = assessment.answers.get(answered.item)
    return code is not None and str(code) == answered.code


def _with_margin(plan: Plan, score: Score, error: float | None, reference: Reference) -> Score:
    if error is None or score.score is None or score.answered < score.asked:
        return score
    return _replaced(plan, score, error, reference)


def _overall(plan: Plan, made: Mapping[str, Score], overall: Score, reference: Reference) -> Score:
    assert plan.overall is not None
    parts = [made[name] for name in plan.overall.of if made[name].score is not None]
    margin = overall_margin([part.margin for part in parts])
    if overall.score is None or margin is None or any(part.margin_basis != reference.digest for part in parts):
        return overall
    return _replaced(plan, overall, margin, reference)


def _replaced(plan: Plan, score: Score, margin: float, reference: Reference) -> Score:
    near = borderline(score.score, margin, plan.bands) if plan.bands else None
    return replace(score, margin=margin, margin_basis=reference.digest, borderline=near)
