from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rely.research.scheme import WIDEST, scheme_of, smallest_share
from tests.instruments import inventory, mixed, relationship_check


@given(st.floats(0, 1), st.integers(1, 40), st.data())
def test_shares_compared_by_products_are_compared_as_quotients(share: float, most: int, data: st.DataObject) -> None:
    whole = data.draw(st.integers(1, most))
    part = data.draw(st.integers(0, whole))
    smallest = smallest_share(share, most)
    assert (part / whole >= share) == (part * smallest.denominator >= whole * smallest.numerator)


@pytest.mark.parametrize(
    ("share", "most", "smallest"),
    [
        (0.5, 30, Fraction(1, 2)),
        (0.5, 1, Fraction(1)),
        (0.3, 10, Fraction(3, 10)),
        (0.07, 100, Fraction(7, 100)),  # although 0.07 * 100 is a little more than 7
        (0, 7, Fraction(0)),
        (1, 7, Fraction(1)),
    ],
)
def test_the_smallest_share_is_a_quotient_that_can_occur(share: float, most: int, smallest: Fraction) -> None:
    assert smallest_share(share, most) == smallest


def test_columns_that_belong_to_the_same_scores_stand_side_by_side_in_runs_of_bounded_width() -> None:
    scheme = scheme_of(inventory(60, 2))
    assert [(run.start, run.stop) for run in scheme.runs[:5]] == [(0, 8), (8, 16), (16, 24), (24, 30), (30, 38)]
    assert all(run.size <= WIDEST for run in scheme.runs)
    assert sorted(scheme.items) == sorted(inventory(60, 2).items)


def test_every_score_of_the_relationship_check_is_counted_and_adds_up_its_own_items() -> None:
    check = relationship_check()
    scheme = scheme_of(check)
    assert scheme.weighed == ()
    for score in scheme.counted:
        own = {name for run in score.runs for name in scheme.items[scheme.runs[run].start : scheme.runs[run].stop]}
        row, _, column = score.id.partition(".")
        assert own == {
            name
            for name, each in check.items.items()
            if row in each.values("ingredient") and column in ("", *each.values("setting"))
        }
        assert score.items == len(own)


def test_scores_that_weigh_their_items_or_mix_their_scales_are_not_counted() -> None:
    scheme = scheme_of(mixed())
    assert {score.id for score in scheme.counted} == {"plain", "plain.left", "plain.right", "wide", "wide.left"} | {
        "wide.right",
        "one_item",
    }
    assert {"weighted", "anchored", "left", "every_item"} <= {score.id for score in scheme.weighed}
    assert set(scheme.rows) == set(scheme.ids)
