from typing import Any

import pytest

from rely.model.instrument import Instrument
from rely.model.scalars import Plain
from rely.scoring.accept import accept
from tests.many import questionnaire
from tests.small_instrument import SOURCE


def instrument(**fact: Any) -> Instrument:
    return Instrument.model_validate(SOURCE | {"given": [{"id": "cost", "label": "Cost", **fact}]})


def accepted(made: Instrument, value: object) -> tuple[object, tuple[str, ...]]:
    """The value that is kept, and the problems with what was accepted instead."""
    assessment, problems = accept(made, {}, given={"cost": value})
    kept = None if assessment is None else assessment.given["cost"]
    return kept, tuple(text for each in problems for text in (each.kind, *each.accepted))


@pytest.mark.parametrize(("value", "kept"), [(1, 1), (500, 500), (Plain("1"), 1), (Plain("500.0"), 500), (47.5, 47.5)])
def test_a_given_number_within_its_range_is_kept(value: object, kept: float) -> None:
    assert accepted(instrument(min=1, max=500), value) == (kept, ())


@pytest.mark.parametrize("value", [0.99, Plain("501"), -3])
def test_a_given_number_outside_its_range_is_told_with_the_range(value: object) -> None:
    assert accepted(instrument(min=1, max=500), value) == (None, ("out-of-range", "a number from 1 to 500"))


@pytest.mark.parametrize("value", ["5", Plain("x"), True, float("nan"), float("inf")])
def test_what_is_no_number_is_never_kept_as_one(value: object) -> None:
    assert accepted(instrument(min=1), value) == (None, ("not-a-number", "a number of 1 or more"))


def test_a_given_fact_without_limits_takes_any_number() -> None:
    assert accepted(instrument(), -1e6) == (-1e6, ())


@pytest.mark.parametrize(
    "fact",
    [
        {"codes": ["a"], "unit": "euros"},
        {"codes": ["a"], "min": 1},
        {"min": 5, "max": 5},
        {"codes": ["a"], "words": [{"code": "b", "label": "B"}]},
        {"words": [{"code": "b", "label": "B"}]},
    ],
)
def test_a_given_fact_that_contradicts_itself_is_refused(fact: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"belong to a number|more than min|only name the codes"):
        instrument(**fact)


def test_the_words_of_a_given_fact_go_before_the_values_that_it_selects() -> None:
    made = questionnaire("given-facts")
    phase = made.given[0]
    labels = {code: label.in_language("en") for code, label in made.labels_of(phase).items()}
    assert labels == {"first": "This is the first season", "later": "Longer than one season"}
    bare = phase.model_copy(update={"words": phase.words[:1]})
    assert made.labels_of(bare)["later"].in_language("en") == "Later seasons"
    assert questionnaire("selecting-facet").labels_of(made.given[1]) == {}
