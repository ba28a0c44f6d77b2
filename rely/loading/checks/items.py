"""Find items and sections that name what is not defined, or that ask for the impossible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rely.loading.checks.findings import Finding, Path, each_unknown, found, listed, unknown
from rely.loading.checks.index import Index
from rely.model.guidelines import ANY
from rely.model.items import Item, Section, Source
from rely.model.response_scales import ResponseScale


def check_items(index: Index) -> Iterator[Finding]:
    """Sections hold items, their pages show each of them once, and every reference of an item exists."""
    for place, section in enumerate(index.instrument.sections):
        path: Path = ("sections", place)
        owner = f"section '{section.id}'"
        if not section.items:
            yield found(path, "empty", what=f"{owner} has no items")
        yield from facets_of(index, (*path, "facets"), owner, section.facets)
        yield from _pages(path, owner, section)
    for path, item in index.placed_items():
        yield from _item(index, path, item)


def _item(index: Index, path: Path, item: Item) -> Iterator[Finding]:
    owner = f"item '{item.id}'"
    scale = index.scales.get(item.response_scale)
    if scale is None:
        place = (*path, "response_scale")
        yield unknown(place, "response scale", owner, item.response_scale, index.scales)
    else:
        yield from _fits(path, owner, item, scale)
    if item.requires is not None and item.requires not in index.requirements:
        yield unknown((*path, "requires"), "requirement", owner, item.requires, index.requirements)
    if item.facets:
        yield from facets_of(index, (*path, "facets"), owner, item.facets)
    if item.source:
        yield from sources(index, (*path, "source"), owner, item.source)
    for value, level in item.evidence.items():
        place = (*path, "evidence", value)
        if value != ANY and value not in index.selected_values:
            yield unknown(place, "facet value", owner, value, (*index.selected_values, ANY))
        if level not in index.levels:
            yield unknown(place, "evidence level", owner, level, index.levels)


def _fits(path: Path, owner: str, item: Item, scale: ResponseScale) -> Iterator[Finding]:
    """What the item asks of its response scale."""
    offers_na = getattr(scale, "na", None) is not None
    if item.allow_na and "allow_na" in item.model_fields_set and not offers_na:
        yield found((*path, "allow_na"), "na-not-offered", owner=owner, scale=scale.id)
    if item.reverse and not scale.scored:
        yield found((*path, "reverse"), "reverse-unscored", owner=owner, scale=scale.id)


def facets_of(index: Index, path: Path, owner: str, facets: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """Findings for facets and values, as items, sections, norms and guidelines carry them."""
    for facet, values in facets.items():
        known = index.values.get(facet)
        if known is None:
            yield unknown((*path, facet), "facet", owner, facet, index.facets)
        elif not known.issuperset(values):
            order = index.values_of(facet)
            yield from each_unknown((*path, facet), "facet value", owner, values, order)


def sources(index: Index, path: Path, owner: str, entries: Sequence[Source]) -> Iterator[Finding]:
    """Findings for references to works."""
    for position, source in enumerate(entries):
        if source.ref not in index.works:
            yield unknown((*path, position, "ref"), "work", owner, source.ref, sorted(index.works))


def _pages(path: Path, owner: str, section: Section) -> Iterator[Finding]:
    if not section.pages:
        return
    here = [item.id for item in section.items]
    shown = Counter(name for page in section.pages for name in page)
    for place, page in enumerate(section.pages):
        if not page:
            yield found((*path, "pages", place), "empty", what="the page has no items")
        for position, name in enumerate(page):
            where = (*path, "pages", place, position)
            if name not in here:
                yield unknown(where, "item", f"a page of {owner}", name, here)
            elif shown[name] > 1:
                shown[name] = 1
                yield found(where, "page-items", owner=owner, what=f"show '{name}' more than once")
    left_out = [name for name in here if name not in shown]
    if left_out:
        yield found((*path, "pages"), "page-items", owner=owner, what=f"leave out {listed(left_out)}")
