"""Turn one item into its variables: its raw code, before reverse coding, and why there is none."""

from __future__ import annotations

from collections.abc import Iterator

from rely.languages import Words
from rely.loading.data_file import DONT_KNOW, NOT_APPLICABLE, NOT_ASKED, UNANSWERED, Names, limits_of, tells_missing
from rely.model.countries import COUNTRIES
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.model.response_scales import (
    Choice,
    Country,
    Likert,
    Multiple,
    NumberEntry,
    Rating,
    ResponseScale,
    TextEntry,
)
from rely.research.variables.missing import labels_of_missing
from rely.research.variables.variable import Kind, Level, Role, Variable


def variables_of_item(instrument: Instrument, item: Item, words: Words, names: Names) -> Iterator[Variable]:
    """One variable, or one for each option where several can be chosen: 1 chosen, 0 not chosen."""
    scale = instrument.scale_of(item)
    missing = labels_of_missing(_missing(instrument, item, scale), words)
    if not isinstance(scale, Multiple):
        yield _single(item, scale, missing, words, names)
        return
    yes_no = ((0, words.gettext("Not chosen")), (1, words.gettext("Chosen")))
    for option in scale.options:
        yield Variable(
            name=names.name(f"{item.id}_{option.code}"),
            label=_of_option(_label(item, words), words.text(option.label)),
            role="item",
            kind="integer",
            level="nominal",
            source=item.id,
            part=option.code,
            values=yes_no,
            missing=missing,
            low=0,
            high=1,
            question=words.text(item.text),
            help="" if item.help is None else words.text(item.help),
            facets=dict(item.facets),
        )


def _single(
    item: Item, scale: ResponseScale, missing: tuple[tuple[int, str], ...], words: Words, names: Names
) -> Variable:
    low, high = limits_of(scale)
    kind, level, role = _kind(scale)
    return Variable(
        name=names.name(item.id),
        label=_label(item, words),
        role=role,
        kind=kind,
        level=level,
        source=item.id,
        values=_values(scale, words),
        missing=missing if tells_missing(scale) else (),
        low=low,
        high=high,
        longest=scale.max_length if isinstance(scale, TextEntry) else None,
        question=words.text(item.text),
        help="" if item.help is None else words.text(item.help),
        unit=words.text(scale.unit) if isinstance(scale, NumberEntry) and scale.unit is not None else "",
        is_reversed=item.reverse,
        facets=dict(item.facets),
    )


def _of_option(label: str, option: str) -> str:
    """The label of an item with that of one of its options; a question has its own mark at the end."""
    return f"{label} {option}" if label.endswith("?") else f"{label}: {option}"


def _label(item: Item, words: Words) -> str:
    return words.text(item.label or item.text)


def _kind(scale: ResponseScale) -> tuple[Kind, Level, Role]:
    match scale:
        case Likert() | Rating():
            return "integer", "ordinal", "item"
        case NumberEntry():
            return ("integer" if scale.whole else "number"), "scale", "item"
        case TextEntry():
            return "text", "nominal", "text"
    return "text", "nominal", "item"


def _values(scale: ResponseScale, words: Words) -> tuple[tuple[int | str, str], ...]:
    match scale:
        case Likert():
            return tuple((step.code, words.text(step.label)) for step in scale.options)
        case Rating():
            return tuple((step.code, words.text(step.label)) for step in scale.labels)
        case Choice():
            return tuple((option.code, words.text(option.label)) for option in scale.options)
        case Country():
            return tuple((code, words.country(code)) for code in sorted(COUNTRIES))
    return ()


def _missing(instrument: Instrument, item: Item, scale: ResponseScale) -> tuple[int, ...]:
    """Why this item may have no answer."""
    codes = [UNANSWERED]
    if getattr(scale, "dk", None) is not None:
        codes.append(DONT_KNOW)
    if (item.allow_na and getattr(scale, "na", None) is not None) or item.requires is not None:
        codes.append(NOT_APPLICABLE)
    facet = instrument.selecting_facet
    in_every_form = all(not form.items or item.id in form.items for form in instrument.forms)
    if item.show_if is not None or (facet is not None and item.values(facet.id)) or not in_every_form:
        codes.append(NOT_ASKED)
    return tuple(codes)
