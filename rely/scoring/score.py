"""Turn an assessment into its scores, measures and facts."""

from __future__ import annotations

from collections.abc import Mapping

from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.model.response_scales import DONT_KNOW, NOT_APPLICABLE
from rely.model.results import Result, Score
from rely.scoring.accept import WARNING, AnswerProblem, accepted
from rely.scoring.bands import band_of, borderline
from rely.scoring.coding import Outcome
from rely.scoring.conditions import holds
from rely.scoring.facets import FacetScore, score_facet
from rely.scoring.facts import Facts
from rely.scoring.margins import overall_margin
from rely.scoring.means import overall
from rely.scoring.plan import FormLayout, Plan, plan_of
from rely.scoring.sides import one_sided

PERSON = "person"
"""The basis of a margin that comes from the spread of this person's own answers."""


def score(instrument: Instrument, assessment: Assessment | Mapping[str, object]) -> Result:
    """Score one assessment: all scores on 0-100 with margins, all measures, all facts.

    Instead of an assessment a plain map from item id to code will do; it is checked first, and AnswersRefused
    (a ValueError) names every answer that does not fit. The answers of an assessment must belong to the
    instrument: ImpossibleAnswer (a ValueError) for a scored answer that its response scale lacks, KeyError for
    an unknown form. Without a
    value of the selecting fact nothing selected is asked and every score is not_applicable.
    """
    if not isinstance(assessment, Assessment):
        assessment = accepted(instrument, assessment)
    plan = plan_of(instrument)
    facts = Facts(instrument, {name: value for name, value in assessment.given.items() if value is not None})
    in_form = plan.in_form(assessment.form)
    hidden = _read(plan, assessment, facts, [item for item in in_form if not _carries(plan, item)])
    selected = _selected(plan, facts)
    later = [item for item in in_form if _carries(plan, item)]
    later = [item for item in later if plan.is_selected(instrument.items[item], selected)]
    hidden |= _read(plan, assessment, facts, later)
    layout = plan.layout(assessment.form, selected, frozenset(hidden))
    routed = _routed(instrument, layout, facts)
    outcomes: list[Outcome] = [
        NOT_APPLICABLE if each.id in routed else each.outcome(assessment.answers.get(each.id)) for each in layout.scored
    ]
    for each, outcome in zip(layout.scored, outcomes, strict=True):
        if each.id in routed:
            facts.known.pop(each.id, None)
            facts.known.pop(f"item_score.{each.id}", None)
        elif isinstance(outcome, float):
            facts.known[f"item_score.{each.id}"] = outcome
    scores = _scores(plan, layout, outcomes)
    side = _one_sided(instrument, scores)
    facts.known["one_sided"] = side
    for name, each_score in scores.items():
        facts.known[f"score.{name}"] = each_score.score
        facts.known[f"band.{name}"] = each_score.band
    measures = {measure.id: facts.measure(measure.id) for measure in instrument.measures}
    return Result(
        assessment=assessment,
        selected=selected,
        facts={name: value for name, value in facts.known.items() if value is not None},
        measures=measures,
        asked=layout.asked,
        routed=routed,
        item_scores={
            each.id: outcome
            for each, outcome in zip(layout.scored, outcomes, strict=True)
            if isinstance(outcome, float)
        },
        scores=scores,
        one_sided=side,
        contradictions=tuple(rule.id for rule in instrument.consistency if holds(rule.when, facts)),
    )


def notices(instrument: Instrument, result: Result) -> tuple[AnswerProblem, ...]:
    """What to tell about valid answers: those that are not asked here, and those that contradict each other."""
    asked = set(result.asked) - set(result.routed)
    found = [
        AnswerProblem(item, "not-asked", answer, severity=WARNING)
        for item, answer in result.assessment.answers.items()
        if answer is not None and item not in asked
    ]
    rules = {rule.id: rule for rule in instrument.consistency}
    for name in result.contradictions:
        item = rules[name].items[0]
        found.append(AnswerProblem(item, "contradiction", name, rules[name].items, WARNING))
    return tuple(found)


def _carries(plan: Plan, item: str) -> bool:
    """Whether the item belongs to certain values of the selecting facet only."""
    return plan.selecting is not None and bool(plan.instrument.items[item].values(plan.selecting))


def _selected(plan: Plan, facts: Facts) -> str | None:
    value = None if plan.selected_by is None else facts(plan.selected_by)
    return value if isinstance(value, str) else None


def _read(plan: Plan, assessment: Assessment, facts: Facts, items: list[str]) -> set[str]:
    """Make the answers to these items known, in order; the ids of those that are hidden."""
    hidden: set[str] = set()
    for name in items:
        item = plan.instrument.items[name]
        if item.show_if is not None and holds(item.show_if, facts) is False:
            hidden.add(name)
            continue
        answer = assessment.answers.get(name)
        if answer is None or answer in (NOT_APPLICABLE, DONT_KNOW):
            continue
        facts.known[name] = answer
        if name in plan.scored:
            outcome = plan.scored[name].outcome(answer)
            if isinstance(outcome, float):
                facts.known[f"item_score.{name}"] = outcome
    return hidden


def _routed(instrument: Instrument, layout: FormLayout, facts: Facts) -> dict[str, str]:
    """The items that cannot apply, each with the requirement that is not met."""
    unmet = {rule.id for rule in instrument.requirements if holds(rule.when, facts) is False}
    needs = {name: instrument.items[name].requires for name in layout.asked}
    return {name: need for name, need in needs.items() if need is not None and need in unmet}


def _scores(plan: Plan, layout: FormLayout, outcomes: list[Outcome]) -> dict[str, Score]:
    made: dict[str, Score] = {}
    for each in layout.scores:
        scored = score_facet(
            [outcomes[at] for at in each.positions],
            weights=each.weights,
            floors=each.floors,
            rule=layout.rule,
            specific=each.specific,
        )
        made[each.id] = _score(plan, each.id, scored)
    if plan.overall is None:
        return made
    parts: dict[str, Outcome] = {
        name: NOT_APPLICABLE if one.status == "not_applicable" else one.score for name, one in made.items()
    }
    mean, status, basis = overall(parts, plan.overall.of, at_least=plan.overall.at_least)
    used = [made[name].margin for name in plan.overall.of if made[name].score is not None]
    margin = overall_margin(used) if mean is not None else None
    total = _score(plan, plan.overall.id, FacetScore(mean, status, margin, basis))
    return {plan.overall.id: total, **made}


def _score(plan: Plan, name: str, scored: FacetScore) -> Score:
    value, status, margin, basis = scored
    has_bands = bool(plan.bands)
    return Score(
        id=name,
        score=value,
        status=status,
        band=band_of(value, plan.bands) if has_bands else None,
        borderline=borderline(value, margin, plan.bands) if has_bands else None,
        margin=margin,
        margin_basis=None if margin is None else PERSON,
        answered=basis.answered,
        applicable=basis.applicable,
        asked=basis.asked,
        na=basis.na,
        dk=basis.dk,
        missing=basis.missing,
        coverage=basis.coverage,
    )


def _one_sided(instrument: Instrument, scores: Mapping[str, Score]) -> str | None:
    sides = instrument.sides
    if sides is None:
        return None
    cells = {
        value.id: [
            scores[f"{name}.{value.id}"].score if f"{name}.{value.id}" in scores else None for name in sides.across
        ]
        for value in instrument.facets_by_id[sides.facet].values
    }
    return one_sided(cells, at_least=sides.one_sided_at)
