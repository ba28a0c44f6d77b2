"""Turn what an instrument covers into tables for its author."""

from collections.abc import Sequence
from dataclasses import dataclass

from rely.languages import Words
from rely.model.instrument import Instrument
from rely.model.scores import FacetValue
from rely.services.coverage import Count, Coverage, Layer, Row, Way, build_coverage
from rely.services.given import with_given
from rely.web.extent import minutes_for


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell: its number of items, what else there is to know about them, and whether it has none at all."""

    items: str
    note: str
    is_empty: bool


@dataclass(frozen=True, slots=True)
class RowView:
    """One row of a table, the last cell over all columns."""

    id: str
    label: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class LayerView:
    """One table: what it is about, the heads of its columns, its rows, the last one over all."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[RowView, ...]
    note: str


@dataclass(frozen=True, slots=True)
class WayView:
    """One way through the questionnaire, with how many items it asks and how many minutes these take."""

    label: str
    note: str
    items: str
    minutes: str


@dataclass(frozen=True, slots=True)
class CoverageView:
    """The whole map."""

    layers: tuple[LayerView, ...]
    ways: tuple[WayView, ...]


def view_coverage(instrument: Instrument, words: Words) -> CoverageView:
    """What an instrument covers, in words; made once for each language."""
    return instrument.derived(f"coverage in {words.language}", lambda each: _view(each, words))


def _view(instrument: Instrument, words: Words) -> CoverageView:
    coverage = build_coverage(instrument)
    return CoverageView(
        layers=tuple(_layer(coverage, layer, words) for layer in coverage.layers),
        ways=tuple(_way(instrument, way, words) for way in coverage.ways),
    )


def _layer(coverage: Coverage, layer: Layer, words: Words) -> LayerView:
    columns: Sequence[FacetValue] = coverage.columns.values if coverage.columns is not None else ()
    return LayerView(
        title=words.text(layer.value.label) if layer.value is not None else "",
        heads=(*(words.text(each.short_label or each.label) for each in columns), words.gettext("All")),
        rows=(
            *(_row(row, words) for row in layer.rows),
            RowView("", words.gettext("All"), (*_cells(layer.columns, words), _total(layer.total, words))),
        ),
        note=words.ngettext("%(n)s scored item is in no row.", "%(n)s scored items are in no row.", elsewhere)
        if (elsewhere := layer.elsewhere.items)
        else "",
    )


def _row(row: Row, words: Words) -> RowView:
    return RowView(row.value.id, words.text(row.value.label), (*_cells(row.cells, words), _total(row.total, words)))


def _cells(counts: Sequence[Count], words: Words) -> tuple[CellView, ...]:
    return tuple(_cell(count, words) for count in counts)


def _cell(count: Count, words: Words) -> CellView:
    """A cell also tells how many of its items are its own alone."""
    parts = [words.gettext("%(n)s here only", n=words.number(count.specific)), _reversed(count, words)]
    return CellView(words.number(count.items), ", ".join(parts) if count.items else "", count.items == 0)


def _total(count: Count, words: Words) -> CellView:
    share = words.number(100 * count.reverse / count.items) if count.items else "0"
    note = words.gettext("%(reversed)s (%(share)s%%)", reversed=_reversed(count, words), share=share)
    return CellView(words.number(count.items), note if count.items else "", count.items == 0)


def _reversed(count: Count, words: Words) -> str:
    return words.gettext("%(n)s reversed", n=words.number(count.reverse))


def _way(instrument: Instrument, way: Way, words: Words) -> WayView:
    form = instrument.form(way.form)
    parts = [words.text(form.label) if form is not None else words.gettext("In full")]
    if way.value is not None:
        parts.append(words.text(way.value.label))
    asked = with_given(instrument)
    least, most = minutes_for(asked, way.always), minutes_for(asked, way.items)
    return WayView(
        label=", ".join(parts),
        note=words.gettext("without %(requirement)s", requirement=way.without) if way.without is not None else "",
        items=_range(len(way.always), len(way.items), words),
        minutes=_range(least, most, words),
    )


def _range(least: int, most: int, words: Words) -> str:
    return words.number(most) if least == most else f"{words.number(least)}–{words.number(most)}"
