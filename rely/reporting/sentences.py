"""Turn the sentences of an instrument into the ones that hold, with their words in braces filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from math import fsum

from rely.model.report import Sentence
from rely.model.scores import Facet, FacetValue
from rely.reporting.material import Material
from rely.reporting.plain_text import first_capital
from rely.scoring.conditions import holds
from rely.scoring.rounding import NOISE

_PLACE = re.compile(r"\{(\w+)\}")


def first_that_holds(material: Material, sentences: Sequence[Sentence], places: Mapping[str, str]) -> str | None:
    """The first sentence whose condition is true and whose words in braces are all known; None without one."""
    return next(_that_hold(material, sentences, places), None)


def those_that_hold(
    material: Material, sentences: Sequence[Sentence], places: Mapping[str, str], *, most: int
) -> tuple[str, ...]:
    """The first `most` sentences that hold."""
    return tuple(text for _, text in zip(range(most), _that_hold(material, sentences, places), strict=False))


def _that_hold(material: Material, sentences: Sequence[Sentence], places: Mapping[str, str]) -> Iterator[str]:
    for each in sentences:
        if each.when is None or holds(each.when, material.result.facts.get):
            sentence = material.words.text(each.text)
            if all(name in places for name in _PLACE.findall(sentence)):
                yield first_capital(_PLACE.sub(lambda place: places[place[1]], sentence))


def known_places(material: Material) -> dict[str, str]:
    """What can be filled in: the subject, and the ends of the rows, of the sides and of the boxes where they differ.

    The ends are left out where all are equal, so that nothing is set against its like.
    """
    known = {"subject": material.subject or material.words.gettext("this relationship")}
    rows, sides = material.rows, material.instrument.sides
    if rows is not None:
        known |= _ends(material, _row_scores(material, rows), ("strongest", "weakest"), scores_too=True)
    if rows is not None and sides is not None:
        facet = material.instrument.facets_by_id[sides.facet]
        known |= _ends(material, _side_means(material, facet, sides.across), ("strongest_side", "weakest_side"))
        known |= _box_ends(material, rows, facet, sides.across)
    return known


def _ends(
    material: Material, scores: list[tuple[FacetValue, float]], names: tuple[str, str], *, scores_too: bool = False
) -> dict[str, str]:
    if not _differ([score for _, score in scores]):
        return {}
    ends = (max(scores, key=_score_of), min(scores, key=_score_of))
    known = {name: material.in_sentence(value) for name, (value, _) in zip(names, ends, strict=True)}
    if scores_too:
        known |= {f"{name}_score": material.words.number(score) for name, (_, score) in zip(names, ends, strict=True)}
    return known


def _box_ends(material: Material, rows: Facet, sides: Facet, across: tuple[str, ...]) -> dict[str, str]:
    """The boxes with the highest and the lowest score: row, side and score of each."""
    scores = material.result.scores
    boxes = [
        ((row, side), found.score)
        for row in rows.values
        for side in sides.values
        if row.id in across and (found := scores.get(f"{row.id}.{side.id}")) is not None and found.score is not None
    ]
    if not _differ([score for _, score in boxes]):
        return {}
    known = {}
    for end, ((row, side), score) in zip(
        ("highest", "lowest"), (max(boxes, key=_score_of), min(boxes, key=_score_of)), strict=True
    ):
        known[f"{end}_row"] = material.in_sentence(row)
        known[f"{end}_side"] = material.in_sentence(side)
        known[f"{end}_score"] = material.words.number(score)
    return known


def _score_of(pair: tuple[object, float]) -> float:
    return pair[1]


def _differ(scores: list[float]) -> bool:
    return bool(scores) and max(scores) - min(scores) > NOISE


def _row_scores(material: Material, rows: Facet) -> list[tuple[FacetValue, float]]:
    """The scores that may be called strongest or weakest: those of the overall score, where there is one."""
    overall = material.instrument.scores.overall
    counted = {value.id for value in rows.values} if overall is None else set(overall.of)
    scores = {name: score.score for name, score in material.result.scores.items()}
    return [
        (value, score) for value in rows.values if value.id in counted and (score := scores.get(value.id)) is not None
    ]


def _side_means(material: Material, facet: Facet, across: tuple[str, ...]) -> list[tuple[FacetValue, float]]:
    """The mean of each side over the rows that have a score on both sides."""
    scores = {name: score.score for name, score in material.result.scores.items()}
    by_row = [[scores.get(f"{row}.{value.id}") for value in facet.values] for row in across]
    complete = [[score for score in row if score is not None] for row in by_row if None not in row]
    if not complete:
        return []
    return [(value, fsum(row[at] for row in complete) / len(complete)) for at, value in enumerate(facet.values)]
