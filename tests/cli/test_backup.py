"""Prove that a backup and its restore keep the contract of commands: data, words, questions and exit codes."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import click
import pytest

from rely.services.maintenance import is_in_maintenance
from tests.cli.conftest import Run


@pytest.fixture
def live(rely: Run, tmp_path: Path) -> Path:
    """The file of a database with one instrument in it."""
    assert rely("db", "upgrade").code == 0
    path = tmp_path / "data" / "rely.sqlite3"
    change(path, "INSERT INTO instrument VALUES ('kept', 'i', '1.0.0', '{}')")
    return path


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def instruments(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [digest for (digest,) in connection.execute("SELECT digest FROM instrument ORDER BY digest")]


def test_a_backup_prints_its_path_and_nothing_else_as_data(rely: Run, live: Path) -> None:
    done = rely("db", "backup")
    assert done.code == 0
    assert done.out.count("\n") == 1
    path = Path(done.out.strip())
    assert path.parent == live.parent / "backups"
    assert instruments(path) == ["kept"]
    assert "bytes" in done.err


def test_a_backup_goes_where_it_is_told_and_never_over_a_file(rely: Run, live: Path, here: Path) -> None:
    assert rely("db", "backup", "mine.sqlite3").code == 0
    assert instruments(here / "mine.sqlite3") == ["kept"]
    again = rely("db", "backup", "mine.sqlite3")
    assert (again.code, again.out) == (2, "")
    over = rely("db", "backup", live)
    assert over.code == 2
    assert instruments(live) == ["kept"]


def test_without_a_terminal_a_restore_needs_yes(rely: Run, live: Path, here: Path) -> None:
    rely("db", "backup", "mine.sqlite3")
    change(live, "INSERT INTO instrument VALUES ('later', 'i', '1.0.0', '{}')")
    refused = rely("db", "restore", "mine.sqlite3")
    assert refused.code == 2
    assert "--yes" in refused.err
    assert instruments(live) == ["kept", "later"]
    done = rely("db", "restore", "mine.sqlite3", "--yes")
    assert (done.code, done.out) == (0, "")
    assert instruments(live) == ["kept"]
    assert not is_in_maintenance(live.parent)
    assert "before-restore" in done.err


@pytest.mark.parametrize(("answer", "code", "left"), [(False, 130, ["kept", "later"]), (True, 0, ["kept"])])
def test_at_a_terminal_a_restore_asks_first(
    rely: Run, live: Path, monkeypatch: pytest.MonkeyPatch, answer: bool, code: int, left: list[str]
) -> None:
    rely("db", "backup", "mine.sqlite3")
    change(live, "INSERT INTO instrument VALUES ('later', 'i', '1.0.0', '{}')")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)

    def confirm(text: str, *, abort: bool, err: bool) -> None:
        assert str(live) in text
        if not answer:
            raise click.Abort

    monkeypatch.setattr(click, "confirm", confirm)
    assert rely("db", "restore", "mine.sqlite3").code == code
    assert instruments(live) == left


def test_a_file_that_is_no_backup_is_a_problem_of_the_input(rely: Run, live: Path, here: Path) -> None:
    (here / "notes.txt").write_text("nothing")
    told = rely("db", "restore", "notes.txt", "--yes")
    assert told.code == 1
    assert "rely db backup" in told.err
    assert rely("db", "restore", "nowhere", "--yes").code == 2


def test_a_backup_of_a_later_release_is_something_the_machine_lacks(rely: Run, live: Path) -> None:
    rely("db", "backup", "mine.sqlite3")
    change(Path("mine.sqlite3"), "UPDATE alembic_version SET version_num = 'future'")
    told = rely("db", "restore", "mine.sqlite3", "--yes")
    assert told.code == 3
    assert "Install that release" in told.err


def test_a_backup_without_a_database_is_told_with_what_to_run(rely: Run, tmp_path: Path) -> None:
    told = rely("db", "backup")
    assert told.code == 3
    assert "rely db upgrade" in told.err
    assert not list((tmp_path / "data").glob("backups/*"))


def test_an_old_backup_is_told_as_such(rely: Run, live: Path) -> None:
    path = Path(rely("db", "backup").out.strip())
    old = path.with_name("rely-20200101T000000Z.sqlite3")
    os.rename(path, old)
    assert "RELY_BACKUP_DAYS" in rely("db", "restore", old, "--yes").err


def test_maintenance_is_turned_on_and_off_and_twice_is_no_mistake(rely: Run, tmp_path: Path) -> None:
    for state, is_on in (("on", True), ("on", True), ("off", False), ("off", False)):
        assert rely("maintenance", state).code == 0
        assert is_in_maintenance(tmp_path / "data") is is_on


def test_everything_is_moved_into_an_empty_database_and_into_no_other(rely: Run, live: Path, here: Path) -> None:
    url = f"sqlite:///{here / 'new.sqlite3'}"
    done = rely("db", "move", url)
    assert (done.code, done.out) == (0, "")
    assert instruments(here / "new.sqlite3") == instruments(live) == ["kept"]
    again = rely("db", "move", url)
    assert again.code == 1
    assert "Name one that is empty" in again.err
    assert not is_in_maintenance(live.parent)
    assert rely("db", "move", "mysql://somewhere").code == 2
