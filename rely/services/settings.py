"""Turn the environment into the settings of one site."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from rely import paths
from rely.errors import RelyError

DATABASE_FILE = "rely.sqlite3"
DEFAULT_BASE_URL = "http://127.0.0.1:8000"
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
    it and tell whom they speak for; `log_level` is a level of Python's logging.
    """

    database_url: str
    secret_key: str | None = None
    base_url: str = DEFAULT_BASE_URL
    draft_time: timedelta = timedelta(days=30)
    result_time: timedelta = timedelta(days=180)
    operator: str | None = None
    proxies: int = 0
    log_level: str = "INFO"

    @property
    def is_https(self) -> bool:
        """Whether people reach the site through HTTPS only."""
        return self.base_url.startswith("https://")

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
    )


def _text(environment: Mapping[str, str], name: str) -> str | None:
    return environment.get(name, "").strip() or None


def _file_url(data: Path) -> str:
    return f"sqlite:///{data / DATABASE_FILE}"


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


def _days(environment: Mapping[str, str], name: str, default: int) -> timedelta:
    written = _text(environment, name)
    if written is None:
        return timedelta(days=default)
    if not (written.isascii() and written.isdecimal() and 1 <= int(written) <= 36500):
        raise WrongSetting(name, f"is '{written}'. Write a whole number of days, from 1 to 36500.")
    return timedelta(days=int(written))


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
