"""Prove that a measure whose keys contradict each other is refused with a reason."""

from typing import Any, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from rely.loading.keys import kind_of
from rely.model.measures import MEASURE_KINDS, Measure

MEASURE: TypeAdapter[Any] = TypeAdapter(Measure)
PAIRS = {"kind": "paired_difference", "pairs": [["A", "B"], ["C", "D"]], "at_least": 2}
TOP = {"kind": "top", "of": {"one": "A", "two": "B"}, "lead": 0, "tie": "even"}
LINE = {"kind": "linear", "of": "A", "offset": 0, "factor": 1}
STEPS = [{"from": 25, "is": "much"}, {"from": 12.5, "is": "some"}]


@pytest.mark.parametrize("measure", [PAIRS, TOP, LINE])
def test_a_measure_that_makes_sense_is_accepted(measure: dict[str, Any]) -> None:
    assert MEASURE.validate_python({"id": "m", **measure}).kind == measure["kind"]


@pytest.mark.parametrize(
    ("measure", "kind"),
    [
        ({**PAIRS, "at_least": 3}, "score-needs"),
        ({**PAIRS, "pairs": [["A", "B"], ["C", "C"]]}, "measure-shape"),
        ({**PAIRS, "steps": STEPS}, "step-order"),
        ({**TOP, "tie": "one"}, "measure-shape"),
        ({**TOP, "of": {"one": "A"}}, "too_short"),
        ({**TOP, "lead": -1}, "greater_than_equal"),
        ({**LINE, "factor": 0}, "measure-shape"),
    ],
)
def test_a_measure_that_would_say_nothing_is_refused(measure: dict[str, Any], kind: str) -> None:
    with pytest.raises(ValidationError) as refused:
        MEASURE.validate_python({"id": "m", **measure})
    assert [each["type"] for each in refused.value.errors()] == [kind]


def test_the_registry_holds_every_kind_that_the_format_accepts() -> None:
    accepted = get_args(get_args(Measure)[0])
    assert {kind_of(model): model for model in accepted} == MEASURE_KINDS
