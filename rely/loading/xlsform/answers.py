"""Turn a response scale into the type, the choices and the limits of a question of an XLSForm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rely.languages.words import words_for
from rely.loading.xlsform.columns import Row, in_language, unfilled
from rely.model.countries import COUNTRIES
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.model.measures import Given
from rely.model.response_scales import (
    DONT_KNOW,
    NOT_APPLICABLE,
    Choice,
    Country,
    Date,
    Likert,
    Multiple,
    NumberEntry,
    Rating,
    ResponseScale,
    TextEntry,
)
from rely.model.scalars import shortest
from rely.model.text import Text

_COUNTED = 100
"""How many of one name are numbered one by one; counting on for thousands would take the square of them."""

BEFORE_LABEL = " - "
"""Between a number of a rating and its label."""

WITHOUT_NA = "_without_na"
"""Behind the name of a list that is for items which always apply."""

_APPEARANCES = {"country": "autocomplete", "rating": "columns-pack"}


def wordings(column: str, text: Text | None, languages: Iterable[str]) -> Row:
    """A text in the columns of its languages; `${` is parted by a character without width, or it would be filled in."""
    if text is None:
        return {}
    if isinstance(text.root, str):
        return {in_language(column, language): unfilled(text.root) for language in languages}
    return {in_language(column, language): unfilled(words) for language, words in text.root.items()}


@dataclass
class Lists:
    """The lists of choices of a form while they are collected: each once, under a name of its own."""

    instrument: Instrument
    rows: list[Row] = field(default_factory=list)
    _names: dict[tuple[str, bool], str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def of_item(self, item: Item, scale: ResponseScale) -> str:
        """The name of the list with the answers to an item, which is made when it is the first to need it."""
        without = not item.allow_na and getattr(scale, "na", None) is not None
        wanted = scale.id + WITHOUT_NA * without
        return self._named((scale.id, without), wanted, _choices(scale, self._languages, without))

    def of_given(self, given: Given) -> str:
        """The name of the list with the codes of a given fact."""
        labels = self.instrument.labels_of(given)
        none: Row = {}
        choices = ((unfilled(code), none, labels.get(code, Text(code))) for code in given.codes)
        return self._named((f"given {given.id}", False), given.id, _rows(choices, self._languages))

    @property
    def _languages(self) -> tuple[str, ...]:
        return self.instrument.languages

    def _named(self, key: tuple[str, bool], wanted: str, rows: Iterable[Row]) -> str:
        if key not in self._names:
            name = self._names[key] = unused(wanted, self._taken)
            self.rows += [{"list_name": name, **row} for row in rows]
        return self._names[key]


def unused(wanted: str, taken: set[str]) -> str:
    """The wanted name, with a number behind it when it is taken, capitals aside; it is taken now."""
    name, number = wanted, 1
    while name.casefold() in taken:
        number += 1 if number < _COUNTED else len(taken)
        name = f"{wanted}_{number}"
    taken.add(name.casefold())
    return name


def question(item: Item, scale: ResponseScale, lists: Lists) -> Row:
    """The columns of an item that say which answers it can have."""
    row: Row = {"rely_scale": scale.id, "rely_kind": scale.kind}
    if scale.seconds != type(scale).model_fields["seconds"].default:
        row["rely_seconds"] = shortest(scale.seconds)
    match scale:
        case NumberEntry():
            return row | {"type": "integer" if scale.whole else "decimal"} | limits(scale.min, scale.max)
        case TextEntry():
            tall = {"appearance": "multiline", "rely_lines": str(scale.lines)} if scale.lines > 1 else {}
            return row | {"type": "text", "constraint": f"string-length(.) <= {scale.max_length}"} | tall
        case Date():
            return row | {"type": "date"}
        case Multiple():
            return row | {"type": f"select_multiple {lists.of_item(item, scale)}"}
        case Likert() if scale.na is None and scale.dk is None:
            row["appearance"] = "likert"
        case _ if scale.kind in _APPEARANCES:
            row["appearance"] = _APPEARANCES[scale.kind]
    return row | {"type": f"select_one {lists.of_item(item, scale)}"}


def limits(low: float | None, high: float | None) -> Row:
    """The constraint of a number."""
    bounds = [f". {sign} {shortest(edge)}" for sign, edge in ((">=", low), ("<=", high)) if edge is not None]
    return {"constraint": " and ".join(bounds)} if bounds else {}


def unknowns(item: Item, scale: ResponseScale) -> tuple[str, ...]:
    """What a form holds where the answer to an item is an unknown fact."""
    na = (NOT_APPLICABLE,) if item.allow_na and getattr(scale, "na", None) is not None else ()
    dk = (DONT_KNOW,) if getattr(scale, "dk", None) is not None else ()
    return ("", *na, *dk)


def _choices(scale: ResponseScale, languages: tuple[str, ...], without_na: bool) -> Iterator[Row]:
    """The rows of a list, without the name of the list."""
    match scale:
        case Likert():
            yield from _rows(((str(step.code), {}, step.label) for step in scale.options), languages)
        case Rating():
            labels = {step.code: step.label for step in scale.labels}
            for code in range(scale.min, scale.max + 1):
                yield {"name": str(code)} | _numbers(code, labels.get(code), languages)
        case Choice() | Multiple():
            scores = ({} if each.score is None else {"rely_score": shortest(each.score)} for each in scale.options)
            options = zip(scale.options, scores, strict=True)
            yield from _rows(((each.code, score, each.label) for each, score in options), languages)
        case Country():
            words = {language: words_for(language) for language in languages}
            for country in sorted(COUNTRIES):
                labels_of = {in_language("label", each): words[each].country(country) for each in languages}
                yield {"name": country} | labels_of
    for mark, special in ((NOT_APPLICABLE, getattr(scale, "na", None)), (DONT_KNOW, getattr(scale, "dk", None))):
        if special is not None and not (without_na and mark == NOT_APPLICABLE):
            yield {"name": mark} | wordings("label", special.label, languages)


def _rows(choices: Iterable[tuple[str, Row, Text]], languages: tuple[str, ...]) -> Iterator[Row]:
    for code, more, label in choices:
        yield {"name": code, **more} | wordings("label", label, languages)


def _numbers(code: int, label: Text | None, languages: tuple[str, ...]) -> Row:
    """A number of a rating, with its label behind it where it has one."""
    labels = wordings("label", label, languages)
    heads = {in_language("label", language): str(code) for language in languages}
    return {
        column: f"{number}{BEFORE_LABEL}{labels[column]}" if column in labels else number
        for column, number in heads.items()
    }
