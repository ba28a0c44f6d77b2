"""Turn the sections of two versions into the changes of sections and of items, wherever an item stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rely.loading.diff.changes import Change, EntryName
from rely.loading.diff.matching import match
from rely.loading.diff.walk import compare_entries
from rely.model.instrument import Instrument

SCORING = ("response_scale", "facets", "reverse", "weight", "allow_na", "requires", "show_if")
"""The fields of an item that decide what its answers count for, and when."""

_IN_SECTION = ("items",)


def compare_sections(old: Instrument, new: Instrument) -> Iterator[Change]:
    """The changes of the sections themselves, without those of their items."""
    yield from compare_entries(("sections",), old.sections, new.sections, without=_IN_SECTION)


def compare_items(old: Instrument, new: Instrument) -> Iterator[Change]:
    """The changes of items: gone, new, renamed, moved to another section, in another order, and in each field."""
    was, now = tuple(old.items.values()), tuple(new.items.values())
    for change in compare_entries(("items",), was, now):
        if change.kind == "reordered":
            continue  # told by section, below
        rescored = len(change.path) > 2 and change.path[2] in SCORING and change.kind != "written_out"
        yield replace(change, kind="rescored") if rescored else change
    yield from _places(old, new)


def section_of_items(instrument: Instrument) -> dict[str, str]:
    """Item id to the id of its section."""
    return {item.id: section.id for section in instrument.sections for item in section.items}


def _places(old: Instrument, new: Instrument) -> Iterator[Change]:
    sections = match(old.sections, new.sections, _IN_SECTION)
    now_called = {was.key: now.key for was, now in sections.renamed}
    items = match(tuple(old.items.values()), tuple(new.items.values()))
    now_named = {was.key: now.key for was, now in items.renamed}
    was_in = {now_named.get(name, name): section for name, section in section_of_items(old).items()}
    is_in = section_of_items(new)
    moved = {
        name for name, place in is_in.items() if name in was_in and now_called.get(was_in[name], was_in[name]) != place
    }
    for name in is_in:
        if name in moved:
            yield Change("moved", ("items", EntryName(name)), was_in[name], is_in[name])
    before: dict[str, list[str]] = {}
    for name, section in was_in.items():
        before.setdefault(now_called.get(section, section), []).append(name)
    for place in new.sections:
        order = [item.id for item in place.items if item.id in was_in and item.id not in moved]
        earlier = [name for name in before.get(place.id, ()) if name in is_in and name not in moved]
        if order != earlier:
            yield Change("reordered", ("sections", EntryName(place.id), "items"), earlier, order)
