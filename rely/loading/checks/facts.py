"""Say of every fact of an instrument which values it can have, so that conditions can be judged unanswered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from rely.loading.checks.index import Index
from rely.model.countries import COUNTRIES
from rely.model.measure_base import Threshold
from rely.model.measures import Balance, FirstMatch, Fit, Given, Mean, Measure, Rate, Steps
from rely.model.measures_of_answers import CountAtLeast, Nps, PairedDifference, Top
from rely.model.measures_of_numbers import Linear, NetRatio, Ratio
from rely.model.response_scales import (
    Choice,
    Country,
    Likert,
    Multiple,
    NumberEntry,
    Rating,
    ResponseScale,
)
from rely.model.scalars import number_in
from rely.scoring.nps import Category


@dataclass(frozen=True, slots=True)
class Domain:
    """The values that a fact can have.

    `codes` are all codes it can have, or None when they cannot be listed. `number` says whether it can be
    compared with numbers, then from `low` to `high` (None: no limit), whole or not; codes beside it are the
    only numbers that it can be. With `several` the fact
    is a set of codes.
    """

    codes: tuple[str, ...] | None = None
    number: bool = False
    low: float | None = None
    high: float | None = None
    whole: bool = False
    several: bool = False


_ANY_TEXT = Domain()
_PERCENT = Domain(number=True, low=0, high=100)
_POSITIONS = ("below", "within", "beyond", "above")


ITEM_SCORE = "item_score"
SCORES = "score"
"""The name under which all scores, bands and the one-sidedness stand among the things a fact rests on."""


Outcomes = tuple[bool, bool]
"""Whether something can be true, and whether it can be false."""

Judged = dict[tuple[object, ...], Outcomes]
"""The outcomes of single comparisons, by what they say."""


class Facts:
    """The facts of an instrument by name, each with its domain, and the parts of measures that have several.

    `judged` keeps what was found of single comparisons of these facts.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self.domains: dict[str, Domain] = {}
        self.parts: dict[str, tuple[str, ...]] = {}
        self.judged: Judged = {}
        for given in index.instrument.given:
            self.domains[given.id] = _given(given)
        for item_id in index.items:
            scale = index.scale_of(item_id)
            self.domains[item_id] = _ANY_TEXT if scale is None else _answers(scale)
            if index.scored(item_id):
                self.domains[f"{ITEM_SCORE}.{item_id}"] = _PERCENT
        for measure in index.instrument.measures:
            self._add_measure(measure)
        bands = tuple(index.bands)
        for score in index.scores:
            self.domains[f"score.{score}"] = _PERCENT
            self.domains[f"band.{score}"] = Domain(codes=bands)
        sides = index.instrument.sides
        if sides is not None:
            self.domains["one_sided"] = Domain(codes=index.values_of(sides.facet))

    def _add_measure(self, measure: Measure) -> None:
        outputs = measure.outputs()
        if len(outputs) > 1:
            self.parts[measure.id] = outputs
        for output, domain in _measured(measure):
            self.domains[f"{measure.id}.{output}" if len(outputs) > 1 else measure.id] = domain

    def root(self, fact: str) -> str:
        """The item, given fact or measure behind a fact; `score` for scores, bands and one-sidedness."""
        first, _, rest = fact.partition(".")
        if first == ITEM_SCORE:
            return rest
        return SCORES if first in ("score", "band", "one_sided") else first


def _given(given: Given) -> Domain:
    return Domain(codes=given.codes) if given.codes else Domain(number=True, low=given.min, high=given.max)


def _answers(scale: ResponseScale) -> Domain:
    if isinstance(scale, Likert | Rating):
        return Domain(number=True, low=float(scale.lowest), high=float(scale.highest), whole=True)
    if isinstance(scale, NumberEntry):
        return Domain(number=True, low=scale.min, high=scale.max, whole=scale.whole)
    if isinstance(scale, Choice):
        return Domain(codes=tuple(option.code for option in scale.options))
    if isinstance(scale, Country):
        return Domain(codes=tuple(COUNTRIES))
    if isinstance(scale, Multiple):
        return Domain(codes=tuple(option.code for option in scale.options), several=True)
    return _ANY_TEXT


def is_country(index: Index, fact: str) -> bool:
    """Whether the fact is an item that is answered with a country."""
    return isinstance(index.scale_of(fact), Country)


def _measured(measure: Measure) -> Iterator[tuple[str, Domain]]:
    """Each output of a measure with its domain."""
    match measure:
        case FirstMatch():
            otherwise = () if measure.otherwise is None else (measure.otherwise,)
            yield "value", _coded((*(case.is_ for case in measure.cases), *otherwise))
        case Mean():
            yield "score", Domain(number=True)
            yield from _level(measure.steps)
        case Steps():
            yield "value", _coded(step.is_ for step in measure.steps)
        case Rate():
            yield "value", Domain(number=True, low=0)
        case Fit():
            yield "fit", _PERCENT
            yield "position", Domain(codes=_POSITIONS)
        case Balance():
            yield from _balance(measure)
        case Ratio() | NetRatio() | Linear():
            yield "value", Domain(number=True)
        case PairedDifference():
            yield "difference", _PERCENT
            yield from _level(measure.steps)
        case CountAtLeast():
            for output in measure.outputs():
                yield output, Domain(number=True, low=0, high=len(measure.of), whole=True)
        case Top():
            yield "word", Domain(codes=(*measure.of, measure.tie))
            yield "lead", Domain(number=True, low=0)
        case Nps():
            yield "value", Domain(codes=get_args(Category))


def _level(steps: tuple[Threshold, ...]) -> Iterator[tuple[str, Domain]]:
    if steps:
        yield "level", _coded(step.is_ for step in steps)


def _coded(codes: Iterable[str]) -> Domain:
    """The domain of one of these codes; where each spells a number, measures can compute with it."""
    every = tuple(dict.fromkeys(codes))
    numbers = [number_in(code) for code in every]
    known = [number for number in numbers if number is not None]
    if len(known) < len(every):
        return Domain(codes=every)
    whole = all(number.is_integer() for number in known)
    return Domain(codes=every, number=True, low=min(known), high=max(known), whole=whole)


def _balance(measure: Balance) -> Iterator[tuple[str, Domain]]:
    index, tilt, first, second, share = measure.outputs()
    yield index, _PERCENT
    yield tilt, Domain(codes=measure.tilts())
    yield first, _PERCENT
    yield second, _PERCENT
    yield share, Domain(number=True, low=0, high=1)
