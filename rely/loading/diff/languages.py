"""Turn the texts that come or go with a whole language into one change of the list of languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rely.loading.diff.changes import Change

LANGUAGES = ("languages",)


def gather_languages(changes: Iterable[Change]) -> list[Change]:
    """The changes, with the texts of a language that is new or gone counted in the change of the languages."""
    every = list(changes)
    listed = next((each for each in every if each.path == LANGUAGES), None)
    if listed is None or not isinstance(listed.old, list) or not isinstance(listed.new, list):
        return every
    come, gone = set(listed.new) - set(listed.old), set(listed.old) - set(listed.new)
    kept, counted = [], 0
    for each in every:
        if each.kind != "reworded":
            kept.append(each)
            continue
        old, new = each.old or {}, each.new or {}
        with_it = {
            name for name in each.languages if (name in come and name not in old) or (name in gone and name not in new)
        }
        counted += len(with_it)
        rest = [name for name in each.languages if name not in with_it]
        if rest:
            lost = {name: old[name] for name in rest if name in old}
            found = {name: new[name] for name in rest if name in new}
            kept.append(replace(each, old=lost or None, new=found or None))
    return [replace(each, texts=counted) if each is listed else each for each in kept]
