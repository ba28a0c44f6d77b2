"""Turn a score into the words, the figures and the dot by which a report shows it."""

from __future__ import annotations

from dataclasses import dataclass

from rely.languages.words import NARROW_SPACE
from rely.model.results import Score
from rely.reporting.answer_words import answer_words
from rely.reporting.material import Material
from rely.reporting.score_names import band_words

LOWEST, HIGHEST = 0.0, 100.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A score on its line: the score and the ends of its margin, all 0-100, and what to read out.

    `shape` is first or second for one of two sides, whole for a score of its own.
    """

    score: float
    low: float
    high: float
    shape: str
    title: str


@dataclass(frozen=True, slots=True)
class ScoreWords:
    """A score in words: number and margin, the verdict beside it, and how many answers it rests on.

    Without a score `number`, `margin` and `dot` are empty and the verdict says why.
    """

    number: str
    margin: str
    verdict: str
    basis: str
    dot: Dot | None


def score_words(material: Material, score: Score, *, name: str, shape: str = "whole") -> ScoreWords:
    """A score in words; `name` is what it is called when the dot is read out."""
    basis = _basis(material, score)
    if score.score is None:
        return ScoreWords("", "", _why_none(material, score), basis, None)
    number = material.words.number(score.score)
    margin = "" if score.margin is None else f"±{NARROW_SPACE}{material.words.number(score.margin)}"
    return ScoreWords(number, margin, _verdict(material, score), basis, _dot(material, score, name, shape))


def _dot(material: Material, score: Score, name: str, shape: str) -> Dot:
    words, value, margin = material.words, score.score or 0.0, score.margin or 0.0
    low, high = max(LOWEST, value - margin), min(HIGHEST, value + margin)
    if score.margin is None:
        title = words.gettext("%(name)s: %(score)s out of 100", name=name, score=words.number(value))
    else:
        title = words.gettext(
            "%(name)s: %(score)s out of 100, margin from %(low)s to %(high)s",
            name=name,
            score=words.number(value),
            low=words.number(low),
            high=words.number(high),
        )
    return Dot(value, low, high, shape, title)


def _verdict(material: Material, score: Score) -> str:
    """The band, which other band is close, and whether few of the statements apply."""
    words = material.words
    bands = {band.id: band for band in material.instrument.bands}
    if score.band is None or score.band not in bands:
        return ""
    verdict = band_words(material, bands[score.band])
    close = bands.get(score.borderline) if score.borderline is not None else None
    if close is not None and close.close_label is not None:
        verdict = words.gettext("%(band)s, %(close)s", band=verdict, close=words.text(close.close_label))
    if score.status == "narrow":
        verdict = words.gettext("%(band)s, on a narrow basis", band=verdict)
    return verdict


def _basis(material: Material, score: Score) -> str:
    """How many answers there are of how many that apply; nothing where that would not explain the verdict."""
    words = material.words
    counts = {"n": words.number(score.answered), "of": words.number(score.applicable)}
    if score.applicable == 0 or score.status == "no_specific":
        return ""
    if _is_overall(material, score):
        return words.gettext("%(n)s of %(of)s scores", **counts)
    return words.gettext("%(n)s of %(of)s", **counts)


def _why_none(material: Material, score: Score) -> str:
    words = material.words
    if score.status == "not_applicable":
        if score.asked == 0 or _is_overall(material, score):
            return words.gettext("not asked")
        return words.gettext("cannot be judged") if score.dk and not score.na else words.gettext("does not apply")
    if score.status == "no_specific":
        routed = any(name in material.result.routed for name in _items_of(material, score))
        return words.gettext("not asked") if routed else words.gettext("not answered separately")
    if _is_overall(material, score):
        return words.gettext("too few scores")
    single = _single_answer(material, score)
    if single is not None:
        return words.gettext("one answer: %(answer)s", answer=words.quoted(single))
    return words.gettext("too few answers")


def _is_overall(material: Material, score: Score) -> bool:
    overall = material.instrument.scores.overall
    return overall is not None and overall.id == score.id


def _single_answer(material: Material, score: Score) -> str | None:
    """The only answer that was asked for, where a short form has one item for a box."""
    if score.asked != 1 or score.answered != 1:
        return None
    names = _items_of(material, score)
    return answer_words(material, material.instrument.items[names[0]], material.answer(names[0])) if names else None


def _items_of(material: Material, score: Score) -> list[str]:
    """The items asked of which a facet or cell score is made; none for other scores."""
    scores, parts = material.instrument.scores, tuple(score.id.split("."))
    found = []
    for facets in (*((each.facet,) for each in scores.by_facet), *(each.facets for each in scores.by_cell)):
        for name in material.result.asked if len(facets) == len(parts) else ():
            item = material.instrument.items[name]
            if all(part in item.values(facet) for facet, part in zip(facets, parts, strict=True)):
                found.append(name)
    return found
