from math import sqrt

import pytest

from rely.scoring.margins import (
    anchored_rounding_variance,
    group_margin,
    interval,
    overall_margin,
    person_margin,
    rounding_variance,
)


def test_the_floor_is_the_rounding_of_the_response_scale() -> None:
    assert rounding_variance(5) == pytest.approx(25**2 / 12)
    assert rounding_variance(11) == pytest.approx(10**2 / 12)
    assert rounding_variance(2) == pytest.approx(100**2 / 12)


def test_the_floor_of_options_with_scores_of_their_own_is_their_smallest_step() -> None:
    assert anchored_rounding_variance([100, 0, 70, 100]) == pytest.approx(30**2 / 12)


def test_a_response_scale_that_cannot_tell_anything_apart_has_no_floor() -> None:
    with pytest.raises(ValueError, match="two options"):
        rounding_variance(1)
    with pytest.raises(ValueError, match="two different scores"):
        anchored_rounding_variance([50, 50])


def test_the_floor_is_averaged_over_the_answered_items() -> None:
    floors = [rounding_variance(5), rounding_variance(11), rounding_variance(11)]
    expected = sqrt((625 + 100 + 100) / 12 / 3 / 3)
    assert person_margin([40, 40, 40], weights=[1, 1, 1], floors=floors) == pytest.approx(expected)


def test_unequal_weights_make_a_score_less_certain() -> None:
    # sqrt(v * (4 + 1 + 1)) / 4 with v = 833.33 against sqrt(v * 3) / 3
    weighted = person_margin([50, 75, 100, 25], weights=[2, 1, 1, 0], floors=[0, 0, 0, 0])
    assert weighted == pytest.approx(sqrt(3125 / 3 * 6) / 4)
    plain = person_margin([50, 75, 100, 25], weights=[1, 1, 1, 1], floors=[0, 0, 0, 0])
    assert plain is not None
    assert weighted is not None
    assert weighted > plain


def test_one_answer_or_no_weight_has_no_margin() -> None:
    assert person_margin([50], weights=[1], floors=[1]) is None
    assert person_margin([50, 60], weights=[0, 0], floors=[1, 1]) is None


def test_an_unknown_margin_makes_the_overall_margin_unknown_and_not_smaller() -> None:
    assert overall_margin([3.0, 4.0]) == pytest.approx(2.5)
    assert overall_margin([3.0, None]) is None
    assert overall_margin([]) is None


def test_a_group_margin_is_the_whole_spread_without_reliability_and_nothing_with_perfect_one() -> None:
    assert group_margin(0.5, 0) == 0.5
    assert group_margin(18, 1) == 0
    assert group_margin(0, 0.5) == 0


@pytest.mark.parametrize(("sd", "reliability"), [(-1, 0.5), (10, -0.1), (10, 1.1)])
def test_a_group_margin_refuses_figures_that_cannot_be(sd: float, reliability: float) -> None:
    with pytest.raises(ValueError, match=r"not -1|not at"):
        group_margin(sd, reliability)


def test_an_interval_grows_with_z() -> None:
    assert interval(50, 5, z=1) == (45, 55)
    assert interval(50, 5, z=2) == (40, 60)
