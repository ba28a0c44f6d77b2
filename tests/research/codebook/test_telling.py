"""Conditions and measures in words, with the names of the variables of the file."""

from typing import Any

import pytest

from rely.languages import words_for
from rely.model.conditions import Condition
from rely.model.instrument import Instrument
from rely.model.measures import MEASURE_KINDS
from rely.research.codebook.measures import MAKERS, made
from rely.research.codebook.telling import Teller
from rely.research.variables import dictionary_of
from tests.instruments import instrument, item, relationship_check
from tests.research.codebook.books import book
from tests.small_instrument import SOURCE


def teller_of(of: Instrument, language: str = "en") -> Teller:
    return Teller(dictionary_of(of, language), words_for(language))


SMALL = teller_of(Instrument.model_validate(SOURCE))


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ({"fact": "plants", "above": 0}, "‘How many plants?’ (plants) is more than 0"),
        ({"fact": "plants", "at_least": 1, "below": 9},
         "‘How many plants?’ (plants) is 1 or more and ‘How many plants?’ (plants) is less than 9"),
        ({"fact": "acres", "at_most": 0.5}, "‘How large?’ (acres) is 0.5 or less"),
        ({"fact": "sown", "is": "yes"}, "‘Has anything been sown?’ (sown) is ‘Yes’ (yes)"),
        ({"fact": "sown", "in": ["yes", "no"]}, "‘Has anything been sown?’ (sown) is ‘Yes’ (yes) or ‘No’ (no)"),
        ({"fact": "sown", "known": False}, "‘Has anything been sown?’ (sown) is not known"),
        ({"not": {"fact": "sown", "known": True}}, "it is not so that (‘Has anything been sown?’ (sown) is known)"),
    ],
)  # fmt: skip
def test_a_condition_is_told_with_labels_and_names(written: dict[str, Any], told: str) -> None:
    assert SMALL.condition(Condition.model_validate(written)) == told


def test_what_is_joined_inside_stands_in_brackets() -> None:
    any_of = {"any": [{"fact": "plants", "above": 1}, {"fact": "acres", "above": 2}]}
    told = SMALL.condition(Condition.model_validate({"all": [any_of, {"fact": "sown", "known": True}]}))
    assert told.startswith("(‘How many plants?’ (plants) is more than 1 or ‘How large?’ (acres) is more than 2) and ‘")


def test_of_several_answers_it_is_told_which_one_is_among_them() -> None:
    chosen = Condition.model_validate({"fact": "cx_channels_used", "is": "email"})
    told = teller_of(relationship_check()).condition(chosen)
    assert told.endswith("(cx_channels_used) includes ‘E-mail’ (email)")


def test_every_kind_of_measure_is_told() -> None:
    assert MAKERS.keys() == MEASURE_KINDS.keys()


@pytest.mark.parametrize(
    ("measure", "told"),
    [
        ({"kind": "rate", "count": "plants", "window": 12, "per": 6, "age": "acres", "min_age": 3},
         "plants × 6 / min(acres, 12)"),
        ({"kind": "ratio", "part": "plants", "whole": "acres"}, "plants / acres"),
        ({"kind": "linear", "of": "plants", "offset": -25, "factor": -2.5}, "-25 + (-2.5) × plants"),
        ({"kind": "count_at_least", "of": ["plants", "acres"], "code": 4},
         "How many of plants and acres are 4 or more, as answered, before reverse coding."),
        ({"kind": "net_ratio", "gain": "a", "hours": "plants", "hour_cost": "acres", "reference": "b"},
         "(a − plants × acres) / b"),
    ],
)  # fmt: skip
def test_a_measure_is_told_as_a_formula_over_variables(measure: dict[str, Any], told: str) -> None:
    scales = [{"id": "count", "kind": "number"}]
    items = [item(name, "count") for name in ("plants", "acres", "a", "b")] + [item("s", "step"), item("t", "step")]
    step = {"id": "step", "kind": "rating", "min": 1, "max": 5}
    of = instrument(items=items, response_scales=[*scales, step], measures=[{"id": "m", **measure}])
    assert made(teller_of(of), of.measures[0])[0] == told


def test_a_fit_tells_its_norms_and_is_made_of_what_chooses_their_row() -> None:
    entry = book("relationship-check").by_name["physical_fit_fit"]
    assert "Norm for Germany, Initial phase: 1 to 4" in entry.made
    assert {"physical_per_year", "cx_country", "phase", "readiness_level"} <= set(entry.made_from)


def test_a_level_names_its_steps() -> None:
    made_of_level = book("relationship-check").by_name["readiness_level"].made
    assert "below all others: ‘not yet’ (low)" in made_of_level
    assert "from 50: ‘sufficiently’ (medium)" in made_of_level
