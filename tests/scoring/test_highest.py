import pytest

from rely.scoring.highest import highest


def test_the_highest_is_named_with_its_lead_over_the_next() -> None:
    assert highest({"a": 60.0, "b": 85.0, "c": 55.0}, lead=12.5, tie="none") == ("b", 25.0)


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_two_that_share_the_highest_number_are_a_tie_whatever_stands_first(order: str) -> None:
    assert highest(dict.fromkeys(order, 70.0) | {"c": 0.0}, lead=0, tie="none") == ("none", 0.0)


def test_a_lead_that_is_too_small_is_a_tie_and_is_told_all_the_same() -> None:
    assert highest({"a": 72.5, "b": 70.0}, lead=12.5, tie="mixed") == ("mixed", 2.5)
    assert highest({"a": 82.5, "b": 70.0}, lead=12.5, tie="mixed") == ("a", 12.5)


def test_noise_makes_no_lead_and_takes_none_away() -> None:
    assert highest({"a": 0.1 + 0.2, "b": 0.3}, lead=0, tie="none") == ("none", 0.0)
    assert highest({"a": 12.5 - 1e-12, "b": 0.0}, lead=12.5, tie="none").word == "a"


def test_one_unknown_number_leaves_the_highest_unknown() -> None:
    assert highest({"a": 100.0, "b": None, "c": 0.0}, lead=0, tie="none") == (None, None)
