"""Prove that only a name that can be seen and a real day are taken for an action."""

from datetime import date

import pytest

from rely.guidelines.taken import LONGEST_OWNER, accept_due, accept_owner

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "owner"),
    [
        ("Anna", "Anna"),
        ("  Anna \t de  Vries\r\n", "Anna de Vries"),
        ("Zoe\u0301", "Zoé"),
        ("=1+1", "=1+1"),
        ("<script>", "<script>"),
        ("תות", "תות"),
        ("👩\u200d💼", "👩\u200d💼"),
        ("x" * LONGEST_OWNER, "x" * LONGEST_OWNER),
    ],
)
def test_a_name_is_kept_on_one_line_and_composed(typed: str, owner: str) -> None:
    assert accept_owner(typed) == (owner, None)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "no-owner"),
        (" \n ", "no-owner"),
        ("\u200e\u200d", "no-owner"),
        ("\u0301", "no-owner"),
        (None, "no-owner"),
        (7, "no-owner"),
        ("x" * (LONGEST_OWNER + 1), "too-long"),
        ("Anna\x00", "control-character"),
        ("Anna\x1b[2J", "control-character"),
        ("\u202eannA", "control-character"),
    ],
)
def test_what_is_no_name_is_refused_with_its_problem(typed: object, problem: str) -> None:
    assert accept_owner(typed) == ("", problem)


def test_a_day_may_be_left_open() -> None:
    assert accept_due("") == (None, None)
    assert accept_due(" 2026-12-03 ") == (date(2026, 12, 3), None)


@pytest.mark.parametrize("typed", ["2026-02-30", "3 december", "1226-01-01", "9999-12-31", "\u0662026-01-01", None, 3])
def test_what_is_no_day_is_refused(typed: object) -> None:
    assert accept_due(typed) == (None, "not-a-date")


def test_a_day_that_has_passed_is_told_apart_and_today_will_do() -> None:
    assert accept_due("2026-11-20", today=TODAY) == (None, "past-date")
    assert accept_due("2026-11-21", today=TODAY) == (TODAY, None)
    assert accept_due("2026-11-20") == (date(2026, 11, 20), None)
