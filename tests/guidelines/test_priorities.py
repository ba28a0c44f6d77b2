import pytest

from rely.guidelines.priorities import (
    action_score,
    fit_shortfall,
    importance_separates,
    items_shortfall,
    priority,
    quadrant,
    rank_priorities,
)
from rely.scoring.rates import Fit, Norm, fit


def test_the_greatest_priority_is_100() -> None:
    assert priority(100, 0, target=75) == 100.0
    assert priority(100, 0, target=100) == 100.0


@pytest.mark.parametrize("target", [0, -1, 101])
def test_a_target_that_no_score_can_have_is_refused(target: float) -> None:
    with pytest.raises(ValueError, match="target"):
        priority(50, 50, target=target)
    with pytest.raises(ValueError, match="target"):
        items_shortfall([50], target=target)


def test_noise_does_not_move_a_score_or_an_importance_out_of_its_quadrant() -> None:
    assert quadrant(75 - 1e-11, 75 - 1e-11, important_from=75, target=75) == "keep_up"
    assert quadrant(74, 74, important_from=75, target=75) == "low_priority"


def test_equal_ratings_do_not_separate_and_a_missing_rating_leaves_it_open() -> None:
    assert not importance_separates([75, 75, 75])
    assert importance_separates([75, 75, 50])
    assert importance_separates([75, 75, None])


def test_equal_priorities_are_ranked_by_the_lower_score_and_then_by_the_given_order() -> None:
    importance: dict[str, float | None] = {"a": 100, "b": 50, "c": 100, "d": 100}
    scores: dict[str, float | None] = {"a": 60.0, "b": 45.0, "c": 60.0, "d": 75.0}
    assert rank_priorities(importance, scores, target=75, order=["c", "a", "b", "d"]) == ["b", "c", "a"]


def test_priorities_equal_but_for_noise_are_ranked_as_equal() -> None:
    importance: dict[str, float | None] = {"a": 100, "b": 100}
    scores: dict[str, float | None] = {"a": 60.0, "b": 60.0 - 1e-12}
    assert rank_priorities(importance, scores, target=75, order=["a", "b"]) == ["a", "b"]


def test_what_has_no_score_or_no_importance_or_is_not_in_the_order_is_not_ranked() -> None:
    scores: dict[str, float | None] = {"a": 10.0, "b": None, "c": 10.0, "d": 10.0}
    assert rank_priorities({"a": 100, "b": 100, "c": None}, scores, target=75, order=["a", "b", "c", "e"]) == ["a"]


def test_what_lacks_only_noise_is_not_ranked() -> None:
    assert rank_priorities({"a": 100, "b": 100}, {"a": 75 - 1e-10, "b": 74.9}, target=75, order=["a", "b"]) == ["b"]


def test_only_too_little_falls_short_of_a_norm() -> None:
    norm = Norm(minimum=2, maximum=4)
    assert [fit_shortfall(fit(number, norm)) for number in (0, 1, 2, 4, 8)] == [1.0, 0.5, 0.0, 0.0, 0.0]
    assert fit_shortfall(Fit(None, None)) is None


def test_items_at_or_above_the_target_do_not_fall_short() -> None:
    assert items_shortfall([75, 100], target=75) == 0.0
    assert items_shortfall([], target=75) is None


def test_statements_fall_short_by_their_mean_and_not_by_the_lowest_of_them() -> None:
    assert items_shortfall([25.0, 50.0], target=75) == 0.5
    assert items_shortfall([50.0, 100.0], target=75) == 0


def test_the_greatest_known_shortfall_counts() -> None:
    assert action_score(50, [0.2, None, 0.6]) == 30.0
    assert action_score(50, [None]) is None


def test_without_an_importance_the_shortfall_alone_counts() -> None:
    assert action_score(None, [0.2, 0.6]) == 60.0
