"""Turn the id of an earlier result into its page, and into the present answers again."""

import uuid
from dataclasses import replace

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from rely.services.finished_results import as_it_was, get_earlier, restore_result
from rely.services.results import build_result
from rely.web.access import open_here
from rely.web.context import language, site, words
from rely.web.earlier.content import view_earlier, view_one
from rely.web.result.content import Colours, view_result

blueprint = Blueprint("earlier", __name__, url_prefix="/<language:language>/a/<uuid:assessment>/result/earlier")


@blueprint.get("/<uuid:result>")
def show(assessment: uuid.UUID, result: uuid.UUID) -> str:
    """Show an earlier result as it was."""
    opened = open_here(assessment)
    earlier = get_earlier(site(), opened, result)
    then = as_it_was(opened, earlier)
    content = build_result(site(), then, language=language())
    view = view_result(site(), then, content, code="", words=words())
    view = replace(view, is_read_only=True, earlier=view_earlier(site(), then, content, words()))
    return render_template(
        "earlier/show.html", view=view, earlier=view_one(opened, earlier, words()), colours=Colours()
    )


@blueprint.get("/<uuid:result>/restore")
def ask(assessment: uuid.UUID, result: uuid.UUID) -> str:
    """Ask whether the answers of an earlier result are wanted back."""
    return _asked(assessment, result)


@blueprint.post("/<uuid:result>/restore")
def restore(assessment: uuid.UUID, result: uuid.UUID) -> Response:
    """Go back to the answers of an earlier result, and lead to the result of these."""
    restore_result(site(), open_here(assessment), result)
    return redirect(url_for("result.show", assessment=assessment), 303)


def ask_again(assessment: uuid.UUID, result: uuid.UUID) -> tuple[str, int]:
    """Ask once more because the token had gone stale."""
    return _asked(assessment, result, was_stale=True), 400


def _asked(assessment: uuid.UUID, result: uuid.UUID, *, was_stale: bool = False) -> str:
    opened = open_here(assessment)
    view = view_one(opened, get_earlier(site(), opened, result), words(), was_stale=was_stale)
    return render_template("earlier/restore.html", view=view)
