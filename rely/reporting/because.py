"""Turn the answers and facts behind a recommendation into words, each with what it was held against."""

from __future__ import annotations

from dataclasses import dataclass

from rely.languages.marks import unmarked
from rely.model.guidelines import FactTrigger, Norm
from rely.model.measures import Rate
from rely.model.results import Because, Recommendation
from rely.reporting.answer_words import answer_words, fact_label, fact_words
from rely.reporting.material import Material


@dataclass(frozen=True, slots=True)
class Reason:
    """One answer or figure: what was asked or counted, what came out, and the range it should lie in.

    `item` is the id of the item that was answered or may be; empty for a figure and for what was not asked.
    """

    question: str
    answer: str
    range: str
    item: str = ""


def reasons(material: Material, recommendation: Recommendation) -> tuple[Reason, ...]:
    """Every answer and figure that the recommendation rests on, in the order of its triggers."""
    return tuple(_reason(material, recommendation, because) for because in recommendation.because)


def _reason(material: Material, recommendation: Recommendation, because: Because) -> Reason:
    items, name = material.instrument.items, because.item or because.fact or ""
    range_ = range_words(material, recommendation, because)
    if name not in items:
        value = fact_words(material, name, unit=False) or why_unknown(material, name)
        return Reason(_lead_in(fact_label(material, name)), value, range_)
    question = _lead_in(material.words.text(items[name].text))
    if name in material.result.routed:
        return Reason(question, material.words.gettext("not asked"), range_)
    return Reason(question, answer_words(material, items[name], material.answer(name)), range_, name)


def _lead_in(text: str) -> str:
    """The text with a colon, unless it ends as a sentence."""
    return text if unmarked(text).endswith((".", "?", "!", "…")) else f"{text}:"


def why_unknown(material: Material, name: str) -> str:
    """Why a figure is not known: a rate of something too young says from when on it can be judged."""
    words, instrument = material.words, material.instrument
    measure = instrument.measures_by_id.get(name.partition(".")[0])
    if isinstance(measure, Rate):
        age = material.result.facts.get(measure.age)
        if isinstance(age, (int, float)) and age < measure.min_age:
            return words.gettext(
                "cannot be judged yet; it can once %(what)s is at least %(number)s",
                what=words.quoted(fact_label(material, measure.age)),
                number=words.measured(measure.min_age),
            )
    return words.gettext("not known")


def range_words(material: Material, recommendation: Recommendation, because: Because) -> str:
    """The range that a figure behind the recommendation should lie in; empty when it is held against none."""
    if because.norm is not None:
        rows = {row.id: row for row in material.instrument.norms}
        return norm_words(material, rows[because.norm])
    triggers = recommendation.guideline.triggers
    for trigger in triggers.facts if triggers is not None and because.fact is not None else ():
        if trigger.fact == because.fact:
            return _limit_words(material, trigger)
    return ""


def norm_words(material: Material, row: Norm) -> str:
    """The range of a norm in words: 1 to 4, at least 1, at least 6 and usually up to 10."""
    words = material.words
    if row.max is None and row.typical_max is not None:
        return words.gettext(
            "at least %(low)s, usually up to %(high)s",
            low=words.measured(row.min or 0.0),
            high=words.measured(row.typical_max),
        )
    return _edges_words(material, row.min, row.max)


def _limit_words(material: Material, trigger: FactTrigger) -> str:
    if trigger.below is None and trigger.above is None:
        return ""
    return _edges_words(material, trigger.below, trigger.above)


def _edges_words(material: Material, low: float | None, high: float | None) -> str:
    words = material.words
    if low is None:
        return words.gettext("at most %(high)s", high=words.measured(high or 0.0))
    if high is None:
        return words.gettext("at least %(low)s", low=words.measured(low))
    return words.gettext("%(low)s to %(high)s", low=words.measured(low), high=words.measured(high))
