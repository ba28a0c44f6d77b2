"""Turn a finished assessment into the results page and into downloads."""

import io
import uuid

from flask import Blueprint, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response

from rely.services.results import Document, NotFinished, build_html, build_pdf, build_result
from rely.web.access import code_of, open_here
from rely.web.context import language, site, words
from rely.web.result.content import view_result

blueprint = Blueprint("result", __name__, url_prefix="/<language:language>/a/<uuid:assessment>/result")


@blueprint.errorhandler(NotFinished)
def _not_finished(error: NotFinished) -> Response:
    return redirect(url_for("review.show", assessment=error.assessment), 303)


@blueprint.get("")
def show(assessment: uuid.UUID) -> str:
    """Show the result."""
    opened = open_here(assessment)
    content = build_result(site(), opened, language=language())
    view = view_result(site(), opened, content, code=code_of(assessment) or "", words=words())
    return render_template("result/result.html", view=view)


@blueprint.get("/report.pdf")
def pdf(assessment: uuid.UUID) -> Response:
    """Give the report as PDF that carries its data."""
    return _download(build_pdf(site(), open_here(assessment), language=language()))


@blueprint.get("/report-without-data.pdf")
def pdf_without_data(assessment: uuid.UUID) -> Response:
    """Give the report as PDF that carries nothing."""
    return _download(build_pdf(site(), open_here(assessment), language=language(), with_data=False))


@blueprint.get("/report.html")
def html(assessment: uuid.UUID) -> Response:
    """Give the report as one HTML file."""
    return _download(build_html(site(), open_here(assessment), language=language()))


def _download(document: Document) -> Response:
    return send_file(
        io.BytesIO(document.body),
        mimetype=document.media_type,
        as_attachment=True,
        download_name=document.name,
        max_age=None,
    )
