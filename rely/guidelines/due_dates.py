"""Turn the number of actions into the days on which they are due."""

from __future__ import annotations

from datetime import date, timedelta

from rely.model.guidelines import DueDates
from rely.model.report import WEEKDAYS, Weekday

DAYS_A_WEEK = 7


def due_dates(rule: DueDates, day: date, actions: int) -> tuple[date, ...]:
    """One day for each action, best first: the next such weekday after `day`, then so many weeks apart."""
    first = next_weekday(day, rule.weekday)
    return tuple(first + timedelta(weeks=rule.weeks_apart * at) for at in range(actions))


def next_weekday(day: date, weekday: Weekday) -> date:
    """The first such weekday after `day`; a week later when `day` itself is one."""
    ahead = (WEEKDAYS.index(weekday) - day.weekday() - 1) % DAYS_A_WEEK + 1
    return day + timedelta(days=ahead)
