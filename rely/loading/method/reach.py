"""Find items that nobody is asked and guidelines that can never call for action.

Facts are taken as independent of each other and a search is given up when it grows too long, so that something may
be unreachable and not be found; what is told is proven.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rely.loading.checks.facts import Facts
from rely.loading.checks.findings import Finding, found, listed
from rely.loading.checks.index import Index
from rely.loading.checks.satisfiable import possible
from rely.model.answers import FULL_FORM
from rely.model.conditions import Condition
from rely.model.guidelines import GENERIC, FactTrigger, Guideline
from rely.model.items import Item


def check_reach(index: Index, facts: Facts) -> Iterator[Finding]:
    """Every item can be asked, and every guideline can call for action."""
    instrument = index.instrument
    left_out = _in_no_form(index)
    for path, item in index.placed_items():
        what = f"no form names it, not even '{FULL_FORM}'" if item.id in left_out else _never_asked(index, facts, item)
        if what is not None:
            yield found((*path, "id"), "unreachable-item", item=item.id, what=what)
    if instrument.guidelines and instrument.priorities is None:
        what = "nothing says how actions are chosen, because `priorities` is missing"
        yield found(("guidelines",), "never-fires", of_key=True, owner="a guideline", what=what)
        return
    for at, guideline in enumerate(instrument.guidelines):
        what = _never_calls(index, facts, guideline)
        if what is not None:
            owner = f"the guideline '{guideline.id}'"
            yield found(("guidelines", at, "id"), "never-fires", owner=owner, what=what)


def _in_no_form(index: Index) -> set[str]:
    """The items that no form asks, where even the full form names its items."""
    full = index.instrument.form(FULL_FORM)
    if full is None or not full.items:
        return set()
    forms = index.instrument.forms
    return set(index.items).difference(*(form.items for form in forms)) if all(form.items for form in forms) else set()


def _never_asked(index: Index, facts: Facts, item: Item) -> str | None:
    chosen = _chosen(index, () if index.selecting is None else item.values(index.selecting.id))
    if chosen is not None and not _can_be(facts, chosen):
        return f"'{chosen.fact}' is never {listed(chosen.in_ or ())}"
    alone = [chosen, item.show_if, item.requires].count(None) >= 2
    if alone or _together(facts, [chosen, *_asks(index, item)]):
        return None  # each condition by itself was judged already
    return "its facets and conditions exclude each other"


def _asks(index: Index, item: Item) -> list[Condition | None]:
    """What must hold for an item to be asked and to apply."""
    requirement = index.requirements.get(item.requires or "")
    return [_not_false(item.show_if), _not_false(None if requirement is None else requirement.when)]


def _never_calls(index: Index, facts: Facts, guideline: Guideline) -> str | None:
    selecting = index.selecting
    values = () if selecting is None else guideline.facets.get(selecting.id, ())
    ways = [parts for value in values or (None,) if (parts := _applies(index, facts, guideline, value)) is not None]
    if not ways:
        return "its condition, its facets and the profiles of its evidence exclude each other"
    triggers = guideline.triggers
    if triggers is None or any(_can_call(facts, trigger) for trigger in triggers.facts):
        return None
    if not triggers.items:
        return "no value of its triggers lies outside what they call in place"
    for item in map(index.items.__getitem__, triggers.items):
        plain = item.show_if is None and item.requires is None
        if plain or any(_together(facts, [*parts, *_asks(index, item)]) for parts in ways):
            return None
    return "its triggers are not asked when it applies"


def _applies(index: Index, facts: Facts, guideline: Guideline, value: str | None) -> list[Condition | None] | None:
    """What must hold for a guideline to apply with this value of the selecting facet; None when it cannot."""
    chosen = _chosen(index, () if value is None else (value,))
    if chosen is not None and not _can_be(facts, chosen):
        return None
    profiles = guideline.levels(value)
    fact = index.instrument.profile_fact
    profile = None
    if guideline.when is not None and GENERIC not in profiles and fact is not None:
        profile = _is_one_of(fact, tuple(profiles))
    parts = [guideline.when, chosen, profile]
    return parts if _together(facts, parts) else None


def _can_call(facts: Facts, trigger: FactTrigger) -> bool:
    """Whether the fact can be a listed code, below its minimum or above its maximum."""
    if trigger.norm is not None or trigger.in_ is not None:
        return True
    domain = facts.domains[trigger.fact]
    low = trigger.below is not None and (domain.low is None or domain.low < trigger.below)
    return low or (trigger.above is not None and (domain.high is None or domain.high > trigger.above))


def _chosen(index: Index, values: tuple[str, ...]) -> Condition | None:
    """That the fact which selects is one of these values; None when nothing selects."""
    fact = None if index.selecting is None else index.selecting.selects_by
    return _is_one_of(fact, values) if fact is not None and values else None


@lru_cache(maxsize=64)
def _is_one_of(fact: str, values: tuple[str, ...]) -> Condition:
    return Condition.model_construct(fact=fact, in_=values)


def _can_be(facts: Facts, chosen: Condition) -> bool:
    """Whether the fact that selects can be one of the values."""
    codes = facts.domains[chosen.fact or ""].codes
    return codes is None or not set(codes).isdisjoint(chosen.in_ or ())


def _not_false(condition: Condition | None) -> Condition | None:
    """That a condition is true or unknown; where it is unknown, one of its facts is."""
    if condition is None:
        return None
    unknown = [Condition.model_construct(fact=fact, known=False) for fact in sorted(condition.facts())]
    return Condition.model_construct(any=(condition, *unknown))


def _together(facts: Facts, parts: list[Condition | None]) -> bool:
    """Whether conditions can hold together; those that share no fact with another were judged by themselves."""
    given = [part for part in parts if part is not None]
    if len(given) < 2 or not _share(given):
        return True
    return possible(Condition.model_construct(all=tuple(given)), facts.domains, facts.judged)[0]


def _share(conditions: list[Condition]) -> bool:
    seen: set[str] = set()
    for condition in conditions:
        names = condition.facts()
        if not seen.isdisjoint(names):
            return True
        seen |= names
    return False
