"""Turn a document that is on its way into the document, or into what whoever waits for it is told."""

import io
import logging
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from flask import render_template, request, send_file
from werkzeug.wrappers import Response

from rely.languages import Words
from rely.services.documents import look_again
from rely.services.jobs import is_late
from rely.services.results import Document
from rely.services.site import Site
from rely.storage.jobs import FAILED, JobRecord
from rely.web.addresses import url_for
from rely.web.result.take_along import label_of

PATIENCE, PAUSE = 2.0, 0.1
"""In seconds: how long a request waits for its document, and between two looks."""

MOST_WAITING = 3
"""How many requests wait at the same time: fewer than the server has threads, so that others are answered."""

LOOKS: dict[str, int] = {"making": 2, "late": 10}
"""In which states a page with script looks again, and after how many seconds."""

STATUSES: dict[str, int] = {"making": 202, "late": 202, "failed": 500}
"""The status of the page in each state."""

log = logging.getLogger("rely.web")

_seats = threading.BoundedSemaphore(MOST_WAITING)


@dataclass(frozen=True, slots=True)
class MakingView:
    """What is told about a document. `state` is making, late, failed or ready; `looks` are seconds, 0 for never.

    `address` is where it is asked for, `back` the page that one came from. `instead` is the address of the web page
    that says the same; the sample has none, and is made again without being told to.
    """

    label: str
    state: str
    looks: int
    address: str
    back: str
    instead: str = ""
    was_stale: bool = False


def hand_over(site: Site, found: Document | JobRecord, view_of: Callable[[str], MakingView]) -> Response:
    """The document, or the page that tells of it; a script is told only what it has not yet shown."""
    if isinstance(found, JobRecord) and not is_script():
        found = wait_a_little(site, found)
    state = state_of(site, found)
    if is_script() and state == request.args.get("seen"):
        return Response("", 204)
    if isinstance(found, Document) and not is_script():
        return download_of(found)
    if state == "late":
        log.error("a document has waited for long; is a worker at work? Start one with: rely worker")
    view = view_of(state)
    if is_script():
        return Response(render_template("result/making_state.html", view=view), 200, mimetype="text/html")
    return Response(render_template("result/making.html", view=view), STATUSES[state], mimetype="text/html")


def download_of(document: Document) -> Response:
    """A document as a file to keep; nothing on the way keeps a copy."""
    response = send_file(
        io.BytesIO(document.body), mimetype=document.media_type, as_attachment=True, download_name=document.name
    )
    response.headers["Cache-Control"] = "no-store"
    return response


def is_script() -> bool:
    """Whether it is not a person who asks but the script of a page that is open."""
    return request.headers.get("HX-Request") == "true"


def wait_a_little(site: Site, job: JobRecord) -> Document | JobRecord:
    """The document as soon as it is there; the work as it stands when that takes long or many wait already."""
    found = look_again(site, job)
    if not _is_open(found) or not _seats.acquire(blocking=False):
        return found
    try:
        until = time.monotonic() + PATIENCE
        while _is_open(found) and time.monotonic() < until:
            time.sleep(PAUSE)
            found = look_again(site, job)
    finally:
        _seats.release()
    return found


def state_of(site: Site, found: Document | JobRecord) -> str:
    """Whether it is ready or failed, and if neither, whether it is late."""
    if isinstance(found, Document):
        return "ready"
    if found.state == FAILED:
        return "failed"
    return "late" if is_late(site, found) else "making"


def view_making(assessment: uuid.UUID, file: str, state: str, words: Words, *, was_stale: bool = False) -> MakingView:
    """What is told about a document in this state."""
    return MakingView(
        label=label_of(file, words),
        state=state,
        looks=LOOKS.get(state, 0),
        address=url_for("result.download", assessment=assessment, file=file),
        back=url_for("result.show", assessment=assessment),
        instead=url_for("result.download", assessment=assessment, file="report.html"),
        was_stale=was_stale,
    )


def view_making_sample(instrument: str, state: str, words: Words) -> MakingView:
    """What is told about the report of a sample in this state."""
    return MakingView(
        label=words.gettext("Sample report"),
        state=state,
        looks=LOOKS.get(state, 0),
        address=url_for("start.sample_report", instrument=instrument),
        back=url_for("start.sample", instrument=instrument),
    )


def _is_open(found: Document | JobRecord) -> bool:
    return isinstance(found, JobRecord) and found.is_open
