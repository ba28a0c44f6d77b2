"""Turn an assessment into its scores, measures and facts."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.model.reference import Reference
from rely.model.response_scales import NOT_APPLICABLE
from rely.model.results import Result, Score
from rely.scoring.accept import accepted
from rely.scoring.answer_problems import WARNING, AnswerProblem
from rely.scoring.bands import band_of, borderline
from rely.scoring.coding import Outcome
from rely.scoring.conditions import holds
from rely.scoring.facets import FacetScore, score_facet
from rely.scoring.margins import overall_margin
from rely.scoring.means import overall
from rely.scoring.plan import FormLayout, Plan, plan_of
from rely.scoring.reading import read
from rely.scoring.reference import compared
from rely.scoring.sides import one_sided

PERSON = "person"
"""The basis of a margin that comes from the spread of this person's own answers."""


def score(
    instrument: Instrument, assessment: Assessment | Mapping[str, object], *, reference: Reference | None = None
) -> Result:
    """Score one assessment: all scores on 0-100 with margins, all measures, all facts.

    Instead of an assessment a plain map from item id to code will do; it is checked first, and AnswersRefused
    (a ValueError) names every answer that does not fit. The answers of an assessment must belong to the
    instrument: ImpossibleAnswer (a ValueError) for a scored answer that its response scale lacks, KeyError for
    an unknown form. Without a value of the selecting fact nothing that is selected is asked, and a score of such
    items is not_applicable. With `reference`, the group data of a norms file, margins come from the group where it has
    them; the scores themselves are the same (`rely.scoring.reference`).
    """
    if not isinstance(assessment, Assessment):
        assessment = accepted(instrument, assessment)
    plan = plan_of(instrument)
    asked = read(plan, assessment)
    facts, layout = asked.facts, asked.layout
    scores = _scores(plan, layout, asked.outcomes)
    if reference is not None:
        scores, reference = compared(plan, scores, assessment, asked.selected, reference)
    side = _one_sided(instrument, scores)
    facts.known["one_sided"] = side
    for name, each_score in scores.items():
        facts.known[f"score.{name}"] = each_score.score
        facts.known[f"band.{name}"] = each_score.band
    measures = {measure.id: facts.measure(measure.id) for measure in instrument.measures}
    return Result(
        assessment=assessment,
        selected=asked.selected,
        facts={name: value for name, value in facts.known.items() if value is not None},
        measures=measures,
        asked=layout.asked,
        routed=asked.routed,
        item_scores={
            each.id: outcome
            for each, outcome in zip(layout.scored, asked.outcomes, strict=True)
            if isinstance(outcome, float)
        },
        scores=scores,
        one_sided=side,
        contradictions=tuple(rule.id for rule in instrument.consistency if holds(rule.when, facts)),
        reference=reference,
    )


def score_from(instrument: Instrument, assessment: Assessment, items: Collection[str]) -> dict[str, Score]:
    """The scores of an assessment made anew from these of its items alone, by the same missing-data rule.

    The items are among those asked; every score is in the result, in the order of `score`. Raises as `score` does.
    """
    plan = plan_of(instrument)
    asked = read(plan, assessment)
    outcomes = dict(zip((each.id for each in asked.layout.scored), asked.outcomes, strict=True))
    layout = plan.layout(assessment.form, asked.selected, frozenset(plan.in_form(assessment.form)) - set(items))
    return _scores(plan, layout, [outcomes[each.id] for each in layout.scored])


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


def _scores(plan: Plan, layout: FormLayout, outcomes: list[Outcome]) -> dict[str, Score]:
    made: dict[str, Score] = {}
    for each in layout.scores:
        scored = score_facet(
            each.pick(outcomes),
            weights=each.weights,
            floors=each.floors,
            rule=layout.rule,
            specific=each.specific,
        )
        made[each.id] = _score(plan, each.id, scored)
    if plan.overall is None:
        return made
    named = [made[name] for name in plan.overall.of]
    parts: dict[str, Outcome] = {
        one.id: NOT_APPLICABLE if one.status == "not_applicable" else one.score for one in named
    }
    mean, status, basis = overall(parts, plan.overall.of, at_least=plan.overall.at_least)
    used = [one.margin for one in named if one.score is not None]
    margin = overall_margin(used) if mean is not None else None
    total = _score(plan, plan.overall.id, FacetScore(mean, status, margin, basis))
    return {plan.overall.id: total, **made}


def _score(plan: Plan, name: str, scored: FacetScore) -> Score:
    value, status, margin, basis = scored
    # In the order of the fields, for speed: keywords take half as long again.
    return Score(
        name,
        value,
        status,
        band_of(value, plan.bands) if plan.bands else None,
        borderline(value, margin, plan.bands) if plan.bands else None,
        margin,
        None if margin is None else PERSON,
        basis.answered,
        basis.applicable,
        basis.asked,
        basis.na,
        basis.dk,
        basis.missing,
        basis.coverage,
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
