from typing import Any

from rely.guidelines.moves import Moves, moves
from rely.model.answers import Code
from rely.model.results import Advice
from tests.reporting.garden import assessment, garden, results


def advice(given: dict[str, Any] | None = None, **changes: Code) -> Advice:
    return results(garden(), assessment(changes, **({} if given is None else {"given": given})))[1]


def ids(found: Moves) -> tuple[list[str], list[str]]:
    return (
        [each.now.guideline.id for each in found.taken_up],
        [each.now.guideline.id for each in found.fallen_back],
    )


def test_what_came_to_be_in_place_was_taken_up_and_what_left_it_fell_back() -> None:
    found = moves(advice(R2=5, R3=1, H1=3), advice(R2=2, R3=4, H1=5))
    assert ids(found) == (["feed_shade", "cut"], ["feed_sun"])
    assert [(each.before.status, each.now.status) for each in found.taken_up] == [
        ("act", "in_place"),
        ("partly", "in_place"),
    ]


def test_exchanging_the_two_exchanges_the_lists() -> None:
    one, other = advice(R2=5, R3=1), advice(R2=2, R3=4)
    assert ids(moves(one, other)) == ids(moves(other, one))[::-1]
    assert ids(moves(one, one)) == ([], [])


def test_a_step_that_does_not_reach_in_place_is_no_move() -> None:
    assert ids(moves(advice(H1=1), advice(H1=3))) == ([], [])


def test_a_status_that_rests_on_other_answers_than_then_is_no_move() -> None:
    dry, wet = {"water": 3}, {"water": 36}
    assert ids(moves(advice(R1=4, **dry), advice(R1=4, **wet))) == (["prune", "plant_tree"], [])
    assert ids(moves(advice(R1="dk", **dry), advice(R1=4, **wet))) == (["plant_tree"], [])
    assert ids(moves(advice(R1=4, **dry), advice(R1=4, water=None))) == ([], [])
    assert ids(moves(advice(R1=2, water=None), advice(R1=4, **wet))) == ([], [])


def test_a_guideline_that_does_not_hold_both_times_is_no_move() -> None:
    winter = advice({"season": "winter"}, R3=1)
    assert winter.recommendations == ()
    assert ids(moves(winter, advice(R3=4))) == ([], [])
