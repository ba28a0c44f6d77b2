"""Turn two values of the same field, of whatever shape, into the changes between them; nothing is left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from rely.loading.diff.changes import EVERY_LANGUAGE, Change, EntryName, Path, plain, same, wordings
from rely.loading.diff.matching import match, rest_of
from rely.loading.keys import key_of
from rely.model.base import Part
from rely.model.conditions import Condition
from rely.model.text import Text


def compare_parts(path: Path, old: Part, new: Part, *, without: Collection[str] = ()) -> Iterator[Change]:
    """The changes in every field of a part, `without` some; a part of another kind is one change as a whole."""
    if type(old) is not type(new):
        yield Change("changed", path, rest_of(old, without), rest_of(new, without))
        return
    for name in type(old).model_fields:
        if name not in without:
            field = (*path, key_of(name, type(old)))
            found = list(compare_values(field, getattr(old, name), getattr(new, name)))
            yield from found
            was, now = (plain(getattr(each, name)) if name in each.model_fields_set else None for each in (old, new))
            if not found and (name in old.model_fields_set) != (name in new.model_fields_set):
                yield Change("written_out", field, was, now)


def compare_values(path: Path, old: Any, new: Any) -> Iterator[Change]:
    """The changes between two values of one field; None where the field is not there."""
    either = new if old is None else old
    if isinstance(either, Text):
        yield from _texts(path, old, new)
    elif isinstance(either, Condition):
        yield from _leaves(path, old, new)
    elif isinstance(either, Part) and None not in (old, new):
        yield from compare_parts(path, old, new)
    elif isinstance(either, dict) and None not in (old, new):
        for key in dict.fromkeys((*old, *new)):
            yield from compare_values((*path, EntryName(key)), old.get(key), new.get(key))
    elif _is_list_of_parts(old) or _is_list_of_parts(new):
        yield from compare_entries(path, old or (), new or ())
    else:
        yield from _leaves(path, old, new)


def compare_entries(
    path: Path, old: Sequence[Any], new: Sequence[Any], *, without: Sequence[str] = ()
) -> Iterator[Change]:
    """The changes between two lists of parts or texts: entries that go, come, are renamed, differ, change places."""
    matched = match(old, new, without)
    for each in matched.removed:
        yield Change("removed", (*path, EntryName(each.key)), rest_of(each.value, without), None)
    for was, now in matched.renamed:
        if matched.names_entries:
            yield Change("renamed", (*path, EntryName(was.key)), was.key, now.key)
        else:
            yield Change("changed", (*path, EntryName(was.key), matched.key), was.key, now.key)
    for was, now in matched.kept:
        if isinstance(was.value, Part):
            yield from compare_parts((*path, EntryName(now.key)), was.value, now.value, without=without)
        else:
            yield from compare_values((*path, EntryName(now.key)), was.value, now.value)
    for each in matched.added:
        yield Change("added", (*path, EntryName(each.key)), None, rest_of(each.value, without))
    if matched.order is not None:
        yield Change("reordered", path, *matched.order)


def _texts(path: Path, old: Text | None, new: Text | None) -> Iterator[Change]:
    was, now = _alike(wordings(old), wordings(new))
    languages = [each for each in dict.fromkeys((*was, *now)) if was.get(each) != now.get(each)]
    if languages:
        kind: Any = "added" if old is None else "removed" if new is None else "reworded"
        lost = {each: was[each] for each in languages if each in was}
        come = {each: now[each] for each in languages if each in now}
        yield Change(kind, path, lost or None, come or None, is_text=True)


def _alike(was: dict[str, str], now: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Both wordings by language where one side has words for all; as they are where no words differ then."""
    both = _spread(was, now), _spread(now, was)
    return (was, now) if both[0] == both[1] else both


def _spread(words: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    shared = words.get(EVERY_LANGUAGE)
    return words if shared is None or not other or EVERY_LANGUAGE in other else dict.fromkeys(other, shared)


def _leaves(path: Path, old: Any, new: Any) -> Iterator[Change]:
    was, now = plain(old), plain(new)
    if not same(was, now):
        kind: Any = "added" if old is None else "removed" if new is None else "changed"
        yield Change(kind, path, was, now)


def _is_list_of_parts(value: Any) -> bool:
    return isinstance(value, tuple) and any(isinstance(each, (Part, Text)) for each in value)
