"""Turn a look back into the review page, and the wish for a result into a finished assessment."""

import uuid

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from rely.services.assessments import OpenAssessment, finish_assessment
from rely.services.outline import COURSE, Place
from rely.services.review import build_review
from rely.web.access import open_here
from rely.web.context import site, words
from rely.web.earlier.content import view_kept
from rely.web.pace import outline_here
from rely.web.places import address
from rely.web.review.content import view_review

blueprint = Blueprint("review", __name__, url_prefix="/<language:language>/a/<uuid:assessment>")


@blueprint.get("/review")
def show(assessment: uuid.UUID) -> Response | str:
    """Show what is open."""
    opened = open_here(assessment)
    return _elsewhere(opened) or _shown(opened)


@blueprint.post("/review")
def finish(assessment: uuid.UUID) -> Response:
    """Finish, and lead to the result."""
    opened = open_here(assessment)
    elsewhere = _elsewhere(opened)
    if elsewhere is not None:
        return elsewhere
    finish_assessment(site(), assessment)
    return redirect(url_for("result.show", assessment=assessment), 303)


def show_again(assessment: uuid.UUID) -> tuple[str, int]:
    """Show the review because its token had gone stale."""
    return _shown(open_here(assessment), was_stale=True), 400


def _elsewhere(opened: OpenAssessment) -> Response | None:
    """While it is not known which items are asked, there is nothing to finish."""
    if outline_here(opened).is_settled:
        return None
    return redirect(address(opened.id, Place(COURSE)), 303)


def _shown(opened: OpenAssessment, *, was_stale: bool = False) -> str:
    outline = outline_here(opened)
    kept = view_kept(site(), opened, words())
    view = view_review(outline, build_review(outline), words=words(), was_stale=was_stale, kept=kept)
    return render_template("review/review.html", view=view)
