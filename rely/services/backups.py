"""Turn the wish for a backup into a file with its moment in its name, and such a file into the site's content again."""

import logging
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from rely.services.maintenance import maintenance
from rely.services.settings import Settings
from rely.services.site import Site
from rely.storage.assessments import Deadlines, delete_expired
from rely.storage.backup import Backup, back_up, restore, suffix_of
from rely.storage.consents import forget_withdrawals, withdraw_again, withdrawals_in
from rely.storage.database import Database
from rely.storage.deletions import delete_again, deletions_in, forget_deletions
from rely.storage.migrate import current_revision, upgrade

log = logging.getLogger("rely.services")

FOLDER = "backups"
"""Where backups lie, inside the folder for data."""

BEFORE_RESTORE = "-before-restore"

_MOMENT = "%Y%m%dT%H%M%SZ"
# Also what a backup that was killed has left half done.
_NAME = re.compile(rf"\.?rely-(\d{{8}}T\d{{6}}Z)(?:{BEFORE_RESTORE})?\.(?:sqlite3|pgdump)(?:-\w+\.part(?:-\w+)?)?")


def make_backup(database: Database, settings: Settings, *, now: datetime, target: Path | None = None) -> Path:
    """Write a backup and give its path: `target`, or a new file in the folder for backups, where old ones then go.

    A `target` that is a folder gets a file named for the moment. Raises FileExistsError, and as `back_up` does.
    """
    folder = _folder(settings) if target is None else target
    path = folder / _name(database, now) if target is None or folder.is_dir() else folder
    if path.exists():
        raise FileExistsError(f"There is a file {path} already.")
    back_up(database, path)
    if target is None:
        delete_old_backups(settings, now=now)
    return path


def delete_old_backups(settings: Settings, *, now: datetime) -> int:
    """Delete the backups in the folder for backups whose time is over, by the moment in their names; say how many.

    Other files stay, and so does what was made at this moment.
    """
    if settings.data is None:
        return 0
    until, deleted = now - settings.backup_time, 0
    for path in (settings.data / FOLDER).glob("*rely-*"):
        made = _moment_of(path)
        if made is not None and made < until and made < now.replace(microsecond=0):
            try:
                path.unlink(missing_ok=True)
                deleted += 1
            except OSError as error:
                log.warning("the old backup %s could not be deleted: %s", path, error.strerror)
    return deleted


def restore_backup(database: Database, settings: Settings, backup: Backup, *, now: datetime) -> Path | None:
    """Put a backup in the place of what the site holds, and give the path of a safety copy of that.

    What respondents deleted since the backup is deleted again, consent that they withdrew is withdrawn again, and
    what has expired in the meantime goes too.
    Visitors are asked to come back in a moment. None where the site held nothing. Raises as `restore` does.
    """
    with maintenance(settings.data):
        safe = None
        if current_revision(database) is not None:
            safe = _folder(settings) / _name(database, now, BEFORE_RESTORE)
            back_up(database, safe)
        # Not before the safety copy: who deletes in its last moment is not to come back.
        gone, withdrawn = deletions_in(database), withdrawals_in(database)

        def mend(restored: Database) -> None:
            until_now, then = gone | deletions_in(database), withdrawals_in(database)
            deadlines = Deadlines(drafts=now - settings.draft_time, results=now - settings.result_time)
            with restored.writing() as session:
                delete_again(session, until_now)
                # Twice: of the same withdrawal the database may know an older moment by now, in PostgreSQL.
                withdraw_again(session, withdrawn)
                withdraw_again(session, then)
                delete_expired(session, deadlines)
                _forget(session, until=now - settings.backup_time)

        restore(database, backup, mend=mend, gone=gone, withdrawn=withdrawn)
        database.wipe()
    return safe


def is_past_its_time(backup: Backup, settings: Settings, *, now: datetime) -> bool:
    """Whether the name of a backup tells that it should be gone: deletions of that time are forgotten by now."""
    made = _moment_of(backup.path)
    return made is not None and made < now - settings.backup_time


def let_backups_go(site: Site) -> None:
    """Delete old backups, and forget the deletions and withdrawals that none of those that are left could undo."""
    now = site.now()
    delete_old_backups(site.settings, now=now)
    with site.database.writing() as session:
        _forget(session, until=now - site.settings.backup_time)


def upgrade_database(database: Database, settings: Settings) -> str:
    """Bring all tables to this release while visitors are asked to come back; gives the revision they are then at."""
    with maintenance(settings.data):
        return upgrade(database)


def _forget(session: Session, *, until: datetime) -> None:
    forget_deletions(session, until=until)
    forget_withdrawals(session, until=until)


def _folder(settings: Settings) -> Path:
    """The folder for backups, made for its owner only."""
    assert settings.data is not None, "settings from the environment have a folder"
    folder = settings.data / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _name(database: Database, now: datetime, what: str = "") -> str:
    return f"rely-{now.astimezone(UTC):{_MOMENT}}{what}{suffix_of(database)}"


def _moment_of(path: Path) -> datetime | None:
    named = _NAME.fullmatch(path.name)
    if named is None:
        return None
    with suppress(ValueError):
        return datetime.strptime(named[1], _MOMENT).replace(tzinfo=UTC)
    return None
