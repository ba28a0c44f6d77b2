"""Turn scores and facts into the one sentence that a report begins with."""

from __future__ import annotations

import re
from math import fsum

from rely.model.scores import Facet, FacetValue
from rely.reporting.material import Material
from rely.reporting.plain_text import first_capital
from rely.scoring.conditions import holds
from rely.scoring.rounding import NOISE

_PLACE = re.compile(r"\{(\w+)\}")


def conclusion(material: Material) -> str:
    """The first sentence of the instrument whose condition holds and whose places can all be filled.

    A sentence that sets the strongest against the weakest is passed over when all are equally strong.
    """
    report = material.instrument.report
    known = _places(material)
    for each in report.conclusions if report is not None else ():
        if each.when is None or holds(each.when, material.result.facts.get):
            sentence = material.words.text(each.text)
            if all(name in known for name in _PLACE.findall(sentence)):
                return first_capital(_PLACE.sub(lambda place: known[place[1]], sentence))
    return first_capital(_plain_conclusion(material, known))


def _plain_conclusion(material: Material, known: dict[str, str]) -> str:
    words, subject = material.words, known["subject"]
    if all(score.score is None for score in material.result.scores.values()):
        return words.gettext("There are too few answers yet for a conclusion about %(subject)s.", subject=subject)
    if "strongest" in known:
        return words.gettext("For %(subject)s, %(strongest)s is strongest and %(weakest)s leaves most room.", **known)
    return words.gettext("The scores for %(subject)s lie close together.", subject=subject)


def _places(material: Material) -> dict[str, str]:
    """What can be filled in: the subject, and the ends of the rows and of the sides where they differ."""
    known = {"subject": material.subject or material.words.gettext("this relationship")}
    rows, sides = material.rows, material.instrument.sides
    if rows is not None:
        known |= _ends(material, _row_scores(material, rows), ("strongest", "weakest"))
    if sides is not None:
        facet = material.instrument.facets_by_id[sides.facet]
        means = _side_means(material, facet, sides.across)
        known |= _ends(material, means, ("strongest_side", "weakest_side"))
    return known


def _ends(material: Material, scores: list[tuple[FacetValue, float]], names: tuple[str, str]) -> dict[str, str]:
    if not scores:
        return {}
    strongest = max(scores, key=lambda pair: pair[1])
    weakest = min(scores, key=lambda pair: pair[1])
    if strongest[1] - weakest[1] <= NOISE:
        return {}
    return {names[0]: material.in_sentence(strongest[0]), names[1]: material.in_sentence(weakest[0])}


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
