"""Turn the id of one piece of work into that work, done."""

import logging
import uuid
from collections.abc import Callable, Mapping

from rely.services import coach_run, documents
from rely.services.jobs import begin, fail
from rely.services.site import Site
from rely.storage.jobs import JobRecord

DOERS: Mapping[str, Callable[[Site, JobRecord], bool | None]] = {
    documents.KIND: documents.make_document,
    coach_run.KIND: coach_run.make_reports,
}
"""What does each kind of work, and marks it as done or failed; true where the rest of it waits for another turn."""

log = logging.getLogger("rely.jobs")


def work(site: Site, job_id: uuid.UUID) -> bool:
    """Do one piece of work, unless another does it or it is gone; what goes wrong is logged and marked.

    Whether the rest of it waits for another turn.
    """
    job = begin(site, job_id)
    if job is None:
        return False
    try:
        return bool(DOERS[job.kind](site, job))
    except Exception:  # whatever it is, the next piece of work is not to go down with it
        # The arguments are not logged: who reads logs is not to learn whose work it was.
        log.exception("job %s (%s) failed", job.id, job.kind)
        fail(site, job)
        return False
