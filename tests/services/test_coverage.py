"""Prove that the map counts what is asked for each value that selects items, and names each way."""

import pytest

from rely.model.items import Item
from rely.services.coverage import Count, build_coverage
from tests.instruments import instrument, item, relationship_check
from tests.small_instrument import small_instrument, with_short_form


def test_each_value_that_selects_items_has_its_own_counts() -> None:
    coverage = build_coverage(small_instrument())
    by_value = {layer.value.id: layer for layer in coverage.layers if layer.value is not None}
    spring, autumn = by_value["spring"].rows[0], by_value["autumn"].rows[0]
    assert (spring.value.id, spring.total) == ("soil", Count(3, 0, 3))
    assert autumn.total == Count(3, 1, 3), "the reverse-coded item is asked in autumn only"


def test_cells_count_the_items_of_both_facets_and_those_that_are_theirs_alone() -> None:
    layer = build_coverage(relationship_check()).layers[0]
    items = [each for each in relationship_check().items.values() if layer.value and "initial" in each.values("phase")]
    trust = [each for each in items if "trust" in each.values("ingredient") and "digital" in each.values("setting")]
    row = next(row for row in layer.rows if row.value.id == "trust")
    assert row.cells[1] == Count(
        len(trust), sum(each.reverse for each in trust), sum(each.values("setting") == ("digital",) for each in trust)
    )
    assert row.cells[1].items == 5


def test_a_scored_item_without_a_row_is_counted_apart() -> None:
    coverage = build_coverage(relationship_check())
    for layer in coverage.layers:
        scored = layer.total.items + layer.elsewhere.items
        assert layer.elsewhere.items == 7
        assert scored == 37


def test_no_item_is_compared_with_all_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def compared(one: Item, other: object) -> bool:
        raise AssertionError("with thousands of items this takes minutes")

    made = small_instrument()
    monkeypatch.setattr(Item, "__eq__", compared)
    assert build_coverage(made).layers


def test_an_instrument_without_facets_has_ways_and_no_table() -> None:
    coverage = build_coverage(instrument(items=[item("q1"), item("q2", show_if={"fact": "q1", "is": "5"})]))
    assert coverage.layers == ()
    assert [(len(way.items), len(way.always)) for way in coverage.ways] == [(2, 1)]


def test_ways_are_forms_values_and_requirements_that_change_something() -> None:
    ways = [
        (way.form, way.value.id if way.value else None, way.without, len(way.items))
        for way in build_coverage(with_short_form()).ways
    ]
    assert ways == [
        ("full", "spring", None, 12),
        ("full", "spring", "has_plants", 11),
        ("full", "autumn", None, 12),
        ("full", "autumn", "has_plants", 11),
        ("short", "spring", None, 5),
        ("short", "autumn", None, 5),
    ]
