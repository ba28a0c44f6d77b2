"""Find what is declared and never used, and scores that no one can ever get: warnings, not errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from rely.loading.checks.conditions import placed_conditions
from rely.loading.checks.dependencies import Dependencies
from rely.loading.checks.findings import Finding, Path, found, listed
from rely.loading.checks.index import Index
from rely.model.items import Source
from rely.model.scores import Form, MissingDataRule
from rely.scoring.plan import score_definitions


def check_usage(index: Index, dependencies: Dependencies) -> Iterator[Finding]:
    """What is declared is used, every item counts somewhere, and every score can be reached.

    All references must be sound: it is asked only of instruments without errors.
    """
    yield from _unused(index)
    members = _members(index)
    yield from _uncounted(index, members)
    rule = index.instrument.missing_data
    for score, path in index.scores.items():
        if score in members:
            yield from _too_few(index, path, score, members[score], rule)
    for place, form in enumerate(index.instrument.forms):
        if form.items:
            path = ("forms", place, "items")
            yield from _form(index, dependencies, path, form, members)


def _unused(index: Index) -> Iterator[Finding]:
    instrument = index.instrument
    items = index.items.values()
    uses = (
        ("response_scales", "response scale", {item.response_scale for item in items}),
        ("requirements", "requirement", {item.requires for item in items}),
        ("works", "work", {source.ref for source in _sources(index)}),
    )
    for key, noun, used in uses:
        for position, declared in enumerate(getattr(instrument, key)):
            if declared.id not in used:
                yield found((key, position, "id"), "unused", noun=noun, name=declared.id)


def _sources(index: Index) -> Iterator[Source]:
    instrument = index.instrument
    for item in index.items.values():
        yield from item.source
    for norm in instrument.norms:
        yield from norm.source
    for guideline in instrument.guidelines:
        yield from guideline.source


def _uncounted(index: Index, members: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    used = {fact.rpartition(".")[2] for fact in _used_facts(index)}.union(*members.values())
    for path, item in index.placed_items():
        if item.id not in used and index.scored(item.id):
            yield found((*path, "id"), "unscored-item", item=item.id)


def _used_facts(index: Index) -> Iterator[str]:
    """Items that count for something else than a score."""
    instrument = index.instrument
    for placed in placed_conditions(index):
        yield from placed.condition.facts()
    for measure in instrument.measures:
        yield from (fact for _, fact in measure.inputs())
    for guideline in instrument.guidelines:
        if guideline.triggers is not None:
            yield from guideline.triggers.items
            yield from (trigger.fact for trigger in guideline.triggers.facts)
    if instrument.priorities is not None:
        yield from instrument.priorities.importance.values()
    if instrument.report is not None:
        yield from instrument.report.facts
        yield from filter(None, (instrument.report.subject,))
        yield from (item for finding in instrument.report.findings for item in finding.answers)
    yield from filter(None, (instrument.profile_fact,))


def _members(index: Index) -> dict[str, tuple[str, ...]]:
    """The items of each score that is made of items."""
    return {definition.id: definition.items for definition in score_definitions(index.instrument)}


def _too_few(index: Index, path: Path, score: str, items: Collection[str], rule: MissingDataRule) -> Iterator[Finding]:
    """Fewer items than the missing-data rule asks for, for some value of the selecting facet."""
    for value, count in _asked(index, items).items():
        if 0 < count < rule.min_answered:
            when = "" if value is None else f" when '{value}' holds"
            yield found(path, "too-few-items", score=score, count=count, needed=rule.min_answered, when=when)


def _asked(index: Index, items: Collection[str]) -> dict[str | None, int]:
    """How many of the items are asked, per value of the selecting facet; None without such a facet."""
    if index.selecting is None:
        return {None: len(items)}
    counts: Counter[str | None] = Counter()
    for name in items:
        values = index.items[name].values(index.selecting.id) if name in index.items else ()
        counts.update(values or index.selected_values)
    return dict(counts)


def _form(
    index: Index, dependencies: Dependencies, path: Path, form: Form, members: Mapping[str, tuple[str, ...]]
) -> Iterator[Finding]:
    """The form selects items by a fact it asks for, and gives at least one score for every value of it."""
    asked = set(form.items)
    selecting = index.selecting
    if selecting is not None and selecting.selects_by is not None:
        needed = dependencies.basis(selecting.selects_by).items
        if needed and not needed & asked:
            what = f"asks none of {listed(sorted(needed))}, on which '{selecting.selects_by}' rests"
            yield found(path, "form-without-scores", form=form.id, what=what)
            return
    rule = form.missing_data or index.instrument.missing_data
    reached: set[str | None] = set()
    for items in members.values():
        counts = _asked(index, [name for name in items if name in asked])
        reached.update(value for value, count in counts.items() if count >= rule.min_answered)
    for value in index.selected_values or (None,):
        if members and value not in reached:
            when = "" if value is None else f" when '{value}' holds"
            what = f"has too few items of every score{when}: each needs {rule.min_answered} answers"
            yield found(path, "form-without-scores", form=form.id, what=what)
