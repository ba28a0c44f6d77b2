"""Omega is told where one factor stands behind the items, and left out with its reason where none can be found."""

import numpy as np
import pytest

from rely.research.reliability import omega_from_loadings, omega_from_matrix
from rely.research.reliability.correlations import correlation_matrix, pairwise
from rely.research.reliability.factor import MOST_ITEMS
from rely.research.sheets import Floats


def matrix_of(loadings: list[float]) -> Floats:
    made: Floats = np.outer(loadings, loadings)
    np.fill_diagonal(made, 1.0)
    return made


def test_an_exact_factor_is_found_again_whatever_the_signs() -> None:
    found = omega_from_matrix(matrix_of([-0.9, -0.6, -0.4, -0.3, -0.8]))
    assert found is not None
    assert found.loadings == pytest.approx((0.9, 0.6, 0.4, 0.3, 0.8), abs=1e-6)
    assert found.omega == pytest.approx(omega_from_loadings([0.9, 0.6, 0.4, 0.3, 0.8]), abs=1e-6)


def test_a_loading_above_1_is_a_heywood_case_and_gives_no_omega() -> None:
    matrix = np.array([[1, 0.8, 0.8], [0.8, 1, 0.5], [0.8, 0.5, 1]])
    found = omega_from_matrix(matrix)
    assert found is not None
    assert (found.omega, found.heywood) == (None, True)
    assert omega_from_loadings([1.1, 0.5, 0.5]) is None


def test_a_loading_of_1_is_none_yet() -> None:
    assert omega_from_loadings([1.0, 0.5]) == pytest.approx(2.25 / (2.25 + 0.75))


def test_items_that_have_nothing_in_common_have_an_omega_of_0() -> None:
    found = omega_from_matrix(np.eye(4))
    assert found is not None
    assert found.omega == pytest.approx(0)


def test_items_that_copy_each_other_are_found_although_their_matrix_has_no_inverse() -> None:
    found = omega_from_matrix(matrix_of([1.0, 1.0, 1.0]))
    assert found is not None
    assert found.omega == pytest.approx(1)


def test_two_items_too_many_items_and_unknown_correlations_have_no_factor() -> None:
    assert omega_from_matrix(np.array([[1, 0.5], [0.5, 1]])) is None
    assert omega_from_matrix(np.eye(MOST_ITEMS + 1)) is None
    unknown = matrix_of([0.5, 0.6, 0.7])
    unknown[0, 1] = unknown[1, 0] = np.nan
    assert omega_from_matrix(unknown) is None


def test_a_column_that_never_varies_has_unknown_correlations() -> None:
    table = np.array([[1.0, 3.0, 2.0], [2.0, 3.0, 1.0], [4.0, 3.0, 5.0]])
    found = correlation_matrix(table)
    assert np.isnan(found[1]).all()
    assert not np.isnan(found[0, 2])


def test_each_pair_rests_on_the_rows_that_answered_both() -> None:
    nan = np.nan
    table = np.array([[1, 2, nan], [2, 4, 1.0], [3, 6, 5.0], [nan, 1, 2.0]])
    found = pairwise(("a", "b", "c"), table)
    assert found is not None
    assert found.n == ((3, 3, 2), (3, 4, 3), (2, 3, 3))
    assert found.r[1][0] == pytest.approx(1)
    r = found.r
    others = [each for each in (r[1][0], r[2][0], r[2][1]) if each is not None]
    assert found.average == pytest.approx(sum(others) / 3)


def test_one_item_and_very_many_make_no_table_of_pairs() -> None:
    assert pairwise(("a",), np.ones((5, 1))) is None
    assert pairwise(tuple(map(str, range(41))), np.ones((5, 41))) is None
