import pytest

from rely.scoring.balance import balance
from rely.scoring.rates import Norm, fit

NORM = Norm(minimum=2, maximum=4)


def tilt(first: float | None, second: float | None, norm: Norm | None = NORM) -> str:
    return balance(("calls", "visits"), (fit(first, norm), fit(second, NORM)), (first, second)).tilt


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        (0, 0, "calls_missing"),
        (3, 0, "visits_missing"),
        (1, 0, "visits_missing"),
        (0, 9, "calls_missing"),
        (2, 4, "balanced"),
        (1, 1, "both_low"),
        (1, 3, "calls_low"),
        (3, 1, "visits_low"),
        (9, 1, "visits_low"),
        (1, 9, "calls_low"),
        (9, 3, "calls_high"),
        (3, 9, "visits_high"),
        (9, 9, "calls_high"),
        (None, 0, "unknown"),
        (0, None, "unknown"),
    ],
)
def test_the_tilt_is_the_first_word_that_holds(first: float | None, second: float | None, word: str) -> None:
    assert tilt(first, second) == word


def test_without_a_norm_for_one_side_the_tilt_is_unknown_but_the_share_is_told() -> None:
    found = balance(("calls", "visits"), (fit(3, None), fit(3, NORM)), (3, 3))
    assert (found.tilt, found.index, found.share) == ("unknown", None, 0.5)


def test_a_side_of_which_nothing_is_needed_is_not_missing() -> None:
    assert tilt(0, 3, Norm(minimum=0, maximum=4)) == "balanced"


def test_what_is_usual_beyond_the_typical_is_still_balanced() -> None:
    assert tilt(4, 3, Norm(minimum=2, typical_max=3, maximum=None)) == "balanced"


def test_the_share_is_told_for_rare_contact_too() -> None:
    found = balance(("calls", "visits"), (fit(0.25, NORM), fit(0.5, NORM)), (0.25, 0.25), times=(1, 3))
    assert found.share == 0.75


def test_the_share_is_that_of_the_second_side_in_the_same_period() -> None:
    found = balance(("calls", "visits"), (fit(3, NORM), fit(3, NORM)), (1, 4), times=(12, 1))
    assert found.share == 0.25
    assert found.as_dict() == {
        "index": 100.0,
        "tilt": "balanced",
        "fit_calls": 100.0,
        "fit_visits": 100.0,
        "visits_share": 0.25,
    }
