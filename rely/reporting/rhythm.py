"""Turn the figures that have a norm into pictures and words, and the balance into a beam that leans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from rely.model.guidelines import Norm
from rely.model.measures import Balance, Fit, Rate
from rely.model.report import RhythmFigure
from rely.reporting.answer_words import fact_label, fact_words, measure_words
from rely.reporting.because import norm_words, why_unknown
from rely.reporting.contacts import Contacts, build_contacts
from rely.reporting.glance import SIDE_SIGNS
from rely.reporting.material import Material
from rely.reporting.places import known_places
from rely.reporting.plain_text import first_capital
from rely.reporting.sentences import first_that_holds
from rely.reporting.status_words import STATUSES, Status
from rely.scoring.measures import norm_row
from rely.scoring.rounding import NOISE

POSITION_STATUSES = {"below": "act", "within": "in_place", "beyond": "over", "above": "over"}
"""Which status sign stands before where a figure lies."""

HEADROOM = 1.3
"""How far the picture reaches beyond the highest number in it."""


@dataclass(frozen=True, slots=True)
class Range:
    """A number beside its norm: all places 0-100 along the picture, with their words.

    `high` is None for a norm without an upper edge; `value` is None when the number is unknown.
    """

    title: str
    low: float
    high: float | None
    value: float | None
    low_words: str
    high_words: str
    value_words: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure against its norm."""

    label: str
    unit: str
    norm: str
    range: Range
    happened: str
    status: Status | None
    meaning: str


@dataclass(frozen=True, slots=True)
class Beam:
    """The balance as a beam: `lean` is -1 to the first side, 1 to the second, 0 level."""

    title: str
    lean: int
    sides: tuple[str, str]


@dataclass(frozen=True, slots=True)
class BalanceWords:
    """The balance of two sides: to which it leans, what that means, and the figures behind it."""

    verdict: str
    meaning: str
    figures: str
    beam: Beam


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What happened against the norms, and how often there might be contact from now on."""

    heading: str
    lead: str
    what_head: str
    norm_head: str
    happened_head: str
    meaning_head: str
    figures: tuple[Figure, ...]
    balances: tuple[BalanceWords, ...]
    contacts: Contacts | None


def build_rhythm(material: Material) -> Rhythm | None:
    """The figures with a norm, the balance, and the contacts of the months ahead; None when nothing is known.

    A short form that asks too little for any figure leaves them out and says so.
    """
    words, report = material.words, material.instrument.report
    spec = None if report is None else report.rhythm
    places = known_places(material)
    figures = [figure for each in _figures(material) if (figure := _figure(material, each, places)) is not None]
    balances = [each for each in material.instrument.measures if isinstance(each, Balance)]
    contacts = build_contacts(material)
    is_unknown = all(each.range.value is None for each in figures)
    if contacts is None and is_unknown:
        return None
    lead = "" if spec is None else first_that_holds(material, spec.conclusions, places) or ""
    if is_unknown and material.is_short_form:
        lead = words.gettext("The short form asks too little about your contacts to judge how often they take place.")
        figures, balances = [], []
    return Rhythm(
        heading=words.gettext("Figures and their norms") if spec is None else words.text(spec.title),
        lead=lead,
        what_head=words.gettext("What"),
        norm_head=words.gettext("Shaded: norm. Dot: actual."),
        happened_head=words.gettext("What happened"),
        meaning_head=words.gettext("What that means"),
        figures=tuple(figures),
        balances=tuple(_balance(material, each, places) for each in balances),
        contacts=contacts,
    )


def _figures(material: Material) -> Sequence[RhythmFigure]:
    """The figures that the report speaks of, else all that have a norm."""
    instrument = material.instrument
    if instrument.report is not None and instrument.report.rhythm is not None:
        return instrument.report.rhythm.figures
    fits = [measure for measure in instrument.measures if isinstance(measure, Fit)]
    return [RhythmFigure(fit=fit.id, happened=(), meaning=()) for fit in fits]


def _figure(material: Material, spec: RhythmFigure, known: Mapping[str, str]) -> Figure | None:
    """One figure and its norm; None where this relationship has no such norm."""
    words, instrument = material.words, material.instrument
    fit = instrument.measures_by_id[spec.fit]
    assert isinstance(fit, Fit)  # checked when the questionnaire is loaded
    row = norm_row(instrument, fit.norm, material.result.facts.get)
    if row is None:
        return None
    value = _number(material, fit.of)
    position = material.result.measures[fit.id].get("position")
    places = {**known, **_figure_places(material, fit, row, value)}
    status = POSITION_STATUSES.get(str(position))
    verdict = measure_words(material, fit, position) or ""
    return Figure(
        label=fact_label(material, fit.id) if spec.label is None else words.text(spec.label),
        unit="" if spec.unit is None else words.text(spec.unit),
        norm=words.gettext(
            "Norm: %(range)s (%(evidence)s)",
            range=norm_words(material, row),
            evidence=words.text(material.evidence(row.evidence).label),
        ),
        range=_range(material, fit, row, value),
        happened=first_that_holds(material, spec.happened, places)
        or fact_words(material, fit.of)
        or first_capital(why_unknown(material, fit.of)),
        status=None if status is None else Status(status, STATUSES[status].sign, first_capital(verdict)),
        meaning=first_that_holds(material, spec.meaning, places) or "",
    )


def _number(material: Material, fact: str) -> float | None:
    value = material.result.facts.get(fact)
    return float(value) if isinstance(value, (int, float)) else None


def _figure_places(material: Material, fit: Fit, row: Norm, value: float | None) -> dict[str, str]:
    """The words that the sentences about one figure may have; what is unknown is left out."""
    measure = material.instrument.measures_by_id.get(fit.of)
    known: dict[str, float | None] = {"value": value, "min": row.min, "max": row.max or row.typical_max}
    if isinstance(measure, Rate):
        known |= _rate_places(material, measure, row)
    elif value is not None and row.min is not None:
        known["missing"] = ceil(row.min - value - NOISE)
    return {name: material.words.measured(number) for name, number in known.items() if number is not None}


def _rate_places(material: Material, measure: Rate, row: Norm) -> dict[str, float | None]:
    count, age = _number(material, measure.count), _number(material, measure.age)
    span = None if age is None or age < measure.min_age else min(age, measure.window)
    missing = None
    if count is not None and span is not None and row.min is not None:
        missing = ceil(row.min * span / measure.per - count - NOISE)
    return {"count": count, "span": span, "missing": missing}


def _range(material: Material, fit: Fit, row: Norm, value: float | None) -> Range:
    words, low, high = material.words, row.min or 0.0, row.max or row.typical_max
    top = HEADROOM * max(value or 0.0, high or 2 * low, 1.0)
    norm = norm_words(material, row)
    if value is None:
        title = words.gettext("%(what)s: norm %(norm)s, not known yet", what=fact_label(material, fit.id), norm=norm)
    else:
        title = words.gettext(
            "%(what)s: %(value)s, norm %(norm)s",
            what=fact_label(material, fit.id),
            value=words.measured(value),
            norm=norm,
        )
    return Range(
        title=title,
        low=100 * low / top,
        high=None if high is None else 100 * high / top,
        value=None if value is None else 100 * value / top,
        low_words=words.measured(low)
        if high is not None
        else words.gettext("%(low)s or more", low=words.measured(low)),
        high_words="" if high is None else words.measured(high),
        value_words="" if value is None else words.measured(value),
    )


def _balance(material: Material, balance: Balance, known: Mapping[str, str]) -> BalanceWords:
    words, parts, report = material.words, material.result.measures[balance.id], material.instrument.report
    tilt, index = str(parts.get("tilt")), parts.get("index")
    share = parts.get(balance.share)
    numbers = {"index": index, "share": 100 * share if isinstance(share, float) else None}
    told_as = {name: words.number(number) for name, number in numbers.items() if isinstance(number, (int, float))}
    spec = None if report is None else report.rhythm
    label, verdict = fact_label(material, balance.id), measure_words(material, balance, parts.get("tilt"))
    figures = ""
    if isinstance(index, (int, float)):
        figures = words.gettext(
            "%(balance)s: %(index)s out of 100; the side that fits its norm least counts.",
            balance=label,
            index=words.number(index),
        )
    told = first_capital(verdict or words.gettext("not known"))
    return BalanceWords(
        verdict=told,
        meaning="" if spec is None else first_that_holds(material, spec.balance, {**known, **told_as}) or "",
        figures=figures,
        beam=Beam(f"{label}: {told}", _lean(balance, tilt), _side_names(material, balance)),
    )


def _lean(balance: Balance, tilt: str) -> int:
    """-1 when the first side has more than its share, 1 when the second has, 0 when neither has or it is unknown."""
    first, second = (side.side for side in balance.between)
    if tilt in (f"{second}_missing", f"{second}_low", f"{first}_high"):
        return -1
    return 1 if tilt in (f"{first}_missing", f"{first}_low", f"{second}_high") else 0


def _side_names(material: Material, balance: Balance) -> tuple[str, str]:
    sides = material.instrument.sides
    facet = None if sides is None else material.instrument.facets_by_id[sides.facet]
    labels = {value.id: material.short_label(value) for value in facet.values} if facet is not None else {}
    first, second = (
        f"{sign}\u00a0{labels.get(side.side, side.side)}"
        for sign, side in zip(SIDE_SIGNS, balance.between, strict=True)
    )
    return first, second
