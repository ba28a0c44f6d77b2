"""Turn the answers and facts that trigger a guideline into its status."""

from collections.abc import Collection, Iterable, Sequence
from math import fsum
from typing import Literal, TypeAlias

from rely.model.results import GuidelineStatus
from rely.scoring.coding import DONT_KNOW, Outcome
from rely.scoring.rates import Position
from rely.scoring.rounding import NOISE

Reason: TypeAlias = Literal["missing", "unknown_fact", "dont_know", "not_applicable"]
"""Why a status is unknown."""

_FIRST_TO_LAST: tuple[GuidelineStatus, ...] = ("act", "over", "partly", "in_place", "unknown")

_BY_POSITION: dict[Position | None, GuidelineStatus] = {
    "below": "act",
    "within": "in_place",
    "beyond": "in_place",
    "above": "over",
    None: "unknown",
}


def status_from_items(item_scores: Sequence[float], *, in_place_from: float, partly_from: float) -> GuidelineStatus:
    """The status that the answered trigger items give by their plain mean.

    `item_scores` are 0-100; from `in_place_from` on in_place, from `partly_from` on partly, else act; noise
    of 1e-9 is forgiven. unknown when none is answered.
    """
    if not item_scores:
        return "unknown"
    mean = fsum(item_scores) / len(item_scores) + NOISE
    if mean >= in_place_from:
        return "in_place"
    return "partly" if mean >= partly_from else "act"


def status_from_position(position: Position | None) -> GuidelineStatus:
    """The status that a number gives by where it lies against its norm (`rely.scoring.rates.fit`).

    Below the minimum act, above the maximum over, else in_place; unknown without a number or a norm.
    """
    return _BY_POSITION[position]


def status_from_listed(value: int | str | Collection[str] | None, listed: Collection[int | str]) -> GuidelineStatus:
    """The status that a listed answer gives: act when listed, in_place for another known one, None unknown.

    `value` is one code or, for a multiple choice, several, of which one listed is enough; none ticked is
    known.
    """
    if value is None:
        return "unknown"
    codes = (value,) if isinstance(value, int | str) else value
    return "act" if any(code in listed for code in codes) else "in_place"


def combined_status(statuses: Iterable[GuidelineStatus]) -> GuidelineStatus:
    """The status shown: the first of act, over, partly, in_place, unknown that occurs; else always."""
    found = set(statuses)
    return next((status for status in _FIRST_TO_LAST if status in found), "always")


def unknown_reason(unanswered: Iterable[Outcome], *, unknown_fact: bool) -> Reason:
    """Why a status is unknown, given the outcomes of its trigger items and whether a trigger fact is unknown.

    The first that holds: missing, unknown_fact, dont_know, not_applicable; what can still be answered goes
    before what cannot.
    """
    outcomes = list(unanswered)
    if None in outcomes:
        return "missing"
    if unknown_fact:
        return "unknown_fact"
    return "dont_know" if DONT_KNOW in outcomes else "not_applicable"
