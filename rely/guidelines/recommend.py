"""Turn a result into advice: which guidelines hold, because of which answers, and which become actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rely.guidelines.priorities import (
    action_score,
    fit_shortfall,
    importance_separates,
    items_shortfall,
    priority,
    quadrant,
)
from rely.guidelines.selection import Candidate, select_actions
from rely.guidelines.status import (
    combined_status,
    status_from_items,
    status_from_listed,
    status_from_position,
    unknown_reason,
)
from rely.model.guidelines import GENERIC, FactTrigger, Guideline, Priorities, Triggers
from rely.model.instrument import Instrument
from rely.model.response_scales import DONT_KNOW, NOT_APPLICABLE
from rely.model.results import Advice, Because, Fact, GuidelineStatus, Recommendation, Result
from rely.scoring import rates
from rely.scoring.coding import Outcome
from rely.scoring.conditions import FactReader, holds, same
from rely.scoring.measures import fit_to, numeric
from rely.scoring.plan import plan_of

NO_ADVICE = Advice(recommendations=(), actions=(), priorities={}, quadrants={}, importance_separates=True)


@dataclass(frozen=True, slots=True)
class Sight:
    """What one trigger shows: a status, how far it falls short (0-1, None unknown), and why."""

    status: GuidelineStatus
    shortfall: float | None
    because: tuple[Because, ...]


def recommend(instrument: Instrument, result: Result) -> Advice:
    """All guidelines that hold for this relationship with their status, and the actions chosen from them.

    A guideline holds when its values contain the selected one (the phase), its evidence names the client's
    profile or generic, and its condition is true. Importance counts only when every row of the grid has
    been rated; without it actions are ordered by what falls short alone.
    """
    rules = instrument.priorities
    if rules is None:
        return NO_ADVICE
    fact: FactReader = result.facts.get
    importance = _importance(instrument, rules, result)
    held = [
        _recommendation(instrument, rules, guideline, result, evidence, importance)
        for guideline in instrument.guidelines
        if (evidence := _evidence(instrument, guideline, result.selected, fact)) is not None
    ]
    candidates = [
        Candidate(each.guideline.id, each.row, each.status, each.action_score, each.evidence)
        for each in held
        if each.row is not None
    ]
    actions = select_actions(
        candidates,
        limit=rules.actions,
        per_value=rules.actions_per_value,
        evidence_order=[level.id for level in instrument.evidence_levels],
    )
    scores = {row: result.scores[row].score for row in rules.importance if row in result.scores}
    return Advice(
        recommendations=tuple(held),
        actions=tuple(actions),
        priorities={row: priority(importance.get(row), value, target=rules.target) for row, value in scores.items()},
        quadrants={row: _quadrant(instrument, rules, importance.get(row), scores[row], row) for row in scores},
        importance_separates=importance_separates(list(importance.values())),
    )


def _importance(instrument: Instrument, rules: Priorities, result: Result) -> dict[str, float | None]:
    return {row: numeric(result.facts.get(f"item_score.{item}")) for row, item in rules.importance.items()}


def _quadrant(
    instrument: Instrument, rules: Priorities, importance: float | None, score: float | None, row: str
) -> str | None:
    if rules.high_importance_from is None:
        return None
    scored = plan_of(instrument).scored[rules.importance[row]]
    from_ = scored.outcome(rules.high_importance_from)
    return quadrant(importance, score, important_from=float(from_ or 0.0), target=rules.target)


def _evidence(
    instrument: Instrument, guideline: Guideline, selected: str | None, fact: FactReader
) -> tuple[str, str] | None:
    """The profile and evidence level by which the guideline holds; None when it does not."""
    selecting = instrument.selecting_facet
    values = guideline.facets.get(selecting.id, ()) if selecting is not None else ()
    if values and selected not in values:
        return None
    levels = guideline.levels(selected)
    own = None if instrument.profile_fact is None else fact(instrument.profile_fact)
    profile = own if isinstance(own, str) and own in levels else GENERIC
    if profile not in levels or (guideline.when is not None and not holds(guideline.when, fact)):
        return None
    return profile, levels[profile]


def _recommendation(
    instrument: Instrument,
    rules: Priorities,
    guideline: Guideline,
    result: Result,
    evidence: tuple[str, str],
    importance: Mapping[str, float | None],
) -> Recommendation:
    row = next(iter(guideline.facets.get(rules.facet, ())), None)
    seen = sights(instrument, rules, guideline.triggers, result)
    status = combined_status(sight.status for sight in seen)
    reason = None
    if status == "unknown":
        items = guideline.triggers.items if guideline.triggers else ()
        unknown_fact = any(sight.because[0].fact is not None for sight in seen)
        reason = unknown_reason([_outcome(result, item) for item in items], unknown_fact=unknown_fact)
    score = None
    if row is not None:
        weight = importance.get(row) if None not in importance.values() else None
        score = action_score(weight, [sight.shortfall for sight in seen])
    columns = instrument.sides.facet if instrument.sides is not None else None
    return Recommendation(
        guideline=guideline,
        status=status,
        reason=reason,
        row=row,
        columns=guideline.facets.get(columns, ()) if columns else (),
        evidence=evidence[1],
        profile=evidence[0],
        action_score=score,
        because=tuple(because for sight in seen for because in sight.because),
    )


def sights(instrument: Instrument, rules: Priorities, triggers: Triggers | None, result: Result) -> list[Sight]:
    """What each trigger shows: the items together as the first, where there are any, then every fact in its order."""
    if triggers is None:
        return []
    seen = []
    if triggers.items:
        known = [result.item_scores[item] for item in triggers.items if item in result.item_scores]
        seen.append(
            Sight(
                status_from_items(known, in_place_from=rules.target, partly_from=rules.partly_from),
                items_shortfall(known, target=rules.target),
                tuple(_because_of_item(result, item) for item in triggers.items),
            )
        )
    return seen + [_sight_of_fact(instrument, rules, trigger, result.facts.get) for trigger in triggers.facts]


def _sight_of_fact(
    instrument: Instrument, rules: Priorities, trigger: FactTrigger, fact: Callable[[str], Fact]
) -> Sight:
    value = fact(trigger.fact)
    if trigger.in_ is not None:
        listed = next((code for code in trigger.in_ if value is not None and same(value, code)), None)
        codes = value if isinstance(value, tuple) else (str(value),)
        status = status_from_listed(None if value is None else codes, [] if listed is None else codes)
        shortfall = None if value is None else rules.listed_shortfall if listed is not None else 0.0
        return Sight(status, shortfall, (Because(None, trigger.fact, value, None),))
    row = None
    if trigger.norm is not None:
        against, row = fit_to(instrument, numeric(value), trigger.norm, fact)
        if against.position not in (trigger.only, None) and trigger.only is not None:
            against = rates.Fit(100.0, "within")
    else:
        against = rates.fit(numeric(value), rates.Norm(minimum=trigger.below, maximum=trigger.above))
    status = status_from_position(against.position)
    return Sight(status, fit_shortfall(against), (Because(None, trigger.fact, value, None, row),))


def _because_of_item(result: Result, item: str) -> Because:
    return Because(item, None, result.assessment.answers.get(item), result.item_scores.get(item))


def _outcome(result: Result, item: str) -> Outcome:
    """What an unanswered trigger item came to: not applicable, don't know, or missing (None)."""
    if item in result.routed:
        return NOT_APPLICABLE
    answer = result.assessment.answers.get(item)
    if answer == NOT_APPLICABLE:
        return NOT_APPLICABLE
    return DONT_KNOW if answer == DONT_KNOW else result.item_scores.get(item)
