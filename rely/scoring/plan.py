"""Turn an instrument into the lookups that scoring needs again and again: made once, kept with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from rely.model.conditions import Condition
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.model.response_scales import Choice, Likert, Rating, ResponseScale, TextEntry
from rely.model.scores import MissingDataRule, Overall
from rely.scoring.bands import BandEdge
from rely.scoring.coding import DONT_KNOW, NOT_APPLICABLE, Outcome, anchored_score, item_score, outcome_of
from rely.scoring.margins import anchored_rounding_variance, rounding_variance


class ScoreDefinition(NamedTuple):
    """A score that is made of items: its id, its items and, for a cell, which of them are its own alone."""

    id: str
    items: tuple[str, ...]
    specific: tuple[bool, ...] | None


class ScoreLayout(NamedTuple):
    """A score over the items that are asked: how to pick their outcomes, with weights and floors."""

    id: str
    pick: Callable[[Sequence[Outcome]], Sequence[Outcome]]
    weights: tuple[float, ...]
    floors: tuple[float, ...]
    specific: tuple[bool, ...] | None


class ScoredItem:
    """An item that can be scored: from the code of an answer to its outcome.

    `by_code` holds the outcome of every answer the item accepts, `floor` its rounding variance, `fact` the
    name under which its item score is known.
    """

    __slots__ = ("_slow", "by_code", "fact", "floor", "id", "item")

    def __init__(self, item: Item, scale: ResponseScale) -> None:
        self.id = item.id
        self.item = item
        self.fact = f"item_score.{item.id}"
        allow_na = item.allow_na and getattr(scale, "na", None) is not None
        allow_dk = getattr(scale, "dk", None) is not None
        if isinstance(scale, (Likert, Rating)):
            score = partial(item_score, lowest=scale.lowest, highest=scale.highest, reverse=item.reverse)
            codes: list[int | str] = list(range(scale.lowest, scale.highest + 1))
            self.floor = rounding_variance(len(codes))
        elif isinstance(scale, Choice):
            anchors = {option.code: option.score or 0.0 for option in scale.options}
            score = partial(anchored_score, scores=anchors, reverse=item.reverse)
            codes = list(anchors)
            self.floor = anchored_rounding_variance(anchors.values())
        else:
            raise TypeError(f"Item {item.id!r} has a response scale that is not scored.")
        self._slow = partial(outcome_of, score=score, allow_na=allow_na, allow_dk=allow_dk)
        self.by_code: dict[object, Outcome] = {code: score(code) for code in codes}
        if allow_na:
            self.by_code[NOT_APPLICABLE] = NOT_APPLICABLE
        if allow_dk:
            self.by_code[DONT_KNOW] = DONT_KNOW

    def outcome(self, answer: object) -> Outcome:
        """The outcome of an answer; ImpossibleAnswer (a ValueError) for a code the scale lacks."""
        if answer is None:
            return None
        # True == 1 and 4.0 == 4 as keys, yet neither is an answer: only exact kinds take the short way.
        if type(answer) is int or type(answer) is str:
            found = self.by_code.get(answer)
            if found is not None:
                return found
        return self._slow(answer)


class Reading(NamedTuple):
    """How the answer to one item is read; `scored` is None for an item that is not scored."""

    item: str
    show_if: Condition | None
    scored: ScoredItem | None
    is_text: bool


@dataclass(frozen=True)
class Readings:
    """The items of a form: those asked in any case, and those asked for one value of the selecting fact."""

    always: tuple[Reading, ...]
    selected: Mapping[str | None, tuple[Reading, ...]]


@dataclass(frozen=True)
class FormLayout:
    """What one form asks for one value of the selecting fact; `requires` pairs items with their requirement."""

    asked: tuple[str, ...]
    scored: tuple[ScoredItem, ...]
    requires: tuple[tuple[str, str], ...]
    scores: tuple[ScoreLayout, ...]
    rule: MissingDataRule


@dataclass(frozen=True)
class Plan:
    """The lookups of one instrument."""

    instrument: Instrument
    selecting: str | None
    selected_by: str | None
    scored: Mapping[str, ScoredItem]
    definitions: tuple[ScoreDefinition, ...]
    overall: Overall | None
    bands: tuple[BandEdge, ...]
    _layouts: dict[tuple[str, str | None, frozenset[str]], FormLayout] = field(default_factory=dict)
    _readings: dict[str, Readings] = field(default_factory=dict)

    def readings(self, form: str) -> Readings:
        """How the answers of a form are read; KeyError when the instrument has no such form."""
        if form not in self._readings:
            self._readings[form] = self._read_in_order(form)
        return self._readings[form]

    def layout(self, form: str, selected: str | None, hidden: frozenset[str]) -> FormLayout:
        """What is asked in this form for this value of the selecting fact without the hidden items."""
        key = (form, selected, hidden)
        if key not in self._layouts:
            if len(self._layouts) > 500:
                self._layouts.clear()
            self._layouts[key] = self._lay_out(form, selected, hidden)
        return self._layouts[key]

    def in_form(self, form: str) -> tuple[str, ...]:
        """The ids of all items of a form, in the order of the questionnaire."""
        named = self.instrument.form(form)
        if named is None or not named.items:
            return tuple(self.instrument.items)
        return tuple(item for item in self.instrument.items if item in named.items)

    def is_selected(self, item: Item, selected: str | None) -> bool:
        """Whether the item is asked for this value; one without a value of the selecting facet always is."""
        values = item.values(self.selecting) if self.selecting else ()
        return not values or selected in values

    def _read_in_order(self, form: str) -> Readings:
        items = [self.instrument.items[name] for name in self.in_form(form)]
        tied = {item.id: item.values(self.selecting) if self.selecting else () for item in items}
        values = dict.fromkeys(value for own in tied.values() for value in own)
        return Readings(
            tuple(self._reading(item) for item in items if not tied[item.id]),
            {value: tuple(self._reading(item) for item in items if value in tied[item.id]) for value in values},
        )

    def _reading(self, item: Item) -> Reading:
        is_text = isinstance(self.instrument.scale_of(item), TextEntry)
        return Reading(item.id, item.show_if, self.scored.get(item.id), is_text)

    def _lay_out(self, form: str, selected: str | None, hidden: frozenset[str]) -> FormLayout:
        items = self.instrument.items
        asked = tuple(
            item for item in self.in_form(form) if item not in hidden and self.is_selected(items[item], selected)
        )
        scored = tuple(self.scored[item] for item in asked if item in self.scored)
        position = {each.id: at for at, each in enumerate(scored)}
        scores = []
        for definition in self.definitions:
            kept = [at for at, item in enumerate(definition.items) if item in position]
            members = [scored[position[definition.items[at]]] for at in kept]
            scores.append(
                ScoreLayout(
                    definition.id,
                    _picker([position[each.id] for each in members]),
                    tuple(each.item.weight for each in members),
                    tuple(each.floor for each in members),
                    None if definition.specific is None else tuple(definition.specific[at] for at in kept),
                )
            )
        named = self.instrument.form(form)
        rule = named.missing_data if named is not None and named.missing_data else self.instrument.missing_data
        needs = ((name, items[name].requires) for name in asked)
        requires = tuple((name, need) for name, need in needs if need is not None)
        return FormLayout(asked, scored, requires, tuple(scores), rule)


def _picker(positions: Sequence[int]) -> Callable[[Sequence[Outcome]], Sequence[Outcome]]:
    """What picks the outcomes at these positions; itemgetter is the fastest, but gives no sequence of one."""
    if len(positions) > 1:
        return itemgetter(*positions)
    return lambda outcomes: [outcomes[at] for at in positions]


def plan_of(instrument: Instrument) -> Plan:
    """The plan of an instrument, made once."""
    return instrument.derived("scoring plan", _build_plan)


def score_definitions(instrument: Instrument) -> tuple[ScoreDefinition, ...]:
    """All scores made of items, in the order: by facet, by cell, of named items."""
    items = [item for item in instrument.items.values() if instrument.scale_of(item).scored]
    found: list[ScoreDefinition] = []
    for by_facet in instrument.scores.by_facet:
        for value in instrument.facets_by_id[by_facet.facet].values:
            members = tuple(item.id for item in items if value.id in item.values(by_facet.facet))
            if members:
                found.append(ScoreDefinition(value.id, members, None))
    for by_cell in instrument.scores.by_cell:
        rows, columns = by_cell.facets
        for row in instrument.facets_by_id[rows].values:
            for column in instrument.facets_by_id[columns].values:
                cell = [i for i in items if row.id in i.values(rows) and column.id in i.values(columns)]
                if cell:
                    alone = tuple(len(item.values(by_cell.specific)) == 1 for item in cell)
                    found.append(ScoreDefinition(f"{row.id}.{column.id}", tuple(i.id for i in cell), alone))
    for of_items in instrument.scores.of_items:
        members = of_items.items or tuple(item.id for item in items)
        found.append(ScoreDefinition(of_items.id, tuple(members), None))
    return tuple(found)


def score_ids(instrument: Instrument) -> tuple[str, ...]:
    """The ids of all scores, the overall score first."""
    overall = instrument.scores.overall
    own = tuple(definition.id for definition in score_definitions(instrument))
    return (overall.id, *own) if overall is not None else own


def _build_plan(instrument: Instrument) -> Plan:
    selecting = instrument.selecting_facet
    scored = {
        item.id: ScoredItem(item, instrument.scale_of(item))
        for item in instrument.items.values()
        if instrument.scale_of(item).scored
    }
    return Plan(
        instrument=instrument,
        selecting=None if selecting is None else selecting.id,
        selected_by=None if selecting is None else selecting.selects_by,
        scored=scored,
        definitions=score_definitions(instrument),
        overall=instrument.scores.overall,
        bands=tuple(BandEdge(band.id, band.from_) for band in instrument.bands),
    )
