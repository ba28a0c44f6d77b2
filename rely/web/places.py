"""Turn a place on the way through the questionnaire into its address, and the name of a button back into a place."""

import uuid

from rely.services.outline import COURSE, PAGE, REVIEW, Place
from rely.web.addresses import url_for

NEXT, PREVIOUS, LATER, STAY = "next", "previous", "later", "stay"

ORIGIN = "back"
"""The name under which a page tells the kind of place to which the respondent wants to go back."""

ORIGINS = (COURSE, REVIEW)

ASKED = "asked"
"""The id of the part of a page that asks: where a page with one item begins on a small screen."""

# In digits.
_LONGEST_NUMBER = 3


def address(assessment_id: uuid.UUID, place: Place, anchor: str | None = None, *, origin: str = "") -> str:
    """The address of a place. A page keeps `origin`, the kind of place that the respondent came from.

    `anchor` is the id of what is meant on a page with several items.
    """
    if place.kind == COURSE:
        return url_for("answer.course", assessment=assessment_id)
    if place.kind == REVIEW:
        return url_for("review.show", assessment=assessment_id)
    return url_for(
        "answer.page",
        assessment=assessment_id,
        section=place.section,
        number=place.number,
        item=place.item or None,
        back=origin or None,
        _anchor=ASKED if place.item else anchor,
    )


def button(place: Place) -> str:
    """The value of a button that saves the page and goes to a place."""
    if place.kind != PAGE:
        return place.kind
    return f"{place.section}/{place.number}" + (f"/{place.item}" if place.item else "")


def pressed(value: str, places: tuple[Place, ...]) -> Place | None:
    """The place that a button leads to; None when there is no such place."""
    return next((place for place in places if button(place) == value), None)


def page_named(name: str) -> Place | None:
    """The page that has this name, asked or not; None for what names no page."""
    section, _, rest = name.partition("/")
    number, _, item = rest.partition("/")
    if not (number.isascii() and number.isdecimal() and len(number) <= _LONGEST_NUMBER):
        return None
    return Place(PAGE, section, int(number), item)
