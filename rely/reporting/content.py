"""Turn an instrument, a result and its advice into the content of a report, with all words ready."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rely.languages import words_for
from rely.model.instrument import Instrument
from rely.model.results import Advice, Result
from rely.reporting.actions import Actions, build_actions
from rely.reporting.answers import Answers, build_answers
from rely.reporting.carried import Carried, carried_data
from rely.reporting.glance import Glance, build_glance
from rely.reporting.grid import Grid, build_grid
from rely.reporting.head import Head, build_head
from rely.reporting.importance import Importance, build_importance
from rely.reporting.material import Material
from rely.reporting.reading import Reading, build_reading
from rely.reporting.rhythm import Rhythm, build_rhythm
from rely.reporting.score_table import ScoreTable, build_score_table


@dataclass(frozen=True, slots=True)
class Running:
    """What stands at the edge of every page; `page` holds the words before, between and after the numbers."""

    name: str
    foot: str
    page: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class ReportContent:
    """All that a report says, in the order of its pages; templates only place it.

    A part is None when the instrument does not declare what it needs, or nothing is known about it.
    `data` is what the PDF carries for `rely verify`, None for a document that carries nothing.
    """

    language: str
    title: str
    running: Running
    head: Head
    glance: Glance
    actions: Actions | None
    grid: Grid | None
    rhythm: Rhythm | None
    importance: Importance | None
    scores: ScoreTable
    answers: Answers
    reading: Reading
    data: Carried | None = None


def build_report(
    instrument: Instrument,
    result: Result,
    advice: Advice,
    *,
    language: str,
    digest: str,
    day: date,
    with_data: bool = False,
) -> ReportContent:
    """The content of the report on one assessment, in `language`, dated `day`.

    `digest` is that of the instrument (`rely.model.digest`). `with_data` makes the PDF carry the answers and
    scores (`rely.reporting.carried`), and the report says which of the two it is. Raises UnknownLanguage for a
    language in which Rely has no words; an instrument without that language is told in English or in its own
    first language.
    """
    material = Material(instrument, result, advice, words_for(language), digest, day)
    head = build_head(material)
    return ReportContent(
        language=language,
        title=f"{head.kind}: {head.name}" if head.kind else head.name,
        running=_running(material, head),
        head=head,
        glance=build_glance(material),
        actions=build_actions(material) if instrument.priorities is not None else None,
        grid=build_grid(material),
        rhythm=build_rhythm(material),
        importance=build_importance(material),
        scores=build_score_table(material),
        answers=build_answers(material),
        reading=build_reading(material, with_data=with_data),
        data=carried_data(material) if with_data else None,
    )


def _running(material: Material, head: Head) -> Running:
    words, disclaimer = material.words, material.instrument.disclaimer
    before, between_and_after = words.gettext("Page %(page)s of %(pages)s", page="\0", pages="\0").split("\0", 1)
    between, after = between_and_after.split("\0")
    return Running(
        name=head.name,
        foot="" if disclaimer is None else words.text(disclaimer),
        page=(before, between, after),
    )
