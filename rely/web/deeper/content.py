"""Turn the rows that deserve a closer look into words: how they stand, why, and what going deeper takes."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rely.guidelines.recommend import NO_ADVICE
from rely.languages import N_, Words
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.reporting.material import Material
from rely.reporting.score_words import ScoreWords, score_words
from rely.services.assessments import OpenAssessment
from rely.services.deepening import UNCERTAIN, UNKNOWN, WEAK, Deeper, build_depths
from rely.web.extent import extent_of, minutes_for

REASONS: Mapping[str, str] = {
    WEAK: N_("Little in place so far"),
    UNCERTAIN: N_("Still uncertain"),
    UNKNOWN: N_("No score yet"),
}
"""Why a row deserves a closer look, in words."""


@dataclass(frozen=True, slots=True)
class RowView:
    """One row worth a closer look: why, its score, and what going deeper takes."""

    row: str
    label: str
    why: str
    score: ScoreWords
    takes: str


@dataclass(frozen=True, slots=True)
class DeeperView:
    """The section about going deeper, all words ready; `takes` is what all that is open takes."""

    assessment: uuid.UUID
    rows: tuple[RowView, ...]
    takes: str
    was_stale: bool


def view_deeper(opened: OpenAssessment, words: Words, *, was_stale: bool = False) -> DeeperView | None:
    """Where a closer look pays after a short form; None after the full one."""
    depths = build_depths(opened)
    if depths is None:
        return None
    material = Material(
        instrument=opened.instrument,
        result=opened.result,
        advice=NO_ADVICE,
        words=words,
        digest=opened.record.instrument_digest,
        day=opened.record.last_answered.date(),
    )
    return DeeperView(
        assessment=opened.id,
        rows=tuple(_row(material, each) for each in depths.rows),
        takes=_takes(opened.instrument, depths.items, words),
        was_stale=was_stale,
    )


def _row(material: Material, each: Deeper) -> RowView:
    label = material.label(each.row)
    return RowView(
        row=each.row.id,
        label=label,
        why=material.words.gettext(REASONS[each.why]),
        score=score_words(material, each.score, name=label),
        takes=_takes(material.instrument, each.items, material.words),
    )


def _takes(instrument: Instrument, items: Sequence[Item], words: Words) -> str:
    return words.ngettext(
        "%(what)s, about %(n)s minute",
        "%(what)s, about %(n)s minutes",
        minutes_for(instrument, items),
        what=extent_of(instrument, items, words),
    )
