from datetime import timedelta
from pathlib import Path

import pytest

from rely.services.settings import WrongSetting, settings_from

KEY = "0123456789abcdef"


def test_without_any_variable_the_database_is_a_file_and_there_is_no_operator(tmp_path: Path) -> None:
    settings = settings_from({}, data=tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path}/rely.sqlite3"
    assert settings.draft_time == timedelta(days=30)
    assert settings.result_time == timedelta(days=180)
    assert settings.operator is None
    assert settings.proxies == 0
    assert not settings.is_https


def test_every_variable_is_read(tmp_path: Path) -> None:
    settings = settings_from(
        {
            "RELY_DATABASE_URL": "postgresql://x/y",
            "RELY_SECRET_KEY": KEY,
            "RELY_BASE_URL": "https://check.example.org/",
            "RELY_DRAFT_DAYS": "7",
            "RELY_RESULT_DAYS": "365",
            "RELY_PROXIES": "2",
            "RELY_OPERATOR": " Bureau Voorbeeld, Delft, info@example.org ",
            "RELY_LOG_LEVEL": "debug",
        },
        data=tmp_path,
    )
    assert settings.database_url == "postgresql://x/y"
    assert settings.secret() == KEY
    assert settings.base_url == "https://check.example.org"
    assert settings.is_https
    assert (settings.draft_time.days, settings.result_time.days) == (7, 365)
    assert settings.operator == "Bureau Voorbeeld, Delft, info@example.org"
    assert settings.proxies == 2
    assert settings.log_level == "DEBUG"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("RELY_SECRET_KEY", "short", "at least 16"),
        ("RELY_BASE_URL", "check.example.org", "Write a whole address"),
        ("RELY_BASE_URL", "ftp://x", "Write a whole address"),
        ("RELY_DRAFT_DAYS", "a month", "whole number of days"),
        ("RELY_DRAFT_DAYS", "0", "whole number of days"),
        ("RELY_RESULT_DAYS", "-1", "whole number of days"),
        ("RELY_RESULT_DAYS", "1e3", "whole number of days"),
        ("RELY_PROXIES", "10", "how many reverse proxies"),
        ("RELY_PROXIES", "-1", "how many reverse proxies"),
        ("RELY_PROXIES", "yes", "how many reverse proxies"),
        ("RELY_LOG_LEVEL", "loud", "Write one of"),
    ],
)
def test_a_wrong_setting_is_named_with_what_to_write(name: str, value: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match=told) as caught:
        settings_from({name: value}, data=tmp_path)
    assert caught.value.name == name
    assert str(caught.value).startswith(name)


def test_a_missing_secret_is_told_only_when_it_is_needed_and_with_the_command_that_makes_one(tmp_path: Path) -> None:
    settings = settings_from({"RELY_SECRET_KEY": "  "}, data=tmp_path)
    with pytest.raises(WrongSetting, match="token_hex"):
        settings.secret()
