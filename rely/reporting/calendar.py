"""Turn the actions and the suggested contacts into the entries of a calendar, with all words ready."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from rely.errors import RelyError
from rely.guidelines.contact_plan import Contact, contact_plan
from rely.guidelines.taken import Taken
from rely.languages import words_for
from rely.model.instrument import Instrument
from rely.model.results import Advice, Result
from rely.reporting.actions import Action, Actions, action_days, build_actions
from rely.reporting.because import Reason
from rely.reporting.contacts import ContactLine, Contacts, build_contacts
from rely.reporting.material import Material
from rely.reporting.taken_words import TakenOn

DOMAIN = "rely.invalid"
"""What stands behind the @ of a UID; no host can ever have this name (RFC 2606)."""
UID_DIGITS = 32


class EmptyCalendar(RelyError):
    """Nothing in the advice has a date; a calendar without an entry is none (RFC 5545, section 3.6)."""

    def __init__(self) -> None:
        super().__init__(
            "There is nothing for a calendar: no action has a date and no contact is suggested. "
            "The report as PDF or HTML says why."
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry for a whole day; `uid` is the same in every calendar about this relationship."""

    uid: str
    day: date
    summary: str
    description: str
    category: str


@dataclass(frozen=True, slots=True)
class CalendarContent:
    """All that a calendar says. `name` is what the relationship is called, `day` that of the report."""

    name: str
    about: str
    day: date
    entries: tuple[Entry, ...]


def build_calendar(
    instrument: Instrument,
    result: Result,
    advice: Advice,
    *,
    language: str,
    digest: str,
    day: date,
    taken: Mapping[str, Taken] | None = None,
) -> CalendarContent:
    """The due dates of the actions, best first, then the suggested contacts of the months after `day`, in order.

    An action that somebody took on stands on the day that was chosen, and nowhere when no day was; between the
    actions of the plan and the contacts come those taken on earlier. What is done stays, called so: a calendar that
    reads the file again then changes its old entry, which it would keep as open if there were none.

    An action and the contact of a month have the same UID whatever the language, the day and the answers are, as
    long as the id of the assessment stays, or the code name where there is no id: a calendar that reads the file
    again can put the new entry in the place of the old one. Raises EmptyCalendar when nothing has a date,
    UnknownLanguage for what is no tag of a language.
    """
    material = Material(instrument, result, advice, words_for(language), digest, day, taken or {})
    entries = (*_action_entries(material), *_earlier_entries(material), *_contact_entries(material))
    if not entries:
        raise EmptyCalendar
    words, disclaimer = material.words, instrument.disclaimer
    return CalendarContent(
        name=material.subject or words.text(instrument.title),
        about="" if disclaimer is None else words.text(disclaimer),
        day=day,
        entries=entries,
    )


def _action_entries(material: Material) -> list[Entry]:
    actions = build_actions(material)
    planned = zip(material.advice.actions, actions.actions, action_days(material), strict=True)
    return [
        Entry(
            uid=_uid(material, "action", name),
            day=day,
            summary=_summary(material, _state(action.taken, action.what)),
            description=_about_action(material, actions, action),
            category=material.words.gettext("Action"),
        )
        for name, action, suggested in planned
        if (day := _day(material, name, suggested)) is not None
    ]


def _day(material: Material, guideline: str, suggested: date | None) -> date | None:
    taken = material.taken.get(guideline)
    return suggested if taken is None else taken.due


def _state(taken: TakenOn | None, what: str) -> str:
    return what if taken is None or not taken.done else f"{taken.done}: {what}"


def _earlier_entries(material: Material) -> list[Entry]:
    actions = build_actions(material)
    return [
        Entry(
            uid=_uid(material, "action", each.guideline),
            day=day,
            summary=_summary(material, _state(each.taken, each.what)),
            description=_lines(f"{actions.who_label}: {each.taken.who}", each.remark, _from_report(material)),
            category=material.words.gettext("Action"),
        )
        for each in actions.earlier
        if (day := material.taken[each.guideline].due) is not None
    ]


def _contact_entries(material: Material) -> list[Entry]:
    contacts = build_contacts(material)
    if contacts is None:
        return []
    planned = contact_plan(material.instrument, material.result, material.advice, material.day)
    return [
        _contact_entry(material, contacts, contact, line) for contact, line in zip(planned, contacts.lines, strict=True)
    ]


def _contact_entry(material: Material, contacts: Contacts, contact: Contact, line: ContactLine) -> Entry:
    words = material.words
    return Entry(
        uid=_uid(material, "contact", contact.month.isoformat()[:7]),
        day=contact.day,
        summary=_summary(material, words.gettext("Suggested contact (%(sides)s)", sides=line.sides)),
        description=_lines(
            line.about,
            line.because and f"{contacts.because_head}: {line.because}",
            line.evidence and words.gettext("Evidence: %(level)s", level=line.evidence),
            words.gettext("This is a suggestion. Choose the day and the way that suit you and your client."),
            _from_report(material),
        ),
        category=words.gettext("Contact"),
    )


def _about_action(material: Material, actions: Actions, action: Action) -> str:
    return _lines(
        material.words.gettext("Action %(number)s", number=action.number),
        action.taken and f"{actions.who_label}: {action.taken.who}",
        action.why and f"{actions.why_label}: {action.why}",
        action.first_step and f"{actions.step_label}: {action.first_step}",
        action.evidence,
        f"{actions.because_label}:",
        *(_reason(reason, actions.range_label) for reason in action.because),
        _from_report(material),
    )


def _reason(reason: Reason, range_label: str) -> str:
    said = f"- {reason.question} {reason.answer}"
    return f"{said} ({range_label}: {reason.range})" if reason.range else said


def _from_report(material: Material) -> str:
    words = material.words
    return words.gettext("From the report of %(date)s.", date=words.date(material.day))


def _summary(material: Material, what: str) -> str:
    """What it is, after whom it is about: a calendar shows the entries of many relationships beside each other."""
    return what if material.subject is None else f"{material.subject}: {what}"


def _lines(*lines: object) -> str:
    return "\n".join(str(line) for line in lines if line)


def _uid(material: Material, kind: str, which: str) -> str:
    """The UID of an entry; nobody reads from it about whom it is.

    Without an id and a code name the answers stand for the relationship: then a changed answer makes new UIDs, but
    two relationships share none unless all their answers are the same.
    """
    assessment = material.result.assessment
    whose = assessment.id or material.subject or sorted(assessment.answers.items())
    said = json.dumps([material.instrument.id, whose, kind, which])
    return f"{sha256(said.encode()).hexdigest()[:UID_DIGITS]}@{DOMAIN}"
