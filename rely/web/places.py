"""Turn a place on the way through the questionnaire into its address, and the name of a button back into a place."""

import uuid

from flask import url_for

from rely.services.outline import COURSE, PAGE, REVIEW, Place

NEXT, PREVIOUS, LATER, STAY = "next", "previous", "later", "stay"


def address(assessment_id: uuid.UUID, place: Place, anchor: str | None = None) -> str:
    """The address of a place."""
    if place.kind == COURSE:
        return url_for("answer.course", assessment=assessment_id)
    if place.kind == REVIEW:
        return url_for("review.show", assessment=assessment_id)
    return url_for(
        "answer.page",
        assessment=assessment_id,
        section=place.section,
        number=place.number,
        _anchor=anchor,
    )


def button(place: Place) -> str:
    """The value of a button that saves the page and goes to a place."""
    return f"{place.section}/{place.number}" if place.kind == PAGE else place.kind


def pressed(value: str, places: tuple[Place, ...]) -> Place | None:
    """The place that a button leads to; None when there is no such place."""
    return next((place for place in places if button(place) == value), None)
