"""Turn the items of a page, with what was answered or typed, into all that the page draws."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rely.languages import Words, words_for
from rely.model.answers import Code
from rely.model.countries import COUNTRIES
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.model.response_scales import (
    DONT_KNOW,
    NOT_APPLICABLE,
    Choice,
    Country,
    Likert,
    Multiple,
    NumberEntry,
    Rating,
    ResponseScale,
    TextEntry,
)
from rely.model.scalars import shortest
from rely.services.answers import Conflict
from rely.web.forms.build import ITEM, SEEN, SHOWN
from rely.web.forms.fields import FIELD_BUILDERS


@dataclass(frozen=True, slots=True)
class OptionView:
    """One choosable answer."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class OfferView:
    """An answer that met another one: what happened, and the button that takes `values` after all."""

    sentence: str
    button: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item as it is drawn; `shape` is a key of the macros in answer/items.html.

    `apart` holds what stands outside the scale (does not apply, cannot judge). `typed` is what stands in the
    box, `shown` the stored answer as it would stand there. `number` is its number among the statements, empty
    for others. `offer` is there when the answer has met another one.
    """

    id: str
    name: str
    seen_name: str
    seen: int
    shape: str
    number: str
    text: str
    help: str
    why: str
    source: str
    is_required: bool
    is_answered: bool
    options: tuple[OptionView, ...]
    apart: tuple[OptionView, ...]
    typed: str
    unit: str
    max_length: int | None
    lines: int
    whole: bool
    error: str
    shown_name: str
    shown: tuple[str, ...]
    offer: OfferView | None = None

    @property
    def described_by(self) -> str:
        """The ids of the elements that explain the box: help, error, what was changed elsewhere."""
        told = {"help": self.help, "error": self.error, "offer": self.offer}
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
    scale = instrument.scale_of(item)
    shown = _as_typed(answer, words)
    chosen = typed if typed is not None else shown
    return ItemView(
        id=item.id,
        name=ITEM + item.id,
        seen_name=SEEN + item.id,
        seen=seen,
        shape=FIELD_BUILDERS[scale.kind].shape(scale),
        number=number,
        text=words.text(item.text),
        help=words.text(item.help) if item.help else "",
        why=words.text(item.why) if item.why else "",
        source=_source(instrument, item, words),
        is_required=item.required,
        is_answered=answer is not None and not error,
        options=_options(scale, chosen, words.language),
        apart=_apart(scale, item, chosen, words),
        typed=chosen[0] if chosen else "",
        unit=words.text(scale.unit) if isinstance(scale, NumberEntry) and scale.unit else "",
        max_length=scale.max_length if isinstance(scale, TextEntry) else None,
        lines=scale.lines if isinstance(scale, TextEntry) else 1,
        whole=isinstance(scale, NumberEntry) and scale.whole,
        error=error,
        shown_name=SHOWN + item.id,
        shown=shown,
        offer=None if conflict is None else _offer(scale, item, conflict, words),
    )


def _offer(scale: ResponseScale, item: Item, conflict: Conflict, words: Words) -> OfferView:
    values = _as_typed(conflict.other, words)
    if not values and conflict.has_won:
        sentence = words.gettext("In another window or on another device this answer was cleared.")
    elif not values:
        sentence = words.gettext("Here you cleared this answer. After that it was given elsewhere.")
    else:
        answer = words.quoted(_in_words(scale, item, values, words))
        sentence = (
            words.gettext("In another window or on another device you answered %(answer)s.", answer=answer)
            if conflict.has_won
            else words.gettext("Here you answered %(answer)s. After that it was changed elsewhere.", answer=answer)
        )
    button = words.gettext("Take this answer") if values else words.gettext("Clear it")
    return OfferView(sentence, button, values)


def _in_words(scale: ResponseScale, item: Item, values: tuple[str, ...], words: Words) -> str:
    options = (*_options(scale, values, words.language), *_apart(scale, item, values, words))
    labels = [option.label or option.value for option in options if option.is_chosen]
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


def _options(scale: ResponseScale, chosen: tuple[str, ...], language: str) -> tuple[OptionView, ...]:
    return tuple(OptionView(value, label, value in chosen) for value, label in _labels(scale, language))


def _labels(scale: ResponseScale, language: str) -> tuple[tuple[str, str], ...]:
    words = words_for(language)
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


@cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """All countries as code and name, in the order of the names in this language."""
    words = words_for(language)
    named = [(code, words.country(code)) for code in COUNTRIES]
    return tuple(sorted(named, key=lambda pair: words.collate_key(pair[1])))


def _apart(scale: ResponseScale, item: Item, chosen: tuple[str, ...], words: Words) -> tuple[OptionView, ...]:
    special = {NOT_APPLICABLE: item.allow_na, DONT_KNOW: True}
    return tuple(
        OptionView(code, words.text(option.label), code in chosen)
        for code, allowed in special.items()
        if allowed and (option := getattr(scale, code, None)) is not None
    )


def _source(instrument: Instrument, item: Item, words: Words) -> str:
    citations: Mapping[str, str] = {work.id: words.text(work.citation) for work in instrument.works}
    return " ".join(
        f"{citations.get(source.ref, source.ref).rstrip('.')}"
        + (f", {words.text(source.locator)}" if source.locator else "")
        + "."
        for source in item.source
    )
