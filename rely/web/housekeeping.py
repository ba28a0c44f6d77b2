"""Delete what is past its period: when the site starts, and once an hour while it is visited."""

import logging
from datetime import timedelta

from flask import Flask

from rely.services.assessments import delete_expired
from rely.services.backups import let_backups_go
from rely.services.coach_spool import sweep_uploads
from rely.services.documents import delete_old_documents
from rely.services.jobs import forget_jobs
from rely.services.limits import forget_uses
from rely.services.site import Site
from rely.storage.database import DatabaseBusy

EVERY = timedelta(hours=1)

log = logging.getLogger("rely.web")


def install(app: Flask, site: Site) -> None:
    """Delete now, and before the first request of every further hour."""
    _delete(site)
    last = site.now()

    @app.before_request
    def _clean() -> None:
        nonlocal last
        now = site.now()
        # A clock that was set back does not put it off.
        if abs(now - last) < EVERY:
            return
        last = now
        try:
            _delete(site)
        except DatabaseBusy:
            log.warning("the database was too busy to delete what has expired; next try in an hour")
        except Exception:  # whoever comes at this moment has nothing to do with it
            log.exception("what has expired could not be deleted; next try in an hour")


def _delete(site: Site) -> None:
    delete_expired(site)
    let_backups_go(site)
    forget_uses(site)
    delete_old_documents(site)
    forget_jobs(site)
    sweep_uploads(site)
