"""Turn the scores into the words in braces that a sentence of a report may be filled with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import Generic, TypeVar

from rely.model.scores import FacetValue
from rely.reporting.answer_words import fact_words, word_of
from rely.reporting.material import Material
from rely.reporting.score_names import scored_in, scored_words

Thing = TypeVar("Thing")

Box = tuple[FacetValue, FacetValue]
"""A value of the facet of the rows and one of the facet of the sides."""

MOST_BOXES = 2
"""How many boxes are named one by one; more only where they share their row or their side."""


@dataclass(frozen=True, slots=True)
class _End(Generic[Thing]):
    """What has the highest or the lowest score, the score as it prints, and all with that score in their order."""

    first: Thing
    score: str
    alike: tuple[Thing, ...]


def known_places(material: Material) -> dict[str, str]:
    """What can be filled in: the subject, and the ends of the rows, of the sides and of the boxes where they differ.

    The ends are left out where all scores print as the same number, so that nothing is set against its like.
    """
    words = material.words
    known = {"subject": material.subject or unnamed_subject(material)}
    for end, rows in zip(("strongest", "weakest"), _ends(material, _row_scores(material)), strict=False):
        named = [material.in_sentence(each) for each in rows.alike]
        known |= {end: material.in_sentence(rows.first), f"{end}_score": rows.score, f"all_{end}": words.list_of(named)}
    for end, sides in zip(("strongest_side", "weakest_side"), _ends(material, _side_means(material)), strict=False):
        known[end] = material.in_sentence(sides.first)
    for end, boxes in zip(("highest", "lowest"), _ends(material, _box_scores(material)), strict=False):
        row, side = boxes.first
        known |= {f"{end}_row": material.in_sentence(row), f"{end}_side": material.in_sentence(side)}
        known |= {f"{end}_score": boxes.score} | _named_boxes(material, f"all_{end}", boxes.alike)
    return known


def unnamed_subject(material: Material) -> str:
    """What is told of when nobody named it: the instrument's own words, else as far as it is known what it is."""
    words, report = material.words, material.instrument.report
    if report is not None and report.subject_unnamed is not None:
        return words.text(report.subject_unnamed)
    return words.gettext("this relationship") if material.has_subject else words.gettext("these answers")


def named_fact(material: Material, name: str) -> str | None:
    """A measure, score, band, item or given fact in the words that stand for it in a sentence; None when unknown.

    Numbers of measures and given facts come without their unit, which the sentence itself may say.
    """
    if scored_in(name) is not None:
        return scored_words(material, name)
    value = material.result.facts.get(name)
    if value is None:
        return None
    measure = material.instrument.measures_by_id.get(name.partition(".")[0])
    word = None if measure is None else word_of(measure, value)
    if word is not None and word.in_sentence is not None:
        return material.words.text(word.in_sentence)
    return fact_words(material, name, unit=False)


def shared_places(material: Material) -> frozenset[str]:
    """The words in braces that name one of several whose scores print as the same number."""
    shared = set[str]()
    for end, rows in zip(("strongest", "weakest"), _ends(material, _row_scores(material)), strict=False):
        shared |= {end} if len(rows.alike) > 1 else set()
    for end, boxes in zip(("highest", "lowest"), _ends(material, _box_scores(material)), strict=False):
        shared |= {f"{end}_row", f"{end}_side"} if len(boxes.alike) > 1 else set()
    return frozenset(shared)


def _ends(material: Material, scores: Sequence[tuple[Thing, float]]) -> tuple[_End[Thing], ...]:
    """The highest and the lowest; nothing where all scores print as the same number."""
    printed = [material.words.number(score) for _, score in scores]
    if len(set(printed)) < 2:
        return ()
    places = range(len(scores))
    firsts = (max(places, key=lambda at: scores[at][1]), min(places, key=lambda at: scores[at][1]))
    return tuple(
        _End(scores[first][0], printed[first], tuple(scores[at][0] for at in places if printed[at] == printed[first]))
        for first in firsts
    )


def _named_boxes(material: Material, place: str, boxes: Sequence[Box]) -> dict[str, str]:
    """Boxes of one side or of one row in one breath, others one by one; nothing for more than can be taken in."""
    rows = list(dict.fromkeys(material.in_sentence(row) for row, _ in boxes))
    sides = list(dict.fromkeys(material.in_sentence(side) for _, side in boxes))
    if min(len(rows), len(sides)) == 1:
        return {place: f"{material.words.list_of(rows)} {material.words.list_of(sides)}"}
    if len(boxes) > MOST_BOXES:
        return {}
    named = [f"{material.in_sentence(row)} {material.in_sentence(side)}" for row, side in boxes]
    return {place: material.words.list_of(named)}


def _row_scores(material: Material) -> list[tuple[FacetValue, float]]:
    """The scores that may be called strongest or weakest: those of the overall score, where there is one."""
    overall, rows = material.instrument.scores.overall, material.rows
    values = () if rows is None else rows.values
    counted = {value.id for value in values} if overall is None else set(overall.of)
    scores = {name: score.score for name, score in material.result.scores.items()}
    return [(value, score) for value in values if value.id in counted and (score := scores.get(value.id)) is not None]


def _box_scores(material: Material) -> list[tuple[Box, float]]:
    """The scores of the boxes of all rows that have both sides."""
    rows, sides, scores = material.rows, material.instrument.sides, material.result.scores
    if rows is None or sides is None:
        return []
    return [
        ((row, side), found.score)
        for row in rows.values
        for side in material.instrument.facets_by_id[sides.facet].values
        if row.id in sides.across
        and (found := scores.get(f"{row.id}.{side.id}")) is not None
        and found.score is not None
    ]


def _side_means(material: Material) -> list[tuple[FacetValue, float]]:
    """The mean of each side over the rows that have a score on both sides."""
    sides = material.instrument.sides
    if material.rows is None or sides is None:
        return []
    values = material.instrument.facets_by_id[sides.facet].values
    scores = {name: score.score for name, score in material.result.scores.items()}
    by_row = [[scores.get(f"{row}.{value.id}") for value in values] for row in sides.across]
    complete = [[score for score in row if score is not None] for row in by_row if None not in row]
    if not complete:
        return []
    return [(value, fsum(row[at] for row in complete) / len(complete)) for at, value in enumerate(values)]
