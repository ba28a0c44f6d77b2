"""Turn a database that is in use into one file that can be kept, and such a file into the database again.

A SQLite database is copied by SQLite itself, page by page as of one moment, while others read and write. For
PostgreSQL see rely.storage.backup_postgres.
"""

import os
import sqlite3
import tempfile
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from rely.errors import RelyError
from rely.storage import backup_postgres
from rely.storage.consents import Withdrawals
from rely.storage.database import BUSY_SECONDS, Database, DatabaseBusy
from rely.storage.migrate import DatabaseNotReady, DatabaseTooNew, current_revision, is_known, needed_revision, upgrade

NOT_KEPT = ("document", "job", "limited_use")
"""Tables whose rows are left out: what is made again on demand, and what counts for minutes only."""

SQLITE_SUFFIX, POSTGRES_SUFFIX = ".sqlite3", ".pgdump"

Mend = Callable[[Database], None]
"""What brings a restored database to this moment: deletes and withdraws again what was deleted or withdrawn since."""


class NotABackup(RelyError):
    """A file that no database of Rely can be restored from."""


class BackupFailed(RelyError):
    """A backup or restore that could not be finished; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A file that was looked at: where it is, at which revision its tables are, and how many assessments it holds.

    `assessments` is None where counting them would mean restoring them.
    """

    path: Path
    revision: str
    assessments: int | None


def suffix_of(database: Database) -> str:
    """What the name of a backup of this database ends with."""
    return SQLITE_SUFFIX if database.is_sqlite else POSTGRES_SUFFIX


def back_up(database: Database, target: Path) -> None:
    """Write the database as of this moment to `target`, which appears at once, whole, and for its owner only.

    Raises DatabaseNotReady without tables, MissingProgram, BackupFailed, DatabaseBusy and OSError.
    """
    if current_revision(database) is None:
        raise DatabaseNotReady(database.name, found=None, needed=needed_revision())
    target.parent.mkdir(parents=True, exist_ok=True)
    with _beside(target) as half:
        if database.is_sqlite:
            _copy(_file_of(database), half)
            _trim(half)
        else:
            backup_postgres.dump(database, half, without=NOT_KEPT)
        _write_through(half)
        half.replace(target)


def look_at(database: Database, path: Path) -> Backup:
    """What a file holds that is to be restored into this database.

    Raises NotABackup, DatabaseTooNew when a later release made it, MissingProgram and OSError.
    """
    with path.open("rb") as file:
        head = file.read(16)
    if not head.startswith(b"SQLite format 3\0" if database.is_sqlite else b"PGDMP"):
        kind = "a SQLite file" if database.is_sqlite else "a backup of PostgreSQL"
        raise NotABackup(
            f"{path} cannot be restored: the database {database.name} needs {kind} that `rely db backup` made."
        )
    revision, assessments = _look(path) if database.is_sqlite else (backup_postgres.revision_in(path), None)
    if revision is None:
        raise NotABackup(f"{path} is whole, and no backup of Rely. Choose a file that `rely db backup` made.")
    if not is_known(revision):
        raise DatabaseTooNew(str(path), found=revision, needed=needed_revision())
    return Backup(path, revision, assessments)


def restore(
    database: Database, backup: Backup, *, mend: Mend, gone: Iterable[uuid.UUID], withdrawn: Withdrawals
) -> None:
    """Put the content of a backup in the place of what the database holds, brought to this release.

    A site that is serving goes on with the new content. In SQLite the old content is there until the new is
    complete, upgraded and mended; in PostgreSQL the assessments in `gone` are left out, and consent in `withdrawn` is
    withdrawn, in the transaction that restores, and it is upgraded and mended after that. Raises BackupFailed,
    DatabaseBusy, OSError.
    """
    if not database.is_sqlite:
        backup_postgres.load(database, backup.path, gone=gone, withdrawn=withdrawn)
        upgrade(database)
        mend(database)
        return
    live = _file_of(database)
    for left in live.parent.glob(f".{live.name}-*.part*"):  # by a restore that was killed
        left.unlink()
    with _beside(live) as fresh:
        _copy(backup.path, fresh)
        with closing(Database(f"sqlite:///{fresh}")) as prepared:
            upgrade(prepared)
            mend(prepared)
        _trim(fresh, page_size=_page_size(live))
        _copy(fresh, live)


def _file_of(database: Database) -> Path:
    assert database.url.database is not None
    return Path(database.url.database)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A file for its owner only in the folder of `target`, gone at the end with all that SQLite puts beside it."""
    number, name = tempfile.mkstemp(prefix=f".{target.name}-", suffix=".part", dir=target.parent)
    os.close(number)
    half = Path(name)
    try:
        yield half
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            half.with_name(half.name + end).unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    """Copy a SQLite database as of one moment into another; who has the other open sees the new content."""
    until = time.monotonic() + BUSY_SECONDS

    def wait(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise DatabaseBusy("Others kept the database busy for too long; nothing was changed. Try again.")

    try:
        with closing(_opened(source)) as reading, closing(sqlite3.connect(target)) as writing:
            reading.backup(writing, progress=wait, sleep=0.05)
    except sqlite3.Error as error:
        raise BackupFailed(f"{source} could not be copied to {target}: {error}. Nothing was changed.") from error


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True)


def _trim(path: Path, *, page_size: int | None = None) -> None:
    """Leave out what is not kept, make it one file without a log beside it, and prove that it is whole."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
            for table in _tables(connection) & set(NOT_KEPT):
                connection.execute(f'DELETE FROM "{table}"')  # noqa: S608 - one of our own names
            if page_size is not None:
                connection.execute(f"PRAGMA page_size = {page_size}")
            connection.execute("VACUUM")
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.Error as error:
        found = str(error)
    if found != "ok":
        raise BackupFailed(f"The copy is not whole ({found}), so it was thrown away. Look after the disk.")


def _look(path: Path) -> tuple[str | None, int]:
    """The revision of a SQLite file and how many assessments it holds."""
    try:
        with closing(_opened(path)) as connection:
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
            if found != "ok":
                raise NotABackup(f"{path} is damaged ({found}). Choose an older backup.")
            if not {"alembic_version", "assessment"} <= _tables(connection):
                return None, 0
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            return row and row[0], connection.execute("SELECT count(*) FROM assessment").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise NotABackup(f"{path} cannot be read ({error}). Choose an older backup.") from error


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def _page_size(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA page_size").fetchone()[0])


def _write_through(path: Path) -> None:
    """Have the disk hold it before its name says that it is there."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
