"""Turn an instrument, a result and its advice into the content of a report, with all words ready."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from rely.guidelines.taken import Taken
from rely.languages import words_for
from rely.model.brand import Brand
from rely.model.instrument import Instrument
from rely.model.results import Advice, Result
from rely.reporting.actions import Actions, build_actions
from rely.reporting.answers import Answers, build_answers
from rely.reporting.beside import Beside, check_beside
from rely.reporting.brand import BrandContent, build_brand
from rely.reporting.carried import Carried, carried_data
from rely.reporting.findings import Findings, build_findings, scores_in_findings, texts_in_findings
from rely.reporting.forms import PAPERS
from rely.reporting.glance import Glance, build_glance, shown_at_a_glance
from rely.reporting.grid import Grid, build_grid
from rely.reporting.guideline_list import GuidelineList, asks_for_actions, build_guideline_list
from rely.reporting.head import Head, build_head
from rely.reporting.importance import Importance, build_importance
from rely.reporting.material import Material
from rely.reporting.norm_lines import NormLines, build_norm_lines
from rely.reporting.pages import Running, running_words
from rely.reporting.reading import Reading, build_reading
from rely.reporting.rhythm import Rhythm, build_rhythm
from rely.reporting.score_table import ScoreTable, build_score_table
from rely.reporting.trend import Trend, build_trend
from rely.reporting.two_views import TwoViews, build_two_views


@dataclass(frozen=True, slots=True)
class ReportContent:
    """All that a report says, in the order of its pages; templates only place it.

    A part is None when the instrument does not declare what it needs, or nothing is known about it.
    `short`: only the first page and the grid are printed. `paper` is one of PAPERS. `data` is what the PDF carries
    for `rely verify`, None for a document that carries nothing.
    """

    template: ClassVar[str] = "report.html"

    language: str
    paper: str
    short: bool
    title: str
    running: Running
    head: Head
    findings: Findings | None
    glance: Glance
    actions: Actions | None
    grid: Grid | None
    guidelines: GuidelineList | None
    rhythm: Rhythm | None
    trend: Trend | None
    two_views: tuple[TwoViews, ...]
    importance: Importance | None
    scores: ScoreTable | None
    answers: Answers
    reading: Reading
    data: Carried | None = None
    brand: BrandContent | None = None
    norms: NormLines | None = None

    @property
    def is_plain(self) -> bool:
        """Whether its parts follow each other without a new page for each, as fits an instrument without columns."""
        return self.rhythm is None and (self.grid is None or self.grid.columns == 1)

    @property
    def plans_at_once(self) -> bool:
        """Whether the plan follows on the scores, so that its actions need not be told in short before."""
        return self.is_plain and self.actions is not None and bool(self.actions.actions)


def build_report(
    instrument: Instrument,
    result: Result,
    advice: Advice,
    *,
    language: str,
    digest: str,
    day: date,
    with_data: bool = False,
    paper: str = PAPERS[0],
    short: bool = False,
    previous: Result | None = None,
    brand: Brand | None = None,
    taken: Mapping[str, Taken] | None = None,
    beside: Sequence[Beside] = (),
) -> ReportContent:
    """The content of the report on one assessment, in `language`, dated `day`.

    `digest` is that of the instrument (`rely.model.digest`). `with_data` makes the PDF carry the answers and
    scores (`rely.reporting.carried`), and the report says which of the two it is; a short report carries nothing.
    `previous`, an earlier result of the same instrument, adds to a full report what has changed since then; its
    day is the date of its assessment. `brand` is that of whoever hands the report out. `taken`: by guideline, the
    actions that somebody took on. `beside`: what others answered about the same relationship, which a full report
    shows next to the own answers, one part for each.
    Raises NotComparable for answers of the own perspective in `beside`, UnknownLanguage for what is no tag of a
    language, ValueError for an unknown paper. What Rely says, or the
    instrument, is in English where there are no words in the language.
    """
    if paper not in PAPERS:
        raise ValueError(f"The paper is one of {', '.join(PAPERS)}, not {paper!r}.")
    carries = with_data and not short
    shown_beside = () if short else tuple(beside)
    for each in shown_beside:
        check_beside(each, result.assessment)
    material = Material(instrument, result, advice, words_for(language, marks=True), digest, day, taken or {})
    branded = None if brand is None else build_brand(brand, material.words)
    head, elsewhere = build_head(material), scores_in_findings(instrument)
    findings, grid = build_findings(material), build_grid(material)
    return ReportContent(
        language=language,
        paper=paper,
        short=short,
        title=f"{head.kind}: {head.name}" if head.kind else head.name,
        running=running_words(material, head),
        head=head,
        findings=findings,
        glance=build_glance(material, elsewhere),
        actions=build_actions(material, short=short) if _has_actions(material) else None,
        grid=grid,
        guidelines=build_guideline_list(material),
        rhythm=build_rhythm(material),
        trend=None if previous is None or short else build_trend(material, previous),
        two_views=tuple(build_two_views(material, each) for each in shown_beside),
        importance=build_importance(material),
        scores=build_score_table(material, shown_at_a_glance(material, elsewhere) | _scores_told(findings)),
        answers=build_answers(material, texts_in_findings(instrument)),
        reading=build_reading(
            material, with_data=carries, with_previous=previous is not None, with_others=bool(shown_beside)
        ),
        data=carried_data(material, paper=paper, previous=previous, brand=branded, beside=shown_beside)
        if carries
        else None,
        brand=branded,
        norms=build_norm_lines(material),
    )


def _has_actions(material: Material) -> bool:
    """Whether the instrument has a plan; without a grid only where a guideline of the plan can come from answers."""
    report = material.instrument.report
    has_grid = report is not None and report.grid is not None
    return material.instrument.priorities is not None and (has_grid or asks_for_actions(material))


def _scores_told(findings: Findings | None) -> frozenset[str]:
    blocks = () if findings is None else findings.findings
    return frozenset(line.id for block in blocks for row in block.scores for line in row.lines)
