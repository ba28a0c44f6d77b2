"""Join all parts of a questionnaire into one instrument and make every part findable by its id."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Self, TypeVar, cast

from pydantic import Field, PrivateAttr

from rely.model.answers import FULL_FORM
from rely.model.base import Part
from rely.model.comparison import Comparison
from rely.model.guidelines import EvidenceLevel, Guideline, Norm, Priorities, Profile
from rely.model.items import Item, Section
from rely.model.measures import Given, Measure
from rely.model.report import ReportSpec
from rely.model.research import Research
from rely.model.response_scales import ResponseScale
from rely.model.scalars import Code, InstrumentId, Name, Names, Number, Version, WholeNumber
from rely.model.scores import (
    Band,
    Consistency,
    Facet,
    Form,
    MissingDataRule,
    Requirement,
    ScoreId,
    Scores,
    Sides,
)
from rely.model.silence import Silence
from rely.model.text import Language, Text

Derived = TypeVar("Derived")


class Work(Part):
    """A published work that items, norms and guidelines refer to."""

    id: Name = Field(description="The name used under `source`.")
    citation: Text = Field(description="Author, year, title and place, as in a list of references.")
    short: Text | None = Field(
        None, description="How it is named in a line of text: Glikson et al. (2018). Pages say this under a question."
    )
    language: Language | None = Field(
        None,
        description="The language of the work and so of its citation, as a tag of BCP 47: nl, en, pt-BR. Pages and "
        "reports in another language mark the citation with it, so that it is read aloud as it is written.",
    )


class Perspective(Part):
    """Who looks at the relationship."""

    id: Name = Field(description="The name of the perspective.")
    label: Text = Field(description="What people read.")


class Expectation(Part):
    """What a worked case must give; only what is written is compared."""

    scores: dict[ScoreId, Number | None] = Field(default_factory=dict, description="Score id to score, or null.")
    bands: dict[ScoreId, Name | None] = Field(default_factory=dict, description="Score id to band, or null.")
    facts: dict[str, Code | None] = Field(default_factory=dict, description="Derived fact to its code or number.")
    statuses: dict[Name, Name | None] = Field(
        default_factory=dict, description="Guideline id to status, or null: the guideline is not given."
    )
    actions: Names | None = Field(None, description="The guidelines in the action plan, in order.")


class WorkedCase(Part):
    """Answers with the results that they must give, recomputed whenever the questionnaire is validated."""

    id: Name = Field(description="The name of the case.")
    note: str | None = Field(None, description="What the case shows.")
    form: Name = Field(FULL_FORM, description="The form that was answered.")
    given: dict[Name, Code | None] = Field(default_factory=dict, description="Facts handed in.")
    answers: dict[Name, Code | tuple[Code, ...] | None] = Field(description="Item id to code.")
    expect: Expectation = Field(description="What must come out.")


class Instrument(Part):
    """A validated questionnaire in one version: what is asked, scored, measured and advised."""

    id: InstrumentId = Field(description="The id; also the name of the folder.")
    version: Version = Field(description="major.minor.patch: patch for wording, minor for additions, major for scores.")
    languages: tuple[Language, ...] = Field(min_length=1, description="The languages, the source language first.")
    title: Text = Field(description="The title for respondents.")
    about: Text | None = Field(None, description="One or two sentences for the catalogue.")
    rank: WholeNumber = Field(
        0,
        description="Where it stands in the catalogue: the lower, the earlier; instruments of one rank by title. "
        "Beside those of rank 0, the start page folds all others away.",
    )
    disclaimer: Text | None = Field(None, description="What the instrument is not; printed on every report.")
    intro: Text | None = Field(None, description="What to keep in mind while answering.")
    works: tuple[Work, ...] = Field((), description="The works referred to.")
    perspectives: tuple[Perspective, ...] = Field(min_length=1, description="Who may answer; the first is assumed.")
    facets: tuple[Facet, ...] = Field((), description="The dimensions of items and guidelines.")
    response_scales: tuple[ResponseScale, ...] = Field(min_length=1, description="The kinds of answers.")
    given: tuple[Given, ...] = Field((), description="Facts that come before the answers.")
    requirements: tuple[Requirement, ...] = Field((), description="What items need in order to apply.")
    consistency: tuple[Consistency, ...] = Field((), description="Facts that contradict each other.")
    sections: tuple[Section, ...] = Field(min_length=1, description="The items, by heading.")
    missing_data: MissingDataRule = Field(description="How many answers a score needs.")
    scores: Scores = Field(description="The scores.")
    sides: Sides | None = Field(None, description="The pair of sides that is weighed.")
    bands: tuple[Band, ...] = Field((), description="Names for ranges of scores, low to high.")
    measures: tuple[Measure, ...] = Field((), description="Derived facts and figures.")
    forms: tuple[Form, ...] = Field((), description="Named short forms; full always exists.")
    profile_fact: Name | None = Field(None, description="The item whose answer chooses the profile.")
    profiles: tuple[Profile, ...] = Field((), description="The groups that advice is written for.")
    evidence_levels: tuple[EvidenceLevel, ...] = Field((), description="Strongest first.")
    norms: tuple[Norm, ...] = Field((), description="Ranges that numbers should lie in.")
    priorities: Priorities | None = Field(None, description="How actions are chosen.")
    guidelines: tuple[Guideline, ...] = Field((), description="The advice.")
    comparison: Comparison | None = Field(
        None, description="How its answers are compared with those of another perspective."
    )
    report: ReportSpec | None = Field(None, description="What the report says.")
    research: Research | None = Field(None, description="What whoever analyses many assessments must know.")
    cases: tuple[WorkedCase, ...] = Field((), description="Worked cases.")
    silence: tuple[Silence, ...] = Field((), description="Warnings that are meant to stay, each with its reason.")

    _derived: dict[str, Any] = PrivateAttr(default_factory=dict)

    def derived(self, name: str, build: Callable[[Instrument], Derived]) -> Derived:
        """What `build` makes of this instrument, made once and kept under `name`."""
        kept = self._derived
        if name not in kept:
            kept[name] = build(self)
        return cast(Derived, kept[name])

    def __copy__(self) -> Self:
        """A copy that derives everything anew, because `model_copy` may give it other parts."""
        copied = super().__copy__()
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        copied._derived = {}
        return copied

    def __getstate__(self) -> dict[Any, Any]:
        """What goes to another process: not what was derived, which may hold functions and is derived again there."""
        state = super().__getstate__()
        return {**state, "__pydantic_private__": {"_derived": {}}}

    @cached_property
    def items(self) -> dict[str, Item]:
        """All items by id, in the order of the questionnaire."""
        return {item.id: item for section in self.sections for item in section.items}

    @cached_property
    def scales_by_id(self) -> dict[str, ResponseScale]:
        """The response scales by id."""
        return {scale.id: scale for scale in self.response_scales}

    @cached_property
    def measures_by_id(self) -> dict[str, Measure]:
        """The measures by id."""
        return {measure.id: measure for measure in self.measures}

    @cached_property
    def guidelines_by_id(self) -> dict[str, Guideline]:
        """The guidelines by id."""
        return {guideline.id: guideline for guideline in self.guidelines}

    @cached_property
    def facets_by_id(self) -> dict[str, Facet]:
        """The facets by id."""
        return {facet.id: facet for facet in self.facets}

    @property
    def is_about_a_client(self) -> bool:
        """Whether whoever answers gives a client a code name: it has no words of its own for what it is about, and
        its result is for nobody else."""
        report = self.report
        if report is None or report.subject is None:
            return False
        return report.subject_unnamed is None and report.for_whom is None

    def subject_in(self, answers: Mapping[str, object]) -> str | None:
        """How what the report is about is called in these answers; None where that is not asked or not said."""
        report = self.report
        named = None if report is None or report.subject is None else answers.get(report.subject)
        return named if isinstance(named, str) else None

    @cached_property
    def selecting_facet(self) -> Facet | None:
        """The facet that selects items and guidelines by a fact, if there is one."""
        return next((facet for facet in self.facets if facet.selects_by is not None), None)

    def scale_of(self, item: Item) -> ResponseScale:
        """The response scale of an item; KeyError when the questionnaire was not validated."""
        return self.scales_by_id[item.response_scale]

    def labels_of(self, given: Given) -> dict[Code, Text]:
        """What people read for the codes of a given fact: its words, else the values that it selects; not for all."""
        facet = self.selecting_facet
        chosen = facet.values if facet is not None and facet.selects_by == given.id else ()
        return {value.id: value.label for value in chosen} | {word.code: word.label for word in given.words}

    def form(self, form_id: str) -> Form | None:
        """The named form, or None for the full form when it is not declared; KeyError when there is none."""
        for form in self.forms:
            if form.id == form_id:
                return form
        if form_id == FULL_FORM:
            return None
        raise KeyError(form_id)

    @property
    def form_ids(self) -> tuple[str, ...]:
        """The ids of all forms, full first."""
        return (FULL_FORM, *(form.id for form in self.forms if form.id != FULL_FORM))
