"""Turn the result of a short form into the rows worth a closer look, and the assessment into one of the full form."""

import uuid
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from rely.model.answers import FULL_FORM
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.model.results import Score
from rely.model.scores import Facet, FacetValue
from rely.reporting.material import rows_of
from rely.services.assessments import NotFound, OpenAssessment, get_assessment
from rely.services.outline import REVIEW, Outline, PageOutline, Place, build_outline
from rely.services.site import Site
from rely.storage import assessments as rows

WEAK, UNCERTAIN, UNKNOWN = "weak", "uncertain", "unknown"
"""Why a row deserves a closer look: a low score, a margin that leaves its band open, or no score at all."""


@dataclass(frozen=True, slots=True)
class Deeper:
    """One row worth a closer look: why, its score, and the items of the full form that are still open for it."""

    row: FacetValue
    why: str
    score: Score
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Depths:
    """Where going deeper pays, the weakest first, and all items that the full form would still ask."""

    rows: tuple[Deeper, ...]
    items: tuple[Item, ...]


def build_depths(opened: OpenAssessment) -> Depths | None:
    """What the full form would add to the result of a short one; None when it would add nothing."""
    if opened.record.form == FULL_FORM:
        return None
    outline = build_outline(_in_full(opened))
    items = tuple(item for page in outline.pages.values() for item in page.open)
    if not items:
        return None
    facet = rows_of(opened.instrument)
    found = [] if facet is None else [_deeper(opened, facet, value, items) for value in facet.values]
    return Depths(tuple(sorted((each for each in found if each is not None), key=_weakness)), items)


def go_deeper(site: Site, assessment_id: uuid.UUID, row: str = "") -> Place:
    """Turn the assessment into one of the full form, and say where the items of the row begin, or of all rows.

    Every answer stays. Done twice it changes nothing more: an assessment of the full form stays as it is, finished
    or not. Raises NotFound for an unknown assessment or row.
    """
    opened = get_assessment(site, assessment_id)
    facet = rows_of(opened.instrument)
    if row and row not in {value.id for value in (facet.values if facet is not None else ())}:
        raise NotFound
    with site.database.writing() as session:
        record = rows.find_to_change(session, assessment_id, site.deadlines())
        if record is None:
            raise NotFound
        if record.form != FULL_FORM:
            rows.set_form(session, assessment_id, FULL_FORM, at=site.now())
    outline = build_outline(_in_full(opened))
    open_pages = [page for page in outline.pages.values() if page.open]
    return next(
        (page.place for page in open_pages if _asks_about(outline, page, facet, row)),
        Place(REVIEW),
    )


def _in_full(opened: OpenAssessment) -> OpenAssessment:
    return OpenAssessment(replace(opened.record, form=FULL_FORM), opened.instrument, opened.records)


def _asks_about(outline: Outline, page: PageOutline, facet: Facet | None, row: str) -> bool:
    if not row:
        return True
    return facet is not None and any(row in item.values(facet.id) for item in page.open)


def _deeper(opened: OpenAssessment, facet: Facet, value: FacetValue, items: tuple[Item, ...]) -> Deeper | None:
    score, own = opened.result.scores.get(value.id), tuple(each for each in items if value.id in each.values(facet.id))
    why = None if score is None else _why(opened.instrument, score)
    return None if score is None or why is None or not own else Deeper(value, why, score, own)


def _why(instrument: Instrument, score: Score) -> str | None:
    """The strongest reason for a closer look, None when there is none."""
    if score.score is None:
        return UNKNOWN
    if _is_low(instrument, score):
        return WEAK
    return UNCERTAIN if score.borderline is not None or _is_wide(instrument, score) else None


def _is_low(instrument: Instrument, score: Score) -> bool:
    """Whether the band lies in the lower half of the bands; without bands the score in the lower half of the scale."""
    names = [band.id for band in instrument.bands]
    if score.band not in names:
        return (score.score or 0.0) < 50.0
    return names.index(score.band) < len(names) // 2


def _is_wide(instrument: Instrument, score: Score) -> bool:
    """Whether the margin, from end to end, is at least as wide as the narrowest band."""
    edges = [*(band.from_ for band in instrument.bands), 100.0]
    narrowest = min((high - low for low, high in pairwise(edges)), default=inf)
    return score.margin is not None and 2.0 * score.margin >= narrowest


def _weakness(each: Deeper) -> tuple[bool, float, float]:
    """By score; what has none comes last; of equal scores the less certain one first."""
    score = each.score
    return (score.score is None, score.score or 0.0, -(score.margin or 0.0))
