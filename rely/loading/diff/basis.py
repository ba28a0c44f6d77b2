"""Turn an instrument into what each of its scores rests on in each form: items, points, rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rely.loading.diff.definitions import Definitions, points_of, without_words
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.model.scores import MissingDataRule
from rely.scoring.plan import score_definitions


@dataclass(frozen=True, slots=True)
class ItemBasis:
    """How one item enters a score.

    `points`: code to item score on 0-100 before reverse coding. `na`, `dk`: whether these answers are offered.
    `selected`: the values of the facet that selects items. `specific`: whether it belongs to a cell alone.
    `behind`: what the facts rest on by which it is asked, as in `Definitions`.
    """

    points: Mapping[str, float]
    reverse: bool
    weight: float
    na: bool
    dk: bool
    selected: frozenset[str]
    requires: Any
    show_if: Any
    specific: bool | None
    behind: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ScoreBasis:
    """What one score rests on in one form: its items with the missing-data rule, or the scores it is the mean of."""

    items: Mapping[str, ItemBasis]
    rule: MissingDataRule
    of: tuple[str, ...] = ()
    at_least: int = 0


def basis_of(instrument: Instrument, form: str) -> dict[str, ScoreBasis]:
    """Score id to its basis, the overall score first; only scores of which the form has items.

    KeyError when the instrument has no such form.
    """
    named = instrument.form(form)
    inside = set(named.items) if named is not None and named.items else set(instrument.items)
    rule = named.missing_data if named is not None and named.missing_data else instrument.missing_data
    reader = _Reader(instrument)
    found: dict[str, ScoreBasis] = {}
    for definition in score_definitions(instrument):
        specific = definition.specific or (None,) * len(definition.items)
        items = {
            name: reader.item(name, alone)
            for name, alone in zip(definition.items, specific, strict=True)
            if name in inside
        }
        if items:
            found[definition.id] = ScoreBasis(items, rule)
    overall = instrument.scores.overall
    if overall is None or not found.keys() & set(overall.of):
        return found
    return {overall.id: ScoreBasis({}, rule, overall.of, overall.at_least), **found}


class _Reader:
    """Reads the items of one instrument; what is common to many scores is made once."""

    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument
        self._definitions = Definitions(instrument)
        self._facet = instrument.selecting_facet
        selected_by = None if self._facet is None else self._facet.selects_by
        self._selecting = {} if selected_by is None else self._definitions.behind(selected_by)
        self._made: dict[tuple[str, bool | None], ItemBasis] = {}

    def item(self, name: str, specific: bool | None) -> ItemBasis:
        """How an item enters a score."""
        if (name, specific) not in self._made:
            self._made[name, specific] = self._make(self._instrument.items[name], specific)
        return self._made[name, specific]

    def _make(self, item: Item, specific: bool | None) -> ItemBasis:
        scale = self._instrument.scale_of(item)
        selected = frozenset(item.values(self._facet.id)) if self._facet is not None else frozenset()
        required = self._definitions.requirement(item.requires)
        return ItemBasis(
            points=points_of(scale),
            reverse=item.reverse,
            weight=item.weight,
            na=item.allow_na and getattr(scale, "na", None) is not None,
            dk=getattr(scale, "dk", None) is not None,
            selected=selected,
            requires=None if required is None else without_words(required),
            show_if=None if item.show_if is None else without_words(item.show_if),
            specific=specific,
            behind={
                **(self._selecting if selected else {}),
                **self._definitions.when(required),
                **self._definitions.when(item.show_if),
            },
        )
