"""Turn the findings that an instrument declares, or its scores and measures alone, into blocks of a report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rely.model.instrument import Instrument
from rely.model.report import ReportFinding
from rely.model.response_scales import TextEntry
from rely.reporting.answer_words import answer_words
from rely.reporting.answers import Answered, answer_head
from rely.reporting.glance import Line, Lines, cut_off_words, cut_offs, score_head, shown_at_a_glance
from rely.reporting.material import Material
from rely.reporting.measure_lines import MeasureLine, measure_line
from rely.reporting.places import known_places
from rely.reporting.score_names import score_name
from rely.reporting.score_words import score_words
from rely.reporting.sentences import first_that_holds

TOGETHER = 5
"""How many scores of a finding at most are kept on one page."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One block: what it means in a sentence, then a row for each score, measure and answer."""

    id: str
    title: str
    intro: str
    meaning: str
    scores: tuple[Lines, ...]
    measures: tuple[MeasureLine, ...]
    answers: tuple[Answered, ...]

    @property
    def has_meanings(self) -> bool:
        """Whether any of its measures says more than its number or word."""
        return any(line.verdict or line.meaning for line in self.measures)

    @property
    def is_short(self) -> bool:
        """Whether its scores are so few that they stay together on one page, under their heading."""
        return len(self.scores) <= TOGETHER


@dataclass(frozen=True, slots=True)
class Findings:
    """All blocks, with the heads that their tables share; `cut_offs` as in the table at a glance.

    `leads`: they stand right after the conclusion, as the instrument declares them; else after the scores at a glance.
    """

    leads: bool
    what_head: str
    axis_title: str
    score_head: str
    value_head: str
    verdict_head: str
    meaning_head: str
    basis_head: str
    question_head: str
    answer_head: str
    cut_offs: tuple[float, ...]
    cut_off_words: tuple[str, ...]
    findings: tuple[Finding, ...]


def build_findings(material: Material) -> Findings | None:
    """The findings that have anything to tell; None when none has, or the instrument shows a grid instead."""
    words, report = material.words, material.instrument.report
    findings = tuple(each for each in _findings(material) if _tells_something(each))
    if not findings:
        return None
    return Findings(
        leads=report is not None and bool(report.findings),
        what_head=words.gettext("What"),
        axis_title=words.gettext("Scale from 0 to 100"),
        score_head=score_head(material, [row for each in findings for row in each.scores]),
        value_head=words.gettext("Result"),
        verdict_head=words.gettext("In words") if _has_verdicts(findings) else "",
        meaning_head=words.gettext("What that means"),
        basis_head=words.gettext("Answers"),
        question_head=words.gettext("Question or statement"),
        answer_head=answer_head(material),
        cut_offs=cut_offs(material),
        cut_off_words=cut_off_words(material),
        findings=findings,
    )


def scores_in_findings(instrument: Instrument) -> frozenset[str]:
    """The scores that the declared findings tell."""
    report = instrument.report
    return frozenset(score for each in (report.findings if report is not None else ()) for score in each.scores)


def texts_in_findings(instrument: Instrument) -> frozenset[str]:
    """The items answered in the respondent's own words that the declared findings tell."""
    report = instrument.report
    told = (name for each in (report.findings if report is not None else ()) for name in each.answers)
    return frozenset(name for name in told if isinstance(instrument.scale_of(instrument.items[name]), TextEntry))


def _findings(material: Material) -> Iterator[Finding]:
    report = material.instrument.report
    if report is not None and report.findings:
        yield from (_declared(material, each) for each in report.findings)
    elif report is None or report.grid is None:
        yield from _by_itself(material)


def _declared(material: Material, finding: ReportFinding) -> Finding:
    words = material.words
    return Finding(
        id=finding.id,
        title=words.text(finding.title),
        intro="" if finding.intro is None else words.text(finding.intro),
        meaning=first_that_holds(material, finding.sentences, known_places(material)) or "",
        scores=_score_lines(material, finding.scores),
        measures=tuple(measure_line(material, name) for name in finding.measures),
        answers=tuple(_answers(material, finding.answers)),
    )


def _score_lines(material: Material, names: Iterable[str]) -> tuple[Lines, ...]:
    scores = material.result.scores
    told = [(score_name(material, name), name) for name in names if name in scores]
    return tuple(
        Lines(label, (Line("", "", score_words(material, scores[name], name=label), name),)) for label, name in told
    )


def _answers(material: Material, names: Iterable[str]) -> Iterator[Answered]:
    """The answers to the items that were asked, under their labels."""
    for name in names:
        if name in material.asked and name not in material.result.routed:
            item, code = material.instrument.items[name], material.answer(name)
            label = material.words.text(item.label or item.text)
            yield Answered(text=label, answer=answer_words(material, item, code), given=code is not None)


def _tells_something(finding: Finding) -> bool:
    return any((finding.intro, finding.meaning, finding.scores, finding.measures, finding.answers))


def _has_verdicts(findings: Iterable[Finding]) -> bool:
    return any(line.score.verdict for each in findings for row in each.scores for line in row.lines)


def _by_itself(material: Material) -> Iterator[Finding]:
    """What an instrument without findings tells: the facets that are not seen at a glance, its labelled measures."""
    instrument, words = material.instrument, material.words
    shown = shown_at_a_glance(material)
    for by_facet in instrument.scores.by_facet:
        facet = instrument.facets_by_id[by_facet.facet]
        lines = _score_lines(material, [value.id for value in facet.values if value.id not in shown])
        yield Finding(facet.id, words.text(facet.label), "", "", lines, (), ())
    rest = _score_lines(material, [each.id for each in instrument.scores.of_items if each.id not in shown])
    yield Finding("other_scores", words.gettext("Other scores"), "", "", rest, (), ())
    measures = tuple(measure_line(material, name) for name in _labelled_measures(instrument))
    yield Finding("measures", words.gettext("What follows from the answers"), "", "", (), measures, ())


def _labelled_measures(instrument: Instrument) -> Iterator[str]:
    """The measures that have a name for people and stand nowhere else in the report."""
    report = instrument.report
    elsewhere = set(report.facts) if report is not None else set()
    if report is not None and report.rhythm is not None:
        elsewhere |= {figure.fit for figure in report.rhythm.figures}
    selecting = instrument.selecting_facet
    for measure in instrument.measures:
        chosen = selecting is not None and measure.id == selecting.selects_by
        if measure.label is not None and measure.id not in elsewhere and not chosen:
            yield measure.id
