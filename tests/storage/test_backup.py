"""Prove that a backup of a database in use is whole, and that restoring it gives back exactly what it held."""

import sqlite3
import stat
import threading
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from rely.storage import backup as backups
from rely.storage import backup_postgres, migrate
from rely.storage.backup import BackupFailed, NotABackup, look_at, restore
from rely.storage.database import Database, DatabaseBusy
from rely.storage.migrate import DatabaseNotReady, DatabaseTooNew, check, needed_revision
from tests.databases import new_postgres_url
from tests.storage.backing import add, backed_up, leave, names


@pytest.fixture
def other_of_its_kind(database: Database, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Another database without tables, of the same kind."""
    if database.is_sqlite:
        url = f"sqlite:///{tmp_path / 'other' / 'other.sqlite3'}"
    else:
        url = new_postgres_url(request.getfixturevalue("postgres"), f"other_{uuid.uuid4().hex}")
    with closing(Database(url)) as other:
        yield other


def test_a_restored_backup_gives_back_exactly_what_was_there_also_to_whom_was_connected(
    database: Database, tmp_path: Path
) -> None:
    add(database, "kept")
    path = backed_up(database, tmp_path)
    add(database, "later")
    with closing(Database(database.url.render_as_string(hide_password=False))) as beside:
        assert len(names(beside)) == 4
        restore(database, look_at(database, path), mend=leave, gone=(), withdrawn={})
        assert names(beside) == {"kepta", "keptb"}
        add(beside, "new")
        check(beside)
    assert names(database) == {"kepta", "keptb", "newa", "newb"}
    assert backed_up(database, tmp_path / "again").exists()


def test_a_backup_can_be_restored_where_there_was_nothing_yet(
    database: Database, other_of_its_kind: Database, tmp_path: Path
) -> None:
    add(database, "kept")
    found = look_at(other_of_its_kind, backed_up(database, tmp_path))
    assert found.revision == needed_revision()
    restore(other_of_its_kind, found, mend=leave, gone=(), withdrawn={})
    assert names(other_of_its_kind) == names(database)
    check(other_of_its_kind)


def test_a_backup_made_while_others_write_holds_whole_transactions_only(database: Database, tmp_path: Path) -> None:
    add(database, "first")
    stop, written, failures = threading.Event(), threading.Semaphore(0), []

    def write(writer: int) -> None:
        number = 0
        try:
            while not stop.is_set():
                add(database, f"{writer}-{number}-")
                written.release()
                number += 1
        except Exception as error:
            failures.append(error)

    writers = [threading.Thread(target=write, args=(writer,)) for writer in range(4)]
    for writer in writers:
        writer.start()
    paths = []
    try:
        for number in range(5):
            (tmp_path / str(number)).mkdir()
            assert written.acquire(timeout=60), failures
            paths.append(backed_up(database, tmp_path / str(number)))
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert failures == []
    assert len(names(database)) > 10  # two of the first, and two for each backup
    for path in paths:
        restore(database, look_at(database, path), mend=leave, gone=(), withdrawn={})
        held = names(database)
        assert "firsta" in held
        assert {name[:-1] + "b" for name in held if name.endswith("a")} | {
            name[:-1] + "a" for name in held if name.endswith("b")
        } == held


def test_a_backup_is_one_file_for_its_owner_only(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    path = backed_up(database, folder)
    assert list(folder.iterdir()) == [path]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_made_again_or_counts_for_minutes_is_not_kept(database: Database, tmp_path: Path) -> None:
    with database.writing() as session:
        network = "INSERT INTO limited_use (kind, who, at) VALUES ('k', 'a network of somebody', '2026-11-21 12:00:00')"
        session.execute(text(network))
        session.execute(
            text(
                "INSERT INTO job (id, kind, arguments, state, done, total, created) "
                "VALUES ('c0ffee00c0ffee00c0ffee00c0ffee00', 'k', '{}', 'waiting', 0, 1, '2026-11-21 12:00:00')"
            )
        )
    path = backed_up(database, tmp_path)
    held = path.read_bytes() if database.is_sqlite else backup_postgres._script(path)
    assert b"a network of somebody" not in held
    restore(database, look_at(database, path), mend=leave, gone=(), withdrawn={})
    with database.reading() as session:
        for table in backups.NOT_KEPT:
            assert session.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0  # noqa: S608 - our words
    with database.writing() as session:  # numbers are given out as before
        session.execute(text(network))


def test_a_backup_that_fails_leaves_no_file_behind(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise BackupFailed("the disk is full")

    monkeypatch.setattr(backups, "_trim", fail)
    monkeypatch.setattr(backup_postgres, "dump", fail)
    folder = tmp_path / "folder"
    with pytest.raises(BackupFailed):
        backed_up(database, folder)
    assert list(folder.iterdir()) == []


def test_a_restore_that_fails_leaves_all_as_it_was(database: Database, tmp_path: Path) -> None:
    if not database.is_sqlite:  # there the program of PostgreSQL fails inside its transaction, see below
        return
    path = backed_up(database, tmp_path / "kept")
    add(database, "later")

    def fail(_database: Database) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        restore(database, look_at(database, path), mend=fail, gone=(), withdrawn={})
    assert names(database) == {"latera", "laterb"}
    assert [each.name for each in tmp_path.iterdir() if each.name.endswith(".part")] == []


def test_a_backup_of_an_earlier_release_is_upgraded_when_it_is_restored(
    database: Database, other_of_its_kind: Database, tmp_path: Path
) -> None:
    config = migrate._config()
    with other_of_its_kind.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.execute(text("INSERT INTO instrument VALUES ('old', 'i', '1.0.0', '{}')"))
    found = look_at(database, backed_up(other_of_its_kind, tmp_path))
    assert found.revision == "0002"
    restore(database, found, mend=leave, gone=(), withdrawn={})
    check(database)
    assert names(database) == {"old"}


def test_a_backup_of_a_later_release_is_refused_with_what_to_do(database: Database, tmp_path: Path) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'future'"))
    path = backed_up(database, tmp_path)
    with pytest.raises(DatabaseTooNew, match="Install that release"):
        look_at(database, path)


def test_what_is_no_backup_is_refused_with_what_to_choose(database: Database, tmp_path: Path) -> None:
    text_file = tmp_path / "notes.txt"
    text_file.write_text("No backup at all.")
    with pytest.raises(NotABackup, match="rely db backup"):
        look_at(database, text_file)
    empty = tmp_path / "empty"
    empty.touch()
    with pytest.raises(NotABackup):
        look_at(database, empty)


def test_a_sqlite_file_of_another_program_is_no_backup(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.sqlite3"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE assessment (id)")
    with (
        closing(Database(f"sqlite:///{tmp_path / 'x.sqlite3'}")) as database,
        pytest.raises(NotABackup, match="no backup of Rely"),
    ):
        look_at(database, foreign)


def test_a_backup_with_a_damaged_page_that_nobody_has_read_yet_is_refused(
    sqlite_template: Path, tmp_path: Path
) -> None:
    live = tmp_path / "live.sqlite3"
    live.write_bytes(sqlite_template.read_bytes())
    with closing(Database(f"sqlite:///{live}")) as database:
        for number in range(40):
            add(database, f"{number:03}" + "x" * 60)
        path = backed_up(database, tmp_path / "kept")
        whole = path.read_bytes()
        page = whole.index(b"020" + b"x" * 60) // 4096 * 4096
        path.write_bytes(whole[:page] + b"\x00" * 4096 + whole[page + 4096 :])
        with pytest.raises(NotABackup, match="Choose an older backup"):
            look_at(database, path)


def test_a_file_that_is_damaged_all_over_is_refused(sqlite_template: Path, tmp_path: Path) -> None:
    whole = sqlite_template.read_bytes()
    damaged = tmp_path / "damaged.sqlite3"
    damaged.write_bytes(whole[:5000] + b"\xff" * 30000 + whole[35000:])
    with (
        closing(Database(f"sqlite:///{tmp_path / 'x.sqlite3'}")) as database,
        pytest.raises(NotABackup, match="Choose an older backup"),
    ):
        look_at(database, damaged)


def test_a_database_without_tables_cannot_be_backed_up(empty_url: str, tmp_path: Path) -> None:
    with closing(Database(empty_url)) as database, pytest.raises(DatabaseNotReady, match="rely db upgrade"):
        backed_up(database, tmp_path / "folder")


def test_a_writer_that_never_ends_is_told_instead_of_waited_for(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "BUSY_SECONDS", 0)
    live = tmp_path / "live.sqlite3"
    live.write_bytes(sqlite_template.read_bytes())
    with closing(Database(f"sqlite:///{live}")) as database:
        add(database, "kept")
        path = backed_up(database, tmp_path / "kept")
        with database.writing() as session:
            session.execute(text("INSERT INTO instrument VALUES ('later', 'i', '1.0.0', '{}')"))
            with pytest.raises(DatabaseBusy, match="nothing was changed"):
                restore(database, look_at(database, path), mend=leave, gone=(), withdrawn={})
        assert names(database) == {"kepta", "keptb", "later"}
