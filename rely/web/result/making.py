"""Turn a document that is on its way into the document, or into what whoever waits for it is told."""

import logging
import threading
import time
import uuid
from dataclasses import dataclass

from rely.languages import Words
from rely.services.assessments import OpenAssessment
from rely.services.documents import look_again
from rely.services.jobs import is_late
from rely.services.results import Document
from rely.services.site import Site
from rely.storage.jobs import FAILED, JobRecord
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
    """What is told about a document. `state` is making, late, failed or ready; `looks` are seconds, 0 for never."""

    assessment: uuid.UUID
    file: str
    label: str
    state: str
    looks: int
    was_stale: bool = False


def wait_a_little(site: Site, assessment: OpenAssessment, job: JobRecord) -> Document | JobRecord:
    """The document as soon as it is there; the work as it stands when that takes long or many wait already."""
    found = look_again(site, assessment, job)
    if not _is_open(found) or not _seats.acquire(blocking=False):
        return found
    try:
        until = time.monotonic() + PATIENCE
        while _is_open(found) and time.monotonic() < until:
            time.sleep(PAUSE)
            found = look_again(site, assessment, job)
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
    if state == "late":
        log.error("a document has waited for long; is a worker at work? Start one with: rely worker")
    return MakingView(assessment, file, label_of(file, words), state, LOOKS.get(state, 0), was_stale)


def _is_open(found: Document | JobRecord) -> bool:
    return isinstance(found, JobRecord) and found.is_open
