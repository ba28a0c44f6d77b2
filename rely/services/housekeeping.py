"""Turn the passing of time into what is gone: drafts, results, backups, marks, documents, work and uploads."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from rely.services.assessments import delete_expired
from rely.services.backups import let_backups_go
from rely.services.coach_spool import sweep_uploads
from rely.services.documents import delete_old_documents
from rely.services.jobs import forget_jobs
from rely.services.limits import forget_uses
from rely.services.site import Site
from rely.storage.database import DatabaseBusy

EVERY = timedelta(hours=1)
"""How long what is past its period may stay."""

STEPS: tuple[Callable[[Site], object], ...] = (
    sweep_uploads,
    let_backups_go,
    forget_uses,
    delete_old_documents,
    forget_jobs,
    delete_expired,  # last: it wipes the files of the database of all that was deleted before it
)
"""What deletes each kind of thing whose period is over."""

log = logging.getLogger("rely.services")


class Housekeeping:
    """What deletes all that is past its period: when it is first asked, then once an hour however often it is asked.

    The worker asks every minute, and the site at each request, so that neither needs the other. They do not agree on
    who does it: each may run on a machine of its own, with backups and uploads of its own.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._last: datetime | None = None

    def do_when_due(self) -> None:
        """Delete, if that was not done within the last hour. It never fails: the log tells what has to wait."""
        now = self._site.now()
        # A clock that was set back does not put it off.
        if self._last is not None and abs(now - self._last) < EVERY:
            return
        self._last = now
        delete_what_has_expired(self._site)


def delete_what_has_expired(site: Site) -> None:
    """Delete all that is past its period; what cannot be deleted now is told in the log and goes the next time."""
    for step in STEPS:
        try:
            step(site)
        except DatabaseBusy:
            log.warning("the database was too busy to delete what has expired; next try in an hour")
            return
        except Exception:  # the next step may work, and whoever comes at this moment has nothing to do with it
            log.exception("some of what has expired could not be deleted; next try in an hour")
