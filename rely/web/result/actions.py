"""Turn a button on the card of an action into what is stored: taken on, changed, done, or left again."""

import uuid
from dataclasses import replace

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from rely.services.assessments import OpenAssessment
from rely.services.results import NotFinished
from rely.services.taken_actions import leave, mark_done, refusal_of, take_on
from rely.web.access import open_here
from rely.web.context import site
from rely.web.result.page import show_result
from rely.web.result.taking import Attempt
from rely.web.staying import stays

blueprint = Blueprint("actions", __name__, url_prefix="/<language:language>/a/<uuid:assessment>/result/actions")

DO = "do"
"""The name of the buttons; the value says what to do."""
LEAVE, DONE, REOPEN = "leave", "done", "reopen"
"""What else can be done with an action than to take it on as typed."""


@blueprint.errorhandler(NotFinished)
def _not_finished(error: NotFinished) -> Response:
    return redirect(url_for("review.show", assessment=error.assessment), 303)


@blueprint.post("/<guideline>")
def save(assessment: uuid.UUID, guideline: str) -> Response | str | tuple[str, int]:
    """Do what the pressed button says, and lead back to the card."""
    opened, pressed = open_here(assessment), request.form.get(DO)
    if stays():
        return _in_this_language(opened, guideline)
    if pressed == LEAVE:
        leave(site(), opened, guideline)
    elif pressed in (DONE, REOPEN):
        mark_done(site(), opened, guideline, is_done=pressed == DONE)
    else:
        typed = _typed(guideline)
        refusal = take_on(site(), opened, guideline, owner=typed.owner, due=typed.due)
        if refusal is not None:
            return show_result(opened, Attempt(guideline, typed.owner, typed.due, refusal)), 422
    return redirect(url_for("result.show", assessment=assessment, _anchor=f"action-{guideline}"), 303)


def show_again(assessment: uuid.UUID, guideline: str) -> tuple[str, int]:
    """Show the result with what was typed, because the token had gone stale."""
    return show_result(open_here(assessment), replace(_typed(guideline), was_stale=True)), 400


def _in_this_language(opened: OpenAssessment, guideline: str) -> str:
    """The result with what was typed in another language, and what does not fit in it."""
    typed = _typed(guideline)
    refusal = refusal_of(site(), opened, guideline, owner=typed.owner, due=typed.due)
    return show_result(opened, replace(typed, refusal=refusal))


def _typed(guideline: str) -> Attempt:
    return Attempt(guideline, request.form.get("owner", ""), request.form.get("due", ""))
