"""Hold all that a report is written from, with the lookups that its parts share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from rely.guidelines.taken import Taken
from rely.languages import Words
from rely.model.answers import FULL_FORM
from rely.model.guidelines import EvidenceLevel
from rely.model.instrument import Instrument
from rely.model.results import Advice, Result
from rely.model.scores import Facet, FacetValue
from rely.reporting.plain_text import one_line

BESIDE = " + "
"""What joins labels that stand beside each other; a word, as in a sentence, would have the second one small."""


@dataclass(frozen=True)
class Material:
    """One assessment's result and advice, the instrument they come from, and the reader's words.

    `taken`: by guideline, what somebody took on.
    """

    instrument: Instrument
    result: Result
    advice: Advice
    words: Words
    digest: str
    day: date
    taken: Mapping[str, Taken] = field(default_factory=dict)

    @property
    def has_subject(self) -> bool:
        """Whether the instrument asks what it is about, as that on a relationship asks for its name."""
        return self.instrument.report is not None and self.instrument.report.subject is not None

    @property
    def subject(self) -> str | None:
        """What the relationship is called: the answer that names it, else the id of the assessment, else None."""
        report = self.instrument.report
        named = None if report is None or report.subject is None else self.answer(report.subject)
        for name in (named, self.result.assessment.id):
            if isinstance(name, str) and one_line(name):
                return one_line(name)
        return None

    @property
    def is_for_others(self) -> bool:
        """Whether the report is read by somebody else than the one who answered."""
        return self.instrument.report is not None and self.instrument.report.for_whom is not None

    def answer(self, item: str) -> object:
        """The code that was answered, None when there is none."""
        return self.result.assessment.answers.get(item)

    @cached_property
    def asked(self) -> frozenset[str]:
        """The items that were asked."""
        return frozenset(self.result.asked)

    @property
    def is_short_form(self) -> bool:
        """Whether only a selection of the items was asked."""
        return self.result.assessment.form != FULL_FORM

    @property
    def rows(self) -> Facet | None:
        """The facet that makes the rows of the grid; without a grid that of the first facet scores."""
        return rows_of(self.instrument)

    @property
    def columns(self) -> Facet | None:
        """The facet that makes the columns: that of the grid, else the one of the two sides."""
        report, sides = self.instrument.report, self.instrument.sides
        if report is not None and report.grid is not None:
            return None if report.grid.columns is None else self.instrument.facets_by_id[report.grid.columns]
        return None if sides is None else self.instrument.facets_by_id[sides.facet]

    def label(self, value: FacetValue) -> str:
        """The label of a facet value."""
        return self.words.text(value.label)

    def short_label(self, value: FacetValue) -> str:
        """The label of a facet value for a narrow column."""
        return self.words.text(value.short_label or value.label)

    def in_sentence(self, value: FacetValue) -> str:
        """What a facet value is called in the middle of a sentence."""
        return self.words.text(value.in_sentence or value.label)

    def evidence(self, level: str) -> EvidenceLevel:
        """The evidence level of this id; KeyError when the questionnaire was not validated."""
        return {each.id: each for each in self.instrument.evidence_levels}[level]

    @cached_property
    def cited(self) -> dict[str, int]:
        """The works behind what this report says, by their number in its list of sources."""
        sources = [source for each in self.advice.recommendations for source in each.guideline.source]
        sources += [source for name in self.result.asked for source in self.instrument.items[name].source]
        sources += [source for row in self.instrument.norms for source in row.source]
        refs = {source.ref for source in sources}
        works = [work.id for work in self.instrument.works if work.id in refs]
        return {work: number for number, work in enumerate(works, start=1)}

    @property
    def selected(self) -> FacetValue | None:
        """The value of the selecting facet that holds for this relationship, if there is one."""
        facet = self.instrument.selecting_facet
        values = () if facet is None else facet.values
        return next((value for value in values if value.id == self.result.selected), None)


def rows_of(instrument: Instrument) -> Facet | None:
    """The facet that makes the rows of a report; None where nothing is scored by facet and there is no grid."""
    report, scores = instrument.report, instrument.scores
    if report is not None and report.grid is not None:
        return instrument.facets_by_id[report.grid.rows]
    return instrument.facets_by_id[scores.by_facet[0].facet] if scores.by_facet else None
