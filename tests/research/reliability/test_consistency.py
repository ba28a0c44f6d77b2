"""Alpha and its companions say how items go together, and nothing where nothing can be said."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rely.research.reliability import alpha, alpha_without, complete_rows, feldt_ci, item_rest
from rely.research.reliability.consistency import correlation
from rely.research.sheets import Floats

PUBLISHED = np.array(
    [
        [1.168, 0.557, 0.574, 0.673],
        [0.557, 1.012, 0.690, 0.720],
        [0.574, 0.690, 1.169, 0.724],
        [0.673, 0.720, 0.724, 1.291],
    ]
)
"""The covariances of four items in the explanation of alpha by UCLA's statistical consulting group: alpha .839."""


def with_covariances(wanted: Floats, rows: int = 50) -> Floats:
    """Made-up rows whose covariances are exactly these."""
    raw = np.random.default_rng(7).normal(size=(rows, len(wanted)))
    raw -= raw.mean(axis=0)
    white = raw @ np.linalg.inv(np.linalg.cholesky(np.cov(raw, rowvar=False))).T
    made: Floats = white @ np.linalg.cholesky(wanted).T
    return made


def random_table(seed: int, rows: int, items: int) -> Floats:
    chance = np.random.default_rng(seed)
    made: Floats = np.clip(np.rint(chance.normal(3, 1, (rows, 1)) + chance.normal(0, 1, (rows, items))), 1, 5)
    return made


def test_a_published_covariance_matrix_gives_its_published_alpha() -> None:
    assert alpha(with_covariances(PUBLISHED)) == pytest.approx(0.839, abs=0.0005)


def test_alpha_of_items_of_equal_variance_and_correlation_is_that_of_spearman_and_brown() -> None:
    wanted = np.full((6, 6), 0.3) + np.eye(6) * 0.7
    assert alpha(with_covariances(wanted)) == pytest.approx(6 * 0.3 / (1 + 5 * 0.3))


@given(st.integers(0, 500), st.integers(12, 40), st.integers(3, 6))
def test_neither_unit_nor_order_nor_incomplete_rows_change_alpha(seed: int, rows: int, items: int) -> None:
    table = random_table(seed, rows, items)
    found = alpha(table)
    assert found is not None
    assert alpha(table * 25 - 25) == pytest.approx(found)
    assert alpha(table[::-1, ::-1]) == pytest.approx(found)
    gap = np.full((1, items), 3.0)
    gap[0, 0] = np.nan
    assert alpha(np.vstack([table, gap])) == pytest.approx(found)


@given(st.integers(0, 500), st.integers(12, 40), st.integers(3, 6))
def test_alpha_without_an_item_is_alpha_of_the_others(seed: int, rows: int, items: int) -> None:
    table = random_table(seed, rows, items)
    for at, found in enumerate(alpha_without(table)):
        assert found == pytest.approx(alpha(np.delete(table, at, axis=1)))


def test_alpha_without_an_item_rests_on_the_rows_that_answered_all() -> None:
    table = random_table(1, 30, 4)
    table[0, 3] = np.nan
    assert alpha_without(table)[3] == pytest.approx(alpha(table[1:, :3]))


def test_one_item_two_items_and_one_row_have_no_more_than_they_can() -> None:
    table = random_table(1, 30, 2)
    assert alpha(table[:, :1]) is None
    assert item_rest(table[:, :1]) == (None,)
    assert alpha_without(table) == (None, None)
    assert alpha(table[:1]) is None
    assert item_rest(table[:1]) == (None, None)


def test_an_item_that_never_varies_correlates_with_nothing() -> None:
    table = random_table(2, 30, 3)
    table[:, 1] = 4
    assert item_rest(table)[1] is None
    assert item_rest(table)[0] is not None
    assert correlation(table[:, 0], table[:, 1]) is None


def test_items_whose_sum_never_varies_have_no_alpha_although_they_vary() -> None:
    assert alpha(np.array([[1.0, 5.0], [2.0, 4.0], [5.0, 1.0]])) is None


def test_complete_rows_are_those_with_every_answer() -> None:
    assert complete_rows(np.array([[1.0, np.nan], [2.0, 3.0]])).tolist() == [[2.0, 3.0]]


def test_the_interval_is_the_published_one() -> None:
    # An example on the pages on statistics of the MRC Cognition and Brain Sciences Unit, with code by Chris Evans.
    assert feldt_ci(0.913, 873, 20) == pytest.approx((0.9044024, 0.9211588), abs=1e-7)


def test_the_interval_holds_alpha_and_narrows_with_more_respondents() -> None:
    few, many = feldt_ci(0.8, 20, 5), feldt_ci(0.8, 200, 5)
    assert few is not None
    assert many is not None
    assert few[0] < many[0] < 0.8 < many[1] < few[1] < 1


def test_less_confidence_is_a_narrower_interval() -> None:
    wide, narrow = feldt_ci(0.8, 40, 5, 0.99), feldt_ci(0.8, 40, 5, 0.8)
    assert wide is not None
    assert narrow is not None
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


def test_one_item_or_respondent_has_no_interval() -> None:
    assert feldt_ci(0.8, 1, 5) is None
    assert feldt_ci(0.8, 20, 1) is None
