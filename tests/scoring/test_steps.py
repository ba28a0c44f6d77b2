import pytest

from rely.model.measure_base import Threshold
from rely.scoring.steps import step_of

STEPS = [
    Threshold(is_="first"),
    Threshold(is_="second", above=0),
    Threshold(is_="third", from_=0.5),
    Threshold(is_="fourth", from_=1),
]


def test_a_lower_edge_from_belongs_to_the_step_and_above_does_not() -> None:
    reached = [step_of(value, STEPS) for value in (-9, 0, 0.01, 0.5, 0.99, 1, 99)]
    assert reached == ["first", "first", "second", "third", "third", "fourth", "fourth"]


def test_noise_at_an_edge_counts_as_lying_on_it() -> None:
    assert step_of(1 - 1e-12, STEPS) == "fourth"
    assert step_of(1e-12, STEPS) == "first"


def test_without_a_value_or_below_every_step_there_is_no_code() -> None:
    assert step_of(None, STEPS) is None
    assert step_of(0.2, STEPS[2:]) is None


def test_a_step_with_two_lower_edges_is_refused() -> None:
    with pytest.raises(ValueError, match="one lower edge"):
        Threshold(is_="x", from_=1, above=1)
