"""Prove that the database is upgraded and checked by command, and that a site needs its settings."""

import socket
from pathlib import Path

import pytest

from tests.cli.conftest import Process, Run


def test_a_database_is_made_by_upgrade_and_then_in_order(rely: Run, tmp_path: Path) -> None:
    before = rely("db", "check")
    assert before.code == 3
    assert "rely db upgrade" in before.err
    assert rely("db", "upgrade").code == 0
    after = rely("db", "check")
    assert (after.code, after.out, after.err) == (0, "", "")
    assert list((tmp_path / "data").glob("*.sqlite3"))


def test_a_database_that_cannot_be_one_is_wrong_usage(rely: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELY_DATABASE_URL", "mysql://somewhere")
    assert rely("db", "check").code == 2


def test_a_site_without_a_secret_key_does_not_start(rely: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RELY_SECRET_KEY", raising=False)
    rely("db", "upgrade")
    told = rely("serve", "--port", "1")
    assert told.code == 2
    assert "RELY_SECRET_KEY" in told.err
    assert "answers at" not in told.err


def test_a_port_that_is_taken_is_told(rely: Run, process: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELY_SECRET_KEY", "x" * 64)
    rely("db", "upgrade")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = process("-c", "import sys; from rely.cli import main; main(sys.argv[1:])", "serve", "--port", port)
    assert done.returncode == 3
    assert b"--port" in done.stderr
