"""Turn a respondent's wish into an assessment that is gone, and say until when a backup may still hold it."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rely.services.assessments import NotFound
from rely.services.site import Site
from rely.storage import assessments as rows
from rely.storage.deletions import delete_assessment, deletion_of, remember_deletion

DOUBLE_CLICK = timedelta(seconds=30)
"""For how long the same wish counts as one: by whoever may open the assessment, from a page of before."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is told after a deletion: its moment, in the zone of the site, and when the last backup goes.

    `backups_gone` is None where no backups are kept.
    """

    deleted: datetime
    backups_gone: date | None


def delete_everything(site: Site, assessment_id: uuid.UUID) -> datetime:
    """Delete the assessment with answers, results, consent, actions, documents, jobs; its relationship if unused.

    From this moment on nothing opens it, and nothing can be stored for it: each of those rows needs that of the
    assessment. Only its id is remembered, so that restoring a backup does not bring it back. Gives the moment, in UTC;
    to the second click of a double click that of the first. Raises NotFound when it has gone before.
    """
    now = site.now()
    with site.database.writing() as session:
        if rows.find_to_change(session, assessment_id, site.deadlines()) is None:
            before = deletion_of(session, assessment_id)
            if before is None or now - before > DOUBLE_CLICK:
                raise NotFound
            return before
        remember_deletion(session, assessment_id, now)
        delete_assessment(session, assessment_id)
    site.database.wipe()
    return now


def receipt_of(site: Site, deleted: datetime) -> Receipt:
    """The receipt of a deletion at this moment.

    A backup made just before it is kept for the whole time of the settings.
    """
    here = deleted.astimezone(site.clock().tzinfo)
    kept = site.settings.backup_time
    return Receipt(here, (here + kept).date() if kept else None)
