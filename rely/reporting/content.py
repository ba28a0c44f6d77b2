"""Turn an instrument, a result and its advice into the content of a report, with all words ready."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rely.guidelines.taken import Taken
from rely.languages import words_for
from rely.model.brand import Brand
from rely.model.instrument import Instrument
from rely.model.results import Advice, Result
from rely.reporting.actions import Actions, build_actions
from rely.reporting.answers import Answers, build_answers
from rely.reporting.brand import BrandContent, build_brand
from rely.reporting.carried import Carried, carried_data
from rely.reporting.forms import PAPERS
from rely.reporting.glance import Glance, build_glance
from rely.reporting.grid import Grid, build_grid
from rely.reporting.head import Head, build_head
from rely.reporting.importance import Importance, build_importance
from rely.reporting.material import Material
from rely.reporting.pages import Running, running_words
from rely.reporting.reading import Reading, build_reading
from rely.reporting.rhythm import Rhythm, build_rhythm
from rely.reporting.score_table import ScoreTable, build_score_table
from rely.reporting.trend import Trend, build_trend


@dataclass(frozen=True, slots=True)
class ReportContent:
    """All that a report says, in the order of its pages; templates only place it.

    A part is None when the instrument does not declare what it needs, or nothing is known about it.
    `short`: only the first page and the grid are printed. `paper` is one of PAPERS. `data` is what the PDF carries
    for `rely verify`, None for a document that carries nothing.
    """

    language: str
    paper: str
    short: bool
    title: str
    running: Running
    head: Head
    glance: Glance
    actions: Actions | None
    grid: Grid | None
    rhythm: Rhythm | None
    trend: Trend | None
    importance: Importance | None
    scores: ScoreTable | None
    answers: Answers
    reading: Reading
    data: Carried | None = None
    brand: BrandContent | None = None


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
) -> ReportContent:
    """The content of the report on one assessment, in `language`, dated `day`.

    `digest` is that of the instrument (`rely.model.digest`). `with_data` makes the PDF carry the answers and
    scores (`rely.reporting.carried`), and the report says which of the two it is; a short report carries nothing.
    `previous`, an earlier result of the same instrument, adds to a full report what has changed since then; its
    day is the date of its assessment. `brand` is that of whoever hands the report out. `taken`: by guideline, the
    actions that somebody took on.
    Raises UnknownLanguage for a language in which Rely has no words, ValueError for an unknown paper; an
    instrument without that language is told in English or in its own first language.
    """
    if paper not in PAPERS:
        raise ValueError(f"The paper is one of {', '.join(PAPERS)}, not {paper!r}.")
    carries = with_data and not short
    material = Material(instrument, result, advice, words_for(language), digest, day, taken or {})
    branded = None if brand is None else build_brand(brand, material.words)
    head = build_head(material)
    return ReportContent(
        language=language,
        paper=paper,
        short=short,
        title=f"{head.kind}: {head.name}" if head.kind else head.name,
        running=running_words(material, head),
        head=head,
        glance=build_glance(material),
        actions=build_actions(material, short=short) if instrument.priorities is not None else None,
        grid=build_grid(material),
        rhythm=build_rhythm(material),
        trend=None if previous is None or short else build_trend(material, previous),
        importance=build_importance(material),
        scores=build_score_table(material),
        answers=build_answers(material),
        reading=build_reading(material, with_data=carries, with_previous=previous is not None),
        data=carried_data(material, paper=paper, previous=previous, brand=branded) if carries else None,
        brand=branded,
    )
