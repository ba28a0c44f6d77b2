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
        ("RELY_COACH_UPLOAD", "1", "Write on, or off"),
        ("RELY_RESEARCH", "on", "who receives the answers and for what"),
        ("RELY_RESEARCH", "no", "write off"),
        ("RELY_RESEARCH", "x" * 601, "to 600 characters"),
        ("RELY_RESEARCH", "University of Example,\nresearch", "in one line"),
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


@pytest.mark.parametrize(
    ("host", "port", "address"),
    [
        ("127.0.0.1", 8123, "http://127.0.0.1:8123"),
        ("0.0.0.0", 8123, "http://127.0.0.1:8123"),
        ("::", 8123, "http://[::1]:8123"),
        ("2001:db8::7", 8123, "http://[2001:db8::7]:8123"),
        ("127.0.0.1", 0, "http://127.0.0.1:8000"),
    ],
)
def test_without_an_address_of_its_own_a_site_is_found_where_it_listens(host: str, port: int, address: str) -> None:
    assert settings_from({}).listening_at(host, port).base_url == address
    own = settings_from({"RELY_BASE_URL": "https://check.example.org"})
    assert own.listening_at(host, port).base_url == "https://check.example.org"


def test_the_queue_is_a_file_beside_the_database_unless_it_is_named(tmp_path: Path) -> None:
    assert settings_from({}, data=tmp_path).queue_url == f"sqlite:///{tmp_path / 'queue.sqlite3'}"
    for url in ("sqlite:////elsewhere/q", "postgresql://a@b/c", "redis://b:6379/0", "rediss://b/1"):
        assert settings_from({"RELY_QUEUE_URL": url}, data=tmp_path).queue_url == url


@pytest.mark.parametrize("url", ["mysql://me:secret@b/c", "sqlite://", "queue", "redis:///"])
def test_a_queue_that_cannot_be_one_is_told_without_its_password(tmp_path: Path, url: str) -> None:
    with pytest.raises(WrongSetting, match="RELY_QUEUE_URL begins with") as caught:
        settings_from({"RELY_QUEUE_URL": url}, data=tmp_path)
    assert "secret" not in str(caught.value)


def test_queue_and_database_never_share_a_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'one.sqlite3'}"
    with pytest.raises(WrongSetting, match="a file of its own"):
        settings_from({"RELY_QUEUE_URL": url, "RELY_DATABASE_URL": url}, data=tmp_path)


def test_backups_may_be_kept_for_no_day_at_all_and_drafts_may_not() -> None:
    assert settings_from({"RELY_BACKUP_DAYS": "0"}).backup_time == timedelta(0)
    assert settings_from({}).backup_time == timedelta(days=30)
    with pytest.raises(WrongSetting, match="from 1 to"):
        settings_from({"RELY_DRAFT_DAYS": "0"})
    with pytest.raises(WrongSetting, match="from 0 to"):
        settings_from({"RELY_BACKUP_DAYS": "-1"})


def test_development_is_off_unless_it_is_turned_on() -> None:
    assert not settings_from({}).is_development
    assert settings_from({"RELY_DEVELOPMENT": "1"}).is_development
    with pytest.raises(WrongSetting, match="RELY_DEVELOPMENT"):
        settings_from({"RELY_DEVELOPMENT": "yes please"})


@pytest.mark.parametrize(("written", "is_on"), [("", False), ("off", False), ("on", True), (" ON ", True)])
def test_tables_of_coaches_are_taken_only_where_that_is_turned_on(written: str, is_on: bool, tmp_path: Path) -> None:
    assert settings_from({"RELY_COACH_UPLOAD": written}, data=tmp_path).has_coach_upload is is_on
    assert not settings_from({}, data=tmp_path).has_coach_upload


WHO = "University of Example, study of relationships, study@example.org"


@pytest.mark.parametrize(
    ("written", "asks", "told"),
    [("", True, None), (" OFF ", False, None), ("off", False, None), (f" {WHO} ", True, WHO)],
)
def test_research_is_asked_for_unless_it_is_off_and_whoever_receives_the_answers_is_named(
    written: str, asks: bool, told: str | None, tmp_path: Path
) -> None:
    settings = settings_from({"RELY_RESEARCH": written}, data=tmp_path)
    assert (settings.asks_for_research, settings.research) == (asks, told)
