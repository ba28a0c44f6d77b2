"""Turn the norms of contact and the advice into suggested contacts for the months ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from rely.guidelines.due_dates import next_weekday
from rely.model.guidelines import Norm
from rely.model.instrument import Instrument
from rely.model.measures import Fit
from rely.model.report import ContactPlan, ContactSide
from rely.model.results import Advice, GuidelineStatus, Recommendation, Result
from rely.scoring.measures import norm_row
from rely.scoring.rounding import NOISE

MONTHS_A_YEAR = 12

_RANK: dict[GuidelineStatus, int] = {"act": 1, "partly": 2, "unknown": 3, "always": 4, "in_place": 5, "over": 6}
"""Which guidelines the contacts are about first, after those of the action plan."""


@dataclass(frozen=True, slots=True)
class Contact:
    """The contact suggested for one month.

    `month`: its first day; `day`: the day on which it stands in a calendar; `sides`: the sides that are due, the
    rarest first; `about`: the guideline that it puts into practice, None when there is none left.
    """

    month: date
    day: date
    sides: tuple[str, ...]
    about: Recommendation | None


def contact_plan(instrument: Instrument, result: Result, advice: Advice, day: date) -> tuple[Contact, ...]:
    """The suggested contacts of the months after the one of `day`, in order; a month without any is left out.

    Each side comes as often as its norm plans (`plan`, else `min`), evenly over the months it speaks of: first half
    an interval ahead, and in the second month at the latest where it is below its norm or not known. Each contact is
    about a guideline that has `contact` and holds for the side: those of the action plan first, each once. Empty when
    the instrument declares no contact plan or no norm holds.
    """
    report = instrument.report
    plan = None if report is None or report.rhythm is None else report.rhythm.contacts
    if plan is None:
        return ()
    due = {side.side: _months_due(instrument, result, plan, side) for side in plan.sides}
    left = _subjects(advice)
    contacts = []
    for ahead in range(1, plan.months + 1):
        sides = tuple(name for name, months in due.items() if ahead in months)
        if sides:
            month = _month_after(day, ahead)
            about = _taken(left, sides[0])
            contacts.append(Contact(month, next_weekday(month - timedelta(days=1), plan.weekday), sides, about))
    return tuple(contacts)


def _months_due(instrument: Instrument, result: Result, plan: ContactPlan, side: ContactSide) -> frozenset[int]:
    """The months, counted from 1, in which this side is due."""
    row = norm_row(instrument, side.norm, result.facts.get)
    often = None if row is None else row.plan or row.min
    if row is None or not often:
        return frozenset()
    interval = max(1.0, side.months / often)
    first = 1.0 + interval // 2
    if _is_short(instrument, result, row):
        first = min(first, 2.0)
    return frozenset(_steps(first, interval, plan.months))


def _steps(first: float, interval: float, last: int) -> Iterator[int]:
    at = first
    while at <= last + NOISE:
        yield ceil(at - NOISE)
        at += interval


def _is_short(instrument: Instrument, result: Result, row: Norm) -> bool:
    """Whether a figure held against this row lies below it or is not known."""
    fits = [each for each in instrument.measures if isinstance(each, Fit) and each.norm == row.norm]
    return any(result.facts.get(f"{fit.id}.position") in (None, "below") for fit in fits)


def _month_after(day: date, ahead: int) -> date:
    years, month = divmod(day.month - 1 + ahead, MONTHS_A_YEAR)
    return date(day.year + years, month + 1, 1)


def _subjects(advice: Advice) -> list[Recommendation]:
    """The recommendations that contacts can be about, those to begin with first."""
    order = {name: at for at, name in enumerate(advice.actions)}
    usable = [each for each in advice.recommendations if each.guideline.contact is not None]
    return sorted(usable, key=lambda each: (order.get(each.guideline.id, len(order)), _RANK[each.status]))


def _taken(left: list[Recommendation], side: str) -> Recommendation | None:
    """The first that holds for the side, taken out of those that are left."""
    for each in left:
        if side in each.columns or not each.columns:
            left.remove(each)
            return each
    return None
