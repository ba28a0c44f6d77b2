"""Turn the items of a page, with what was answered or typed, into all that the page draws."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from rely.languages import Words, words_for
from rely.model.answers import Code
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.model.response_scales import NumberEntry, TextEntry
from rely.model.scalars import shortest
from rely.reporting.citations import Citation, cite_in_short
from rely.services.answers import Conflict
from rely.web.answer.options import OptionView, Room, apart_of, ends_of, is_stacked, labels_of, room_of
from rely.web.forms.build import ITEM, SEEN, SHOWN
from rely.web.forms.fields import FIELD_BUILDERS


class OfferView(NamedTuple):
    """An answer that met another one: what happened, and the button that takes `values` after all."""

    sentence: str
    button: str
    values: tuple[str, ...]


class Known(NamedTuple):
    """What the page knows as stored, in hidden boxes of these names: the revision, and the answer as typed."""

    seen_name: str
    seen: int
    shown_name: str
    shown: tuple[str, ...]


NOTHING_KNOWN = Known("", 0, "", ())

MOST = 4000
"""How many views are kept, and drawings of them: some three states of sixty items in three languages, and then as many
again for other revisions; about 10 MB."""


@dataclass(frozen=True, slots=True, eq=False)
class ItemView:
    """One item as it is drawn; `shape` is a key of the macros in answer/items.html.

    `apart` holds what stands outside the scale (does not apply, cannot judge). `typed` is what stands in a box
    to write in. `number` is its number among the statements, empty for others. `offer` is there when the answer
    has met another one. `is_stacked` keeps the options below each other also where there is room beside each other;
    `ends` are the words for the lowest and the highest number of a rating. `is_common` says that others meet the item
    in this very state: such a view holds nothing that somebody wrote, and is made once. So is its drawing (see
    drawn.py), which is found by what the view is, not by what it holds.
    """

    id: str
    name: str
    language: str
    shape: str
    number: str
    text: str
    help: str
    why: str
    source: tuple[Citation, ...]
    is_required: bool
    is_answered: bool
    options: tuple[OptionView, ...]
    apart: tuple[OptionView, ...]
    typed: str
    unit: str
    max_length: int | None
    lines: int
    whole: bool
    is_stacked: bool
    ends: tuple[str, ...]
    room: Room | None
    error: str
    known: Known
    offer: OfferView | None = None
    is_common: bool = False

    @property
    def described_by(self) -> str:
        """The ids of the elements that explain the box: help, error, what was changed elsewhere."""
        told = {"help": self.help, "room": self.room, "unit": self.unit, "error": self.error, "offer": self.offer}
        return " ".join(f"{self.name}-{part}" for part, text in told.items() if text)

    @property
    def first_box(self) -> str:
        """The id of the box that a link to the item leads to."""
        return f"{self.name}-1" if self.options else f"{self.name}-box"


def view_item(
    instrument: Instrument,
    item: Item,
    *,
    answer: Code,
    typed: tuple[str, ...] | None,
    seen: int,
    number: str,
    error: str,
    words: Words,
    conflict: Conflict | None = None,
) -> ItemView:
    """One item as it is drawn: with what was just typed, if anything was sent, else with the stored answer."""
    same, language = _Same(instrument, item), words.language
    blank = _blank(same, language)
    stored = (_common if blank.options else _stored)(same, language, answer, seen, number)
    if typed is None and not error and conflict is None:
        return stored
    return replace(
        _with(stored, blank, stored.known.shown if typed is None else typed),
        is_answered=stored.is_answered and not error,
        error=error,
        offer=None if conflict is None else _offer(blank, conflict, words),
        is_common=False,
    )


class _Same:
    """This very item of this very instrument, told apart by what they are and not by what they hold."""

    __slots__ = ("instrument", "item")

    def __init__(self, instrument: Instrument, item: Item) -> None:
        self.instrument = instrument
        self.item = item

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.item is other.item and self.instrument is other.instrument

    def __hash__(self) -> int:
        return id(self.item)


def _stored(same: _Same, language: str, answer: Code, seen: int, number: str) -> ItemView:
    """What an item is for everybody who has given this answer, as often."""
    blank, shown = _blank(same, language), _as_typed(answer, words_for(language, marks=True))
    return replace(
        _with(blank, blank, shown),
        number=number,
        is_answered=answer is not None,
        known=Known(SEEN + blank.id, seen, SHOWN + blank.id, shown),
        is_common=bool(blank.options),
    )


_common = lru_cache(maxsize=MOST)(_stored)


@lru_cache(maxsize=MOST)
def _blank(same: _Same, language: str) -> ItemView:
    """What an item is for everybody: without number, answer and messages."""
    instrument, item, words = same.instrument, same.item, words_for(language, marks=True)
    scale = instrument.scale_of(item)
    labels = labels_of(scale, language)
    stacked = is_stacked(scale, labels)
    return ItemView(
        id=item.id,
        name=ITEM + item.id,
        language=language,
        shape=FIELD_BUILDERS[scale.kind].shape(scale),
        number="",
        text=words.text(item.text),
        help=words.text(item.help) if item.help else "",
        why=words.text(item.why) if item.why else "",
        source=cite_in_short(instrument, item.source, words),
        is_required=item.required,
        is_answered=False,
        options=tuple(OptionView(value, label, False) for value, label in labels),
        apart=apart_of(scale, item, words),
        typed="",
        unit=words.text(scale.unit) if isinstance(scale, NumberEntry) and scale.unit else "",
        max_length=scale.max_length if isinstance(scale, TextEntry) else None,
        lines=scale.lines if isinstance(scale, TextEntry) else 1,
        whole=isinstance(scale, NumberEntry) and scale.whole,
        is_stacked=stacked,
        ends=ends_of(scale, labels) if not stacked else (),
        room=room_of(scale, words),
        error="",
        known=NOTHING_KNOWN,
    )


def _with(view: ItemView, blank: ItemView, chosen: tuple[str, ...]) -> ItemView:
    """The view with these answers in its boxes."""
    return replace(
        view,
        options=_marked(blank.options, chosen),
        apart=_marked(blank.apart, chosen),
        typed=chosen[0] if chosen and not blank.options else "",
    )


def _marked(options: tuple[OptionView, ...], chosen: tuple[str, ...]) -> tuple[OptionView, ...]:
    """The same options, those that are chosen marked."""
    if not chosen:
        return options
    return tuple(OptionView(each.value, each.label, True) if each.value in chosen else each for each in options)


def _offer(blank: ItemView, conflict: Conflict, words: Words) -> OfferView:
    values = _as_typed(conflict.other, words)
    if not values and conflict.has_won:
        sentence = words.gettext("In another window or on another device this answer was cleared.")
    elif not values:
        sentence = words.gettext("Here you cleared this answer. After that it was given elsewhere.")
    else:
        answer = words.quoted(_in_words(blank, values))
        sentence = (
            words.gettext("In another window or on another device you answered %(answer)s.", answer=answer)
            if conflict.has_won
            else words.gettext("Here you answered %(answer)s. After that it was changed elsewhere.", answer=answer)
        )
    button = words.gettext("Take this answer") if values else words.gettext("Clear it")
    return OfferView(sentence, button, values)


def _in_words(blank: ItemView, values: tuple[str, ...]) -> str:
    labels = [each.label or each.value for each in (*blank.options, *blank.apart) if each.value in values]
    return ", ".join(labels or values)


def _code(answer: int | float | str) -> str:
    return answer if isinstance(answer, str) else shortest(float(answer))


def _as_typed(answer: Code, words: Words) -> tuple[str, ...]:
    if answer is None:
        return ()
    if isinstance(answer, tuple):
        return answer
    if isinstance(answer, float):
        return (shortest(answer).replace(".", words.number(0.5, 1)[1]),)
    return (_code(answer),)
