"""Turn an assessment into what it was asked, what is known from it, and what became of every scored item."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from rely.model.answers import Assessment, Code
from rely.model.response_scales import DONT_KNOW, NOT_APPLICABLE
from rely.scoring.coding import Outcome
from rely.scoring.conditions import holds
from rely.scoring.facts import Facts
from rely.scoring.plan import FormLayout, Plan, Reading


@dataclass(frozen=True, slots=True)
class Read:
    """An assessment as it was read: `outcomes` run along `layout.scored`; `routed` as in a Result."""

    facts: Facts
    selected: str | None
    layout: FormLayout
    routed: Mapping[str, str]
    outcomes: list[Outcome]


def read(plan: Plan, assessment: Assessment) -> Read:
    """Read the answers in the order of the questionnaire, those that select items first.

    Answers to items that are hidden, not selected or not in the form are not read at all; those to routed
    items are forgotten once it is known that they are routed. ImpossibleAnswer and KeyError as `score` says.
    """
    facts = Facts(plan.instrument, {name: value for name, value in assessment.given.items() if value is not None})
    outcomes: dict[str, Outcome] = {}
    readings = plan.readings(assessment.form)
    hidden = _read(readings.always, assessment.answers, facts, outcomes)
    value = None if plan.selected_by is None else facts(plan.selected_by)
    selected = value if isinstance(value, str) else None
    hidden += _read(readings.selected.get(selected, ()), assessment.answers, facts, outcomes)
    layout = plan.layout(assessment.form, selected, frozenset(hidden))
    routed = _routed(plan, layout, facts)
    for name in routed:
        facts.forget(name)
        outcomes[name] = NOT_APPLICABLE
    return Read(facts, selected, layout, routed, [outcomes.get(each.id) for each in layout.scored])


def _read(
    readings: Collection[Reading], answers: Mapping[str, Code], facts: Facts, outcomes: dict[str, Outcome]
) -> list[str]:
    """Make the answers to these items known, in order; the ids of those that are hidden."""
    hidden: list[str] = []
    known = facts.known
    for name, show_if, scored, is_text in readings:
        if show_if is not None and holds(show_if, facts) is False:
            hidden.append(name)
            continue
        answer = answers.get(name)
        if answer is None:
            continue
        if scored is not None:
            outcome = outcomes[name] = scored.outcome(answer)
            if isinstance(outcome, str):
                continue
            known[scored.fact] = outcome
        elif not is_text and answer in (NOT_APPLICABLE, DONT_KNOW):
            continue
        known[name] = answer
    return hidden


def _routed(plan: Plan, layout: FormLayout, facts: Facts) -> dict[str, str]:
    """The items that cannot apply, each with the requirement that is not met."""
    if not layout.requires:
        return {}
    unmet = {rule.id for rule in plan.instrument.requirements if holds(rule.when, facts) is False}
    return {name: need for name, need in layout.requires if need in unmet}
