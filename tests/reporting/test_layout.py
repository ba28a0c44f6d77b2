from dataclasses import replace

import pytest

from rely.reporting.layout import HARDLY_FILLED, Layout, Pages, giving_way
from tests.reporting.garden import report

FULL = 0.6
FIT = {"first": 0, "grid": 1, "rhythm": 2, "plan": 3, "figures": 4}
GRID, RHYTHM, ANSWERS = (frozenset({part}) for part in ("grid", "rhythm", "answers"))


def landed(filled: float = FULL, count: int = 8, **begins: int) -> Pages:
    return Pages({**FIT, **begins}, count, filled)


@pytest.mark.parametrize(
    ("layout", "pages", "next_layout"),
    [
        (Layout(), landed(), None),
        (Layout(), landed(grid=2, rhythm=3, plan=4, figures=5), Layout(first_actions=1)),
        (Layout(first_actions=1), landed(grid=2, rhythm=3, plan=4, figures=5), None),
        (Layout(), landed(rhythm=3, plan=4, figures=5), Layout(close=GRID)),
        (Layout(close=GRID), landed(rhythm=3, plan=4, figures=5), Layout(close=GRID, notes_with_grid=False)),
        (Layout(close=GRID, notes_with_grid=False), landed(rhythm=3, plan=4, figures=5), None),
        (Layout(), landed(plan=4, figures=5), Layout(close=RHYTHM)),
        (Layout(close=RHYTHM), landed(plan=4, figures=5), None),
        (Layout(), landed(rhythm=3, plan=5, figures=6), Layout(close=GRID | RHYTHM)),
        (Layout(), landed(filled=HARDLY_FILLED / 2), Layout(close=ANSWERS)),
        (Layout(close=ANSWERS), landed(filled=HARDLY_FILLED / 2), None),
        (Layout(), Pages({"first": 0, "figures": 0}, 1, FULL), None),
    ],
)
def test_a_page_that_spills_over_gives_way_step_by_step_and_then_stops(
    layout: Layout, pages: Pages, next_layout: Layout | None
) -> None:
    assert giving_way(report(), layout, pages) == next_layout


def test_a_long_plan_gives_no_cause_to_give_way() -> None:
    assert giving_way(report(), Layout(), landed(figures=5)) is None


def test_a_short_report_has_no_plan_to_which_notes_could_move_and_no_answers() -> None:
    short = replace(report(), short=True)
    two = Pages({"first": 0, "grid": 1}, 2, HARDLY_FILLED / 2)
    assert giving_way(short, Layout(), two) is None
    assert giving_way(short, Layout(), replace(two, count=3)) == Layout(close=GRID)
    assert giving_way(short, Layout(close=GRID), replace(two, count=3)) is None
