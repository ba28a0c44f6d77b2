"""Turn the measures that have a norm into lines of value against norm, and the balance into words."""

from __future__ import annotations

from dataclasses import dataclass

from rely.model.measures import Balance, Fit
from rely.reporting.answer_words import fact_label, fact_words, measure_words
from rely.reporting.because import norm_words, why_unknown
from rely.reporting.material import Material
from rely.reporting.plain_text import first_capital
from rely.scoring.measures import norm_row


@dataclass(frozen=True, slots=True)
class NormLine:
    """One figure against its norm."""

    label: str
    value: str
    norm: str
    verdict: str
    evidence: str


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """The balance of two sides: its name, to which side it leans, and the figures behind that."""

    label: str
    verdict: str
    figures: str


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What happened against the norms."""

    heading: str
    what_head: str
    value_head: str
    norm_head: str
    verdict_head: str
    evidence_head: str
    lines: tuple[NormLine, ...]
    balances: tuple[BalanceLine, ...]


def build_rhythm(material: Material) -> Rhythm | None:
    """All measures of kind fit and balance; None when the instrument has none or nothing at all is known."""
    words, measures = material.words, material.instrument.measures
    fits = [measure for measure in measures if isinstance(measure, Fit)]
    lines = [line for fit in fits if (line := _norm_line(material, fit)) is not None]
    balances = [_balance_line(material, each) for each in measures if isinstance(each, Balance)]
    if not lines or all(line.value == words.gettext("not known") for line in lines):
        return None
    return Rhythm(
        heading=balances[0].label if balances else words.gettext("Figures and their norms"),
        what_head=words.gettext("What"),
        value_head=words.gettext("What happened"),
        norm_head=words.gettext("Norm"),
        verdict_head=words.gettext("In words"),
        evidence_head=words.gettext("Evidence"),
        lines=tuple(lines),
        balances=tuple(balances),
    )


def _norm_line(material: Material, fit: Fit) -> NormLine | None:
    """One figure and its norm; None where this relationship has no such norm."""
    words, row = material.words, norm_row(material.instrument, fit.norm, material.result.facts.get)
    if row is None:
        return None
    value = fact_words(material, fit.of)
    position = material.result.measures[fit.id].get("position")
    return NormLine(
        label=fact_label(material, fit.id),
        value=why_unknown(material, fit.of) if value is None else value,
        norm=norm_words(material, row),
        verdict=measure_words(material, fit, position) or "",
        evidence=words.text(material.evidence(row.evidence).label),
    )


def _balance_line(material: Material, balance: Balance) -> BalanceLine:
    words, parts = material.words, material.result.measures[balance.id]
    index, figures = parts.get("index"), ""
    if isinstance(index, (int, float)):
        figures = words.gettext(
            "Balance: %(index)s out of 100; the side that fits its norm least counts.", index=words.number(index)
        )
    return BalanceLine(
        label=fact_label(material, balance.id),
        verdict=first_capital(measure_words(material, balance, parts.get("tilt")) or words.gettext("not known")),
        figures=figures,
    )
