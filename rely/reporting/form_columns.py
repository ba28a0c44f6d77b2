"""Turn an instrument into the columns of its spreadsheet: what each asks, when, and what may be written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from openpyxl.utils.cell import get_column_letter

from rely.languages import Words, language_name
from rely.loading.answers.picks import Picks, item_picks, key_picks, pick
from rely.loading.answers.row import LONGEST_TEXT
from rely.model.instrument import Instrument
from rely.model.items import Item, Section
from rely.model.response_scales import Country, Multiple, NumberEntry, TextEntry

Entry = Literal["pick", "several", "number", "day", "text"]
"""How a cell is filled: from a pick list, with codes joined by |, by a number, a day or a text."""

COUNTRY_SHOWN = "DE"
_SHOWN_DAY = "2026-11-30"


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column; `id` is what the reader of the sheet goes by, all else is for people.

    `only` names the values of the selecting fact for which it is asked, when these are not all; `when` says on
    what else it depends. `low` and `high` are the limits of a number, `longest` that of a text.
    """

    id: str
    heading: str
    text: str
    section: str
    entry: Entry = "text"
    help: str = ""
    question: str = ""
    unit: str = ""
    only: str = ""
    when: tuple[str, ...] = ()
    picks: Picks = ()
    low: float | None = None
    high: float | None = None
    whole: bool = False
    longest: int | None = None
    required: bool = False
    example: str = ""


def form_columns(instrument: Instrument, words: Words) -> tuple[FormColumn, ...]:
    """All columns in order: those of the row, given facts, then every item of the questionnaire."""
    return _Columns(instrument, words).all()


def columns_behind(instrument: Instrument, facts: Iterable[str]) -> tuple[str, ...]:
    """The ids of the columns from which facts follow, through all measures between, in the order of the sheet."""
    found: set[str] = set()
    seen: set[str] = set()
    waiting = list(facts)
    given = {fact.id for fact in instrument.given}
    while waiting:
        fact = waiting.pop()
        name = fact.partition(".")[0]
        if name in seen:
            continue
        seen.add(name)
        if name in instrument.items:
            found.add(name)
        elif name in given:
            found.add(f"given.{name}")
        elif name in instrument.measures_by_id:
            waiting += [needed for _, needed in instrument.measures_by_id[name].inputs()]
    return tuple(
        name for name in (*(f"given.{each.id}" for each in instrument.given), *instrument.items) if name in found
    )


def lettered(columns: Iterable[str], order: Iterable[str]) -> list[str]:
    """The ids of columns with their letters, where `order` is that of the whole sheet: TR01 (AE)."""
    letters = {name: get_column_letter(number) for number, name in enumerate(order, start=1)}
    return [f"{name} ({letters[name]})" for name in columns]


@dataclass(frozen=True)
class _Columns:
    instrument: Instrument
    words: Words

    def all(self) -> tuple[FormColumn, ...]:
        items = (self._item(section, item) for section in self.instrument.sections for item in section.items)
        return (*self._keys, *self._given, *items)

    @cached_property
    def _keys(self) -> tuple[FormColumn, ...]:
        words, instrument = self.words, self.instrument
        first = instrument.perspectives[0]
        tongue = language_name(instrument.languages[0])
        every = [
            self._key(
                "id",
                words.gettext("Name of the row"),
                words.gettext("A short name, such as a number. The file of the report is named after it."),
                longest=LONGEST_TEXT,
                example="01",
            ),
            self._key(
                "lang",
                words.gettext("Language"),
                words.gettext("The language of the report. Empty: %(language)s.", language=tongue),
            ),
            self._key("form", words.gettext("Form"), words.gettext("Which questions are answered. Empty: all.")),
            self._key(
                "perspective",
                words.gettext("Point of view"),
                words.gettext(
                    "Who looks at the relationship. Empty: %(perspective)s.", perspective=words.text(first.label)
                ),
            ),
            self._key(
                "respondent",
                words.gettext("Answered by"),
                words.gettext("Printed on the report as it is written here."),
                longest=LONGEST_TEXT,
            ),
            self._key(
                "date",
                words.gettext("Date"),
                words.gettext("The day on the report. Empty: the day on which it is made."),
                entry="day",
                example=_SHOWN_DAY,
            ),
        ]
        unneeded = {
            "form": len(instrument.form_ids) == 1,
            "perspective": len(instrument.perspectives) == 1,
            "lang": len(instrument.languages) == 1,
        }
        return tuple(column for column in every if not unneeded.get(column.id))

    def _key(
        self,
        name: str,
        heading: str,
        text: str,
        *,
        entry: Entry = "text",
        longest: int | None = None,
        example: str = "",
    ) -> FormColumn:
        section = self.words.gettext("This row")
        column = FormColumn(name, heading, text, section, entry=entry, longest=longest, example=example)
        picks = key_picks(self.instrument, name, self.words)
        return replace(column, entry="pick", picks=picks, example=pick(*picks[0])) if picks else column

    @cached_property
    def _given(self) -> tuple[FormColumn, ...]:
        every = []
        for fact in self.instrument.given:
            column = self._key(f"given.{fact.id}", self.words.text(fact.label), "", entry="number", example="10")
            unit = "" if fact.unit is None else self.words.text(fact.unit)
            help = "" if fact.help is None else self.words.text(fact.help)
            every.append(replace(column, low=fact.min, high=fact.max, unit=unit, help=help))
        return tuple(every)

    def _item(self, section: Section, item: Item) -> FormColumn:
        words = self.words
        column = FormColumn(
            id=item.id,
            heading="" if item.label is None else words.text(item.label),
            text=words.text(item.text),
            section=words.text(section.title),
            help="" if item.help is None else words.text(item.help),
            question="" if section.question is None else words.text(section.question),
            only=self._only(item),
            when=tuple(self._when(item)),
            picks=item_picks(self.instrument, item, words),
            required=item.required,
        )
        return self._with_entry(column, item)

    def _with_entry(self, column: FormColumn, item: Item) -> FormColumn:
        scale, picks = self.instrument.scale_of(item), column.picks
        if isinstance(scale, Multiple):
            return replace(column, entry="several", example="|".join(code for code, _ in picks[:2]))
        if isinstance(scale, Country):
            shown = next(pair for pair in picks if pair[0] == COUNTRY_SHOWN)
            return replace(column, entry="pick", example=pick(*shown))
        if picks:
            return replace(column, entry="pick", example=pick(*picks[len(picks) // 2]))
        if isinstance(scale, NumberEntry):
            unit = "" if scale.unit is None else self.words.text(scale.unit)
            return replace(
                column,
                entry="number",
                low=scale.min,
                high=scale.max,
                whole=scale.whole,
                unit=unit,
                example=_number(scale),
            )
        if isinstance(scale, TextEntry):
            return replace(column, longest=scale.max_length)
        return replace(column, entry="day", example=_SHOWN_DAY)

    def _only(self, item: Item) -> str:
        facet = self.instrument.selecting_facet
        values = () if facet is None else item.values(facet.id)
        if facet is None or not values or len(values) == len(facet.values):
            return ""
        labels = [self.words.text(value.label) for value in facet.values if value.id in values]
        return self.words.gettext("Only: %(values)s", values=self.words.list_of(labels))

    def _when(self, item: Item) -> Iterable[str]:
        if item.show_if is not None:
            yield self._depends(item.show_if.facts())
        for requirement in self.instrument.requirements:
            if requirement.id == item.requires:
                yield self._depends(requirement.when.facts())
                yield self.words.quoted(self.words.text(requirement.explanation))

    def _depends(self, facts: Iterable[str]) -> str:
        order = [*(column.id for column in (*self._keys, *self._given)), *self.instrument.items]
        names = lettered(columns_behind(self.instrument, facts), order)
        return self.words.gettext("Depends on the answer to: %(columns)s", columns=self.words.list_of(names))


def _number(scale: NumberEntry) -> str:
    low = max(scale.min if scale.min is not None else 2, 2)
    return f"{min(low, scale.max if scale.max is not None else low):g}"
