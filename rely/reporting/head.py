"""Turn an assessment into the head of its report: about whom, the facts, the conclusion."""

from __future__ import annotations

from dataclasses import dataclass

from rely.model.response_scales import Country
from rely.reporting.answer_words import fact_label, fact_words
from rely.reporting.conclusion import conclusion, support
from rely.reporting.material import Material
from rely.reporting.plain_text import one_line

LONG_NAME = 24
"""Names with more letters than this are set smaller."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing told in the head."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head of the first page. `kind` is empty when it would only repeat the name."""

    kind: str
    name: str
    long_name: bool
    facts: tuple[Fact, ...]
    conclusion: str
    support: tuple[str, ...]


def build_head(material: Material) -> Head:
    """The kind of report, the name of the relationship, the facts that are known, and the conclusion."""
    words, report = material.words, material.instrument.report
    name = material.subject or words.text(material.instrument.title)
    kind = words.text(material.instrument.title if report is None else report.title)
    return Head(
        kind="" if kind == name else kind,
        name=name,
        long_name=len(name) > LONG_NAME,
        facts=(*_declared_facts(material), *_facts_of_the_sitting(material)),
        conclusion=conclusion(material),
        support=support(material),
    )


def _declared_facts(material: Material) -> list[Fact]:
    report = material.instrument.report
    facts = []
    for name in report.facts if report is not None else ():
        value = fact_words(material, name)
        if value is not None:
            facts.append(Fact(_label(material, name), value))
    return facts


def _label(material: Material, name: str) -> str:
    instrument = material.instrument
    item = instrument.items.get(name)
    if item is not None and item.label is None and isinstance(instrument.scale_of(item), Country):
        return material.words.gettext("Country")
    return fact_label(material, name)


def _facts_of_the_sitting(material: Material) -> list[Fact]:
    words, instrument, assessment = material.words, material.instrument, material.result.assessment
    facts = []
    respondent = one_line(assessment.respondent or "")
    if respondent:
        facts.append(Fact(words.gettext("Answered by"), respondent))
    perspective = next((each for each in instrument.perspectives if each.id == assessment.perspective), None)
    if perspective is not None and len(instrument.perspectives) > 1:
        facts.append(Fact(words.gettext("Perspective"), words.text(perspective.label)))
    form = next((each for each in instrument.forms if each.id == assessment.form), None)
    if form is not None:
        facts.append(Fact(words.gettext("Form"), words.text(form.label)))
    facts.append(Fact(words.gettext("Date"), words.date(material.day)))
    return facts
