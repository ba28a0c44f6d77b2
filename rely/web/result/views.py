"""Turn a finished assessment into the results page and into downloads."""

import io
import uuid
from collections.abc import Callable, Mapping
from functools import partial

from flask import Blueprint, abort, redirect, render_template, send_file, url_for
from flask.blueprints import BlueprintSetupState
from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader
from werkzeug.wrappers import Response

from rely import paths
from rely.services.results import (
    Document,
    NotFinished,
    build_csv,
    build_html,
    build_ics,
    build_json,
    build_pdf,
    build_result,
    build_sheet,
    build_short,
)
from rely.web.access import code_of, open_here
from rely.web.context import language, site, words
from rely.web.result.content import Colours, view_result
from rely.web.result.take_along import files_of

blueprint = Blueprint("result", __name__, url_prefix="/<language:language>/a/<uuid:assessment>/result")

BUILDERS: Mapping[str, Callable[..., Document]] = {
    "report.pdf": build_pdf,
    "report-without-data.pdf": partial(build_pdf, with_data=False),
    "short.pdf": build_short,
    "preparation.pdf": build_sheet,
    "report.html": build_html,
    "calendar.ics": build_ics,
    "scores.json": build_json,
    "answers.csv": build_csv,
}
"""What makes each download, by the last part of its address."""


@blueprint.record_once
def _charts_of_the_report(state: BlueprintSetupState) -> None:
    """Let the page draw with the macros of the report, as `reports/charts.html`."""
    reports = PrefixLoader({"reports": FileSystemLoader(paths.reports_dir())})
    own = state.app.jinja_loader
    state.app.jinja_loader = ChoiceLoader([reports] if own is None else [own, reports])


@blueprint.errorhandler(NotFinished)
def _not_finished(error: NotFinished) -> Response:
    return redirect(url_for("review.show", assessment=error.assessment), 303)


@blueprint.get("")
def show(assessment: uuid.UUID) -> str:
    """Show the result."""
    opened = open_here(assessment)
    content = build_result(site(), opened, language=language())
    view = view_result(site(), opened, content, code=code_of(assessment) or "", words=words())
    files = files_of(opened.instrument, content, words())
    return render_template("result/result.html", view=view, files=files, colours=Colours())


@blueprint.get("/<file>")
def download(assessment: uuid.UUID, file: str) -> Response:
    """Give one of the documents to take along."""
    builder = BUILDERS.get(file)
    if builder is None:
        abort(404)
    document = builder(site(), open_here(assessment), language=language())
    response = send_file(
        io.BytesIO(document.body),
        mimetype=document.media_type,
        as_attachment=True,
        download_name=document.name,
    )
    response.headers["Cache-Control"] = "no-store"
    return response
