import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from rely.storage.database import BUSY_SECONDS, Database, DatabaseBusy, UnusableDatabaseUrl


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
