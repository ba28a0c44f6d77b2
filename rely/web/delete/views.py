"""Turn the wish to delete into a question, and the answer to that into a receipt."""

import uuid

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from rely.services.assessments import NotFound
from rely.services.deletion import delete_everything
from rely.web.access import let_go, may_open, open_here
from rely.web.context import site, words
from rely.web.delete.content import view_delete, view_receipt
from rely.web.delete.receipts import hand_on, take, was_handed

blueprint = Blueprint("delete", __name__, url_prefix="/<language:language>")


@blueprint.get("/a/<uuid:assessment>/delete")
def ask(assessment: uuid.UUID) -> str:
    """Say what will be gone, and ask."""
    return _asked(assessment)


@blueprint.post("/a/<uuid:assessment>/delete")
def delete(assessment: uuid.UUID) -> Response:
    """Delete everything, and lead to the receipt; the second click of a double click leads there too."""
    if may_open(assessment):
        hand_on(assessment, delete_everything(site(), assessment))
        let_go(assessment)
    elif not was_handed(assessment):
        raise NotFound
    return redirect(url_for("delete.receipt"), 303)


@blueprint.get("/deleted")
def receipt() -> str:
    """Show the receipt."""
    handed = take()
    if handed is None:
        raise NotFound
    return render_template("delete/receipt.html", view=view_receipt(site(), handed, words()))


def ask_again(assessment: uuid.UUID) -> tuple[str, int]:
    """Ask once more because the token had gone stale."""
    return _asked(assessment, was_stale=True), 400


def _asked(assessment: uuid.UUID, *, was_stale: bool = False) -> str:
    opened = open_here(assessment)
    return render_template("delete/ask.html", view=view_delete(site(), opened, words(), was_stale=was_stale))
