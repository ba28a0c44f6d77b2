"""Prove that no count, and no difference of counts, tells of fewer people than five."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rely.research.norms.hiding import POINTS, common_edges, in_bins, is_coarse, shown_counts, tally

SCORES = st.lists(st.floats(0, 100), min_size=5, max_size=200).map(np.array)


@given(st.lists(SCORES, min_size=1, max_size=4))
def test_every_bin_holds_five_people_of_every_group_and_nobody_is_lost(groups: list[np.ndarray]) -> None:
    tallies = [tally(group) for group in groups]
    edges = common_edges(tallies)
    assert edges[0] == 0
    for group, each in zip(groups, tallies, strict=True):
        counts = in_bins(each, edges)
        assert min(counts) >= 5
        assert sum(counts) == len(group)


@given(st.lists(SCORES, min_size=2, max_size=4), st.data())
def test_the_whole_without_any_of_its_groups_shows_five_people_or_nobody_in_each_bin(
    groups: list[np.ndarray], data: st.DataObject
) -> None:
    tallies = [tally(group) for group in groups]
    edges = common_edges(tallies)
    whole = np.array(in_bins(sum(tallies), edges))
    taken = data.draw(st.sets(st.sampled_from(range(len(groups))), max_size=len(groups) - 1))
    left = whole - sum(np.array(in_bins(tallies[at], edges)) for at in taken)
    assert (left >= 5).all()


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 40)), st.integers(0, 12))
def test_where_anything_is_counted_what_is_left_of_a_group_is_five_people_or_nobody(
    counts: dict[str, int], unknown: int
) -> None:
    n = sum(counts.values()) + unknown
    shown = shown_counts(counts, n)
    left = n - sum(shown.values())
    assert left == 0 or left >= 5 or not shown
    assert all(shown[code] == counts[code] >= 5 for code in shown)


def test_four_of_another_country_take_the_smallest_one_that_is_told_with_them() -> None:
    assert shown_counts({"NL": 300, "DE": 108, "BE": 4}, 412) == {"NL": 300}
    assert shown_counts({"NL": 300, "DE": 108, "BE": 5}, 413) == {"NL": 300, "DE": 108, "BE": 5}
    assert shown_counts({"NL": 300, "DE": 108}, 408) == {"NL": 300, "DE": 108}


def test_scores_are_counted_by_the_points_that_are_printed() -> None:
    counted = tally(np.array([0.0, 62.5, 62.4999999999, 62.4, 100.0, np.nan]))
    assert len(counted) == POINTS
    assert (counted[0], counted[62], counted[63], counted[100]) == (1, 1, 2, 1)


def test_many_people_with_one_score_are_a_bin_of_their_own_and_not_coarse() -> None:
    spread = tally(np.array([10.0] * 50 + [20.0] * 50))
    assert common_edges([spread]) == (0, 11)
    assert not is_coarse(spread, (0, 11))
    assert is_coarse(spread, (0,))
