"""Find scores, bands, sides and forms that name what is not defined or contradict themselves."""

from __future__ import annotations

from collections.abc import Iterator

from rely.loading.checks.findings import Finding, Path, each_unknown, found, unknown
from rely.loading.checks.index import Index
from rely.loading.checks.measures import not_scored
from rely.model.scalars import shortest
from rely.model.scores import Sides


def check_scores(index: Index) -> Iterator[Finding]:
    """Scores are made of facets, items and scores that exist; bands cover 0 to 100 from low to high."""
    yield from _facets(index)
    yield from _items(index)
    yield from _overall(index)
    sides = index.instrument.sides
    if sides is not None:
        yield from _sides(index, sides)
    yield from _bands(index)
    for place, form in enumerate(index.instrument.forms):
        yield from each_unknown(("forms", place, "items"), "item", f"form '{form.id}'", form.items, index.items)
    yield from _consistency(index)


def _facets(index: Index) -> Iterator[Finding]:
    scores = index.instrument.scores
    for place, by_facet in enumerate(scores.by_facet):
        if by_facet.facet not in index.facets:
            path: Path = ("scores", "by_facet", place, "facet")
            yield unknown(path, "facet", "a score by facet", by_facet.facet, index.facets)
    for place, by_cell in enumerate(scores.by_cell):
        here: Path = ("scores", "by_cell", place)
        yield from each_unknown((*here, "facets"), "facet", "a score by cell", by_cell.facets, index.facets)
        if by_cell.specific not in by_cell.facets:
            path = (*here, "specific")
            yield unknown(path, "facet", "a score by cell", by_cell.specific, by_cell.facets)
    for place, facet in enumerate(index.instrument.facets):
        by = facet.selects_by
        selectors = (*index.measures, *index.given)
        if by is not None and by not in selectors:
            path = ("facets", place, "selects_by")
            yield unknown(path, "measure", f"facet '{facet.id}'", by, selectors)
        if by is not None and facet is not index.selecting:
            yield found(("facets", place, "selects_by"), "selects-twice", facet=facet.id)


def _items(index: Index) -> Iterator[Finding]:
    for place, score in enumerate(index.instrument.scores.of_items):
        path: Path = ("scores", "of_items", place, "items")
        owner = f"score '{score.id}'"
        yield from each_unknown(path, "item", owner, score.items, index.items)
        for position, item in enumerate(score.items):
            if item in index.items and not index.scored(item):
                yield not_scored(index, (*path, position), owner, item)


def _overall(index: Index) -> Iterator[Finding]:
    overall = index.instrument.scores.overall
    if overall is None:
        return
    others = [name for name in index.scores if name != overall.id]
    owner = f"score '{overall.id}'"
    yield from each_unknown(("scores", "overall", "of"), "score", owner, overall.of, others)


def _sides(index: Index, sides: Sides) -> Iterator[Finding]:
    if sides.facet not in index.facets:
        yield unknown(("sides", "facet"), "facet", "'sides'", sides.facet, index.facets)
        return
    values = index.values_of(sides.facet)
    if len(values) != 2:
        yield found(("sides", "facet"), "two-sides", facet=sides.facet, count=len(values))
        return
    cells = {name for name in index.scores if name.endswith(tuple(f".{value}" for value in values))}
    for position, row in enumerate(sides.across):
        lacking = [f"{row}.{value}" for value in values if f"{row}.{value}" not in cells]
        if lacking:
            rows = dict.fromkeys(cell.rpartition(".")[0] for cell in index.scores if cell in cells)
            yield unknown(("sides", "across", position), "score", "'sides'", lacking[0], rows)
    if sides.one_sided_at > len(sides.across):
        what = "one_sided_at is more than the number of values under across"
        yield found(("sides", "one_sided_at"), "score-needs", what=what)


def _bands(index: Index) -> Iterator[Finding]:
    bands = index.instrument.bands
    if bands and bands[0].from_ != 0:
        yield found(("bands", 0, "from"), "bands-from-zero", band=bands[0].id, number=shortest(bands[0].from_))
    for position in range(1, len(bands)):
        lower, higher = bands[position - 1], bands[position]
        if higher.from_ <= lower.from_:
            yield found(
                ("bands", position, "from"), "band-order", band=higher.id, other=lower.id, number=shortest(lower.from_)
            )


def _consistency(index: Index) -> Iterator[Finding]:
    instrument = index.instrument
    for place, rule in enumerate(instrument.consistency):
        path: Path = ("consistency", place, "items")
        yield from each_unknown(path, "item", f"contradiction '{rule.id}'", rule.items, index.items)
    for place, requirement in enumerate(instrument.requirements):
        path = ("requirements", place, "guidelines")
        owner = f"requirement '{requirement.id}'"
        yield from each_unknown(path, "guideline", owner, requirement.guidelines, index.guidelines)
