"""Turn two versions into the old answers that the new one no longer accepts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rely.loading.diff.words import is_are, joined
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.model.measures import Given
from rely.model.response_scales import Choice, Multiple, NumberEntry, OrderedScale, TextEntry


def no_longer_accepted(old: Instrument, new: Instrument) -> Iterator[str]:
    """Sentences that say which items are gone, and which answers to the others."""
    gone = [name for name in old.items if name not in new.items]
    if gone:
        yield f"{is_are(gone)} gone, so that answers to {'it' if len(gone) == 1 else 'them'} no longer count"
    alike: dict[str, list[str]] = {}
    for name, item in new.items.items():
        if name in old.items:
            lost = _lost(old, new, old.items[name], item)
            if lost:
                alike.setdefault(lost, []).append(name)
    for lost, names in alike.items():
        yield f"{joined(names)} no longer accept{'s' if len(names) == 1 else ''} {lost}"
    yield from _given(old, new)
    for noun, was, now in _named(old, new):
        lost_names = [name for name in was if name not in now]
        if lost_names:
            yield f"the {noun} {is_are(lost_names)} gone"


def _given(old: Instrument, new: Instrument) -> Iterator[str]:
    before = {fact.id: fact for fact in old.given}
    for fact in new.given:
        was = before.get(fact.id, fact)
        lost = joined(code for code in was.codes if code not in fact.codes)
        if bool(fact.codes) != bool(was.codes):
            yield f"the given fact {fact.id} is {'a code' if fact.codes else 'a number'} now"
        elif lost or _is_narrower(was, fact):
            yield f"the given fact {fact.id} no longer accepts {lost or 'some of the numbers'}"


def _named(old: Instrument, new: Instrument) -> Iterator[tuple[str, Any, Any]]:
    yield "language", old.languages, new.languages
    yield "form", old.form_ids, new.form_ids
    yield "perspective", [each.id for each in old.perspectives], [each.id for each in new.perspectives]
    yield "given fact", [each.id for each in old.given], [each.id for each in new.given]


def _lost(old: Instrument, new: Instrument, was: Item, now: Item) -> str:
    """What could be answered and no longer can, in words; "" when nothing is lost."""
    before, after = old.scale_of(was), new.scale_of(now)
    if _kind(before) != _kind(after):
        return f"an answer of the kind {before.kind}"
    codes = [code for code in _codes(was, before) if code not in _codes(now, after)]
    if codes:
        return joined(codes)
    if isinstance(before, NumberEntry) and isinstance(after, NumberEntry) and _is_narrower(before, after):
        return "some of the numbers"
    if isinstance(before, TextEntry) and isinstance(after, TextEntry) and after.max_length < before.max_length:
        return f"a text of more than {after.max_length} characters"
    return ""


def _kind(scale: Any) -> str:
    """Both ordered kinds take whole numbers, so that their codes alone tell them apart."""
    return "ordered" if isinstance(scale, OrderedScale) else str(scale.kind)


def _codes(item: Item, scale: Any) -> dict[str, None]:
    found: list[str] = []
    if isinstance(scale, OrderedScale):
        found = [str(code) for code in range(scale.lowest, scale.highest + 1)]
    elif isinstance(scale, (Choice, Multiple)):
        found = [option.code for option in scale.options]
    if item.allow_na and getattr(scale, "na", None) is not None:
        found.append("na")
    if getattr(scale, "dk", None) is not None:
        found.append("dk")
    return dict.fromkeys(found)


def _is_narrower(was: NumberEntry | Given, now: NumberEntry | Given) -> bool:
    low, high = float("-inf"), float("inf")
    return (
        (getattr(now, "whole", False) and not getattr(was, "whole", False))
        or (low if now.min is None else now.min) > (low if was.min is None else was.min)
        or (high if now.max is None else now.max) < (high if was.max is None else was.max)
    )
