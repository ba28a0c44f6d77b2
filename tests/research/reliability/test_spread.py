"""Scores are described when there are enough of them that none is that of a person."""

import numpy as np
import pytest

from rely.research.reliability.spread import spread_of


def test_scores_are_counted_in_ten_ranges_the_last_with_100() -> None:
    found = spread_of(np.array([0, 0, 9.99, 10, 50, 59.9, 60, 90, 100, 100, 100, np.nan]))
    assert found.n == 11
    assert found.histogram == (3, 1, 0, 0, 0, 2, 1, 0, 0, 4)
    assert found.floor == pytest.approx(2 / 11)
    assert found.ceiling == pytest.approx(3 / 11)
    assert (found.lowest, found.highest, found.median) == (0, 100, 59.9)


def test_a_score_that_only_noise_keeps_from_an_edge_counts_as_on_it() -> None:
    scores = np.full(10, 29.9999999999999)
    scores[0] = 0.1
    assert spread_of(scores).histogram == (1, 0, 0, 9, 0, 0, 0, 0, 0, 0)


def test_fewer_than_ten_are_counted_and_not_described() -> None:
    found = spread_of(np.arange(9.0))
    assert (found.n, found.mean, found.histogram, found.lowest) == (9, None, None, None)
    assert spread_of(np.arange(10.0)).mean == 4.5


def test_scores_that_are_all_the_same_have_no_skew() -> None:
    found = spread_of(np.full(12, 50.0))
    assert (found.sd, found.skew) == (0, None)
