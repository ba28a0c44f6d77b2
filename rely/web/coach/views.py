"""Turn an uploaded table into a page that tells what is wrong in it, and into the ZIP of its reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from rely.reporting.form_sheet import form_workbook
from rely.services.assessments import NotFound
from rely.services.coach_run import TooManyRuns, ask_for_reports, job_of
from rely.services.coach_spool import Choices, Spool, State, downloaded, find_spool
from rely.services.coach_upload import LARGEST, Files, NotATable, TooManyUploads, checked_rows, receive
from rely.services.limits import RUNS, TABLES, TooManyAttempts, count_use, network_of
from rely.services.site import Site
from rely.storage.jobs import JobRecord
from rely.web.coach.content import FORMS, CheckView, view_check, view_reports, view_upload
from rely.web.coach.refusals import mistakes_of
from rely.web.context import language, site, words
from rely.web.queue import queue
from rely.web.start.content import view_wait
from rely.web.staying import stays

blueprint = Blueprint("coach", __name__, url_prefix="/<language:language>/coach")

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP_NAME = "rely-reports.zip"
"""The name of the download: nothing in it comes from the upload."""

_UPLOAD = "coach"
"""Under which name the session remembers the upload of this visitor."""

_CHUNK = 64 * 1024

Shown = str | tuple[str, int] | tuple[str, int, dict[str, str]] | Response


@blueprint.url_value_preprocessor
def _take_more(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Take larger files than elsewhere; this comes before the form is read."""
    if endpoint == "coach.upload":
        request.max_content_length = LARGEST


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Shown:
    """Say that files are so large that they were not even looked at."""
    return _refused(NotATable("larger"), {}), 413


@blueprint.get("")
def show() -> str:
    """Explain the three steps, and ask for the table."""
    return _upload_page({})


@blueprint.get("/<instrument>-<language:form_language>.xlsx")
def form(instrument: str, form_language: str) -> Response:
    """Give the spreadsheet to fill in."""
    offer = site().catalogue.find(instrument)
    if offer is None:
        raise NotFound
    response = Response(form_workbook(offer.instrument, language=form_language), mimetype=WORKBOOK)
    response.headers.set("Content-Disposition", "attachment", filename=f"{instrument}-{form_language}.xlsx")
    return response


@blueprint.post("")
def upload() -> Response | Shown:
    """Check a table, and remember it for this visitor in the place of an earlier one."""
    earlier = _upload()
    if earlier is not None and _is_at_work(earlier[1]):
        return redirect(url_for("coach.reports"), 303)
    chosen = request.form.to_dict()
    if stays():
        return _upload_page(chosen, has_lost_files=any(file.filename for file in request.files.values()))
    try:
        count_use(site(), (TABLES, _network()))
        spool = receive(site(), _files(), _choices(chosen))
    except TooManyAttempts as error:
        return _told_to_wait(chosen, error)
    except TooManyUploads:
        return _upload_page(chosen, wait=words().gettext("Others are uploading too. Try again in a minute.")), 503
    except NotATable as error:
        return _refused(error, chosen), 422
    if earlier is not None:
        earlier[0].delete()
    session[_UPLOAD] = spool.id
    return redirect(url_for("coach.check"), 303)


@blueprint.get("/check")
def check() -> Response | str:
    """Show what is wrong, row by row."""
    spool, state = _opened()
    if state.job is not None and job_of(site(), state) is not None:
        return redirect(url_for("coach.reports"), 303)
    return _check_page(_checked(spool, state))


@blueprint.post("/make")
def make() -> Response | Shown:
    """Have the reports of the ready rows made."""
    spool, state = _opened()
    if request.form.get("upload") != _shown_id(spool):
        return redirect(url_for("coach.check"), 303)  # another table was uploaded in the meantime
    if state.job is None:
        view = _checked(spool, state)
        if not view.button:
            return redirect(url_for("coach.check"), 303)
        try:
            count_use(site(), (RUNS, _network()))
        except TooManyAttempts as error:
            wait = view_wait(error.wait, words())
            return _check_page(view, notice=wait.sentence), 429, {"Retry-After": str(wait.seconds)}
    try:
        ask_for_reports(site(), queue(), spool, language=language())
    except TooManyRuns:
        notice = words().gettext("Others have reports made now. Your table stays here: try again in a few minutes.")
        return _check_page(_checked(spool, state), notice=notice), 503, {"Retry-After": "120"}
    return redirect(url_for("coach.reports"), 303)


@blueprint.get("/reports")
def reports() -> Response | str:
    """Show how far the reports are, and offer them when they are there."""
    spool, state = _opened()
    job = job_of(site(), state)
    if job is None:
        return redirect(url_for("coach.check"), 303)
    return _reports_page(spool, state, job)


@blueprint.get("/reports.zip")
def download() -> Response:
    """Give the reports; once they were handed over whole, they are deleted soon."""
    spool, _ = _opened()
    try:
        size = spool.zip.stat().st_size
    except OSError as error:
        raise NotFound from error
    body: Iterator[bytes] = iter(()) if request.method == "HEAD" else _streamed(site(), spool)
    response = Response(body, mimetype="application/zip", direct_passthrough=True)
    response.headers.set("Content-Disposition", "attachment", filename=ZIP_NAME)
    response.content_length = size
    return response


@blueprint.post("/delete")
def delete() -> Response:
    """Delete everything of the upload now."""
    earlier = _upload()
    session.pop(_UPLOAD, None)
    if earlier is not None:
        earlier[0].delete()
    return redirect(url_for("coach.deleted"), 303)


@blueprint.get("/deleted")
def deleted() -> str:
    """Say that nothing is left."""
    return render_template("coach/deleted.html")


def upload_again() -> tuple[str, int]:
    """Show the page with what was chosen, because the token had gone stale; browsers do not let us keep the files."""
    return _upload_page(request.form.to_dict(), was_stale=True), 400


def make_again() -> tuple[str, int]:
    """Show the check once more, because the token had gone stale."""
    spool, state = _opened()
    return _check_page(_checked(spool, state), was_stale=True), 400


def delete_again() -> tuple[str, int]:
    """Show what is there once more, because the token had gone stale."""
    spool, state = _opened()
    job = job_of(site(), state)
    if job is None:
        return _check_page(_checked(spool, state), was_stale=True), 400
    return _reports_page(spool, state, job, was_stale=True), 400


def _upload() -> tuple[Spool, State] | None:
    """The upload of this visitor, if there is one still."""
    try:
        return _opened()
    except NotFound:
        return None


def _opened() -> tuple[Spool, State]:
    """The upload of this visitor. Raises NotFound for none, and for what has expired."""
    spool = find_spool(site(), session.get(_UPLOAD))
    return spool, spool.read()


def _is_at_work(state: State) -> bool:
    job = job_of(site(), state)
    return job is not None and job.is_open


def _network() -> str:
    return network_of(request.remote_addr or "")


def _files() -> Files:
    """What was chosen; the names of the files tell nothing. Raises NotATable for no table."""
    table, brand, logo = (_sent(name) for name in ("table", "brand", "logo"))
    if table is None:
        raise NotATable("none")
    return Files(table, brand, logo)


def _sent(name: str) -> bytes | None:
    file = request.files.get(name)
    if file is None or not file.filename:  # what a browser sends where none was chosen
        return None
    return file.stream.read()


def _choices(chosen: dict[str, str]) -> Choices:
    """What was chosen, as far as it was offered."""
    view = view_upload(site().catalogue.offers(), chosen, words())

    def value(name: str) -> str:
        return next((option.value for option in getattr(view, name) if option.is_chosen), "")

    return Choices(
        instrument=chosen.get("instrument") or value("instruments"),
        language=value("languages") or None,
        form=value("shapes") or FORMS[0],
        paper=value("papers"),
    )


def _checked(spool: Spool, state: State) -> CheckView:
    offer = site().catalogue.find(state.choices.instrument)
    if offer is None:
        raise NotFound
    left = state.until - site().now()
    return view_check(_shown_id(spool), offer.instrument, checked_rows(spool), left, words(), is_sheet=state.is_sheet)


def _shown_id(spool: Spool) -> str:
    """What tells this upload from another of the same visitor; it opens nothing."""
    return spool.id[:8]


def _refused(error: NotATable, chosen: dict[str, str]) -> str:
    titles = {offer.instrument.id: words().text(offer.instrument.title) for offer in site().catalogue.offers()}
    return _upload_page(chosen, mistakes=mistakes_of(error, titles, words()))


def _told_to_wait(chosen: dict[str, str], error: TooManyAttempts) -> Shown:
    wait = view_wait(error.wait, words())
    return _upload_page(chosen, wait=wait.sentence), 429, {"Retry-After": str(wait.seconds)}


def _upload_page(chosen: dict[str, str], **told: Any) -> str:
    view = view_upload(site().catalogue.offers(), chosen, words())
    return render_template("coach/upload.html", view=replace(view, has_upload=_upload() is not None, **told))


def _check_page(view: CheckView, **told: Any) -> str:
    return render_template("coach/check.html", view=replace(view, **told))


def _reports_page(spool: Spool, state: State, job: JobRecord, *, was_stale: bool = False) -> str:
    view = view_reports(_shown_id(spool), state, job, site().now(), words())
    if request.headers.get("HX-Request") == "true":
        is_news = request.args.get("seen") != view.state
        return render_template("coach/reports_state.html", view=replace(view, is_news=is_news))
    return render_template("coach/reports.html", view=replace(view, was_stale=was_stale))


def _streamed(here: Site, spool: Spool) -> Iterator[bytes]:
    """The ZIP piece by piece; a download that breaks off leaves it where it is."""
    with spool.zip.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
    downloaded(here, spool)
