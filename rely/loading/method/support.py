"""Find cells that rest on a single item, actions without a first step, and evidence that nobody can look up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from rely.loading.checks.findings import Finding, Path, found
from rely.loading.checks.index import Index
from rely.model.guidelines import Guideline
from rely.model.scores import ByCell

_LEAST_SPECIFIC = 2


def check_support(index: Index) -> Iterator[Finding]:
    """Every cell has items of its own, every action a first step, and every claim of evidence a source."""
    instrument = index.instrument
    for position, by_cell in enumerate(instrument.scores.by_cell):
        yield from _cells(index, ("scores", "by_cell", position, "facets"), by_cell)
    for at, guideline in enumerate(instrument.guidelines):
        if guideline.first_step is None and _can_be_an_action(index, guideline):
            yield found(("guidelines", at, "id"), "no-first-step", guideline=guideline.id)
    yield from _sources(index)


def _cells(index: Index, path: Path, by_cell: ByCell) -> Iterator[Finding]:
    """Cells with too few items of their own, for each value of the selecting facet apart."""
    asked: dict[str, Counter[str | None]] = {}
    own: dict[str, Counter[str | None]] = {}
    rows, columns = by_cell.facets
    for item in index.items.values():
        if not index.scored(item.id):
            continue
        times: Collection[str | None] = (None,)
        if index.selecting is not None:
            times = item.values(index.selecting.id) or index.selected_values
        alone = len(item.values(by_cell.specific)) == 1
        for row in item.values(rows):
            for column in item.values(columns):
                cell = f"{row}.{column}"
                asked.setdefault(cell, Counter()).update(times)
                own.setdefault(cell, Counter()).update(times if alone else ())
    for cell, counts in asked.items():
        yield from _cell(path, cell, counts, own[cell], index.instrument.missing_data.min_answered)


def _cell(
    path: Path, cell: str, asked: Mapping[str | None, int], own: Mapping[str | None, int], needed: int
) -> Iterator[Finding]:
    for value, items in asked.items():
        count = own.get(value, 0)
        if count < _LEAST_SPECIFIC and items >= needed:  # with fewer there is no score at all: too-few-items
            when = "" if value is None else f" when '{value}' holds"
            told = f"{count or 'no'} item"
            yield found(path, "few-specific-items", score=cell, count=told, when=when)


def _can_be_an_action(index: Index, guideline: Guideline) -> bool:
    """Only what stands in a row of the grid and has something that calls for it goes into the plan."""
    priorities = index.instrument.priorities
    if priorities is None or guideline.triggers is None:
        return False
    return bool(guideline.facets.get(priorities.facet))


def _sources(index: Index) -> Iterator[Finding]:
    """Claims of evidence without a source; the last of several levels is what needs none, such as own reasoning."""
    instrument = index.instrument
    claims = frozenset(level.id for level in instrument.evidence_levels[:-1])
    if not claims:
        return
    for path, item in index.placed_items():
        if not item.source:
            yield from _claimed((*path, "id"), f"the item '{item.id}'", item.evidence.values(), claims)
    for at, norm in enumerate(instrument.norms):
        if not norm.source:
            yield from _claimed(("norms", at, "id"), f"the norm row '{norm.id}'", (norm.evidence,), claims)
    for at, guideline in enumerate(instrument.guidelines):
        if not guideline.source:
            levels = [level for profiles in guideline.evidence.values() for level in profiles.values()]
            yield from _claimed(("guidelines", at, "id"), f"the guideline '{guideline.id}'", levels, claims)


def _claimed(path: Path, owner: str, levels: Iterable[str], claims: Collection[str]) -> Iterator[Finding]:
    level = next((level for level in levels if level in claims), None)
    if level is not None:
        yield found(path, "missing-source", owner=owner, level=level)
