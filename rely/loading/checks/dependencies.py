"""Follow facts back to the items they are made of, and find measures that depend on themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rely.loading.checks.facts import SCORES, Facts
from rely.loading.checks.findings import Finding, found
from rely.loading.checks.index import Index
from rely.model.measures import Fit, Measure


@dataclass(frozen=True, slots=True)
class Basis:
    """What a fact rests on in the end: items, given facts, and whether scores are among it."""

    items: frozenset[str]
    given: frozenset[str]
    scores: bool


class Dependencies:
    """What each measure of an instrument needs, directly and in the end."""

    def __init__(self, index: Index, facts: Facts) -> None:
        self._index = index
        self._facts = facts
        self.direct: dict[str, tuple[str, ...]] = {
            measure.id: tuple(dict.fromkeys(self._needed(measure))) for measure in index.instrument.measures
        }
        self._bases: dict[str, Basis] = {}
        self.cycles = self._find_cycles()

    def basis(self, fact: str) -> Basis:
        """What the fact rests on; a given fact rests on itself, one that is not defined on nothing."""
        root = self._facts.root(fact)
        if root in self._bases:
            return self._bases[root]
        seen = {root}
        waiting = [root]
        while waiting:
            name = waiting.pop()
            for needed in self.direct.get(name, ()):
                if needed not in seen:
                    seen.add(needed)
                    waiting.append(needed)
        self._bases[root] = Basis(
            items=frozenset(seen & self._index.items.keys()),
            given=frozenset(seen & self._index.given.keys()),
            scores=SCORES in seen,
        )
        return self._bases[root]

    def _needed(self, measure: Measure) -> Iterator[str]:
        for _, fact in measure.inputs():
            yield self._facts.root(fact)
        if isinstance(measure, Fit):
            yield from self._needed_by_norm(measure.norm)

    def _needed_by_norm(self, norm: str) -> Iterator[str]:
        """What decides which row of a norm holds: the profile, the selecting fact, conditions."""
        instrument = self._index.instrument
        if instrument.profile_fact is not None:
            yield instrument.profile_fact
        selecting = self._index.selecting
        for row in instrument.norms:
            if row.norm != norm:
                continue
            if row.facets and selecting is not None and selecting.selects_by is not None:
                yield selecting.selects_by
            if row.when is not None:
                yield from (self._facts.root(fact) for fact in sorted(row.when.facts()))

    def _find_cycles(self) -> list[list[str]]:
        """Each circle of measures once, from the measure that stands first."""
        cycles: list[list[str]] = []
        done: set[str] = set()
        for start in self.direct:
            if start in done:
                continue
            trail: list[str] = [start]
            branches = [iter(self.direct[start])]
            while branches:
                following = next(branches[-1], None)
                if following is None:
                    branches.pop()
                    done.add(trail.pop())
                elif following in trail:
                    cycles.append([*trail[trail.index(following) :], following])
                elif following in self.direct and following not in done:
                    trail.append(following)
                    branches.append(iter(self.direct[following]))
        return cycles


def check_circles(index: Index, dependencies: Dependencies) -> Iterator[Finding]:
    """No measure depends on itself, and what selects items rests neither on scores nor on what it selects."""
    place_of = {measure.id: position for position, measure in enumerate(index.instrument.measures)}
    for cycle in dependencies.cycles:
        yield found(("measures", place_of[cycle[0]], "id"), "circular", circle=" → ".join(cycle))
    selecting = index.selecting
    if selecting is None or selecting.selects_by is None:
        return
    basis = dependencies.basis(selecting.selects_by)
    path = ("facets", index.instrument.facets.index(selecting), "selects_by")
    if basis.scores:
        owner = f"the facet '{selecting.id}'"
        yield found(path, "depends-on-scores", owner=owner, fact=selecting.selects_by)
    for item_path, item in index.placed_items():
        if item.id in basis.items and item.values(selecting.id):
            circle = f"{selecting.selects_by} → {item.id} → {selecting.selects_by}"
            yield found((*item_path, "facets", selecting.id), "circular", circle=circle)
    yield from _selected_too_early(index, basis)


def _selected_too_early(index: Index, basis: Basis) -> Iterator[Finding]:
    selecting = index.selecting
    assert selecting is not None
    last = max(basis.items, key=lambda name: index.position[name], default=None)
    for path, item in index.placed_items():
        if last is None or item.id in basis.items:
            continue
        if item.values(selecting.id) and index.position[item.id] < index.position[last]:
            owner = f"item '{item.id}' belongs to {selecting.id} and"
            yield found((*path, "facets", selecting.id), "looks-forward", owner=owner, item=last)
