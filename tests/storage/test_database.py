import os
import stat
import threading
import traceback
import uuid
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from rely.storage import database as storage
from rely.storage.database import BUSY_SECONDS, Database, DatabaseBusy, UnusableDatabaseUrl
from rely.storage.tables import AnswerRow
from tests.databases import end_connections, new_postgres_url

NOBODY = uuid.UUID(int=0)
ANSWER = {"assessment_id": NOBODY, "revision": 1, "answered_at": datetime(2026, 11, 21, tzinfo=UTC)}


def test_sqlite_keeps_a_log_of_writes_on_the_disk_checks_references_and_lets_writers_wait(tmp_path: Path) -> None:
    with closing(Database(f"sqlite:///{tmp_path / 'x.sqlite3'}")) as database, database.reading() as session:
        found = {
            name: session.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    full = 2
    assert found == {
        "journal_mode": "wal",
        "foreign_keys": 1,
        "synchronous": full,
        "busy_timeout": BUSY_SECONDS * 1000,
    }


def test_the_folder_of_a_new_database_is_made(tmp_path: Path) -> None:
    Database(f"sqlite:///{tmp_path / 'a' / 'b' / 'x.sqlite3'}")
    assert (tmp_path / "a" / "b").is_dir()


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://", "sqlite:///:memory:", "no url", ""])
def test_what_is_neither_a_file_nor_postgresql_is_refused_with_what_to_write(url: str) -> None:
    with pytest.raises(UnusableDatabaseUrl, match="Write RELY_DATABASE_URL as sqlite:"):
        Database(url)


def test_a_database_that_cannot_be_reached_is_told_as_such() -> None:
    database = Database("postgresql://rely@127.0.0.1:1/rely")
    assert not database.answers()
    with pytest.raises(DatabaseBusy, match="could not be reached"), database.reading() as session:
        session.execute(text("SELECT 1"))


def test_an_error_while_writing_leaves_nothing_behind(database: Database) -> None:
    def write_and_fail() -> None:
        with database.writing() as session:
            session.execute(text("INSERT INTO instrument VALUES ('d', 'i', '1.0.0', '{}')"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    with database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM instrument")).scalar() == 0


def test_writers_that_read_before_they_write_wait_for_each_other_instead_of_failing(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("INSERT INTO instrument VALUES ('d', 'i', '0', '{}')"))
    failures: list[BaseException] = []

    def count_up() -> None:
        try:
            for _ in range(10):
                with database.writing() as session:
                    session.execute(text("SELECT count(*) FROM instrument")).scalar()
                    session.execute(
                        text("UPDATE instrument SET version = CAST(CAST(version AS INTEGER) + 1 AS VARCHAR)")
                    )
        except BaseException as error:
            failures.append(error)

    writers = [threading.Thread(target=count_up) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    with database.reading() as session:
        assert session.execute(text("SELECT version FROM instrument")).scalar() == "80"


def test_a_new_file_of_sqlite_and_its_log_are_for_their_owner_only(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        with closing(Database(f"sqlite:///{tmp_path / 'x.sqlite3'}")) as database, database.writing() as session:
            session.execute(text("CREATE TABLE t (a int)"))
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    finally:
        os.umask(before)
    assert modes == dict.fromkeys(("x.sqlite3", "x.sqlite3-wal", "x.sqlite3-shm"), 0o600)


def test_a_file_that_is_there_already_keeps_the_rights_that_its_owner_gave_it(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite3"
    path.touch(mode=0o640)
    path.chmod(0o640)
    with closing(Database(f"sqlite:///{path}")) as database:
        assert database.answers()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_an_error_of_the_database_does_not_repeat_what_was_to_be_stored(database: Database) -> None:
    with pytest.raises(IntegrityError) as caught, database.writing() as session:
        session.add_all(AnswerRow(**{**ANSWER, "item_id": name, "value": "Zomerlelie"}) for name in ("a", "b"))
    assert "Zomerlelie" not in str(caught.value.args[0]) + "".join(traceback.format_exception(caught.value))


def test_who_reads_sees_one_state_whatever_is_stored_meanwhile(database: Database) -> None:
    count = text("SELECT count(*) FROM instrument")
    with database.reading() as session:
        assert session.execute(count).scalar() == 0
        with database.writing() as other:
            other.execute(text("INSERT INTO instrument VALUES ('d', 'i', '0', '{}')"))
        assert session.execute(count).scalar() == 0
    with database.reading() as session:
        assert session.execute(count).scalar() == 1


def test_a_log_that_cannot_be_emptied_is_told_and_fails_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(Database(f"sqlite:///{tmp_path / 'x.sqlite3'}")) as database:
        assert database.wipe()
        monkeypatch.setattr(storage, "EMPTY_LOG", "PRAGMA no such thing")
        assert not database.wipe()


def test_connections_that_postgresql_has_ended_are_made_anew_without_anybody_noticing(postgres: str) -> None:
    url = new_postgres_url(postgres, "interrupted")
    with closing(Database(url)) as database:
        assert database.answers()
        end_connections(url)
        with database.reading() as session:
            assert session.execute(text("SELECT 1")).scalar() == 1
