"""Turn a database URL into sessions that read, and sessions that write one at a time."""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session

from rely.errors import RelyError

BUSY_SECONDS = 15
"""How long a writer waits for the others before SQLite gives up."""

WIPE_MILLISECONDS = 500
"""How long a deletion waits for those who still read what was before it."""

EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"
"""What has SQLite bring over its log and empty it."""

log = logging.getLogger("rely.storage")


class UnusableDatabaseUrl(RelyError):
    """A database URL that names no database Rely can use."""


class DatabaseBusy(RelyError):
    """The database cannot be reached, or others kept it busy for too long; nothing was stored."""


class Database:
    """One SQLite file or PostgreSQL database.

    `url` is `sqlite:///...` or `postgresql://...`; the folder of a SQLite file is made when it is missing.
    Raises UnusableDatabaseUrl for any other.
    """

    def __init__(self, url: str) -> None:
        self.url = _usable(url)
        # An error that is logged must not repeat the answers that a statement was to store. A server is asked first
        # whether it still knows a connection: when it was started anew, nobody's answer is to be refused for that.
        self.engine = create_engine(self.url, hide_parameters=True, pool_pre_ping=not self.is_sqlite)
        self._reading = self._writing = self.engine
        if self.is_sqlite:
            _tune_sqlite(self.engine)
            self._writing = self.engine.execution_options(rely_writes=True)
        else:
            # By itself PostgreSQL shows each statement what was stored just before it.
            self._reading = self.engine.execution_options(isolation_level="REPEATABLE READ")

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of SQLite."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def name(self) -> str:
        """The URL without its password, for messages."""
        return self.url.render_as_string(hide_password=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database. Raises DatabaseBusy."""
        with told_as_busy(), Session(self._reading) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are kept all together at its end, or not at all after an error.

        Raises DatabaseBusy.
        """
        with told_as_busy(), Session(self._writing) as session, session.begin():
            yield session

    @contextmanager
    def reading_rows(self) -> Iterator[Connection]:
        """As `reading`, for what reads bare rows: a session costs as much again as the reading. Raises DatabaseBusy."""
        with told_as_busy(), self._reading.connect() as connection:
            yield connection

    @contextmanager
    def writing_rows(self) -> Iterator[Connection]:
        """As `writing`, for what writes bare rows. Raises DatabaseBusy."""
        with told_as_busy(), self._writing.begin() as connection:
            yield connection

    def answers(self) -> bool:
        """Whether the database can be reached at this moment."""
        try:
            with self.reading() as session:
                return bool(session.scalar(text("SELECT 1")) == 1)
        except (DatabaseBusy, SQLAlchemyError):
            return False

    def wipe(self) -> bool:
        """Leave nothing of what was deleted in the files of SQLite; False where that has to wait.

        It waits while others read what was before, and while the disk is full: what was deleted is gone all the same.

        What is overwritten goes into the write-ahead log first, which still holds older pages: they are brought over,
        and the log is emptied. PostgreSQL does this by itself, with its vacuum.
        """
        if not self.is_sqlite:
            return True
        with told_as_busy(), self.engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None, "the connection is open"
            driver.execute(f"PRAGMA busy_timeout = {WIPE_MILLISECONDS}")
            try:
                is_busy, _, _ = driver.execute(EMPTY_LOG).fetchone()
            except sqlite3.Error as error:
                log.error("what was deleted could not be wiped yet: %s", error)
                return False
            finally:
                driver.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        return not is_busy

    def close(self) -> None:
        """Give back all connections."""
        self.engine.dispose()


@contextmanager
def told_as_busy() -> Iterator[None]:
    """Turn what the database engine says when it cannot work now into DatabaseBusy."""
    try:
        yield
    except OperationalError as error:
        raise DatabaseBusy(
            "The database could not be reached, or did not answer in time. Check that it runs and that "
            "RELY_DATABASE_URL names it, then try again."
        ) from error


def _usable(written: str) -> URL:
    try:
        url = make_url(written)
    except ArgumentError:
        raise UnusableDatabaseUrl(
            "The database URL cannot be read. Write RELY_DATABASE_URL as sqlite:////path/to/file or "
            "postgresql://user:password@host/name."
        ) from None
    if url.get_backend_name() == "postgresql":
        return _with_driver(url)
    if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
        make_private_file(Path(url.database))
        return url
    raise UnusableDatabaseUrl(
        f"Rely keeps its data in a SQLite file or in PostgreSQL, and '{url.render_as_string()}' is neither. "
        "Write RELY_DATABASE_URL as sqlite:////path/to/file or postgresql://user:password@host/name."
    )


def make_private_file(path: Path) -> None:
    """Make an empty file for its owner only, and its folder; what is there already stays as it is.

    SQLite gives the files that it puts beside a database the rights of the database.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):  # that it cannot be written is for SQLite to say
        path.touch(mode=0o600, exist_ok=False)


def _with_driver(url: URL) -> URL:
    try:
        import psycopg  # noqa: F401 - only to say in time what is missing
    except ImportError:
        raise UnusableDatabaseUrl(
            "PostgreSQL needs a driver that is not installed. Run: pip install 'rely[postgres]'"
        ) from None
    # A password among the options would not be known as one, and would stand in messages and in lists of processes.
    password = url.password or url.normalized_query.get("password", (None,))[-1]
    return url.set(drivername="postgresql+psycopg", password=password).difference_update_query(["password"])


def _tune_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        # The driver must not begin transactions by itself: _begin below says which kind is wanted.
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout = {BUSY_SECONDS * 1000}",
            "journal_mode = WAL",
            # The page says "saved", so that must outlive a power cut. It costs a quarter of a millisecond a save.
            "synchronous = FULL",
            "foreign_keys = ON",
            # What is deleted is overwritten with zeros, not only marked as free.
            "secure_delete = ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that reads first and writes later cannot wait in SQLite: it fails at once when
        # another wrote in between. So writers queue at their very beginning, where waiting works.
        if connection.get_execution_options().get("rely_writes", False):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            # This one waits for nobody and cannot fail, so the driver may do it alone, in a tenth of the time.
            driver = connection.connection.driver_connection
            assert driver is not None, "the connection is open"
            driver.execute("BEGIN")
