import pytest

from rely.scoring.coding import Outcome
from rely.scoring.means import mean_of_known, overall, weighted_mean


def test_a_mean_stays_within_its_values_whatever_the_weights_do_in_binary() -> None:
    for weight in (0.1, 0.2, 0.3, 0.7, 1 / 3):
        for count in range(1, 12):
            assert weighted_mean([100.0] * count, [weight] * count) == 100.0


def test_values_of_weight_0_do_not_count_and_only_such_values_give_no_mean() -> None:
    assert weighted_mean([0.0, 60.0], [0, 2]) == 60.0
    assert weighted_mean([0.0, 60.0], [0, 0]) is None
    assert weighted_mean([], []) is None


def test_every_value_needs_its_weight() -> None:
    with pytest.raises(ValueError, match="3 values need as many weights, not 2"):
        weighted_mean([1, 2, 3], [1, 1])


def test_a_mean_of_known_values_needs_enough_of_them() -> None:
    assert mean_of_known([0.0, None, 50.0], at_least=2) == 25.0
    assert mean_of_known([0.0, None, None], at_least=2) is None
    assert mean_of_known([None], at_least=1) is None


def test_an_overall_without_anything_that_applies_is_not_applicable_and_not_too_few() -> None:
    parts: dict[str, Outcome] = {"a": "na", "b": "na"}
    found = overall(parts, ["a", "b"], at_least=1)
    assert (found.score, found.status) == (None, "not_applicable")


def test_an_overall_counts_scores_and_is_partial_when_one_did_not_apply() -> None:
    parts: dict[str, Outcome] = {"a": 80.0, "b": "na", "c": 40, "d": None}
    found = overall(parts, ["a", "b", "c"], at_least=2)
    assert (found.score, found.status) == (60.0, "partial")
    assert (found.basis.asked, found.basis.na, found.basis.answered, found.basis.missing) == (3, 1, 2, 0)


def test_an_overall_of_a_score_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError):
        overall({"a": 80.0}, ["a", "b"], at_least=1)
