"""Turn the scores of an assessment into a table for people."""

from __future__ import annotations

from collections.abc import Iterator

from rely.loading.problems import visible
from rely.model.instrument import Instrument
from rely.model.results import Advice, Result, Score
from rely.scoring.plan import score_ids
from rely.scoring.rounding import round_half_up
from rely.scoring.score import PERSON


def table(instrument: Instrument, result: Result, advice: Advice) -> str:
    """The scores of one assessment for people: rounded, with margin, band and number of answers.

    Where norms are used it says of each margin whether it is the person's or the group's, and which norms they are.
    """
    rows: list[tuple[str, ...]] = [("score", "value", "margin", "band", "answers", "status")]
    rows += [_cells(result.scores[name]) for name in score_ids(instrument)]
    norms = ""
    if result.reference is not None:
        rows = [(*row, cell) for row, cell in zip(rows, _margins_of(instrument, result), strict=True)]
        norms = f"norms: {result.reference.digest}\n"
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [_padded(row, widths) for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    heading = _heading(instrument, result)
    actions = f"actions: {', '.join(advice.actions)}\n" if advice.actions else ""
    return heading + "\n".join(lines) + "\n" + norms + actions


def _heading(instrument: Instrument, result: Result) -> str:
    facet = instrument.selecting_facet
    parts = [f"{instrument.id} {instrument.version}"]
    if result.assessment.id:
        parts.insert(0, visible(result.assessment.id))
    if facet is not None:
        parts.append(f"{facet.id}: {result.selected or 'unknown'}")
    if result.one_sided:
        parts.append(f"one-sided: {result.one_sided} is missing")
    return " | ".join(parts) + "\n"


def _cells(score: Score) -> tuple[str, ...]:
    value = "-" if score.score is None else str(round_half_up(score.score))
    margin = "" if score.margin is None else f"±{round_half_up(score.margin)}"
    answers = f"{score.answered}/{score.applicable}"
    return (score.id, value, margin, score.band or "", answers, score.status)


def _margins_of(instrument: Instrument, result: Result) -> Iterator[str]:
    """The column that says whose margins they are, with its heading."""
    yield "margin of"
    for name in score_ids(instrument):
        basis = result.scores[name].margin_basis
        yield "" if basis is None else "person" if basis == PERSON else "group"


def _padded(row: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
