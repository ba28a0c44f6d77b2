"""Find guidelines, norms and priorities whose references do not exist or that can never apply."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rely.loading.checks.conditions import codes_problem, fact_problem
from rely.loading.checks.facts import Facts
from rely.loading.checks.findings import Finding, Path, each_unknown, found, listed, unknown
from rely.loading.checks.index import Index
from rely.loading.checks.items import facets_of, sources
from rely.loading.checks.measures import not_scored
from rely.loading.checks.satisfiable import possible
from rely.model.conditions import Condition
from rely.model.guidelines import ANY, GENERIC, Guideline, Norm, Triggers
from rely.model.response_scales import Likert, Rating
from rely.model.scalars import shortest


def check_guidelines(index: Index, facts: Facts) -> Iterator[Finding]:
    """Advice names profiles, evidence, facts and items that exist, and something can call for it."""
    yield from _profiles(index, facts)
    for place, norm in enumerate(index.instrument.norms):
        yield from _norm(index, ("norms", place), norm)
    yield from _overlaps(index, facts)
    for place, guideline in enumerate(index.instrument.guidelines):
        path: Path = ("guidelines", place)
        owner = f"guideline '{guideline.id}'"
        yield from facets_of(index, (*path, "facets"), owner, guideline.facets)
        yield from sources(index, (*path, "source"), owner, guideline.source)
        yield from _evidence(index, path, owner, guideline)
        if guideline.triggers is not None:
            yield from _triggers(index, facts, (*path, "triggers"), owner, guideline, guideline.triggers)
    yield from _priorities(index)


def _profiles(index: Index, facts: Facts) -> Iterator[Finding]:
    instrument = index.instrument
    fact = instrument.profile_fact
    if fact is not None and fact not in index.items:
        yield unknown(("profile_fact",), "item", "'profile_fact'", fact, index.items)
        return
    for place, profile in enumerate(instrument.profiles):
        path: Path = ("profiles", place, "id")
        if profile.id == GENERIC:
            continue
        if fact is None:
            yield found(path, "profile-without-fact", profile=profile.id)
        else:
            yield from codes_problem(index, facts, path, fact, (profile.id,))


def _norm(index: Index, path: Path, norm: Norm) -> Iterator[Finding]:
    owner = f"norm row '{norm.id}'"
    if norm.profile not in index.profiles:
        yield unknown((*path, "profile"), "profile", owner, norm.profile, index.profiles)
    if norm.evidence not in index.levels:
        yield unknown((*path, "evidence"), "evidence level", owner, norm.evidence, index.levels)
    selecting = index.selecting
    usable = () if selecting is None else (selecting.id,)
    for facet in norm.facets:
        if facet not in usable:
            yield unknown((*path, "facets", facet), "facet", owner, facet, usable)
    known = {facet: values for facet, values in norm.facets.items() if facet in usable}
    yield from facets_of(index, (*path, "facets"), owner, known)
    yield from sources(index, (*path, "source"), owner, norm.source)


def _overlaps(index: Index, facts: Facts) -> Iterator[Finding]:
    """Two rows of one norm that hold at the same time for the same profile."""
    rows: dict[tuple[str, str], list[Norm]] = {}
    for place, norm in enumerate(index.instrument.norms):
        earlier = rows.setdefault((norm.norm, norm.profile), [])
        for other in earlier:
            if _same_selection(index, norm, other) and _together(facts, norm.when, other.when):
                yield found(("norms", place, "id"), "norms-overlap", norm=norm.id, other=other.id)
                break
        earlier.append(norm)


def _same_selection(index: Index, one: Norm, other: Norm) -> bool:
    facet = "" if index.selecting is None else index.selecting.id
    here, there = one.facets.get(facet, ()), other.facets.get(facet, ())
    return not here or not there or not set(here).isdisjoint(there)


def _together(facts: Facts, one: Condition | None, other: Condition | None) -> bool:
    if one is None or other is None:
        return True
    return possible(Condition.model_construct(all=(one, other)), facts.domains)[0]


def _evidence(index: Index, path: Path, owner: str, guideline: Guideline) -> Iterator[Finding]:
    values = index.selected_values
    for value, by_profile in guideline.evidence.items():
        here = (*path, "evidence", value)
        if value != ANY and value not in values:
            yield unknown(here, "facet value", owner, value, (*values, ANY))
        if not by_profile:
            yield found(here, "empty", what=f"the evidence of {owner} names no profile")
        for profile, level in by_profile.items():
            if profile not in index.profiles:
                yield unknown((*here, profile), "profile", owner, profile, index.profiles)
            if level not in index.levels:
                yield unknown((*here, profile), "evidence level", owner, level, index.levels)
    yield from _evidence_fits(index, path, owner, guideline)


def _evidence_fits(index: Index, path: Path, owner: str, guideline: Guideline) -> Iterator[Finding]:
    """The guideline has evidence for exactly the values of the selecting facet that it carries."""
    if index.selecting is None:
        return
    facet = index.selecting.id
    carried = guideline.facets.get(facet, ())
    evidence = guideline.evidence
    lacking = [value for value in carried if value not in evidence and ANY not in evidence]
    if lacking:
        what = f"has no evidence for {listed(lacking)}"
        yield found((*path, "evidence"), "evidence-values", owner=owner, facet=facet, what=what)
    for value in evidence:
        if value in index.selected_values and value not in carried:
            what = f"has evidence for '{value}' without belonging to it"
            yield found((*path, "evidence", value), "evidence-values", owner=owner, facet=facet, what=what)


def _triggers(
    index: Index, facts: Facts, path: Path, owner: str, guideline: Guideline, triggers: Triggers
) -> Iterator[Finding]:
    yield from each_unknown((*path, "items"), "item", owner, triggers.items, index.items)
    for position, name in enumerate(triggers.items):
        where = (*path, "items", position)
        if name not in index.items:
            continue
        if not index.scored(name):
            yield not_scored(index, where, owner, name)
        elif not _asked_together(index, name, guideline):
            facet = "" if index.selecting is None else index.selecting.id
            yield found(where, "trigger-not-asked", owner=owner, item=name, facet=facet)
    for position, trigger in enumerate(triggers.facts):
        here = (*path, "facts", position)
        problem = fact_problem(index, facts, (*here, "fact"), owner, trigger.fact)
        if problem is not None:
            yield problem
            continue
        if trigger.in_ is None and not facts.domains[trigger.fact].number:
            yield found((*here, "fact"), "not-numeric", owner=owner, fact=trigger.fact)
        for at, code in enumerate(trigger.in_ or ()):
            yield from codes_problem(index, facts, (*here, "in", at), trigger.fact, (code,))
        if trigger.norm is not None and trigger.norm not in index.norms:
            yield unknown((*here, "norm"), "norm", owner, trigger.norm, index.norms)


def _asked_together(index: Index, item: str, guideline: Guideline) -> bool:
    """Whether the item is asked for some value of the selecting facet for which the guideline holds."""
    if index.selecting is None:
        return True
    asked = index.items[item].values(index.selecting.id)
    holds = guideline.facets.get(index.selecting.id, ())
    return not asked or not holds or not set(asked).isdisjoint(holds)


def _priorities(index: Index) -> Iterator[Finding]:
    priorities = index.instrument.priorities
    if priorities is None:
        return
    if priorities.facet not in index.facets:
        yield unknown(("priorities", "facet"), "facet", "'priorities'", priorities.facet, index.facets)
    elif priorities.importance:
        yield from _importance(index, priorities.facet, priorities.importance)
    if priorities.partly_from > priorities.target:
        yield found(
            ("priorities", "partly_from"),
            "priorities-order",
            number=shortest(priorities.partly_from),
            target=shortest(priorities.target),
        )


def _importance(index: Index, facet: str, importance: Mapping[str, str]) -> Iterator[Finding]:
    values = index.values_of(facet)
    for value, item in importance.items():
        path: Path = ("priorities", "importance", value)
        if value not in values:
            yield unknown(path, "facet value", "'priorities'", value, values)
        if item not in index.items:
            yield unknown(path, "item", "'priorities'", item, index.items)
        elif not index.scored(item):
            yield not_scored(index, path, "'priorities'", item)
        else:
            yield from _high_importance(index, item)


def _high_importance(index: Index, item: str) -> Iterator[Finding]:
    """What counts as high is a code of the item that rates the importance."""
    priorities = index.instrument.priorities
    high = None if priorities is None else priorities.high_importance_from
    scale = index.scale_of(item)
    if high is None or scale is None:
        return
    if not isinstance(scale, Likert | Rating) or not scale.lowest <= high <= scale.highest:
        yield found(("priorities", "high_importance_from"), "unknown-code", fact=item, code=high)
