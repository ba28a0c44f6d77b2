"""Turn an item or given fact into the values that are worth trying: those that the instrument tells apart."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor
from typing import Any

from rely.model.instrument import Instrument
from rely.model.response_scales import Choice, Country, Multiple, NumberEntry, OrderedScale
from rely.research.simulate.landmarks import Landmarks

_SMALL = (0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89)
_MOST_SETS = 24


def samples(instrument: Instrument, name: str, marks: Landmarks) -> list[Any]:
    """The values to try for an item or given fact, unknown (None) among them."""
    item = instrument.items.get(name)
    if item is None:
        given = next(fact for fact in instrument.given if fact.id == name)
        if given.codes:
            return [None, *given.codes]
        return [None, *map(float, _numbers(marks, given.min, given.max, False))]
    scale: Any = instrument.scale_of(item)
    if isinstance(scale, OrderedScale):
        return [None, *range(scale.lowest, scale.highest + 1)]
    if isinstance(scale, Choice):
        return [None, *(option.code for option in scale.options)]
    if isinstance(scale, Multiple):
        return [None, *_sets([option.code for option in scale.options], marks)]
    if isinstance(scale, NumberEntry):
        return [None, *_numbers(marks, scale.min, scale.max, scale.whole)]
    if isinstance(scale, Country):
        return [None, *sorted(marks.codes - {"generic"}), "NL", "SE"]
    return [None, "2020-06-30" if scale.kind == "date" else "Test"]


def _numbers(marks: Landmarks, low: float | None, high: float | None, whole: bool) -> list[int | float]:
    """The landmarks, the numbers just below and above them, the limits, and small ones."""
    edges: Iterable[float] = (*marks.numbers, *(edge for edge in (low, high, marks.most) if edge is not None))
    near = {float(value) for edge in edges for value in (edge, edge - 1, edge + 1, edge - 0.5, edge + 0.5)}
    tried = near | {float(small) for small in _SMALL}
    if whole:
        tried = {float(floor(value)) for value in tried} | {float(ceil(value)) for value in tried}
    fit = [value for value in tried if (low is None or value >= low) and (high is None or value <= high)]
    return [int(value) if value.is_integer() else value for value in sorted(fit)]


def _sets(codes: list[str], marks: Landmarks) -> list[tuple[str, ...]]:
    """Each option alone, all but one, and all: with what the instrument compares first."""
    first = sorted(codes, key=lambda code: code not in marks.codes)[:_MOST_SETS]
    alone = [(code,) for code in first]
    without = [tuple(code for code in codes if code != left) for left in first] if len(codes) > 2 else []
    return [*alone, *without, tuple(codes)]
