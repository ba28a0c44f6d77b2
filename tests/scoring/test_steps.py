import pytest

from rely.scoring.steps import Step, step_of

STEPS = [Step(1), Step(2, above=0), Step(3, from_=0.5), Step(4, from_=1)]


def test_a_lower_edge_from_belongs_to_the_step_and_above_does_not() -> None:
    assert [step_of(value, STEPS) for value in (-9, 0, 0.01, 0.5, 0.99, 1, 99)] == [1, 1, 2, 3, 3, 4, 4]


def test_noise_at_an_edge_counts_as_lying_on_it() -> None:
    assert step_of(1 - 1e-12, STEPS) == 4
    assert step_of(1e-12, STEPS) == 1


def test_without_a_value_or_below_every_step_there_is_no_code() -> None:
    assert step_of(None, STEPS) is None
    assert step_of(0.2, STEPS[2:]) is None


def test_a_step_with_two_lower_edges_is_refused() -> None:
    with pytest.raises(ValueError, match="from or above"):
        Step("x", from_=1, above=1)
