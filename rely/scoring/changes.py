"""Turn two results of one relationship into what changed between them, and whether by more than the margin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rely.model.instrument import Instrument
from rely.model.results import Result, Score
from rely.scoring.margins import Z_95
from rely.scoring.plan import plan_of
from rely.scoring.score import score_from
from rely.scoring.trend import ReliableChange, anchor_items, person_s_diff, reliable_change

FEWEST_ANCHORS = 2
"""How many items must have been asked both times for a score that is made from these alone."""

Obstacle: TypeAlias = Literal["other_form", "other_perspective"]
"""Why nothing at all can be compared: scores of different forms or of different perspectives never are."""

Reason: TypeAlias = Literal["few_anchors", "no_score", "no_score_before", "no_score_now", "other_parts", "no_margin"]
"""Why nothing can be said about one score; other_parts: the overall score is the mean of other scores than then."""


@dataclass(frozen=True, slots=True)
class Change:
    """One score twice. `difference` is now - before, -100 to 100, None when a score is missing.

    `reliable` says whether the difference counts; None with a `reason`. The scores are those of the results, or
    made anew from the anchors.
    """

    id: str
    before: Score
    now: Score
    difference: float | None
    reliable: ReliableChange | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class Changes:
    """All scores twice, in the order of the result; none when there is an `obstacle`.

    `anchors`: the items of scores that were asked both times, when the two did not ask the same; then all scores are
    made from these alone. None when both asked the same.
    """

    obstacle: Obstacle | None
    anchors: tuple[str, ...] | None
    scores: Mapping[str, Change]


def changes(instrument: Instrument, before: Result, now: Result) -> Changes:
    """What changed between two results of this instrument, the earlier one first.

    A difference counts when it lies beyond 1.96 standard errors of a difference, sqrt(SE1^2 + SE2^2), with the two
    margins as standard errors (`rely.scoring.trend`). Where both margins come from the same group of the same norms
    file that is sqrt(2) * SD * sqrt(1 - reliability); else both are the person's own, never one of each. Raises what
    `score` raises for the answers of the results.
    """
    obstacle = _obstacle(before, now)
    if obstacle is not None:
        return Changes(obstacle, None, {})
    anchors = _anchors(instrument, before, now)
    if anchors is None:
        first, second = _alike(instrument, before, now)
    else:
        first = score_from(instrument, before.assessment, anchors)
        second = score_from(instrument, now.assessment, anchors)
    found = {name: _change(instrument, first, second, name, anchored=anchors is not None) for name in second}
    return Changes(None, anchors, found)


def _alike(instrument: Instrument, before: Result, now: Result) -> tuple[Mapping[str, Score], Mapping[str, Score]]:
    """The scores of two results that asked the same, with margins of one basis."""
    if before.reference is None and now.reference is None:
        return before.scores, now.scores
    same_group = before.selected == now.selected
    own_before, own_now = _own(instrument, before), _own(instrument, now)
    shared = {
        name
        for name, score in now.scores.items()
        if same_group and score.margin_basis == before.scores[name].margin_basis
    }
    return (
        {name: score if name in shared else own_before[name] for name, score in before.scores.items()},
        {name: score if name in shared else own_now[name] for name, score in now.scores.items()},
    )


def _own(instrument: Instrument, result: Result) -> Mapping[str, Score]:
    """The scores with margins from the spread of the person's own answers."""
    return result.scores if result.reference is None else score_from(instrument, result.assessment, result.asked)


def _obstacle(before: Result, now: Result) -> Obstacle | None:
    if before.assessment.perspective != now.assessment.perspective:
        return "other_perspective"
    return "other_form" if before.assessment.form != now.assessment.form else None


def _anchors(instrument: Instrument, before: Result, now: Result) -> tuple[str, ...] | None:
    counted = {item for definition in plan_of(instrument).definitions for item in definition.items}
    first, second = ([item for item in result.asked if item in counted] for result in (before, now))
    return None if first == second else anchor_items(first, second)


def _change(
    instrument: Instrument, first: Mapping[str, Score], second: Mapping[str, Score], name: str, *, anchored: bool
) -> Change:
    before, now = first[name], second[name]
    difference = None if before.score is None or now.score is None else now.score - before.score
    reason = _why_not(instrument, first, second, name, anchored=anchored)
    if before.margin is None or now.margin is None or before.score is None or now.score is None or reason is not None:
        return Change(name, before, now, difference, None, reason or "no_margin")
    s_diff = person_s_diff(before.margin, now.margin)
    return Change(name, before, now, difference, reliable_change(before.score, now.score, s_diff=s_diff, z=Z_95), None)


def _why_not(
    instrument: Instrument, first: Mapping[str, Score], second: Mapping[str, Score], name: str, *, anchored: bool
) -> Reason | None:
    """Why two scores cannot be compared, apart from a margin that is unknown."""
    before, now, overall = first[name], second[name], instrument.scores.overall
    parts = () if overall is None or overall.id != name else overall.of
    if anchored and now.asked < FEWEST_ANCHORS:
        return "few_anchors"
    if before.score is None or now.score is None:
        return "no_score_now" if before.score is not None else "no_score" if now.score is None else "no_score_before"
    return "other_parts" if _known(first, parts) != _known(second, parts) else None


def _known(scores: Mapping[str, Score], names: tuple[str, ...]) -> list[str]:
    return [name for name in names if scores[name].score is not None]
