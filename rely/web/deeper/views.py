"""Turn the wish for a closer look into an assessment of the full form, and lead to where its open items begin."""

import uuid

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response

from rely.services.deepening import go_deeper
from rely.web.access import open_here
from rely.web.context import site
from rely.web.places import address
from rely.web.result.page import show_result
from rely.web.review import views as review

blueprint = Blueprint("deeper", __name__, url_prefix="/<language:language>/a/<uuid:assessment>")

ROW = "row"
"""The name of the buttons that choose where to begin; empty for all rows."""


@blueprint.post("/deeper")
def begin(assessment: uuid.UUID) -> Response:
    """Go on in the full form."""
    opened = open_here(assessment)
    return redirect(address(opened.id, go_deeper(site(), opened.id, request.form.get(ROW, ""))), 303)


def begin_again(assessment: uuid.UUID) -> tuple[str, int]:
    """Show the result once more because its token had gone stale; the review where there is no result now."""
    opened = open_here(assessment)
    if not opened.is_finished:
        return review.show_again(assessment)
    return show_result(opened, deeper_was_stale=True), 400
