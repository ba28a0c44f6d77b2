"""Turn the number of an earlier result into its page, and into the present answers again."""

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


@blueprint.get("/<int:number>")
def show(assessment: uuid.UUID, number: int) -> str:
    """Show an earlier result as it was."""
    opened = open_here(assessment)
    earlier = get_earlier(site(), opened, number)
    then = as_it_was(opened, earlier)
    content = build_result(site(), then, language=language())
    view = view_result(site(), then, content, code="", words=words())
    view = replace(view, is_read_only=True, earlier=view_earlier(site(), then, content, words()))
    return render_template(
        "earlier/show.html", view=view, earlier=view_one(opened, earlier, words()), colours=Colours()
    )


@blueprint.get("/<int:number>/restore")
def ask(assessment: uuid.UUID, number: int) -> str:
    """Ask whether the answers of an earlier result are wanted back."""
    return _asked(assessment, number)


@blueprint.post("/<int:number>/restore")
def restore(assessment: uuid.UUID, number: int) -> Response:
    """Go back to the answers of an earlier result, and lead to the result of these."""
    restore_result(site(), open_here(assessment), number)
    return redirect(url_for("result.show", assessment=assessment), 303)


def ask_again(assessment: uuid.UUID, number: int) -> tuple[str, int]:
    """Ask once more because the token had gone stale."""
    return _asked(assessment, number, was_stale=True), 400


def _asked(assessment: uuid.UUID, number: int, *, was_stale: bool = False) -> str:
    opened = open_here(assessment)
    view = view_one(opened, get_earlier(site(), opened, number), words(), was_stale=was_stale)
    return render_template("earlier/restore.html", view=view)
