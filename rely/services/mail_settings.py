"""Turn the address of a mail server, as it stands in the environment, into how mail leaves this site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

URL, FROM = "RELY_MAIL_URL", "RELY_MAIL_FROM"

FILE, CONSOLE, SMTP = "file", "console", "smtp"

SUBMISSION, SECURE = 587, 465
"""The ports of smtp:// and smtps:// where none is written."""

LONGEST_ADDRESS = 254
_HOW = "Write smtp://user:password@host:587, with %40 for @, %23 for #, %2F for / and %3F for ? in user and password."
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*\Z", re.ASCII)
_LABEL = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\Z", re.ASCII)


class WrongMailSetting(ValueError):
    """A mail setting that cannot be used: its name, and a sentence that goes on after it."""

    def __init__(self, name: str, why: str) -> None:
        self.name, self.why = name, why
        super().__init__(f"{name} {why}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """How mail leaves this site.

    `kind` is file, console or smtp; `sender` the address it comes from. `folder` is where files go; the others are
    for smtp: `secure` speaks TLS from the first byte, `starttls` says that nothing is sent before TLS is on.
    """

    kind: str
    sender: str
    folder: Path = Path()
    host: str = ""
    port: int = SUBMISSION
    user: str = ""
    password: str = field(default="", repr=False)
    secure: bool = False
    starttls: bool = True


def mail_settings_from(environment: Mapping[str, str], *, base_url: str) -> MailSettings | None:
    """What RELY_MAIL_URL and RELY_MAIL_FROM say; None where no mail is configured. Raises WrongMailSetting.

    What a URL holds is never repeated in a message: it may be a password.
    """
    written = environment.get(URL, "").strip()
    sender = environment.get(FROM, "").strip()
    own = plain_address(sender) or ""
    if sender and not own:
        raise WrongMailSetting(FROM, "is no mail address. Write one address alone: check@example.org")
    if not written:
        return None
    scheme, _, rest = written.partition(":")
    if scheme == FILE:
        return _file(rest, own or _sender("", base_url))
    if scheme == CONSOLE and not rest.strip("/"):
        return MailSettings(kind=CONSOLE, sender=own or _sender("", base_url))
    if scheme in ("smtp", "smtps"):
        return _smtp(written, own, base_url)
    raise WrongMailSetting(
        URL, "cannot be read. Write file:FOLDER, console:, smtp://user:password@host:587 or smtps://user:password@host"
    )


def plain_address(typed: str) -> str | None:
    """One mail address as mail servers write it, without name, comment, quotes or list; None for all else.

    Spaces around it do not matter; the part behind the @ may hold letters such as ü.
    """
    local, at, domain = typed.strip().rpartition("@")
    if not at or len(typed) > LONGEST_ADDRESS or len(local) > 64 or not _LOCAL.match(local):
        return None
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    labels = ascii_domain.split(".")
    if len(labels) < 2 or not all(_LABEL.match(label) for label in labels) or labels[-1].isdigit():
        return None
    address = f"{local}@{ascii_domain}"
    return address if len(address) <= LONGEST_ADDRESS else None


def _file(rest: str, sender: str) -> MailSettings:
    path = unquote(rest.removeprefix("//"))
    if not path:
        raise WrongMailSetting(URL, "names no folder. Write file:FOLDER, such as file:var/mail")
    return MailSettings(kind=FILE, sender=sender, folder=Path(path))


def _smtp(written: str, own: str, base_url: str) -> MailSettings:
    parts, port = _parts(written)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    secure = parts.scheme == "smtps"
    port = port or (SECURE if secure else SUBMISSION)
    options = parse_qs(parts.query, keep_blank_values=True)
    if set(options) - {"starttls"} or options.get("starttls", ["yes"]) not in (["yes"], ["no"]):
        raise WrongMailSetting(URL, "has an unknown option. The only one is ?starttls=yes or ?starttls=no")
    # A password never crosses a wire in the clear, unless the operator says so.
    wanted = "yes" if port == SUBMISSION or user else "no"
    starttls = not secure and options.get("starttls", [wanted]) == ["yes"]
    sender = own or _sender(user, base_url)
    return MailSettings(
        kind=SMTP,
        sender=sender,
        host=parts.hostname or "",
        port=port,
        user=user,
        password=password,
        secure=secure,
        starttls=starttls,
    )


def _parts(written: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        raise WrongMailSetting(URL, f"has a port or host that cannot be read. {_HOW}") from None
    if not parts.hostname or parts.path not in ("", "/") or parts.fragment:
        raise WrongMailSetting(URL, f"names no host, or something follows it. {_HOW}")
    if bool(parts.username) != bool(parts.password):
        raise WrongMailSetting(URL, "has a user without a password, or a password without a user. Write both or none.")
    return parts, port


def _sender(user: str, base_url: str) -> str:
    """The user of the mail server where that is an address, as many servers demand; else rely@ the host of the site."""
    address = plain_address(user)
    if address is not None:
        return address
    host = urlsplit(base_url).hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return plain_address(f"rely@{host}") or "rely@localhost"
    return "rely@localhost"
