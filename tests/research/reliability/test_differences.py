"""A difference is less reliable than the two scores that it is made of, the more they go together."""

import pytest

from rely.research.reliability import difference_reliability


def test_with_equal_spread_it_is_the_textbook_formula() -> None:
    # (mean reliability - correlation) / (1 - correlation): .80 and .80 that correlate .60 leave .50.
    found = difference_reliability(10, 10, reliability_first=0.8, reliability_second=0.8, correlation=0.6)
    assert found == pytest.approx(0.5)


def test_scores_that_have_nothing_in_common_keep_their_reliability() -> None:
    found = difference_reliability(18, 18, reliability_first=0.7, reliability_second=0.9, correlation=0)
    assert found == pytest.approx(0.8)


def test_the_wider_score_counts_for_more() -> None:
    found = difference_reliability(20, 10, reliability_first=0.9, reliability_second=0.5, correlation=0)
    assert found == pytest.approx((400 * 0.9 + 100 * 0.5) / 500)


def test_a_correlation_above_the_reliabilities_gives_less_than_nothing() -> None:
    found = difference_reliability(10, 10, reliability_first=0.5, reliability_second=0.5, correlation=0.7)
    assert found is not None
    assert found < 0


def test_a_difference_that_never_varies_has_none() -> None:
    assert difference_reliability(10, 10, reliability_first=0.8, reliability_second=0.8, correlation=1) is None


def test_impossible_figures_are_refused() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        difference_reliability(-1, 10, reliability_first=0.8, reliability_second=0.8, correlation=0)
    with pytest.raises(ValueError, match=r"not at 1\.2"):
        difference_reliability(1, 10, reliability_first=0.8, reliability_second=0.8, correlation=1.2)
