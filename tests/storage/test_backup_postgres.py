"""Prove what is particular to backups of PostgreSQL: its programs, its password, and a server that stops."""

import uuid
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command

from rely.storage import backup_postgres, migrate
from rely.storage.backup import look_at, restore
from rely.storage.backup_postgres import MissingProgram
from rely.storage.consents import Consent, consent_of
from rely.storage.database import Database
from tests.databases import new_postgres_url
from tests.storage.backing import add, backed_up, leave, names
from tests.storage.test_consents import NOON, finished, give


def test_postgresql_keeps_its_content_when_a_backup_cannot_be_read_to_its_end(postgres: str, tmp_path: Path) -> None:
    with closing(Database(new_postgres_url(postgres, "half_restored"))) as database:
        migrate.upgrade(database)
        path = backed_up(database, tmp_path)
        found = look_at(database, path)
        add(database, "later")
        path.write_bytes(path.read_bytes()[:-2000])
        with pytest.raises(backup_postgres.ProgramFailed, match="nothing was changed"):
            restore(database, found, mend=leave, gone=(), withdrawn={})
        assert names(database) == {"latera", "laterb"}


def test_postgresql_keeps_its_content_when_a_restore_stops_in_the_middle(
    postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Database(new_postgres_url(postgres, "stopped_in_the_middle"))) as database:
        migrate.upgrade(database)
        found = look_at(database, backed_up(database, tmp_path))
        add(database, "later")
        script = backup_postgres._script(found.path)
        monkeypatch.setattr(backup_postgres, "_script", lambda *_: script + b"SELECT 1 / 0;\n")
        with pytest.raises(backup_postgres.ProgramFailed, match="division by zero"):
            restore(database, found, mend=leave, gone=(), withdrawn={})
        assert names(database) == {"latera", "laterb"}


def test_postgresql_without_its_programs_is_told_with_the_command_that_mends_it(
    postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Database(new_postgres_url(postgres, "without_programs"))) as database:
        migrate.upgrade(database)
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(MissingProgram, match="apt-get install postgresql-client"):
            backed_up(database, tmp_path)


def test_a_password_is_never_on_the_command_line() -> None:
    database = Database("postgresql://rely:geheim@localhost:1/rely")
    assert backup_postgres._address(database) == "--dbname=postgresql://rely@localhost:1/rely"
    written = Database("postgresql://localhost:1/rely?user=rely&password=geheim&sslmode=require")
    assert backup_postgres._address(written) == "--dbname=postgresql://localhost:1/rely?sslmode=require&user=rely"
    assert "geheim" not in written.name
    assert (written.url.password, written.engine.url.password) == ("geheim", "geheim")


def test_postgresql_withdraws_consent_again_in_the_transaction_that_restores(postgres: str, tmp_path: Path) -> None:
    with closing(Database(new_postgres_url(postgres, "withdrawn_again"))) as database:
        migrate.upgrade(database)
        withdrawn, later = finished(database, "a"), finished(database, "b")
        for each in (withdrawn, later):
            give(database, each, NOON)
        found = look_at(database, backed_up(database, tmp_path))
        times = {withdrawn: NOON, later: NOON - timedelta(microseconds=1), uuid.uuid4(): NOON}
        restore(database, found, mend=leave, gone=(), withdrawn=times)
        with database.reading() as session:
            assert consent_of(session, withdrawn) == Consent(NOON, "sha256:a", "nl", with_words=False, withdrawn=NOON)
            assert consent_of(session, later) == Consent(NOON, "sha256:a", "nl", with_words=False, withdrawn=None)


def test_postgresql_restores_a_backup_of_before_there_was_consent(postgres: str, tmp_path: Path) -> None:
    with (
        closing(Database(new_postgres_url(postgres, "before_consent"))) as old,
        closing(Database(new_postgres_url(postgres, "with_consent"))) as database,
    ):
        config = migrate._config()
        with old.engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "0006")
        add(old, "old")
        migrate.upgrade(database)
        found = look_at(database, backed_up(old, tmp_path))
        restore(database, found, mend=leave, gone=(), withdrawn={uuid.uuid4(): NOON})
        migrate.check(database)
        assert names(database) == {"olda", "oldb"}
