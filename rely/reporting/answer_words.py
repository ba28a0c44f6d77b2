"""Turn the code of an answer, or the value of a fact, into the words its reader knows."""

from __future__ import annotations

from datetime import date

from rely.languages import Words
from rely.model.items import Item
from rely.model.measure_base import Word
from rely.model.measures import Given, Measure
from rely.model.response_scales import (
    DONT_KNOW,
    NOT_APPLICABLE,
    Choice,
    Country,
    Date,
    Likert,
    Multiple,
    NumberEntry,
    Rating,
    ResponseScale,
    TextEntry,
)
from rely.model.results import Fact
from rely.model.scalars import shortest
from rely.model.text import Text
from rely.reporting.material import Material
from rely.reporting.plain_text import as_written, one_line
from rely.reporting.score_names import score_name, scored_in, scored_words

DECIMALS = {"ratio": 2, "net_ratio": 2}
"""With how many decimals at most a kind of measure prints its numbers, where that is not one."""


def answer_words(material: Material, item: Item, code: object) -> str:
    """What was answered, as the respondent read it; a missing answer is told as skipped."""
    words, scale = material.words, material.instrument.scale_of(item)
    if code is None:
        return words.gettext("skipped")
    if code in (NOT_APPLICABLE, DONT_KNOW):
        return _special_words(scale, str(code), words)
    return _chosen_words(scale, code, words)


def _special_words(scale: ResponseScale, code: str, words: Words) -> str:
    special = getattr(scale, code, None)
    if special is not None:
        return words.text(special.label)
    return words.gettext("does not apply") if code == NOT_APPLICABLE else words.gettext("cannot judge")


def _chosen_words(scale: ResponseScale, code: object, words: Words) -> str:
    labels = _labels(scale, words)
    if isinstance(scale, Multiple):
        chosen = [labels.get(str(each), str(each)) for each in _several(code)]
        return words.list_of(chosen) if chosen else words.gettext("none of these")
    if isinstance(scale, NumberEntry) and isinstance(code, (int, float)):
        return _number_words(scale, code, words)
    if isinstance(scale, Country):
        return words.country(str(code))
    if isinstance(scale, TextEntry) and scale.lines > 1:
        return as_written(str(code))
    if isinstance(scale, Date):
        return _day_words(str(code), words)
    return labels.get(str(code), one_line(str(code)))


def _labels(scale: ResponseScale, words: Words) -> dict[str, str]:
    if isinstance(scale, (Likert, Choice, Multiple)):
        return {str(option.code): words.text(option.label) for option in scale.options}
    if isinstance(scale, Rating):
        return {str(step.code): f"{step.code}: {words.text(step.label)}" for step in scale.labels}
    return {}


def _several(code: object) -> tuple[object, ...]:
    return tuple(code) if isinstance(code, (list, tuple)) else (code,)


def _number_words(scale: NumberEntry, number: float, words: Words) -> str:
    unit = scale.unit_one if number == 1 and scale.unit_one is not None else scale.unit
    return with_unit(words.measured(number, 2), unit, words)


def _day_words(code: str, words: Words) -> str:
    try:
        return words.date(date.fromisoformat(code))
    except ValueError:
        return one_line(code)


def with_unit(number: str, unit: Text | None, words: Words) -> str:
    """The number with its unit behind it, the two on one line."""
    return number if unit is None else f"{number}\u00a0{words.text(unit)}"


def fact_label(material: Material, name: str) -> str:
    """What a fact is called: an item by its label or text, a measure or given fact by its label, a score by name."""
    instrument, words, scored = material.instrument, material.words, scored_in(name)
    if scored is not None:
        return score_name(material, scored)
    if name in instrument.items:
        item = instrument.items[name]
        return words.text(item.label or item.text)
    for given in instrument.given:
        if given.id == name:
            return words.text(given.label)
    measure = instrument.measures_by_id.get(name.partition(".")[0])
    if measure is not None and measure.label is not None:
        return words.text(measure.label)
    return name


def fact_words(material: Material, name: str, *, unit: bool = True) -> str | None:
    """The value of a fact in words; None when it is unknown.

    Codes of measures get the words of the measure, numbers the unit of the measure unless `unit` is false.
    """
    instrument = material.instrument
    value = material.result.facts.get(name)
    if scored_in(name) is not None:
        return scored_words(material, name)
    if name in instrument.items:
        code = material.answer(name)
        return None if code is None else answer_words(material, instrument.items[name], code)
    measure = instrument.measures_by_id.get(name.partition(".")[0])
    if measure is not None:
        return measure_words(material, measure, value, unit=unit)
    given = next((each for each in instrument.given if each.id == name), None)
    if given is not None and value is not None:
        return _given_words(material, given, value, unit=unit)
    return None if value is None else _bare_words(material.words, value)


def _given_words(material: Material, given: Given, value: Fact, *, unit: bool) -> str:
    """A given fact as the one who gave it read it."""
    words, label = material.words, material.instrument.labels_of(given).get(str(value))
    if label is not None:
        return words.text(label)
    return with_unit(_bare_words(words, value), given.unit if unit else None, words)


def measure_words(material: Material, measure: Measure, value: Fact, *, unit: bool = True) -> str | None:
    """The value of one part of a measure in words; None when it is unknown."""
    words = material.words
    if value is None:
        return None
    word = word_of(measure, value)
    if word is not None:
        return words.text(word.label)
    if isinstance(value, (int, float)):
        decimals = DECIMALS.get(measure.kind, 1)
        return with_unit(words.measured(value, decimals), measure.unit if unit else None, words)
    return _bare_words(words, value)


def word_of(measure: Measure, value: Fact) -> Word | None:
    """What the measure says for a code that it gave; a code that spells a number is given as that number."""
    code = shortest(float(value)) if isinstance(value, (int, float)) else value
    return next((word for word in measure.words if word.code == code), None)


def _bare_words(words: Words, value: Fact) -> str:
    if isinstance(value, (int, float)):
        return words.measured(value, 2)
    return words.list_of([one_line(str(each)) for each in _several(value)])
