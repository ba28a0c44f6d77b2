"""Turn actions, what is stored about them and what was just typed into the forms in which they are taken on."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from flask import url_for

from rely.guidelines.due_dates import DAYS_A_WEEK, due_dates
from rely.guidelines.taken import LONGEST_OWNER, Taken, TakenProblem
from rely.languages import N_, Words
from rely.model.instrument import Instrument
from rely.reporting.actions import Actions
from rely.reporting.taken_words import TakenOn
from rely.services.taken_actions import Refusal
from rely.web.moments import unbroken

SENTENCES: Mapping[TakenProblem, str] = {
    "no-owner": N_("Write down who does it, for example a first name."),
    "too-long": N_("Use at most %(max)s characters."),
    "control-character": N_("This holds characters that cannot be seen. Please type it again."),
    "not-a-date": N_("Enter a day as year, month and day, for example 2026-11-30."),
    "past-date": N_("This day has passed. Choose today or a later day, or leave it empty."),
}
"""What to do about each problem with an owner or a day."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was typed to take one guideline on, what does not fit, and whether the token of the form was too old."""

    guideline: str
    owner: str
    due: str
    refusal: Refusal | None = None
    was_stale: bool = False


@dataclass(frozen=True, slots=True)
class TakeForm:
    """The form on the card of one action. `name` stands in the ids of its boxes; `said` is empty while it is free."""

    name: str
    address: str
    owner: str
    due: str
    owner_error: str
    due_error: str
    is_open: bool
    is_done: bool
    said: str


@dataclass(frozen=True, slots=True)
class Mistake:
    """One line of the summary of mistakes: the box it leads to, and what to do."""

    target: str
    text: str


@dataclass(frozen=True, slots=True)
class Taking:
    """The forms by guideline, and what is told above the cards after one of them was sent: that of `sent`."""

    forms: Mapping[str, TakeForm] = field(default_factory=dict)
    mistakes: tuple[Mistake, ...] = ()
    was_stale: bool = False
    sent: str = ""


NOTHING_TO_TAKE = Taking()
"""A page on which no action can be taken on."""


def build_taking(
    assessment: uuid.UUID,
    instrument: Instrument,
    actions: Actions | None,
    taken: Mapping[str, Taken],
    *,
    day: date,
    today: date,
    words: Words,
    attempt: Attempt | None = None,
) -> Taking:
    """The forms of all actions of a result dated `day`, of those taken on earlier too.

    An owner who was named for one action is offered for the next; the suggested day moves on by whole weeks until
    it lies ahead.
    """
    if actions is None:
        return NOTHING_TO_TAKE
    owner = next((each.owner for each in taken.values()), "")
    suggested = _suggested(instrument, len(actions.actions), day, today)
    free = {
        each.guideline: Attempt(each.guideline, owner, due)
        for each, due in zip(actions.actions, suggested, strict=True)
    }
    forms = {}
    for each in actions.all:
        stored = taken.get(each.guideline)
        mine = attempt if attempt is not None and attempt.guideline == each.guideline else None
        typed = mine or _stored(each.guideline, stored) or free[each.guideline]
        refusal = typed.refusal or Refusal(None, None)
        forms[each.guideline] = TakeForm(
            name=each.guideline,
            address=url_for("actions.save", assessment=assessment, guideline=each.guideline),
            owner=typed.owner,
            due=typed.due,
            owner_error=_told(refusal.owner, words),
            due_error=_told(refusal.due, words),
            is_open=mine is not None,
            is_done=stored is not None and stored.is_done,
            said=_said(each.taken, words),
        )
    if attempt is None:
        return Taking(forms)
    sent = attempt.guideline if attempt.guideline in forms else ""
    return Taking(forms, _mistakes(attempt, words), attempt.was_stale, sent)


def _suggested(instrument: Instrument, number: int, day: date, today: date) -> list[str]:
    rules = instrument.priorities
    if rules is None or rules.due is None:
        return [""] * number
    return [_ahead(each, today).isoformat() for each in due_dates(rules.due, day, number)]


def _ahead(day: date, today: date) -> date:
    weeks = -(-max(0, (today - day).days) // DAYS_A_WEEK)
    return day + timedelta(weeks=weeks)


def _stored(guideline: str, stored: Taken | None) -> Attempt | None:
    if stored is None:
        return None
    return Attempt(guideline, stored.owner, "" if stored.due is None else stored.due.isoformat())


def _said(on: TakenOn | None, words: Words) -> str:
    if on is None:
        return ""
    if on.done or not on.when:
        return on.who
    return words.gettext("%(who)s, by %(day)s", who=on.who, day=unbroken(on.when))


def _told(problem: TakenProblem | None, words: Words) -> str:
    if problem is None:
        return ""
    if problem == "too-long":
        return words.gettext(SENTENCES[problem], max=words.number(LONGEST_OWNER))
    return words.gettext(SENTENCES[problem])


def _mistakes(attempt: Attempt, words: Words) -> tuple[Mistake, ...]:
    if attempt.refusal is None:
        return ()
    told = (
        (f"owner-{attempt.guideline}", words.gettext("Who"), _told(attempt.refusal.owner, words)),
        (f"due-{attempt.guideline}", words.gettext("Done by"), _told(attempt.refusal.due, words)),
    )
    return tuple(Mistake(target, f"{label}: {error}") for target, label, error in told if error)
