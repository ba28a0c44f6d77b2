"""Turn the entries of two lists into pairs of the same entry, and those that came, went or got another name."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from rely.loading.diff.changes import plain
from rely.loading.keys import key_of
from rely.model.base import Part

KEYS = ("id", "code", "side", "fit", "ref", "fact", "norm", "facet", "is_")
"""What entries of a list are told apart by: the first that all of them have, each another value."""

NAMING = ("id", "code")
"""The keys that are the name of an entry and no part of its content."""


class Entry(NamedTuple):
    """One entry of a list and what it is called: its id, or its place counted from 1."""

    key: str
    value: Any


@dataclass(frozen=True, slots=True)
class Matched:
    """How the entries of an old and a new list belong together.

    `key` is the field that tells them apart, "" where they are known by their places; `order` holds the keys of the
    entries in both lists, in the old and the new order, None where that is the same.
    """

    key: str
    kept: tuple[tuple[Entry, Entry], ...]
    removed: tuple[Entry, ...]
    added: tuple[Entry, ...]
    renamed: tuple[tuple[Entry, Entry], ...]
    order: tuple[list[str], list[str]] | None

    @property
    def names_entries(self) -> bool:
        """Whether the key is the entries' own name, so that another one is another name."""
        return self.key in NAMING


def match(old: Sequence[Any], new: Sequence[Any], without: Collection[str] = ()) -> Matched:
    """Pair the entries of two lists; `without` names fields that say nothing about an entry itself."""
    key = next((each for each in KEYS if _tells_apart(each, old) and _tells_apart(each, new)), None)
    if key is None:
        return _by_place(old, new)
    was = {str(getattr(each, key)): each for each in old}
    now = {str(getattr(each, key)): each for each in new}
    removed = [Entry(name, each) for name, each in was.items() if name not in now]
    added = [Entry(name, each) for name, each in now.items() if name not in was]
    renamed = _renamed(removed, added, (key, *without))
    # Told by their places in the pairs: entries themselves may be equal.
    gone, come = {each.key for each, _ in renamed}, {each.key for _, each in renamed}
    called = {before.key: after.key for before, after in renamed}
    shared = [called.get(name, name) for name in was if name in now or name in called]
    order = [name for name in now if name in was or name in come]
    shown = next((key_of(key, type(each)) for each in (*old, *new)), key)
    return Matched(
        shown,
        tuple((Entry(name, was[name]), Entry(name, now[name])) for name in now if name in was),
        tuple(each for each in removed if each.key not in gone),
        tuple(each for each in added if each.key not in come),
        tuple(renamed),
        None if shared == order else (shared, order),
    )


def rest_of(value: Any, without: Collection[str]) -> Any:
    """An entry as plain JSON without some of its fields."""
    if not isinstance(value, Part):
        return plain(value)
    dropped = {key_of(name, type(value)) for name in without if name in type(value).model_fields}
    return {key: inner for key, inner in plain(value).items() if key not in dropped}


def _tells_apart(key: str, entries: Iterable[Any]) -> bool:
    values = [getattr(each, key, None) if isinstance(each, Part) else None for each in entries]
    return all(isinstance(value, (str, int)) for value in values) and len(set(map(str, values))) == len(values)


def _renamed(removed: list[Entry], added: list[Entry], without: Collection[str]) -> list[tuple[Entry, Entry]]:
    """Pairs of entries that are the same but for their key, each entry in one pair."""
    waiting: dict[str, list[Entry]] = defaultdict(list)
    for each in reversed(added if removed else []):
        waiting[_content(each.value, without)].append(each)
    pairs = []
    for each in removed if added else []:
        same = waiting.get(_content(each.value, without))
        if same:
            pairs.append((each, same.pop()))
    return pairs


def _content(value: Any, without: Collection[str]) -> str:
    return json.dumps([type(value).__name__, rest_of(value, without)], sort_keys=True)


def _by_place(old: Sequence[Any], new: Sequence[Any]) -> Matched:
    """Pair by place, after what is the same at the beginning and, where the lengths differ, at the end."""
    was, now = [_content(each, ()) for each in old], [_content(each, ()) for each in new]
    shorter = min(len(was), len(now))
    head = next((at for at in range(shorter) if was[at] != now[at]), shorter)
    left = shorter - head
    tail = next((at for at in range(left) if was[-1 - at] != now[-1 - at]), left) if len(was) != len(now) else 0
    middle = shorter - head - tail
    old_entries = [Entry(str(at + 1), each) for at, each in enumerate(old)]
    new_entries = [Entry(str(at + 1), each) for at, each in enumerate(new)]
    paired = zip(old_entries[head : head + middle], new_entries[head : head + middle], strict=True)
    return Matched(
        "",
        tuple(paired),
        tuple(old_entries[head + middle : len(old) - tail]),
        tuple(new_entries[head + middle : len(new) - tail]),
        (),
        None,
    )
