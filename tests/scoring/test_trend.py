from itertools import cycle, islice
from random import Random

import pytest

from rely.scoring.margins import person_margin, rounding_variance
from rely.scoring.trend import anchor_items, group_s_diff, person_s_diff, reliable_change


def test_a_change_of_exactly_the_smallest_reliable_one_is_not_yet_reliable() -> None:
    assert reliable_change(50, 69.6, s_diff=10, z=1.96).verdict == "no_reliable_change"
    assert reliable_change(50, 69.7, s_diff=10, z=1.96).verdict == "improved"
    assert reliable_change(50, 30.3, s_diff=10, z=1.96).verdict == "declined"
    assert reliable_change(50, 55, s_diff=10, z=0.4).verdict == "improved"


def test_noise_does_not_make_a_change_reliable() -> None:
    change = reliable_change(0, 19.6, s_diff=10, z=1.96)
    assert change.rci > 1.96
    assert change.verdict == "no_reliable_change"


def test_a_perfectly_certain_difference_cannot_be_judged() -> None:
    with pytest.raises(ValueError, match="more than 0"):
        reliable_change(50, 60, s_diff=group_s_diff(18, 1.0), z=1.96)


def test_two_margins_make_the_error_of_a_difference() -> None:
    assert person_s_diff(3, 4) == 5.0


def test_anchors_are_the_items_asked_both_times_in_the_order_of_the_first() -> None:
    assert anchor_items(["c", "a", "b"], {"a", "c", "d"}) == ("c", "a")
    assert anchor_items(["a"], []) == ()


@pytest.mark.parametrize(
    ("answers", "harder", "error", "told"), [(2, (0.0,), 1.2, 16), (10, (-0.8, 0.0, 0.8), 0.8, 2), (10, (0.0,), 0.8, 6)]
)
def test_of_unchanged_scores_as_many_exceed_their_margin_as_the_page_on_methods_tells(
    answers: int, harder: tuple[float, ...], error: float, told: int
) -> None:
    chance = Random(1)

    def measured(level: float) -> tuple[float, float]:
        """The score and its margin of one who answers 1 to 5, with an error that is new each time."""
        codes = [level - less + chance.gauss(0, error) for less in islice(cycle(harder), answers)]
        scores = [25.0 * (min(max(round(code), 1), 5) - 1) for code in codes]
        margin = person_margin(scores, weights=[1.0] * answers, floors=[rounding_variance(5)] * answers)
        assert margin
        return sum(scores) / answers, margin

    beyond = 0
    for _ in range(4000):
        level = chance.gauss(3.2, 0.8)
        (before, first), (after, second) = measured(level), measured(level)
        found = reliable_change(before, after, s_diff=person_s_diff(first, second), z=1.96)
        beyond += found.verdict != "no_reliable_change"
    assert beyond / 40 == pytest.approx(told, abs=1.5)
