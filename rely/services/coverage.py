"""Turn an instrument into the map of what it covers: items per cell, how many are reverse-coded, and every way."""

from collections.abc import Sequence
from dataclasses import dataclass

from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.model.scores import Facet, FacetValue
from rely.scoring.plan import plan_of
from rely.services.given import with_given


@dataclass(frozen=True, slots=True)
class Count:
    """How many scored items there are, how many of them are reverse-coded, and how many belong nowhere else."""

    items: int
    reverse: int
    specific: int


@dataclass(frozen=True, slots=True)
class Row:
    """One value of the facet of the rows, with a count for each column and one over all of them."""

    value: FacetValue
    cells: tuple[Count, ...]
    total: Count


@dataclass(frozen=True, slots=True)
class Layer:
    """What is covered for one value of the selecting facet, None where no facet selects items.

    `elsewhere` counts the scored items that belong to no row.
    """

    value: FacetValue | None
    rows: tuple[Row, ...]
    columns: tuple[Count, ...]
    total: Count
    elsewhere: Count


@dataclass(frozen=True, slots=True)
class Way:
    """One way through the questionnaire: its form, the value that selects items, the requirement that is not met.

    `items` are all that can be asked on it, `always` those of them that no condition hides.
    """

    form: str
    value: FacetValue | None
    without: str | None
    items: tuple[Item, ...]
    always: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """The map: its facets, None where there are none, its layers, and all ways."""

    rows: Facet | None
    columns: Facet | None
    layers: tuple[Layer, ...]
    ways: tuple[Way, ...]


def build_coverage(instrument: Instrument) -> Coverage:
    """What the instrument covers."""
    rows, columns = _facets(instrument)
    selecting = instrument.selecting_facet
    values: Sequence[FacetValue | None] = selecting.values if selecting is not None else (None,)
    layers = tuple(_layer(instrument, value, rows, columns) for value in values) if rows is not None else ()
    needs = (None, *(each.id for each in instrument.requirements))
    found = (_way(instrument, form, value, need) for form in instrument.form_ids for value in values for need in needs)
    return Coverage(rows, columns, layers, tuple(way for way in found if way is not None))


def _facets(instrument: Instrument) -> tuple[Facet | None, Facet | None]:
    """The facets of the rows and columns: those of the cells that are scored, else the first that select no items."""
    if instrument.scores.by_cell:
        first, second = instrument.scores.by_cell[0].facets
        return instrument.facets_by_id[first], instrument.facets_by_id[second]
    scored = [instrument.facets_by_id[each.facet] for each in instrument.scores.by_facet]
    free = [each for each in (*scored, *instrument.facets) if each.selects_by is None]
    distinct = list({each.id: each for each in free}.values())
    return (distinct[0] if distinct else None), (distinct[1] if len(distinct) > 1 else None)


def _layer(instrument: Instrument, value: FacetValue | None, rows: Facet, columns: Facet | None) -> Layer:
    items = [item for item in instrument.items.values() if instrument.scale_of(item).scored]
    asked = [item for item in items if _is_asked(instrument, item, value)]
    placed = [item for item in asked if item.values(rows.id)]
    return Layer(
        value=value,
        rows=tuple(_row(asked, row, rows, columns) for row in rows.values),
        columns=tuple(_count(placed, columns.id, each.id) for each in columns.values) if columns is not None else (),
        total=_count(placed),
        elsewhere=_count([item for item in asked if not item.values(rows.id)]),
    )


def _row(asked: Sequence[Item], row: FacetValue, rows: Facet, columns: Facet | None) -> Row:
    own = [item for item in asked if row.id in item.values(rows.id)]
    across = columns.values if columns is not None else ()
    return Row(row, tuple(_count(own, columns.id, each.id) for each in across if columns is not None), _count(own))


def _count(items: Sequence[Item], facet: str = "", value: str = "") -> Count:
    """The items with this value of a facet, or all of them."""
    found = [item for item in items if not facet or value in item.values(facet)]
    return Count(
        items=len(found),
        reverse=sum(item.reverse for item in found),
        specific=sum(item.values(facet) == (value,) for item in found) if facet else len(found),
    )


def _is_asked(instrument: Instrument, item: Item, value: FacetValue | None) -> bool:
    facet = instrument.selecting_facet
    values = () if facet is None else item.values(facet.id)
    return not values or (value is not None and value.id in values)


def _way(instrument: Instrument, form: str, value: FacetValue | None, without: str | None) -> Way | None:
    """One way; None where the missing requirement changes nothing."""
    asked = with_given(instrument)
    named = {*plan_of(instrument).in_form(form), *(fact.id for fact in instrument.given)}
    found = [item for item in asked.items.values() if item.id in named and _is_asked(instrument, item, value)]
    items = tuple(item for item in found if without is None or item.requires != without)
    if without is not None and len(items) == len(found):
        return None
    return Way(form, value, without, items, tuple(item for item in items if item.show_if is None))
