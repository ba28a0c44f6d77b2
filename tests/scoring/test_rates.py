import pytest

from rely.scoring.rates import Fit, Norm, fit, rate


def test_a_monthly_rate_comes_from_a_count_over_three_months() -> None:
    assert rate(6, 24, window=3, per=1, min_age=3) == 2.0


def test_an_unknown_count_or_age_gives_no_rate() -> None:
    assert rate(None, 24, window=12, per=12, min_age=3) is None
    assert rate(2, None, window=12, per=12, min_age=3) is None


@pytest.mark.parametrize("zero", ["window", "per", "min_age"])
def test_a_rate_over_no_time_is_refused(zero: str) -> None:
    with pytest.raises(ValueError, match="more than 0"):
        rate(2, 24, **{"window": 12.0, "per": 12.0, "min_age": 3.0, zero: 0.0})


def test_the_edges_of_a_norm_belong_to_it_and_noise_is_forgiven() -> None:
    norm = Norm(minimum=1, maximum=4)
    assert [fit(value, norm).position for value in (1, 4, 1 - 1e-12, 4 + 1e-12)] == ["within"] * 4
    assert [fit(value, norm).position for value in (0.99, 4.01)] == ["below", "above"]


def test_beyond_what_is_typical_still_fits_and_above_the_maximum_does_not() -> None:
    norm = Norm(minimum=6, typical_max=10, maximum=20)
    assert fit(10, norm) == Fit(100.0, "within")
    assert fit(11, norm) == Fit(100.0, "beyond")
    assert fit(25, norm) == Fit(80.0, "above")
    assert fit(10 + 1e-12, norm) == Fit(100.0, "within")


def test_a_norm_may_have_one_edge_only() -> None:
    assert fit(0, Norm(minimum=None, maximum=4)) == Fit(100.0, "within")
    assert fit(8, Norm(minimum=None, maximum=4)) == Fit(50.0, "above")
    assert fit(1, Norm(minimum=None, maximum=0.5)) == Fit(50.0, "above")
    assert fit(0, Norm(minimum=0, maximum=None)) == Fit(100.0, "within")


def test_a_fit_stays_on_0_to_100_for_numbers_that_cannot_be_frequencies() -> None:
    assert fit(-3, Norm(minimum=1, maximum=4)) == Fit(0.0, "below")
    assert fit(-3, Norm(minimum=0, maximum=4)) == Fit(0.0, "below")
    assert fit(3, Norm(minimum=None, maximum=0)) == Fit(0.0, "above")


def test_an_unknown_number_or_norm_has_no_fit() -> None:
    assert fit(None, Norm(minimum=1, maximum=4)) == Fit(None, None)
    assert fit(3, None) == Fit(None, None)


def test_a_norm_whose_edges_go_down_is_refused() -> None:
    with pytest.raises(ValueError, match="go up"):
        Norm(minimum=4, maximum=1)
    with pytest.raises(ValueError, match="go up"):
        Norm(minimum=1, typical_max=9, maximum=4)
