"""Prove that each part of a measure is called by words that a reader understands, in every language."""

import pytest

from rely.languages import words_for
from rely.loading.catalogue import load_instrument
from rely.model.instrument import Instrument
from rely.model.measures import MEASURE_KINDS, Balance
from rely.research.variables import dictionary_of
from rely.research.variables.parts import PARTS, label_of_part
from tests.many import NAMES, questionnaire

SHIPPED = ("relationship-check", "nine-factors", "portfolio-scan", "relationship-norms", "value-strategy")


def _instruments() -> list[Instrument]:
    return [load_instrument(name) for name in SHIPPED] + [questionnaire(name) for name in NAMES]


def test_the_part_names_that_no_balance_makes_up_all_have_words() -> None:
    found = {
        part
        for instrument in _instruments()
        for measure in instrument.measures
        if len(measure.outputs()) > 1 and not isinstance(measure, Balance)
        for part in measure.outputs()
    }
    assert found | {"index", "tilt"} == set(PARTS)


def test_measures_of_every_kind_are_looked_at() -> None:
    assert {measure.kind for each in _instruments() for measure in each.measures} == set(MEASURE_KINDS)


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_no_label_ends_with_the_name_of_a_part_and_each_says_another_thing(language: str) -> None:
    words = words_for(language)
    for instrument in _instruments():
        for measure in instrument.measures:
            parts = measure.outputs()
            labels = [label_of_part(instrument, measure, part, words) for part in parts]
            assert len(set(labels)) == len(parts)
            told = [label.rpartition(": ")[2] for label in labels] if len(parts) > 1 else []
            assert not set(told) & set(parts)
            assert not any("_" in each for each in told)


def test_a_side_of_a_balance_is_called_by_its_own_label() -> None:
    found = dictionary_of(load_instrument("relationship-check"), "nl").by_name
    assert found["balance_fit_physical"].label == "Hybride balans, Fysiek: hoe goed het bij de norm past, 0-100"
    assert found["balance_fit_digital"].label == "Hybride balans, Digitaal: hoe goed het bij de norm past, 0-100"
    assert found["balance_digital_share"].label == "Hybride balans, Digitaal: aandeel in beide kanten samen, 0-1"
    assert found["balance_tilt"].label == "Hybride balans: naar welke kant het leunt"


def test_words_for_every_part_differ_from_english_in_dutch_and_german() -> None:
    for language in ("nl", "de"):
        words = words_for(language)
        assert all(words.gettext(told) != told for told in PARTS.values())


def test_a_unit_belongs_to_the_numbers_of_a_measure_and_not_to_its_words() -> None:
    found = dictionary_of(load_instrument("relationship-norms"), "nl").by_name
    assert found["mismatch_difference"].unit
    assert (found["mismatch_level"].kind, found["mismatch_level"].unit) == ("text", "")


def test_a_measure_with_one_part_has_its_own_label_alone() -> None:
    found = dictionary_of(load_instrument("relationship-check"), "de").by_name
    assert ":" not in found["phase"].label
