"""Find the values with which an instrument compares each answer and given fact, through measures too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rely.model.conditions import Condition
from rely.model.instrument import Instrument
from rely.model.measures import Rate
from rely.model.scalars import number_in

_ROLES: Mapping[tuple[str, str], float] = {
    ("net_ratio", "gain"): 10_000,
    ("net_ratio", "hours"): 100,
    ("net_ratio", "hour_cost"): 100,
    ("net_ratio", "reference"): 4_000,
    ("ratio", "part"): 100,
    ("ratio", "whole"): 100,
}
"""A believable highest number for an input of a kind of measure whose inputs are not compared one by one."""


@dataclass(slots=True)
class Landmarks:
    """What one fact is compared with: `numbers` and `codes`; `most` is a believable highest number, or None."""

    numbers: set[float] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    most: float | None = None


class Compared:
    """The landmarks of every item and given fact of an instrument, and the facts each measure rests on."""

    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument

    @cached_property
    def landmarks(self) -> Mapping[str, Landmarks]:
        """By item or given fact; what is compared with a rate counts for its count and its age, too."""
        found = {name: Landmarks() for name in (*self._instrument.items, *(one.id for one in self._instrument.given))}
        for fact, numbers, codes in _comparisons(self._instrument):
            for name in self._counted(fact):
                if name in found:
                    found[name].numbers.update(numbers)
            if fact in found:
                found[fact].codes.update(codes)
        for measure in self._instrument.measures:
            for path, fact in measure.inputs():
                most = _ROLES.get((measure.kind, str(path[0])))
                if most is not None and fact in found:
                    found[fact].most = most
        if self._instrument.profile_fact in found:
            found[self._instrument.profile_fact].codes.update(profile.id for profile in self._instrument.profiles)
        return found

    def _counted(self, fact: str) -> Iterator[str]:
        """The facts with which a number has its unit in common: itself, and behind a rate the count and the age."""
        measure = self._instrument.measures_by_id.get(fact)
        if isinstance(measure, Rate):
            yield from (name for _, needed in measure.inputs() for name in self._counted(needed))
        elif measure is None:
            yield fact.removeprefix("item_score.")

    def bases(self, fact: str) -> tuple[str, ...]:
        """The items, given facts and scores (score.x, band.x, one_sided) that a fact rests on in the end."""
        if fact not in self._bases:
            self._bases[fact] = tuple(self._find_bases(fact))
        return self._bases[fact]

    @cached_property
    def _bases(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _find_bases(self, fact: str) -> Iterator[str]:
        seen = {fact}
        waiting = [fact]
        while waiting:
            name = waiting.pop().removeprefix("item_score.")
            measure = self._instrument.measures_by_id.get(name.partition(".")[0])
            if measure is None or name in self._instrument.items:
                yield name
                continue
            needed = [each for _, each in measure.inputs()]
            needed += deciding_the_norm(self._instrument, getattr(measure, "norm", None))
            new = [each for each in dict.fromkeys(needed) if each not in seen]
            seen.update(new)
            waiting += reversed(new)


def compared(instrument: Instrument) -> Compared:
    """What the facts of an instrument are compared with, found once."""
    return instrument.derived("compared facts", Compared)


def deciding_the_norm(instrument: Instrument, norm: str | None) -> Iterator[str]:
    """The facts that decide which row of a norm holds."""
    if norm is None:
        return
    selecting = instrument.selecting_facet
    if instrument.profile_fact is not None:
        yield instrument.profile_fact
    if selecting is not None and selecting.selects_by is not None:
        yield selecting.selects_by
    for row in instrument.norms:
        if row.norm == norm and row.when is not None:
            yield from sorted(row.when.facts())


def _comparisons(instrument: Instrument) -> Iterator[tuple[str, set[float], set[str]]]:
    """Every fact that is compared with something, with the numbers and the codes it is compared with."""
    for condition in _conditions(instrument):
        for _, part in condition.parts():
            codes = {*((part.is_,) if part.is_ is not None else ()), *(part.in_ or ())}
            edges = (part.at_least, part.at_most, part.below, part.above, *map(number_in, codes))
            yield part.fact or "", {edge for edge in edges if edge is not None}, codes
    norms: dict[str, set[float]] = {}
    for row in instrument.norms:
        edges = (row.min, row.max, row.typical_max)
        norms.setdefault(row.norm, set()).update(edge for edge in edges if edge is not None)
    for measure in instrument.measures:
        yield from _of_measure(measure, norms)
    for guideline in instrument.guidelines:
        for trigger in guideline.triggers.facts if guideline.triggers is not None else ():
            numbers = {edge for edge in (trigger.below, trigger.above) if edge is not None}
            yield trigger.fact, numbers | norms.get(trigger.norm or "", set()), set(trigger.in_ or ())


def _of_measure(measure: Any, norms: Mapping[str, set[float]]) -> Iterator[tuple[str, set[float], set[str]]]:
    """The numbers that a measure compares its inputs with: edges of steps, its norm, ages and windows."""
    numbers = {step.edge for step in getattr(measure, "steps", ()) if step.edge > float("-inf")}
    numbers |= norms.get(getattr(measure, "norm", ""), set())
    numbers |= {float(getattr(measure, name)) for name in ("min_age", "window") if hasattr(measure, name)}
    if numbers:
        for _, fact in measure.inputs():
            yield fact, numbers, set()


def _conditions(instrument: Instrument) -> Iterable[Condition]:
    yield from (item.show_if for item in instrument.items.values() if item.show_if is not None)
    yield from (rule.when for rule in instrument.requirements)
    yield from (rule.when for rule in instrument.consistency)
    yield from (row.when for row in instrument.norms if row.when is not None)
    yield from (guideline.when for guideline in instrument.guidelines if guideline.when is not None)
    for measure in instrument.measures:
        yield from (case.when for case in getattr(measure, "cases", ()))
