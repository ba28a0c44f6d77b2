"""Turn the variables of a data file into the entries of its codebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from rely.languages import N_, Words
from rely.loading.diff.definitions import points_of
from rely.model.instrument import Instrument, Work
from rely.model.items import Item, Section
from rely.model.measures import Measure
from rely.research.codebook.content import Cited, Code, Entry, Fact, MeasureEntry, ScoreEntry
from rely.research.codebook.facts import facts_of_entry, remarks_on
from rely.research.codebook.measures import behind
from rely.research.codebook.scores import forms
from rely.research.codebook.study import cite
from rely.research.codebook.telling import Teller
from rely.research.variables import Dictionary, Variable
from rely.research.variables.dictionary import role_of
from rely.scoring.plan import score_definitions

MOST_LISTED = 25
"""A variable with more codes than this refers to their list."""

OLDER = "older"
"""The group of the columns that only older versions of the instrument have filled."""

ROLES: Mapping[str, str] = {
    "admin": N_("About the row"),
    "given": N_("Given fact"),
    "item": N_("Question"),
    "text": N_("Typed text"),
    "measure": N_("Measure"),
    "score": N_("Score"),
}
"""What a variable is about, in English."""

_SCORE_PARTS: Mapping[str, str] = {
    "answered": N_("How many answers the score rests on; for a mean of scores, how many scores."),
    "margin": N_("One standard error in score points; empty where it cannot be computed."),
    "status": N_("How the score came about, or why there is none."),
}


class Entries:
    """The entries of one data file; what several of them share is made once."""

    def __init__(self, teller: Teller, measures: tuple[MeasureEntry, ...], scores: tuple[ScoreEntry, ...]) -> None:
        self._teller = teller
        self._measures = {each.id: each for each in measures}
        self._scores = {each.id: each for each in scores}

    def all(self) -> tuple[Entry, ...]:
        """An entry for each variable, in their order."""
        return tuple(self._with_facts(self._entry(each)) for each in self._dictionary.variables)

    @property
    def _dictionary(self) -> Dictionary:
        return self._teller.dictionary

    @property
    def _instrument(self) -> Instrument:
        return self._dictionary.instrument

    @property
    def _words(self) -> Words:
        return self._teller.words

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {item.id: section for section in self._instrument.sections for item in section.items}

    @cached_property
    def _entered(self) -> dict[str, list[str]]:
        """Item to the variables of the scores it enters."""
        found: dict[str, list[str]] = {}
        for score in score_definitions(self._instrument):
            for item in score.items:
                found.setdefault(item, []).append(self._teller.name(f"score.{score.id}"))
        return found

    @cached_property
    def _quasi(self) -> frozenset[str]:
        research = self._instrument.research
        return frozenset(() if research is None else research.quasi_identifiers)

    @cached_property
    def _forms(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """The label of every form with the items it asks."""
        every = frozenset(self._instrument.items)
        labels = {each.id: each.label for each in forms(self._teller)}
        named = {form.id: frozenset(form.items) or every for form in self._instrument.forms}
        return tuple((labels[form], named.get(form, every)) for form in self._instrument.form_ids)

    def _with_facts(self, entry: Entry) -> Entry:
        told = replace(entry, facts=facts_of_entry(entry, self._words))
        return replace(told, remarks=remarks_on(told, self._words))

    def _entry(self, variable: Variable) -> Entry:
        entry = Entry(
            name=variable.name,
            label=variable.label,
            role=variable.role,
            role_label=self._words.gettext(ROLES[variable.role]),
            kind=variable.kind,
            level=variable.level,
            source=variable.source,
            part=variable.part,
            group=self._group(variable),
            question=variable.question,
            help=variable.help,
            codes=tuple(Code(code, label) for code, label in variable.values),
            missing=tuple(Code(code, label) for code, label in variable.missing),
            low=variable.low,
            high=variable.high,
            unit=variable.unit,
            is_quasi_identifier=role_of(variable) in ("given", "item") and variable.source in self._quasi,
        )
        if entry.group == OLDER:
            return entry
        item = self._instrument.items.get(variable.source) if role_of(variable) == "item" else None
        if item is not None:
            return self._of_item(entry, item)
        if variable.role == "measure":
            return self._of_measure(entry)
        return self._of_score(entry) if variable.role == "score" else entry

    def _group(self, variable: Variable) -> str:
        """The id of its group: OLDER for what the instrument of the dictionary does not have, or has otherwise."""
        role, source = role_of(variable), variable.source
        if self._teller.find(role, source, variable.part) is not variable:
            return OLDER
        if role == "score":
            return f"score.{source}" if source in self._scores else OLDER
        if role == "measure":
            name = source.partition(".")[0]
            return f"measure.{name}" if name in self._measures else OLDER
        if role == "given":
            return "given" if any(each.id == source for each in self._instrument.given) else OLDER
        section = self._sections.get(source) if role == "item" else None
        if section is not None:
            return f"section.{section.id}"
        return "admin" if role in ("admin", "text") else OLDER

    def _of_item(self, entry: Entry, item: Item) -> Entry:
        words, scale = self._words, self._instrument.scale_of(item)
        section, scores = self._sections[item.id], tuple(self._entered.get(item.id, ()))
        points = points_of(scale) if scores else {}
        facet = self._instrument.selecting_facet
        is_long = len(entry.codes) > MOST_LISTED
        return replace(
            entry,
            preface="" if section.question is None else words.text(section.question),
            codes=() if is_long else tuple(replace(each, points=points.get(str(each.code))) for each in entry.codes),
            shared=scale.id if is_long else "",
            is_reversed=item.reverse if scale.scored else None,
            weight=item.weight if scores else None,
            facets=tuple(self._facets(item)),
            when=tuple(self._when(item)),
            response_scale=scale.id,
            scores=scores,
            evidence="; ".join(self._evidence(item)),
            sources=tuple(self._sources(item)),
            asked_by="" if facet is None else words.text(facet.label),
        )

    def _facets(self, item: Item) -> Iterator[Fact]:
        words = self._words
        for facet in self._instrument.facets:
            labels = [words.text(value.label) for value in facet.values if value.id in item.values(facet.id)]
            if labels:
                yield Fact(words.text(facet.label), words.list_of(labels))

    def _when(self, item: Item) -> Iterator[str]:
        words, teller, facet = self._words, self._teller, self._instrument.selecting_facet
        values = () if facet is None else item.values(facet.id)
        if facet is not None and values:
            labels = [words.text(value.label) for value in facet.values if value.id in values]
            if len(labels) < len(facet.values):
                yield words.gettext("Asked only for: %(values)s", values=words.list_of(labels))
            else:
                yield words.gettext("Asked only when known: %(facet)s", facet=words.text(facet.label))
        if item.show_if is not None:
            yield words.gettext("Asked unless this is false: %(condition)s", condition=teller.condition(item.show_if))
        for requirement in self._instrument.requirements:
            if requirement.id == item.requires:
                told = teller.condition(requirement.when)
                yield words.gettext("Counts as ‘does not apply’ when this is false: %(condition)s", condition=told)
        asked_in = [label for label, items in self._forms if item.id in items]
        if len(asked_in) < len(self._forms):
            yield words.gettext("Asked only in: %(forms)s", forms=words.list_of(asked_in))

    def _evidence(self, item: Item) -> Iterator[str]:
        words, facet = self._words, self._instrument.selecting_facet
        levels = {level.id: words.text(level.label) for level in self._instrument.evidence_levels}
        values = {} if facet is None else {value.id: words.text(value.label) for value in facet.values}
        for value, level in item.evidence.items():
            told = levels.get(level, level)
            yield f"{values[value]}: {told}" if value in values else told

    def _sources(self, item: Item) -> Iterator[Cited]:
        for source in item.source:
            work = self._works.get(source.ref)
            if work is not None:
                cited = cite(work, self._words)
                where = "" if source.locator is None else f" {self._words.text(source.locator)}"
                yield replace(cited, text=f"{cited.text}{where}")

    @cached_property
    def _works(self) -> dict[str, Work]:
        return {work.id: work for work in self._instrument.works}

    def _of_measure(self, entry: Entry) -> Entry:
        name = entry.source.partition(".")[0]
        measure: Measure | None = self._instrument.measures_by_id.get(name)
        if measure is None or name not in self._measures:
            return entry
        return replace(entry, made=self._measures[name].made, made_from=behind(self._teller, measure))

    def _of_score(self, entry: Entry) -> Entry:
        score = self._scores.get(entry.source)
        if score is None:
            return entry
        of = self._teller.variables(f"score.{each}" for each in score.of)
        items = self._teller.variables(each.item for each in score.items)
        if entry.part not in _SCORE_PARTS:
            return replace(entry, made=(score.formula, *score.rule), made_from=of or items)
        own = (self._words.gettext(_SCORE_PARTS[entry.part]),)
        return replace(entry, made=own, part_made=own, made_from=of or items)
