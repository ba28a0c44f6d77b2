"""Turn the environment into the settings of one site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from rely import paths
from rely.errors import RelyError
from rely.services.mail_settings import MailSettings, WrongMailSetting, mail_settings_from

DATABASE_FILE = "rely.sqlite3"
QUEUE_FILE = "queue.sqlite3"
QUEUE_SCHEMES = ("sqlite", "postgresql", "redis", "rediss")
DEFAULT_BASE_URL = "http://127.0.0.1:8000"
SHORTEST_RESEARCH, LONGEST_RESEARCH = 10, 600
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


class WrongSetting(RelyError):
    """A setting that cannot be used; `name` is its variable in the environment."""

    def __init__(self, name: str, why: str) -> None:
        self.name = name
        super().__init__(f"{name} {why}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How one site runs.

    `database_url` names a SQLite file or a PostgreSQL database; `secret_key` signs cookies and hashes resume
    codes, None where it is not set; `base_url` is the address people see, without a slash at its end;
    `draft_time` and `result_time` say how long drafts (after the last answer) and results are kept;
    `operator` is who runs the site, None for a demonstration; `proxies` is how many reverse proxies stand before
    it and tell whom they speak for; `log_level` is a level of Python's logging; `backup_time` is how long backups
    are kept, zero where none are; `data` is the folder of what is no database, None where there is no such folder;
    `queue_url` names the queue of the work in the background, None where whoever asks for work does it at once;
    `is_development` shows what only those who work on Rely want to see; `mail` says how mail leaves the site, None
    where none does; `has_coach_upload` lets whoever comes have reports made of a table; `asks_for_research` asks
    respondents for consent to research, and `research` tells them who receives the data and for what, None where that
    is the operator.
    """

    database_url: str
    secret_key: str | None = None
    base_url: str = DEFAULT_BASE_URL
    draft_time: timedelta = timedelta(days=30)
    result_time: timedelta = timedelta(days=180)
    operator: str | None = None
    proxies: int = 0
    log_level: str = "INFO"
    backup_time: timedelta = timedelta(days=30)
    data: Path | None = None
    is_development: bool = False
    queue_url: str | None = None
    mail: MailSettings | None = None
    has_coach_upload: bool = False
    asks_for_research: bool = True
    research: str | None = None

    @property
    def is_https(self) -> bool:
        """Whether people reach the site through HTTPS only."""
        return self.base_url.startswith("https://")

    def listening_at(self, host: str, port: int) -> Settings:
        """These settings with the address of a site that nobody named otherwise; port 0 tells none."""
        if self.base_url != DEFAULT_BASE_URL or not port:
            return self
        # Who listens everywhere is reached here under this name.
        name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
        return replace(self, base_url=f"http://{name}:{port}")

    def secret(self) -> str:
        """The secret key. Raises WrongSetting where it is not set."""
        if self.secret_key is None:
            raise WrongSetting(
                "RELY_SECRET_KEY",
                "is not set. It signs cookies and protects resume codes, so it must stay the same between "
                "starts. Make one with: python3 -c 'import secrets; print(secrets.token_hex(32))'",
            )
        return self.secret_key


def settings_from(environment: Mapping[str, str], *, data: Path | None = None) -> Settings:
    """Read the variables of `environment` that begin with RELY_.

    `data` is the folder of the SQLite file, by default what rely.paths finds. Raises WrongSetting.
    """
    return Settings(
        database_url=_text(environment, "RELY_DATABASE_URL") or _file_url(data or paths.data_dir()),
        secret_key=_secret(environment),
        base_url=_base_url(environment),
        draft_time=_days(environment, "RELY_DRAFT_DAYS", 30),
        result_time=_days(environment, "RELY_RESULT_DAYS", 180),
        operator=_text(environment, "RELY_OPERATOR"),
        proxies=_proxies(environment),
        log_level=_log_level(environment),
        backup_time=_days(environment, "RELY_BACKUP_DAYS", 30, least=0),
        data=data or paths.data_dir(),
        is_development=_is_on(environment, "RELY_DEVELOPMENT"),
        queue_url=_queue_url(environment, data or paths.data_dir()),
        mail=_mail(environment),
        has_coach_upload=_coach_upload(environment),
        asks_for_research=not _is_off(environment, "RELY_RESEARCH"),
        research=_research(environment),
    )


def _text(environment: Mapping[str, str], name: str) -> str | None:
    return environment.get(name, "").strip() or None


def _file_url(data: Path) -> str:
    return f"sqlite:///{data / DATABASE_FILE}"


def _queue_url(environment: Mapping[str, str], data: Path) -> str:
    written = _text(environment, "RELY_QUEUE_URL") or f"sqlite:///{data / QUEUE_FILE}"
    scheme, _, rest = written.partition("://")
    # Not the address itself: it may hold a password.
    if scheme not in QUEUE_SCHEMES or not rest.strip("/"):
        raise WrongSetting(
            "RELY_QUEUE_URL",
            f"begins with '{scheme[:20]}'. Write sqlite:////path/to/file, postgresql://user:password@host/name or "
            "redis://host:port/number.",
        )
    if scheme == "sqlite" and written == _text(environment, "RELY_DATABASE_URL"):
        raise WrongSetting("RELY_QUEUE_URL", "names the file of the database. The queue needs a file of its own.")
    return written


def _secret(environment: Mapping[str, str]) -> str | None:
    secret = _text(environment, "RELY_SECRET_KEY")
    if secret is not None and len(secret) < 16:
        raise WrongSetting("RELY_SECRET_KEY", "is too short to be safe: use at least 16 characters.")
    return secret


def _base_url(environment: Mapping[str, str]) -> str:
    written = (_text(environment, "RELY_BASE_URL") or DEFAULT_BASE_URL).rstrip("/")
    parts = urlsplit(written)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise WrongSetting("RELY_BASE_URL", f"is '{written}'. Write a whole address: https://check.example.org")
    return written


def _mail(environment: Mapping[str, str]) -> MailSettings | None:
    try:
        return mail_settings_from(environment, base_url=_base_url(environment))
    except WrongMailSetting as error:
        raise WrongSetting(error.name, error.why) from None


def _days(environment: Mapping[str, str], name: str, default: int, *, least: int = 1) -> timedelta:
    written = _text(environment, name)
    if written is None:
        return timedelta(days=default)
    if not (written.isascii() and written.isdecimal() and least <= int(written) <= 36500):
        raise WrongSetting(name, f"is '{written}'. Write a whole number of days, from {least} to 36500.")
    return timedelta(days=int(written))


def _is_on(environment: Mapping[str, str], name: str) -> bool:
    written = _text(environment, name) or "0"
    if written not in ("0", "1"):
        raise WrongSetting(name, f"is '{written}'. Write 1 for yes or 0 for no.")
    return written == "1"


def _coach_upload(environment: Mapping[str, str]) -> bool:
    written = (_text(environment, "RELY_COACH_UPLOAD") or "off").lower()
    if written not in ("on", "off"):
        raise WrongSetting("RELY_COACH_UPLOAD", f"is '{written}'. Write on, or off as it is without this setting.")
    return written == "on"


def _is_off(environment: Mapping[str, str], name: str) -> bool:
    return (_text(environment, name) or "").lower() == "off"


def _research(environment: Mapping[str, str]) -> str | None:
    written = _text(environment, "RELY_RESEARCH")
    if written is None or _is_off(environment, "RELY_RESEARCH"):
        return None
    # Somebody who means yes or no, and would be read out to respondents as who receives their answers.
    if len(written) < SHORTEST_RESEARCH or len(written) > LONGEST_RESEARCH or not written.isprintable():
        raise WrongSetting(
            "RELY_RESEARCH",
            "is no text that respondents can read. Write in one line who receives the answers and for what, with a "
            f"mail address, from {SHORTEST_RESEARCH} to {LONGEST_RESEARCH} characters; or write off, and nobody is "
            "asked.",
        )
    return written


def _proxies(environment: Mapping[str, str]) -> int:
    written = _text(environment, "RELY_PROXIES") or "0"
    if written not in tuple("0123456789"):
        raise WrongSetting("RELY_PROXIES", f"is '{written}'. Write how many reverse proxies there are, from 0 to 9.")
    return int(written)


def _log_level(environment: Mapping[str, str]) -> str:
    level = (_text(environment, "RELY_LOG_LEVEL") or "INFO").upper()
    if level not in LOG_LEVELS:
        raise WrongSetting("RELY_LOG_LEVEL", f"is '{level}'. Write one of {', '.join(LOG_LEVELS)}.")
    return level
