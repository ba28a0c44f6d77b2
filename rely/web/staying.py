"""Tell a form that is only to be shown again in another language from one that is to be acted on."""

from flask import request

from rely.web.answer.views import GO
from rely.web.places import STAY

KEEPS_TYPED = frozenset({"answer.save", "start.resume", "later.send", "resume.upload", "coach.upload", "actions.save"})
"""The forms that something is typed or chosen in, and that are shown again when they are sent like this."""


def stays() -> bool:
    """Whether the visitor has pressed another language, not the button of the form."""
    return request.form.get(GO) == STAY
