"""Turn the button of the card about research into consent that is stored or withdrawn."""

import uuid

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from rely.services.research_consent import WordingChanged, agree, withdraw
from rely.services.results import NotFinished
from rely.web.access import open_here
from rely.web.context import language, site
from rely.web.research.content import Again
from rely.web.result.page import show_result
from rely.web.review import views as review

blueprint = Blueprint("research", __name__, url_prefix="/<language:language>/a/<uuid:assessment>")

DO, WITHDRAW = "do", "withdraw"
"""The name of the button, and what it says where it does not agree."""

WORDING = "wording"
"""The name of the box that says which text was shown."""

WORDS = "words"
"""The name of the box that is ticked by whoever lets typed words be passed on too."""


@blueprint.errorhandler(NotFinished)
def _not_finished(error: NotFinished) -> Response:
    return redirect(url_for("review.show", assessment=error.assessment), 303)


@blueprint.post("/research")
def decide(assessment: uuid.UUID) -> Response | tuple[str, int]:
    """Do what the button says, and lead back to the card."""
    opened = open_here(assessment)
    if request.form.get(DO) == WITHDRAW:
        withdraw(site(), opened)
    else:
        try:
            agree(
                site(),
                opened,
                language=language(),
                wording=request.form.get(WORDING, ""),
                with_words=WORDS in request.form,
            )
        except WordingChanged:
            return _again(assessment, "changed", 409)
    return redirect(url_for("result.show", assessment=assessment, _anchor="research"), 303)


def ask_again(assessment: uuid.UUID) -> tuple[str, int]:
    """Show the card once more because the token had gone stale."""
    return _again(assessment, "ticked" if WORDS in request.form else "stale", 400)


def _again(assessment: uuid.UUID, why: Again, status: int) -> tuple[str, int]:
    """The result with its card once more; the review where there is no result now."""
    opened = open_here(assessment)
    if not opened.is_finished:
        return review.show_again(assessment)
    return show_result(opened, research_again=why), status
