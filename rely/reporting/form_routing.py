"""Turn what decides whether an item is asked into a formula of a spreadsheet that shows where it is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rely.loading.answers.picks import BEFORE_LABEL
from rely.model.conditions import Condition
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.model.measures import FirstMatch
from rely.model.response_scales import DONT_KNOW, NOT_APPLICABLE
from rely.model.scalars import shortest
from rely.reporting.form_columns import Entry

_BOUNDS = (("at_least", ">="), ("at_most", "<="), ("below", "<"), ("above", ">"))
_SEVERAL_PARTS = 250
"""The most parts of an OR or AND that spreadsheets take."""


class Cell(NamedTuple):
    """The cell of a column in the row that a formula is about, and how it is filled."""

    reference: str
    entry: Entry


class _Truth(NamedTuple):
    """Two formulas: the condition is true, it is false. None where a formula cannot tell; unknown is neither."""

    true: str | None
    false: str | None


def not_asked(instrument: Instrument, item: Item, cells: Mapping[str, Cell]) -> str | None:
    """The formula that is true where the answers show that an item is not asked; None when no formula can tell.

    `cells` are the cells of one row by the ids of their columns. Where the formula is false, the item is asked,
    or it is not known yet, or only `rely` can tell.
    """
    reasons = [_of_other_value(instrument, item, cells)]
    if item.show_if is not None:
        reasons.append(_truth(item.show_if, cells).false)
    for requirement in instrument.requirements:
        if requirement.id == item.requires:
            reasons.append(_truth(requirement.when, cells).false)
    return _joined("OR", [reason for reason in reasons if reason is not None])


def _of_other_value(instrument: Instrument, item: Item, cells: Mapping[str, Cell]) -> str | None:
    """True where the selecting fact is known and none of the item's values."""
    facet = instrument.selecting_facet
    values = () if facet is None else item.values(facet.id)
    if facet is None or facet.selects_by is None or not values:
        return None
    others = [value.id for value in facet.values if value.id not in values]
    given = cells.get(f"given.{facet.selects_by}")
    if given is not None:
        return _joined("OR", [_is(given, code) for code in others])
    measure = instrument.measures_by_id.get(facet.selects_by)
    return _first_match(measure, others, cells) if isinstance(measure, FirstMatch) else None


def _first_match(measure: FirstMatch, words: Iterable[str], cells: Mapping[str, Cell]) -> str | None:
    """True where the first case that is true gives one of these words; cases that are unknown are passed over."""
    reasons, before = [], list[str]()
    for case in measure.cases:
        true = _truth(case.when, cells).true
        if true is None:
            return None
        if case.is_ in words:
            reasons.append(_joined("AND", [true, *(f"NOT({earlier})" for earlier in before)]))
        before.append(true)
    return _joined("OR", [reason for reason in reasons if reason is not None])


def _truth(condition: Condition, cells: Mapping[str, Cell]) -> _Truth:
    if condition.not_ is not None:
        inner = _truth(condition.not_, cells)
        return _Truth(inner.false, inner.true)
    if condition.fact is not None:
        cell = cells.get(condition.fact)
        return _Truth(None, None) if cell is None else _compared(condition, cell)
    parts = [_truth(part, cells) for part in condition.all or condition.any or ()]
    trues, falses = [part.true for part in parts], [part.false for part in parts]
    if condition.all is not None:
        return _Truth(_every(trues), _some(falses))
    return _Truth(_some(trues), _every(falses))


def _compared(condition: Condition, cell: Cell) -> _Truth:
    comparisons = set(condition.comparisons())
    if cell.entry == "pick" and comparisons in ({"is"}, {"in"}):
        codes = condition.in_ or (condition.is_ or "",)
        true = _joined("OR", [_is(cell, code) for code in codes])
        unknown = [f'{cell.reference}=""', *(_is(cell, code) for code in (NOT_APPLICABLE, DONT_KNOW))]
        return _Truth(true, f"NOT({_joined('OR', [true or 'FALSE', *unknown])})")
    if cell.entry == "number" and comparisons <= {name for name, _ in _BOUNDS}:
        bounds = [(sign, getattr(condition, name)) for name, sign in _BOUNDS if getattr(condition, name) is not None]
        within = _joined("AND", [f"{cell.reference}{sign}{shortest(edge)}" for sign, edge in bounds])
        return _Truth(f"AND(ISNUMBER({cell.reference}),{within})", f"AND(ISNUMBER({cell.reference}),NOT({within}))")
    return _Truth(None, None)


def _is(cell: Cell, code: str) -> str:
    """Whether a cell holds a code, alone or with its label behind it."""
    start = f"{code}{BEFORE_LABEL}"
    return f'LEFT({cell.reference}&"{BEFORE_LABEL}",{len(start)})="{start}"'


def _every(formulas: list[str | None]) -> str | None:
    known = [formula for formula in formulas if formula is not None]
    return _joined("AND", known) if len(known) == len(formulas) else None


def _some(formulas: list[str | None]) -> str | None:
    return _joined("OR", [formula for formula in formulas if formula is not None])


def _joined(function: str, formulas: list[str]) -> str | None:
    """The formulas as arguments of a function; None for none, or for more than it takes."""
    if not formulas or len(formulas) > _SEVERAL_PARTS:
        return None
    return formulas[0] if len(formulas) == 1 else f"{function}({','.join(formulas)})"
