from rely.model.measure_base import Threshold
from rely.scoring.gaps import agreement, gap, mean_by_item

LEVELS = [Threshold(is_="small"), Threshold(is_="large", from_=25)]


def test_the_same_view_has_a_gap_of_0_and_no_direction() -> None:
    found = gap([(50.0, 50.0), (25.0, 25.0)], ("mine", "yours"), LEVELS)
    assert (found.gap, found.direction, found.level) == (0.0, None, "small")


def test_any_real_difference_has_a_direction_and_noise_has_none() -> None:
    assert gap([(50.5, 50.0)], ("mine", "yours"), LEVELS).direction == "mine_higher"
    assert gap([(50.0, 50.5)], ("mine", "yours"), LEVELS).direction == "yours_higher"
    assert gap([(50.0 + 1e-10, 50.0)], ("mine", "yours"), LEVELS).direction is None


def test_opposite_differences_cancel_in_the_gap_but_not_in_the_agreement() -> None:
    pairs = [(100.0, 0.0), (0.0, 100.0)]
    assert gap(pairs, ("mine", "yours"), LEVELS).gap == 0.0
    assert agreement(pairs) == 0.0


def test_only_pairs_answered_by_both_count() -> None:
    found = gap([(100.0, None), ("na", 0.0), ("dk", "dk"), (75, 50)], ("mine", "yours"), LEVELS)
    assert found == (25.0, 75.0, 50.0, "large", "mine_higher", 1)
    assert agreement([(100.0, None), (75, 50)]) == 75.0
    assert agreement([(100.0, "dk")]) is None


def test_several_respondents_are_averaged_per_item_over_those_who_answered_it() -> None:
    found = mean_by_item([{"a": 100.0, "b": "dk", "c": None}, {"a": 50.0, "b": 25.0}, {"a": 0, "c": "na"}])
    assert found == {"a": 50.0, "b": 25.0}
