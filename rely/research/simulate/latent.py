"""Turn factors, items and the styles of respondents into answers on ordered response scales."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np

from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.model.response_scales import Choice
from rely.research.simulate.assumptions import Assumptions
from rely.research.simulate.chance import Chance, Floats


@dataclass(frozen=True)
class OrderedItem:
    """An item whose answers are steps from low to high: `codes` in that order.

    `factors` are the places of its factors, none when it counts for no score; `loading` (0-1) and `ease` are its
    parameters.
    """

    id: str
    codes: tuple[int | str, ...]
    reverse: bool
    factors: tuple[int, ...]
    loading: float
    ease: float


class LatentModel:
    """The ordered items of an instrument with parameters drawn once for all respondents.

    A graded response model (Samejima 1969) in the form of a factor model with thresholds (Muthén 1984):
    y = +-(loading * factor + ease) + sqrt(1 - loading^2) * noise + acquiescence, and the answer is the number of
    thresholds that y exceeds.
    """

    def __init__(self, instrument: Instrument, assumptions: Assumptions, chance: Chance) -> None:
        self._assumptions = assumptions
        factors = factors_of(instrument)
        self._count = 1 + max((place for places in factors.values() for place in places), default=-1)
        ordered = [item for item in instrument.items.values() if instrument.scale_of(item).scored]
        spread = chance.uniform(len(ordered)) * 2 - 1
        ease = chance.normal(len(ordered))
        self.items = tuple(
            self._item(item, instrument.scale_of(item), factors[item.id], float(spread[at]), float(ease[at]))
            for at, item in enumerate(ordered)
        )

    def _item(self, item: Item, scale: Any, factors: tuple[int, ...], spread: float, ease: float) -> OrderedItem:
        assumed = self._assumptions
        loading = min(0.95, max(0.0, assumed.loading + assumed.loading_spread * spread)) if assumed.loading else 0.0
        return OrderedItem(
            id=item.id,
            codes=_codes(scale),
            reverse=item.reverse,
            factors=factors,
            # What counts for no score has only in common with the rest what all factors have in common.
            loading=loading if factors else loading * sqrt(assumed.common),
            ease=assumed.ease + assumed.ease_spread * ease,
        )

    def answer(self, chance: Chance, rows: int) -> dict[str, list[int | str]]:
        """The answer of so many respondents to every ordered item."""
        assumed = self._assumptions
        general = chance.normal(rows)
        own = chance.normal(self._count, rows)
        factors = [sqrt(assumed.common) * general + sqrt(1 - assumed.common) * each for each in own]
        agreeing = assumed.acquiescence * chance.normal(rows)
        squeezed = np.maximum(0.4, 1 + assumed.extremity * chance.normal(rows))
        straight = chance.uniform(rows) < assumed.straightliners
        always = chance.uniform(rows)
        noise = chance.normal(len(self.items), rows)
        found: dict[str, list[int | str]] = {}
        for at, item in enumerate(self.items):
            trait = _trait(general, [factors[place] for place in item.factors], assumed.common)
            leaning = item.loading * trait + item.ease
            latent = (-leaning if item.reverse else leaning) + sqrt(1 - item.loading**2) * noise[at] + agreeing
            steps = len(item.codes)
            place = np.zeros(rows, np.intp)
            for step in range(1, steps):
                place += latent > assumed.width * (2 * step / steps - 1) * squeezed
            place = np.where(straight, (always * steps).astype(np.intp), place)
            found[item.id] = [item.codes[each] for each in place.tolist()]
        return found


def factors_of(instrument: Instrument) -> Mapping[str, tuple[int, ...]]:
    """The places of the factors of every item.

    There is a factor for each value of the facets that make scores; without such facets one for each score of
    named items.
    """
    facets = [each.facet for each in instrument.scores.by_facet]
    facets += [facet for each in instrument.scores.by_cell for facet in each.facets if not facets]
    places: dict[tuple[str, str], int] = {}
    found: dict[str, tuple[int, ...]] = {}
    for item in instrument.items.values():
        keys = [(facet, value) for facet in dict.fromkeys(facets) for value in item.values(facet)]
        if not facets:
            keys = [("", score.id) for score in instrument.scores.of_items if not score.items or item.id in score.items]
        found[item.id] = tuple(places.setdefault(key, len(places)) for key in keys)
    return found


def _trait(general: Floats, factors: Sequence[Floats], common: float) -> Floats:
    """What an item depends on: the mean of its factors, scaled so that its standard deviation is 1."""
    if not factors:
        return general
    count = len(factors)
    total = factors[0].copy()
    for each in factors[1:]:
        total += each
    return total / sqrt(count + count * (count - 1) * common)


def _codes(scale: Any) -> tuple[int | str, ...]:
    if isinstance(scale, Choice):
        return tuple(option.code for option in sorted(scale.options, key=lambda option: option.score or 0.0))
    return tuple(range(scale.lowest, scale.highest + 1))
