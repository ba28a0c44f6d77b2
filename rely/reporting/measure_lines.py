"""Turn a measure into the line by which a report tells it: its number or word, what that means, what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from rely.model.measures import Measure
from rely.model.results import Fact
from rely.reporting.answer_words import fact_label, measure_words, word_of
from rely.reporting.material import Material
from rely.reporting.rests_on import basis_words, reason_unknown


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure: its number with unit, else the label of its word; what that means; how many answers it rests on.

    `verdict` is the word beside a number. Of an unknown measure `value` says so and `meaning` says why.
    """

    label: str
    value: str
    verdict: str
    meaning: str
    basis: str
    is_known: bool = True


def measure_line(material: Material, name: str) -> MeasureLine:
    """The line of a measure, or of the one part of it that is named after a point."""
    measure = material.instrument.measures_by_id[name.partition(".")[0]]
    facts = [name] if "." in name else facts_of(measure)
    values = [material.result.facts.get(fact) for fact in facts]
    label, basis = fact_label(material, name), basis_words(material, measure.id)
    main = measure_words(material, measure, values[0])
    if main is None:
        unknown = material.words.gettext("not known")
        return MeasureLine(label, unknown, "", reason_unknown(material, measure.id), basis, is_known=False)
    word = next((word for value in values if (word := word_of(measure, value)) is not None), None)
    said = "" if word is None else material.words.text(word.label)
    meaning = "" if word is None or word.text is None else material.words.text(word.text)
    return MeasureLine(label, main, "" if said == main else said, meaning, basis)


def facts_of(measure: Measure) -> list[str]:
    """The names of all parts of a measure, the main one first."""
    outputs = measure.outputs()
    return [measure.id] if len(outputs) == 1 else [f"{measure.id}.{output}" for output in outputs]


def main_fact(material: Material, name: str) -> tuple[str, Fact]:
    """The name and value of the main part of a measure that is named as a whole; of any other fact its own."""
    measure = material.instrument.measures_by_id.get(name)
    fact = name if measure is None else facts_of(measure)[0]
    return fact, material.result.facts.get(fact)
