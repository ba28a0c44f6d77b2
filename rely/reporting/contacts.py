"""Turn the suggested contacts of the months ahead into the lines of a list."""

from __future__ import annotations

from dataclasses import dataclass

from rely.guidelines.contact_plan import Contact, contact_plan
from rely.model.results import Recommendation
from rely.model.scores import Facet
from rely.reporting.glance import SIDE_SIGNS
from rely.reporting.material import BESIDE, Material
from rely.reporting.places import known_places
from rely.reporting.sentences import first_that_holds


@dataclass(frozen=True, slots=True)
class ContactLine:
    """The contact of one month: a sign under each side that is due, what it is about, and why that.

    `mark` is the letter of the evidence level, `evidence` its name; `because` names the action or the row.
    """

    month: str
    signs: tuple[str, ...]
    sides: str
    about: str
    mark: str
    evidence: str
    because: str


@dataclass(frozen=True, slots=True)
class Contacts:
    """The suggested contacts, one line a month."""

    heading: str
    intro: str
    month_head: str
    how_head: str
    side_heads: tuple[str, ...]
    about_head: str
    because_head: str
    lines: tuple[ContactLine, ...]
    closing: str


def build_contacts(material: Material) -> Contacts | None:
    """The suggested contacts; None when the instrument declares none or nothing says how often."""
    words, report, columns = material.words, material.instrument.report, material.columns
    plan = None if report is None or report.rhythm is None else report.rhythm.contacts
    contacts = contact_plan(material.instrument, material.result, material.advice, material.day)
    if plan is None or columns is None or not contacts:
        return None
    return Contacts(
        heading=words.ngettext(
            "A suggestion for the coming month", "A suggestion for the coming %(n)s months", plan.months
        ),
        intro=words.text(plan.intro),
        month_head=words.gettext("Month"),
        how_head=words.text(columns.label),
        side_heads=tuple(material.short_label(value) for value in columns.values),
        about_head=words.gettext("What it can be about"),
        because_head=words.gettext("Belongs to"),
        lines=tuple(_line(material, columns, each) for each in contacts),
        closing=first_that_holds(material, plan.closing, known_places(material)) or "",
    )


def _line(material: Material, columns: Facet, contact: Contact) -> ContactLine:
    words, about = material.words, contact.about
    signs = [
        sign if value.id in contact.sides else "" for sign, value in zip(_signs(columns), columns.values, strict=True)
    ]
    sides = [material.short_label(value) for value in columns.values if value.id in contact.sides]
    level = None if about is None else material.evidence(about.evidence)
    return ContactLine(
        month=words.month(contact.month),
        signs=tuple(signs),
        sides=BESIDE.join(sides),
        about=contact_words(material, about),
        mark="" if level is None else words.text(level.mark),
        evidence="" if level is None else words.text(level.label),
        because="" if about is None else _because(material, about),
    )


def contact_words(material: Material, about: Recommendation | None) -> str:
    """What a contact is about; when no guideline is left, what the client has on their mind."""
    if about is None or about.guideline.contact is None:
        return material.words.gettext("Ask how things are going, and what has changed.")
    return material.words.text(about.guideline.contact)


def _because(material: Material, about: Recommendation) -> str:
    """The action of the plan, or the row to which the guideline belongs; a note on the context belongs to none."""
    words, rows = material.words, material.rows
    if about.guideline.id in material.advice.actions:
        return words.gettext(
            "Action %(number)s", number=words.number(material.advice.actions.index(about.guideline.id) + 1)
        )
    named = [material.short_label(row) for row in (rows.values if rows is not None else ()) if row.id == about.row]
    return named[0] if named else words.gettext("In general")


def _signs(columns: Facet) -> tuple[str, ...]:
    return SIDE_SIGNS if len(columns.values) == len(SIDE_SIGNS) else ("●",) * len(columns.values)
