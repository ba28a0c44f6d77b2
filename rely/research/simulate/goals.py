"""Turn an instrument into everything that answers can lead to, and a scored assessment into what it led to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from typing import NamedTuple

from rely.guidelines.status import combined_status, status_from_items
from rely.loading.checks.facts import Facts
from rely.loading.checks.index import Index
from rely.model.conditions import Condition
from rely.model.guidelines import FactTrigger, Guideline, Priorities
from rely.model.instrument import Instrument
from rely.model.measures import Balance, Fit, Measure
from rely.model.results import Advice, GuidelineStatus, Result
from rely.model.scalars import Code
from rely.research.scheme import item_scores_of
from rely.scoring.conditions import holds, same
from rely.scoring.plan import plan_of

SELECTED, SHOWN, HIDDEN, MET, UNMET = "selected", "shown", "hidden", "met", "unmet"
FORM, BAND, WORD, GUIDELINE = "form", "band", "word", "guideline"

KINDS = (SELECTED, SHOWN, HIDDEN, MET, UNMET, FORM, BAND, WORD, GUIDELINE)
"""What a goal can be about: see `Goal`."""


class Goal(NamedTuple):
    """Something that answers can lead to.

    selected: the facet `name` has `value`. shown, hidden: the item `name` with its `show_if`. met, unmet: the
    requirement `name`. form: the form `name` gives a score. band: some score lies in the band `name`. word: the
    measure, or part of one, `name` gives the code `value`. guideline: the guideline `name` has the status `value`.
    """

    kind: str
    name: str
    value: str = ""


def goals_of(instrument: Instrument) -> tuple[Goal, ...]:
    """All goals of an instrument, by kind in the order of `KINDS`."""
    return instrument.derived("goals of simulation", _build)


def reached(instrument: Instrument, result: Result, advice: Advice) -> Iterator[Goal]:
    """The goals that an assessment reaches."""
    selecting = instrument.selecting_facet
    if selecting is not None and result.selected is not None:
        yield Goal(SELECTED, selecting.id, result.selected)
    yield from _branches(instrument, result)
    for rule in instrument.requirements:
        outcome = holds(rule.when, result.facts.get)
        if outcome is not None:
            yield Goal(MET if outcome else UNMET, rule.id)
    bands = {score.band for score in result.scores.values() if score.band is not None}
    yield from (Goal(BAND, band) for band in sorted(bands))
    if not result.scores or any(score.score is not None for score in result.scores.values()):
        yield Goal(FORM, result.assessment.form)
    for goal in _words_of(instrument):
        measure, _, part = goal.name.partition(".")
        parts = result.measures[measure]
        value = parts[part] if part else next(iter(parts.values()))
        if value is not None and same(value, goal.value):
            yield goal
    yield from (Goal(GUIDELINE, each.guideline.id, each.status) for each in advice.recommendations)


def _branches(instrument: Instrument, result: Result) -> Iterator[Goal]:
    plan = plan_of(instrument)
    asked = set(result.asked)
    for name in plan.in_form(result.assessment.form):
        item = instrument.items[name]
        if item.show_if is not None and plan.is_selected(item, result.selected):
            yield Goal(SHOWN if name in asked else HIDDEN, name)


def _build(instrument: Instrument) -> tuple[Goal, ...]:
    return tuple(_all(instrument))


def _all(instrument: Instrument) -> Iterator[Goal]:
    selecting = instrument.selecting_facet
    if selecting is not None:
        yield from (Goal(SELECTED, selecting.id, value.id) for value in selecting.values)
    conditional = [item.id for item in instrument.items.values() if item.show_if is not None]
    yield from (Goal(kind, name) for kind in (SHOWN, HIDDEN) for name in conditional)
    yield from (Goal(kind, rule.id) for kind in (MET, UNMET) for rule in instrument.requirements)
    yield from (Goal(FORM, form) for form in instrument.form_ids)
    yield from (Goal(BAND, band.id) for band in instrument.bands)
    yield from _words_of(instrument)
    rules = instrument.priorities
    if rules is None:
        return  # without them no guideline is ever given
    for guideline in instrument.guidelines:
        yield from (Goal(GUIDELINE, guideline.id, status) for status in statuses_of(instrument, rules, guideline))


def _words_of(instrument: Instrument) -> tuple[Goal, ...]:
    return instrument.derived("words of simulation", lambda one: tuple(_words(one)))


def _words(instrument: Instrument) -> Iterator[Goal]:
    """The codes that measures give, without those that no row of a norm allows."""
    facts = Facts(Index(instrument))
    for measure in instrument.measures:
        outputs = measure.outputs()
        names = [measure.id] if len(outputs) == 1 else [f"{measure.id}.{output}" for output in outputs]
        barred = _barred(instrument, measure)
        for name in names:
            codes = facts.domains[name].codes or ()
            yield from (Goal(WORD, name, code) for code in codes if code not in barred)


def _barred(instrument: Instrument, measure: Measure) -> set[str]:
    """The words of a measure that its norm cannot give: above it, where no row has a highest number."""
    if isinstance(measure, Fit):
        return _positions_barred(instrument, measure.norm)
    if not isinstance(measure, Balance):
        return set()
    barred = set()
    for side in measure.between:
        fit = instrument.measures_by_id[side.fit]
        if isinstance(fit, Fit) and "above" in _positions_barred(instrument, fit.norm):
            barred.add(f"{side.side}_high")
    return barred


def _positions_barred(instrument: Instrument, norm: str) -> set[str]:
    rows = [row for row in instrument.norms if row.norm == norm]
    named = {
        "below": any(row.min for row in rows),
        "beyond": any(row.typical_max is not None for row in rows),
        "above": any(row.max is not None for row in rows),
    }
    return {position for position, is_possible in named.items() if not is_possible}


def statuses_of(instrument: Instrument, rules: Priorities, guideline: Guideline) -> tuple[GuidelineStatus, ...]:
    """The statuses that a guideline can have by its triggers, if these were independent of each other.

    What its own condition says of the fact of a trigger is heeded; what it says of others is not.
    """
    triggers = guideline.triggers
    if triggers is None or not (triggers.items or triggers.facts):
        return ("always",)
    each = [_by_fact(instrument, trigger) - _ruled_out(guideline.when, trigger) for trigger in triggers.facts]
    if triggers.items:
        each.append(_by_items(instrument, rules, triggers.items))
    joined = reduce(lambda some, more: {combined_status((one, other)) for one in some for other in more}, each)
    return tuple(sorted(joined))


def _ruled_out(when: Condition | None, trigger: FactTrigger) -> set[GuidelineStatus]:
    """The statuses that a trigger cannot give where the guideline holds, by what must be true of the same fact."""
    found = set[GuidelineStatus]()
    for part in _all_that_must_hold(when):
        if part.fact != trigger.fact or part.known is False:
            continue
        # A comparison with what is not known is never true.
        found.add("unknown")
        codes = (part.is_,) if part.is_ is not None else part.in_
        if codes and trigger.in_ is not None and all(_is_listed(code, trigger.in_) for code in codes):
            found.add("in_place")
    return found


def _is_listed(code: Code, listed: Iterable[Code]) -> bool:
    return any(same(code, each) for each in listed)


def _all_that_must_hold(when: Condition | None) -> Iterator[Condition]:
    """The comparisons of a condition of which every one must be true; those under any and not need not."""
    if when is None:
        return
    if when.fact is not None:
        yield when
    for part in when.all or ():
        yield from _all_that_must_hold(part)


def _by_items(instrument: Instrument, rules: Priorities, items: Iterable[str]) -> set[GuidelineStatus]:
    scored = plan_of(instrument).scored
    sums: set[tuple[float, int]] = {(0.0, 0)}
    for name in items:
        steps = item_scores_of(scored[name])
        sums |= {(round(total + step, 6), count + 1) for total, count in sums for step in steps}
    means = [[total / count] if count else [] for total, count in sums]
    return {status_from_items(mean, in_place_from=rules.target, partly_from=rules.partly_from) for mean in means}


def _by_fact(instrument: Instrument, trigger: FactTrigger) -> set[GuidelineStatus]:
    found: set[GuidelineStatus] = {"in_place", "unknown"}
    if trigger.in_ is not None:
        found.add("act")
        return found
    low, high = trigger.below is not None, trigger.above is not None
    if trigger.norm is not None:
        barred = _positions_barred(instrument, trigger.norm)
        low = "below" not in barred and trigger.only != "above"
        high = "above" not in barred and trigger.only != "below"
    if low:
        found.add("act")
    if high:
        found.add("over")
    return found
