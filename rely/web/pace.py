"""Remember in the visitor's own cookie whether he wants one item at a time, and lay out the way accordingly."""

from flask import session

from rely.services.assessments import OpenAssessment
from rely.services.outline import Outline, build_outline

PACE = "pace"
"""The name of the buttons that change it; the value is one of `PACES`."""

ONE, WHOLE = "one", "whole"
PACES = (ONE, WHOLE)

_KEY = "one"
"""Under which name the session remembers that one item at a time is wanted."""


def change_pace(pace: str) -> None:
    """Remember one of the paces."""
    if pace == ONE:
        session[_KEY] = True
    else:
        session.pop(_KEY, None)


def outline_here(opened: OpenAssessment) -> Outline:
    """The way through the questionnaire as this visitor wants it."""
    return build_outline(opened, one_at_a_time=session.get(_KEY) is True)
