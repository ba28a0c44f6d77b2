from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from rely.cli.beside import _environment_of
from rely.services.settings import Settings, settings_from


def of(**settings: Any) -> dict[str, str]:
    known: dict[str, Any] = {
        "database_url": "sqlite:////data/x",
        "secret_key": "x" * 64,
        "queue_url": "sqlite:////data/q",
    }
    return _environment_of(Settings(**known | settings))


def test_a_worker_finds_the_settings_of_its_site_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELY_DATABASE_URL", "sqlite:////elsewhere")
    monkeypatch.setenv("RELY_DRAFT_DAYS", "7")
    days = {"draft_time": timedelta(days=8), "result_time": timedelta(days=9), "backup_time": timedelta()}
    given = of(data=Path("/data"), log_level="ERROR", **days)
    found = settings_from(given)
    assert given["RELY_DATA"] == "/data"
    assert (found.database_url, found.queue_url) == ("sqlite:////data/x", "sqlite:////data/q")
    assert (found.secret_key, found.log_level) == ("x" * 64, "ERROR")
    assert {name: getattr(found, name) for name in days} == days


def test_a_worker_is_not_told_how_mail_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELY_MAIL_URL", "smtp://rely:geheim@mail.example.org")
    assert "geheim" not in str(of())
