"""Turn a finished assessment into the results page and into downloads."""

import uuid
from collections.abc import Callable, Mapping
from functools import partial

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader
from werkzeug.wrappers import Response

from rely import paths
from rely.services.assessments import OpenAssessment
from rely.services.documents import ask_for_document, is_pdf
from rely.services.results import (
    Document,
    NotFinished,
    build_csv,
    build_html,
    build_ics,
    build_json,
)
from rely.storage.jobs import JobRecord
from rely.web.access import open_here
from rely.web.context import language, site, words
from rely.web.queue import queue
from rely.web.result.making import download_of, hand_over, is_script, view_making
from rely.web.result.page import show_result

blueprint = Blueprint("result", __name__, url_prefix="/<language:language>/a/<uuid:assessment>/result")

BUILDERS: Mapping[str, Callable[..., Document]] = {
    "report.html": build_html,
    "calendar.ics": build_ics,
    "scores.json": build_json,
    "answers.csv": build_csv,
}
"""What makes each download that is made at once, by the last part of its address."""


@blueprint.record_once
def _charts_of_the_report(state: BlueprintSetupState) -> None:
    """Let the page draw with the macros of the report, as `reports/charts.html`."""
    reports = PrefixLoader({"reports": FileSystemLoader(paths.reports_dir())})
    own = state.app.jinja_loader
    state.app.jinja_loader = ChoiceLoader([reports] if own is None else [own, reports])


@blueprint.errorhandler(NotFinished)
def _not_finished(error: NotFinished) -> Response:
    review = url_for("review.show", assessment=error.assessment)
    return Response("", 204, {"HX-Redirect": review}) if is_script() else redirect(review, 303)


@blueprint.get("")
def show(assessment: uuid.UUID) -> str:
    """Show the result."""
    return show_result(open_here(assessment))


@blueprint.get("/<file>")
def download(assessment: uuid.UUID, file: str) -> Response:
    """Give one of the documents to take along."""
    if is_pdf(file):
        found = _ask_for(open_here(assessment), file)
        return hand_over(site(), found, partial(view_making, assessment, file, words=words()))
    builder = BUILDERS.get(file)
    if builder is None:
        abort(404)
    return download_of(builder(site(), open_here(assessment), language=language()))


@blueprint.post("/<file>")
def make_again(assessment: uuid.UUID, file: str) -> Response:
    """Begin once more what could not be made."""
    if not is_pdf(file):
        abort(404)
    _ask_for(open_here(assessment), file, again=True)
    return redirect(url_for(".download", assessment=assessment, file=file), 303)


def ask_again(assessment: uuid.UUID, file: str) -> tuple[str, int]:
    """The button once more, for a page that had been open for too long to be sent."""
    if not is_pdf(file):
        abort(404)
    open_here(assessment)
    view = view_making(assessment, file, "failed", words(), was_stale=True)
    return render_template("result/making.html", view=view), 400


def _ask_for(opened: OpenAssessment, file: str, *, again: bool = False) -> Document | JobRecord:
    network = request.remote_addr or ""
    return ask_for_document(site(), queue(), opened, file, language=language(), network=network, again=again)
