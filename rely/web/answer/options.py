"""Turn a response scale into what a page draws of it: options, the words for their ends, the room for a text."""

from functools import cache
from typing import NamedTuple

from rely.languages import Words, words_for
from rely.languages.marks import unmarked
from rely.model.countries import COUNTRIES
from rely.model.items import Item
from rely.model.response_scales import (
    DONT_KNOW,
    NOT_APPLICABLE,
    Choice,
    Country,
    Likert,
    Multiple,
    Rating,
    ResponseScale,
    TextEntry,
)


class OptionView(NamedTuple):
    """One choosable answer."""

    value: str
    label: str
    is_chosen: bool


class Room(NamedTuple):
    """How long a text may be: told before it is written, and while it is; a script puts the number for {n}."""

    at_most: str
    left: str


LONG_LABEL = 48
"""In letters: options of which one is longer stand below each other on every screen, with room for several lines."""

MOST_BESIDE = 7
"""So many steps fit beside each other."""


def labels_of(scale: ResponseScale, language: str) -> tuple[tuple[str, str], ...]:
    """All options as value and label; nothing where no option is chosen."""
    words = words_for(language, marks=True)
    if isinstance(scale, Country):
        return countries(language)
    if isinstance(scale, Likert):
        return tuple((str(step.code), words.text(step.label)) for step in scale.options)
    if isinstance(scale, Rating):
        labels = {step.code: words.text(step.label) for step in scale.labels}
        return tuple((str(code), labels.get(code, "")) for code in range(scale.min, scale.max + 1))
    if isinstance(scale, (Choice, Multiple)):
        return tuple((option.code, words.text(option.label)) for option in scale.options)
    return ()


def apart_of(scale: ResponseScale, item: Item, words: Words) -> tuple[OptionView, ...]:
    """What stands outside the scale: does not apply, cannot judge."""
    special = {NOT_APPLICABLE: item.allow_na, DONT_KNOW: True}
    return tuple(
        OptionView(code, words.text(option.label), False)
        for code, allowed in special.items()
        if allowed and (option := getattr(scale, code, None)) is not None
    )


def is_stacked(scale: ResponseScale, labels: tuple[tuple[str, str], ...]) -> bool:
    """Whether the options need the whole width: because of a long one, or because there are too many."""
    if isinstance(scale, Rating):
        return any(scale.min < step.code < scale.max for step in scale.labels)
    is_crowded = isinstance(scale, Likert) and len(labels) > MOST_BESIDE
    return is_crowded or any(len(unmarked(label)) > LONG_LABEL for _, label in labels)


def ends_of(scale: ResponseScale, labels: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """The labels of the lowest and the highest number, each behind its number; empty where none is labelled."""
    if not isinstance(scale, Rating) or not (labels[0][1] or labels[-1][1]):
        return ()
    return tuple(f"{value}: {label}" if label else "" for value, label in (labels[0], labels[-1]))


def room_of(scale: ResponseScale, words: Words) -> Room | None:
    """What is told about the length of a text of several lines."""
    if not isinstance(scale, TextEntry) or scale.lines == 1:
        return None
    at_most = words.ngettext("At most %(n)s character.", "At most %(n)s characters.", scale.max_length)
    return Room(at_most, words.gettext("Characters left: {n}"))


@cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """All countries as code and name, in the order of the names in this language."""
    words = words_for(language, marks=True)
    named = [(code, words.country(code)) for code in COUNTRIES]
    return tuple(sorted(named, key=lambda pair: words.collate_key(pair[1])))
