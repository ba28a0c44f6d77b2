"""Turn all scores into one table: what is scored down, together and by side across."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from rely.model.scores import FacetValue
from rely.reporting.glance import SHAPES, SIDE_SIGNS
from rely.reporting.material import Material
from rely.reporting.score_names import score_name
from rely.reporting.score_words import ScoreWords, score_words


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column."""

    sign: str
    label: str


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One row of scores, one for each column, None where the instrument has no such score."""

    label: str
    note: str
    cells: tuple[ScoreWords | None, ...]


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """All scores with margin, verdict and basis."""

    heading: str
    row_head: str
    columns: tuple[Column, ...]
    rows: tuple[ScoreRow, ...]


def build_score_table(material: Material, told: Collection[str] = ()) -> ScoreTable | None:
    """Every score of the result in one table; None when there is nothing in it that is not `told` already.

    `told`: the scores that stand with their margin and basis in another part of the report.
    """
    words, rows, columns = material.words, material.rows, material.columns
    overall = material.instrument.scores.overall
    parts = [score for score in material.result.scores.values() if overall is None or score.id != overall.id]
    apart = rows is not None and overall is not None and any(value.id not in overall.of for value in rows.values)
    if not any(score.asked for score in parts) or (not apart and all(score.id in told for score in parts)):
        return None
    sides = columns.values if columns is not None and _has_cells(material, columns.values) else ()
    two = len(sides) == len(SIDE_SIGNS)
    heads = [Column(SIDE_SIGNS[at] if two else "", material.short_label(side)) for at, side in enumerate(sides)]
    scores = material.result.scores
    made = [_row(material, value, sides) for value in (rows.values if rows is not None else ()) if value.id in scores]
    told = {value.id for value in rows.values} if rows is not None else set()
    told |= {f"{row}.{side.id}" for row in told for side in sides}
    rest = [_single(material, name, len(sides)) for name in scores if name not in told]
    return ScoreTable(
        heading=words.gettext("The scores"),
        row_head="" if rows is None else words.text(rows.label),
        columns=(Column("", words.gettext("Together") if sides else words.gettext("Score")), *heads),
        rows=(*made, *rest),
    )


def _has_cells(material: Material, sides: tuple[FacetValue, ...]) -> bool:
    return any(name.endswith(f".{side.id}") for name in material.result.scores for side in sides)


def _row(material: Material, value: FacetValue, sides: tuple[FacetValue, ...]) -> ScoreRow:
    overall = material.instrument.scores.overall
    apart = overall is not None and value.id not in overall.of
    names = [value.id, *(f"{value.id}.{side.id}" for side in sides)]
    shapes = ["whole", *(SHAPES if len(sides) == len(SHAPES) else ["whole"] * len(sides))]
    return ScoreRow(
        label=material.label(value),
        note=material.words.gettext("not part of the overall score") if apart else "",
        cells=tuple(_cell(material, name, shape) for name, shape in zip(names, shapes, strict=True)),
    )


def _single(material: Material, name: str, empty: int) -> ScoreRow:
    return ScoreRow(score_name(material, name), "", (_cell(material, name, "whole"), *[None] * empty))


def _cell(material: Material, name: str, shape: str) -> ScoreWords | None:
    score = material.result.scores.get(name)
    return None if score is None else score_words(material, score, name=score_name(material, name), shape=shape)
