"""Turn an instrument into the rows of an XLSForm: its questions, its lists of choices and its settings."""

from __future__ import annotations

from dataclasses import dataclass

from rely.loading.xlsform.answers import Lists, limits, question, unknowns, unused, wordings
from rely.loading.xlsform.columns import Row, called, unfilled
from rely.loading.xlsform.expressions import Question, Questions, literal, shown_when, true_when
from rely.model.instrument import Instrument
from rely.model.items import Item, Section
from rely.model.measures import FirstMatch, Given
from rely.model.response_scales import Multiple, NumberEntry
from rely.model.scalars import shortest
from rely.model.text import Text

GIVEN_GROUP = "given"
_TAKEN = frozenset({"meta", "data"})
"""Names that pyxform keeps for itself."""


@dataclass(frozen=True, slots=True)
class Form:
    """The rows of the three sheets, and the measures that the form computes itself."""

    survey: list[Row]
    choices: list[Row]
    settings: list[Row]
    computed: tuple[str, ...]


def form_of(instrument: Instrument) -> Form:
    """The questions in the order of the questionnaire, given facts before them and computed facts after them."""
    return _Writer(instrument).form()


class _Writer:
    """An instrument while its rows are made."""

    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument
        self._languages = instrument.languages
        self._lists = Lists(instrument)
        self._computed = _computed(instrument)
        self._taken = set(_TAKEN)
        self._questions = self._name_questions()
        self._requirements = {rule.id: rule.when for rule in instrument.requirements}
        self._survey: list[Row] = []

    def form(self) -> Form:
        instrument = self._instrument
        self._note("intro", "intro", instrument.intro)
        if instrument.given:
            self._begin(GIVEN_GROUP, "given", {"appearance": "field-list"})
            self._survey += [self._given(each) for each in instrument.given]
            self._end()
        for section in instrument.sections:
            self._section(section)
        self._survey += [self._calculation(measure) for measure in self._computed]
        self._note("disclaimer", "disclaimer", instrument.disclaimer)
        computed = tuple(measure.id for measure in self._computed)
        return Form(self._survey, self._lists.rows, [self._settings()], computed)

    def _name_questions(self) -> Questions:
        """What conditions can look at. Facts have the names first, so that their ids stay what they are."""
        instrument = self._instrument
        questions = {each.id: Question(unused(each.id, self._taken)) for each in instrument.given}
        for item in instrument.items.values():
            scale = instrument.scale_of(item)
            name = unused(item.id, self._taken)
            questions[item.id] = Question(name, unknowns(item, scale), isinstance(scale, Multiple))
        return questions | {each.id: Question(unused(each.id, self._taken)) for each in self._computed}

    def _section(self, section: Section) -> None:
        self._begin(section.id, "section", self._texts("label", section.title), at_once=not section.pages)
        for part, text in (("heading", section.heading), ("intro", section.intro), ("question", section.question)):
            self._note(f"{section.id}_{part}", part, text)
        if section.pages:
            items = {item.id: item for item in section.items}
            for number, page in enumerate(section.pages, start=1):
                self._begin(f"{section.id}_page_{number}", "page", {})
                self._survey += [self._item(items[name]) for name in page]
                self._end()
        else:
            self._survey += [self._item(item) for item in section.items]
        self._end()

    def _begin(self, wanted: str, part: str, more: Row, *, at_once: bool = True) -> None:
        name = unused(wanted, self._taken)
        row = {"type": "begin_group", "name": name, "rely_part": part, **more}
        if part == "section" and name != wanted:
            row["rely_id"] = wanted
        self._survey.append(row | ({"appearance": "field-list"} if at_once else {}))

    def _end(self) -> None:
        self._survey.append({"type": "end_group"})

    def _note(self, wanted: str, part: str, text: Text | None) -> None:
        if text is not None:
            row = {"type": "note", "name": unused(wanted, self._taken), "rely_part": part}
            self._survey.append(row | self._texts("label", text))

    def _named(self, fact: str) -> Row:
        name = self._questions[fact].name
        return {"name": name} if name == fact else {"name": name, "rely_id": fact}

    def _item(self, item: Item) -> Row:
        scale = self._instrument.scale_of(item)
        row = self._named(item.id) | question(item, scale, self._lists) | self._texts("label", item.text)
        row |= self._texts("guidance_hint", item.why) | self._texts("rely_label", item.label)
        if isinstance(scale, NumberEntry):
            row |= self._texts("rely_unit", scale.unit) | self._texts("rely_unit_one", scale.unit_one)
            row |= self._hint(item.help, scale.unit)
        else:
            row |= self._hint(item.help, None)
        relevant = self._relevant(item)
        facets = "; ".join(f"{facet}={' '.join(values)}" for facet, values in item.facets.items())
        more = {
            "relevant": relevant,
            "required": "yes" if item.required else "",
            "rely_reverse": "yes" if item.reverse else "",
            "rely_weight": "" if item.weight == 1 else shortest(item.weight),
            "rely_facets": facets,
            "rely_note": unfilled(item.note or ""),
        }
        return row | {column: text for column, text in more.items() if text}

    def _relevant(self, item: Item) -> str:
        """When an item is asked: it is selected, may apply, and is not hidden."""
        facet = self._instrument.selecting_facet
        values = item.values(facet.id) if facet is not None else ()
        selecting = (facet.selects_by, values) if facet is not None and facet.selects_by and values else None
        needs = [self._requirements[item.requires]] if item.requires is not None else []
        conditions = needs if item.show_if is None else [*needs, item.show_if]
        return shown_when(conditions, self._questions, selecting=selecting)

    def _given(self, given: Given) -> Row:
        row = self._named(given.id) | {"rely_part": "given"} | self._texts("label", given.label)
        if given.codes:
            row["type"] = f"select_one {self._lists.of_given(given)}"
        else:
            row |= {"type": "decimal"} | limits(given.min, given.max) | self._texts("rely_unit", given.unit)
        return row | self._hint(given.help, given.unit)

    def _hint(self, help_: Text | None, unit: Text | None) -> Row:
        """The help, with the unit behind it in brackets, because a form has no other place for it."""
        hints, units = self._texts("hint", help_), self._texts("hint", unit)
        columns = dict.fromkeys((*hints, *units))
        return {each: hinted(hints.get(each, ""), units.get(each, "")) for each in columns}

    def _calculation(self, measure: FirstMatch) -> Row:
        text = literal(measure.otherwise or "")
        for case in reversed(measure.cases):
            text = f"if({true_when(case.when, self._questions)}, {literal(case.is_)}, {text})"
        row = {"type": "calculate", "calculation": text, "rely_part": "measure"}
        return self._named(measure.id) | row | self._texts("rely_label", measure.label)

    def _settings(self) -> Row:
        instrument, first = self._instrument, self._instrument.languages[0]
        title = unfilled(instrument.title.in_language(first))
        row = {"form_title": title, "form_id": instrument.id, "version": instrument.version}
        row |= {"default_language": called(first), "style": "pages"}
        return row | self._texts("rely_title", instrument.title) | self._texts("rely_about", instrument.about)

    def _texts(self, column: str, text: Text | None) -> Row:
        return wordings(column, text, self._languages)


def hinted(help_: str, unit: str) -> str:
    """A hint of help and unit: Round off. (hours)."""
    return f"{help_} ({unit})".strip() if unit else help_


def _computed(instrument: Instrument) -> tuple[FirstMatch, ...]:
    """The measures that a form can compute: words chosen by conditions on what it asks or computes."""
    known = {*instrument.items, *(given.id for given in instrument.given)}
    candidates = [measure for measure in instrument.measures if isinstance(measure, FirstMatch)]
    found: list[FirstMatch] = []
    while ready := [each for each in candidates if {fact for _, fact in each.inputs()} <= known]:
        found += ready
        known.update(each.id for each in ready)
        candidates = [each for each in candidates if each.id not in known]
    return tuple(found)
