"""Turn the codes that a column of a spreadsheet takes into what its pick list shows, and that back into codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rely.languages import Words, language_name, offered_languages, words_for
from rely.model.countries import COUNTRIES
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.model.response_scales import DONT_KNOW, NOT_APPLICABLE, Country, ResponseScale
from rely.model.text import Text
from rely.scoring.accept import accepted_codes

BEFORE_LABEL = " – "
"""What stands in a pick list between a code and its label: 4 – Mostly."""

Picks = tuple[tuple[str, str], ...]
"""Codes with the labels people read, in order; a code without a label has an empty one."""

_Label = Callable[[Text], str]


def pick(code: str, label: str) -> str:
    """The code with its label behind it, on one line, as a pick list shows it."""
    line = " ".join(label.split())
    return f"{code}{BEFORE_LABEL}{line}" if line else code


def item_picks(instrument: Instrument, item: Item, words: Words) -> Picks:
    """What may be answered to an item, for a reader of this language; nothing where it is typed freely."""
    return _picks(instrument, item, words.text, words.country)


def key_picks(instrument: Instrument, name: str, words: Words) -> Picks:
    """What the columns lang, form and perspective take, and `given.` columns with codes."""
    return _key_picks(instrument, name, words.text)


def codes_by_pick(instrument: Instrument, name: str) -> Mapping[str, str]:
    """What the pick list of a column shows, in whatever language, and the code that each stands for."""
    every: dict[str, str] = {}
    for language in offered_languages(instrument.languages):
        words = words_for(language)
        read = _reader(language)
        if name in instrument.items:
            picks = _picks(instrument, instrument.items[name], read, words.country)
        else:
            picks = _key_picks(instrument, name, read)
        every.update((pick(code, label), code) for code, label in picks)
    return every


def _reader(language: str) -> _Label:
    return lambda text: text.in_language(language, "en")


def _picks(instrument: Instrument, item: Item, read: _Label, country: Callable[[str], str]) -> Picks:
    scale = instrument.scale_of(item)
    if isinstance(scale, Country):
        named = ((code, country(code)) for code in COUNTRIES)
        return tuple(sorted(named, key=lambda pair: pair[0]))
    labels = _labels(scale, read)
    if labels is None:
        return ()
    return tuple((code, labels.get(code, "")) for code in accepted_codes(instrument, item))


def _labels(scale: ResponseScale, read: _Label) -> dict[str, str] | None:
    """The labels by code; None where nothing is chosen."""
    chosen: Any = scale
    if scale.kind in ("likert", "choice", "multiple"):
        labels = {str(option.code): read(option.label) for option in chosen.options}
    elif scale.kind == "rating":
        labels = {str(step.code): read(step.label) for step in chosen.labels}
    else:
        return None
    for code in (NOT_APPLICABLE, DONT_KNOW):
        special = getattr(scale, code, None)
        if special is not None:
            labels[code] = read(special.label)
    return labels


def _key_picks(instrument: Instrument, name: str, read: _Label) -> Picks:
    if name == "lang":
        return tuple((code, language_name(code)) for code in instrument.languages)
    if name == "form":
        forms = {form.id: read(form.label) for form in instrument.forms}
        return tuple((code, forms.get(code, "")) for code in instrument.form_ids)
    if name == "perspective":
        return tuple((each.id, read(each.label)) for each in instrument.perspectives)
    given = next((fact for fact in instrument.given if name == f"given.{fact.id}"), None)
    if given is None:
        return ()
    labels = {code: read(label) for code, label in instrument.labels_of(given).items()}
    return tuple((code, labels.get(code, "")) for code in given.codes)
