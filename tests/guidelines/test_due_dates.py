from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rely.guidelines.due_dates import due_dates, next_weekday
from rely.model.guidelines import DueDates
from rely.model.report import WEEKDAYS, Weekday

WEDNESDAY = date(2026, 11, 18)
DAYS = st.dates(date(1970, 1, 1), date(2999, 12, 31))


def rule(weekday: Weekday = "monday", weeks_apart: int = 1) -> DueDates:
    return DueDates(weekday=weekday, weeks_apart=weeks_apart)


def test_the_first_action_is_due_on_the_next_such_weekday_and_the_others_so_many_weeks_apart() -> None:
    assert due_dates(rule(), WEDNESDAY, 3) == (date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 7))
    assert due_dates(rule("thursday", 6), WEDNESDAY, 2) == (date(2026, 11, 19), date(2026, 12, 31))


def test_with_no_week_apart_all_are_due_on_one_day() -> None:
    assert due_dates(rule(weeks_apart=0), WEDNESDAY, 3) == (date(2026, 11, 23),) * 3


def test_without_actions_there_are_no_days() -> None:
    assert due_dates(rule(), WEDNESDAY, 0) == ()


def test_on_that_weekday_itself_it_is_a_week_later() -> None:
    assert next_weekday(WEDNESDAY, "wednesday") == date(2026, 11, 25)
    assert next_weekday(WEDNESDAY, "thursday") == date(2026, 11, 19)
    assert next_weekday(WEDNESDAY, "tuesday") == date(2026, 11, 24)


def test_it_goes_on_over_the_end_of_a_year_and_over_a_leap_day() -> None:
    assert next_weekday(date(2026, 12, 31), "friday") == date(2027, 1, 1)
    assert due_dates(rule("thursday"), date(2028, 2, 23), 2) == (date(2028, 2, 24), date(2028, 3, 2))


@given(DAYS, st.sampled_from(WEEKDAYS))
def test_the_next_weekday_is_that_weekday_and_lies_one_to_seven_days_ahead(day: date, weekday: Weekday) -> None:
    found = next_weekday(day, weekday)
    assert WEEKDAYS[found.weekday()] == weekday
    assert timedelta(days=1) <= found - day <= timedelta(days=7)
