"""Turn an instrument into the variables of its data file, labelled in one language."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from rely.languages import N_, Words, words_for
from rely.loading.answers.row import LONGEST_TEXT
from rely.loading.checks.facts import Domain, Facts
from rely.loading.checks.index import Index
from rely.loading.data_file import RESPONDENT, Names
from rely.model.instrument import Instrument
from rely.research.variables.items import variables_of_item
from rely.research.variables.parts import label_of_part
from rely.research.variables.scores import variables_of_score
from rely.research.variables.variable import Kind, Level, Variable
from rely.scoring.plan import score_ids

ADMIN: Final[Mapping[str, tuple[str, Kind]]] = {
    "case_id": (N_("Pseudonym of the assessment"), "text"),
    "relationship_id": (N_("Pseudonym of the relationship: assessments of one relationship share it"), "text"),
    "occasion": (N_("Which assessment of this relationship it is, the first is 1"), "integer"),
    "month": (N_("Month in which it was finished"), "text"),
    "instrument": (N_("Questionnaire"), "text"),
    "version": (N_("Version of the questionnaire"), "text"),
    "digest": (N_("Digest of the questionnaire: the same digest, the same questions"), "text"),
    "language": (N_("Language in which it was answered"), "text"),
    "form": (N_("Form of the questionnaire"), "text"),
    "perspective": (N_("Perspective"), "text"),
}
"""The administrative variables, in order, with their English labels."""


@dataclass(frozen=True)
class Dictionary:
    """The variables of the data file of one instrument, in the order of its columns.

    `language` is the language of all labels.
    """

    instrument: Instrument
    language: str
    variables: tuple[Variable, ...]

    @cached_property
    def by_name(self) -> dict[str, Variable]:
        """The variables by name."""
        return {variable.name: variable for variable in self.variables}

    @cached_property
    def by_source(self) -> dict[tuple[str, str, str], Variable]:
        """The variables by role, source and part; items whose answer is typed have the role of items.

        Where a file has cases of several versions, those of the newest stand first, and they are given.
        """
        found: dict[tuple[str, str, str], Variable] = {}
        for variable in self.variables:
            found.setdefault((role_of(variable), variable.source, variable.part), variable)
        return found

    def without(self, names: Collection[str]) -> Dictionary:
        """The same without the variables of these names."""
        kept = tuple(variable for variable in self.variables if variable.name not in names)
        return Dictionary(self.instrument, self.language, kept)


def role_of(variable: Variable) -> str:
    """The role by which a variable is found: `item` also for typed answers, `text` for who answered.

    An item may be called as the variable of who answered, which asks nothing.
    """
    return "item" if variable.role == "text" and variable.question else variable.role


def dictionary_of(instrument: Instrument, language: str, *, with_texts: bool = False) -> Dictionary:
    """The variables: administrative ones, given facts, items before reverse coding, measures, then scores.

    Labels are in `language`, or in the first language of the questionnaire where it has no such texts. What
    respondents typed (code names, free text, their name) is left out unless `with_texts`. The names do not depend on
    `with_texts` or the language. Source of the coding of missing answers and of the names: ICPSR and HILDA practice.
    """
    names, words = Names(), words_for(language)
    every = tuple(_every(instrument, words, names))
    return Dictionary(instrument, language, tuple(each for each in every if with_texts or each.role != "text"))


def _every(instrument: Instrument, words: Words, names: Names) -> Iterator[Variable]:
    yield from _admin(instrument, words, names)
    facts = Facts(Index(instrument))
    for given in instrument.given:
        labels = {str(code): words.text(label) for code, label in instrument.labels_of(given).items()}
        unit = "" if given.unit is None else words.text(given.unit)
        yield _of_fact(names.name(given.id), words.text(given.label), "given", given.id, facts, labels, unit)
    for item in instrument.items.values():
        yield from variables_of_item(instrument, item, words, names)
    for measure in instrument.measures:
        labels = {str(word.code): words.text(word.label) for word in measure.words}
        unit = "" if measure.unit is None else words.text(measure.unit)
        outputs = measure.outputs()
        for part in outputs:
            fact = measure.id if len(outputs) == 1 else f"{measure.id}.{part}"
            label = label_of_part(instrument, measure, part, words)
            yield _of_fact(names.name(fact), label, "measure", fact, facts, labels, unit)
    for score_id in score_ids(instrument):
        yield from variables_of_score(instrument, score_id, words, names)


def _admin(instrument: Instrument, words: Words, names: Names) -> Iterator[Variable]:
    forms = {form.id: words.text(form.label) for form in instrument.forms}
    values = {
        "form": tuple((form, forms.get(form, words.gettext(N_("Full form")))) for form in instrument.form_ids),
        "perspective": tuple((each.id, words.text(each.label)) for each in instrument.perspectives),
    }
    for name, (label, kind) in ADMIN.items():
        yield Variable(
            name=names.name(name),
            label=words.gettext(label),
            role="admin",
            kind=kind,
            level="ordinal" if kind == "integer" else "nominal",
            source=name,
            values=values.get(name, ()),
        )
    told = words.gettext(N_("Who answered, as typed"))
    yield Variable(
        name=names.name(RESPONDENT),
        label=told,
        role="text",
        kind="text",
        level="nominal",
        source=RESPONDENT,
        longest=LONGEST_TEXT,
    )


def _of_fact(
    name: str, label: str, role: str, source: str, facts: Facts, labels: Mapping[str, str], unit: str
) -> Variable:
    """A given fact or a part of a measure; without a value its cell is empty."""
    domain = facts.domains[source]
    kind, level = _kind(domain)
    values: tuple[tuple[int | str, str], ...] = ()
    if domain.codes is not None:
        told = ((code, labels.get(code, code)) for code in domain.codes)
        values = tuple((int(code) if kind == "integer" else code, label) for code, label in told)
    return Variable(
        name=name,
        label=label,
        role="given" if role == "given" else "measure",
        kind=kind,
        level=level,
        source=source,
        values=values if kind != "number" else (),
        low=domain.low,
        high=domain.high,
        unit="" if kind == "text" else unit,
    )


def _kind(domain: Domain) -> tuple[Kind, Level]:
    if not domain.number:
        return "text", "nominal"
    if domain.codes is not None:
        return ("integer" if domain.whole else "number"), "ordinal"
    return ("integer" if domain.whole else "number"), "scale"
