"""Turn a goal into wishes for the answers that may reach it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rely.guidelines.status import status_from_position
from rely.model.guidelines import GENERIC, FactTrigger, Guideline, Priorities
from rely.model.instrument import Instrument
from rely.model.results import Fact
from rely.research.simulate.chance import Chance
from rely.research.simulate.goals import BAND, FORM, GUIDELINE, HIDDEN, MET, SELECTED, SHOWN, UNMET, WORD, Goal
from rely.research.simulate.landmarks import deciding_the_norm
from rely.research.simulate.wishes import Wishes
from rely.scoring import rates
from rely.scoring.conditions import same
from rely.scoring.measures import numeric
from rely.scoring.plan import plan_of, score_ids


def wishes_for(instrument: Instrument, goal: Goal, chance: Chance) -> Wishes:
    """Answers and given facts that may reach the goal; another guess with every call."""
    wishes = Wishes(instrument, chance)
    AIMS[goal.kind](wishes, goal)
    if chance.below(4):
        wishes.asked()
    return wishes


def _selected(wishes: Wishes, goal: Goal) -> None:
    wishes.selected([goal.value])


def _shown(wishes: Wishes, goal: Goal) -> None:
    item = wishes.instrument.items[goal.name]
    selecting = wishes.instrument.selecting_facet
    values = item.values(selecting.id) if selecting is not None else ()
    if values:
        wishes.selected(values)
    assert item.show_if is not None  # or it would be no goal
    wishes.condition(item.show_if, goal.kind == SHOWN)


def _requirement(wishes: Wishes, goal: Goal) -> None:
    rule = next(rule for rule in wishes.instrument.requirements if rule.id == goal.name)
    wishes.condition(rule.when, goal.kind == MET)


def _form(wishes: Wishes, goal: Goal) -> None:
    """Nothing to wish for: any answers to the form may do."""


def _band(wishes: Wishes, goal: Goal) -> None:
    wishes.fact(f"band.{wishes.pick(score_ids(wishes.instrument))}", lambda value: value == goal.name)


def _word(wishes: Wishes, goal: Goal) -> None:
    wishes.fact(goal.name, lambda value: value is not None and same(value, goal.value))


def _guideline(wishes: Wishes, goal: Goal) -> None:
    instrument, rules = wishes.instrument, wishes.instrument.priorities
    guideline, selecting = instrument.guidelines_by_id[goal.name], instrument.selecting_facet
    assert rules is not None  # without them no guideline is ever given, and none is a goal
    values = guideline.facets.get(selecting.id, ()) if selecting is not None else ()
    if guideline.triggers is not None:
        for trigger in wishes.shuffled(guideline.triggers.facts):
            _trigger(wishes, trigger, goal.value)
        for name in guideline.triggers.items:
            _trigger_item(wishes, rules, name, goal.value)
    if guideline.when is not None:
        wishes.condition(guideline.when, True)
    if values:
        wishes.selected(values)
    _profile(wishes, guideline)


def _profile(wishes: Wishes, guideline: Guideline) -> None:
    levels = {profile for each in guideline.evidence.values() for profile in each}
    if wishes.instrument.profile_fact is not None and GENERIC not in levels:
        wishes.fact(wishes.instrument.profile_fact, lambda value: value in levels)


def _trigger_item(wishes: Wishes, rules: Priorities, name: str, status: str) -> None:
    ranges = {"act": (0.0, rules.partly_from), "partly": (rules.partly_from, rules.target)}
    ranges["in_place"] = (rules.target, 101.0)
    if status not in ranges:
        wishes.facts[name] = None
        return
    low, high = ranges[status]
    # A mean in the middle may be one of a low and a high answer.
    any_will_do = status == "partly" and wishes.chance.below(2) == 1
    outcome = plan_of(wishes.instrument).scored[name].outcome

    def passes(code: object) -> bool:
        found = outcome(code)
        return isinstance(found, float) and (any_will_do or low <= found < high)

    wishes.fact(name, passes)


def _trigger(wishes: Wishes, trigger: FactTrigger, status: str) -> None:
    """Wish for a value that gives the status, where that can be told; else for any."""
    bases = [base for base in wishes.compared.bases(trigger.fact) if base in wishes.compared.landmarks]
    listed = trigger.in_
    if status == "unknown":
        wishes.facts.update(dict.fromkeys(bases))
    elif listed is not None:
        is_listed = status == "act"
        wishes.fact(trigger.fact, lambda value: value is not None and _is_among(value, listed) is is_listed)
    elif trigger.norm is None:
        wishes.fact(trigger.fact, lambda value: _by_number(value, trigger) == status)
    else:
        deciding = deciding_the_norm(wishes.instrument, trigger.norm)
        wishes.anything(name for name in (*deciding, *bases) if name not in wishes.facts or wishes.chance.below(2))


def _by_number(value: Fact, trigger: FactTrigger) -> str:
    return status_from_position(
        rates.fit(numeric(value), rates.Norm(minimum=trigger.below, maximum=trigger.above)).position
    )


def _is_among(value: Fact, codes: tuple[str, ...]) -> bool:
    return any(same(value, code) for code in codes)


AIMS: Mapping[str, Callable[[Wishes, Goal], None]] = {
    SELECTED: _selected,
    SHOWN: _shown,
    HIDDEN: _shown,
    MET: _requirement,
    UNMET: _requirement,
    FORM: _form,
    BAND: _band,
    WORD: _word,
    GUIDELINE: _guideline,
}
"""What to wish for, by kind of goal; the keys are those of `rely.research.simulate.goals.KINDS`."""
