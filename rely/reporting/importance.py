"""Turn the ratings of importance and the scores into what deserves attention first."""

from __future__ import annotations

from dataclasses import dataclass

from rely.languages import N_
from rely.model.guidelines import Priorities
from rely.model.scores import FacetValue
from rely.reporting.answer_words import answer_words
from rely.reporting.material import Material

QUADRANTS = {
    "concentrate": N_("much to gain here"),
    "keep_up": N_("keep this up"),
    "low_priority": N_("can wait"),
    "possible_overkill": N_("perhaps more than needed"),
}


@dataclass(frozen=True, slots=True)
class ImportanceLine:
    """How important something is, how it scores, and what that means."""

    label: str
    importance: str
    score: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Importance:
    """The ratings of importance beside the scores; `note` says so when the ratings do not tell them apart."""

    heading: str
    what_head: str
    importance_head: str
    score_head: str
    verdict_head: str
    lines: tuple[ImportanceLine, ...]
    note: str


def build_importance(material: Material) -> Importance | None:
    """One line for each row whose own importance was rated; None when none was, or none of these has a score."""
    words, rules, rows = material.words, material.instrument.priorities, material.rows
    if rules is None or rows is None:
        return None
    lines = [_line(material, rules, value) for value in rows.values if _rated(material, rules, value)]
    if not lines or all(line.verdict == "" for line in lines):
        return None
    return Importance(
        heading=words.gettext("Importance and score"),
        what_head=words.text(rows.label),
        importance_head=words.gettext("Importance"),
        score_head=words.gettext("Score"),
        verdict_head=words.gettext("What that means"),
        lines=tuple(lines),
        note=""
        if material.advice.importance_separates
        else words.gettext("You rated everything equally important, so importance does not tell them apart."),
    )


def _rated(material: Material, rules: Priorities, value: FacetValue) -> bool:
    """Whether the row has a rating of its own; a rating shared with an earlier row is told there."""
    item = rules.importance.get(value.id)
    first = next((row for row, rated in rules.importance.items() if rated == item), None)
    return item is not None and first == value.id and item in material.result.item_scores


def _line(material: Material, rules: Priorities, value: FacetValue) -> ImportanceLine:
    words, item = material.words, material.instrument.items[rules.importance[value.id]]
    score = material.result.scores.get(value.id)
    quadrant = material.advice.quadrants.get(value.id)
    return ImportanceLine(
        label=material.label(value),
        importance=answer_words(material, item, material.answer(item.id)),
        score=words.gettext("no score") if score is None or score.score is None else words.number(score.score),
        verdict="" if quadrant is None else words.gettext(QUADRANTS[quadrant]),
    )
