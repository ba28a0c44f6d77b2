"""Turn the advice into a sheet for preparing a talk: what to ask this client, in the order of the grid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from rely.languages import words_for
from rely.model.brand import Brand
from rely.model.instrument import Instrument
from rely.model.report import Preparation
from rely.model.results import Advice, Recommendation, Result
from rely.model.scores import FacetValue
from rely.reporting.brand import BrandContent, build_brand
from rely.reporting.forms import PAPERS
from rely.reporting.grid import EvidenceKey, evidence_keys
from rely.reporting.head import Head, build_head
from rely.reporting.material import Material
from rely.reporting.pages import Running, running_words
from rely.reporting.status_words import Status, status_of

ROOM = 3
ROOM_WHERE_IN_PLACE = 2
"""How many lines there are to write on, in general and where nothing needs to be done."""


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask: the question, the guideline it is for with its status and evidence, and room to write.

    `planned`: the guideline is an action of the plan.
    """

    text: str
    guideline: str
    status: Status
    planned: bool
    mark: str
    evidence: str
    lines: int


@dataclass(frozen=True, slots=True)
class Topic:
    """The questions of one row of the grid, with what the row is about."""

    label: str
    about: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Something to write down after the talk."""

    label: str
    lines: int


@dataclass(frozen=True, slots=True)
class PreparationContent:
    """All that the preparation sheet says. It carries no data; `none` says so when there is nothing to ask."""

    template: ClassVar[str] = "preparation.html"

    language: str
    paper: str
    title: str
    running: Running
    head: Head
    intro: str
    topics: tuple[Topic, ...]
    none: str
    closing_heading: str
    closing: tuple[Note, ...]
    evidence_label: str
    evidence: tuple[EvidenceKey, ...]
    brand: BrandContent | None = None


def build_preparation(
    instrument: Instrument,
    result: Result,
    advice: Advice,
    *,
    language: str,
    digest: str,
    day: date,
    paper: str = PAPERS[0],
    brand: Brand | None = None,
) -> PreparationContent | None:
    """The sheet for a talk with the client of one assessment; None when the instrument declares none.

    Raises UnknownLanguage for what is no tag of a language, ValueError for an unknown paper.
    """
    spec = None if instrument.report is None else instrument.report.preparation
    if paper not in PAPERS:
        raise ValueError(f"The paper is one of {', '.join(PAPERS)}, not {paper!r}.")
    if spec is None:
        return None
    material = Material(instrument, result, advice, words_for(language, marks=True), digest, day)
    return _content(material, spec, paper, brand)


def _content(material: Material, spec: Preparation, paper: str, brand: Brand | None) -> PreparationContent:
    words, rules = material.words, material.instrument.priorities
    rows = material.rows if rules is None else material.instrument.facets_by_id[rules.facet]
    head = build_head(material)
    title = words.text(spec.title)
    running = running_words(material, head, kind=title)
    topics = [_topic(material, row) for row in (rows.values if rows is not None else ())]
    asked = tuple(topic for topic in topics if topic.questions)
    return PreparationContent(
        language=words.language,
        paper=paper,
        title=f"{title}: {head.name}",
        running=running,
        head=head,
        intro=words.text(spec.intro),
        topics=asked,
        none="" if asked else words.gettext("There is nothing to ask yet: the guidelines depend on answers not given."),
        closing_heading=words.gettext("After the talk"),
        closing=tuple(Note(words.text(text), ROOM_WHERE_IN_PLACE) for text in spec.closing),
        evidence_label=words.gettext("Evidence:"),
        evidence=evidence_keys(material),
        brand=None if brand is None else build_brand(brand, words),
    )


def _topic(material: Material, row: FacetValue) -> Topic:
    mine = [each for each in material.advice.recommendations if each.row == row.id]
    return Topic(
        label=material.label(row),
        about="" if row.about is None else material.words.text(row.about),
        questions=tuple(_question(material, each) for each in mine if each.guideline.ask is not None),
    )


def _question(material: Material, recommendation: Recommendation) -> Question:
    words, guideline = material.words, recommendation.guideline
    assert guideline.ask is not None
    level = material.evidence(recommendation.evidence)
    return Question(
        text=words.text(guideline.ask),
        guideline=words.text(guideline.text),
        status=status_of(material, recommendation),
        planned=guideline.id in material.advice.actions,
        mark=words.text(level.mark),
        evidence=words.text(level.label),
        lines=ROOM_WHERE_IN_PLACE if recommendation.status == "in_place" else ROOM,
    )
