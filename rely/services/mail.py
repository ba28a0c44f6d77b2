"""Turn a wish for one's own link into a mail on its way, or into an honest word about why it is not."""

from __future__ import annotations

import logging
import smtplib
import ssl
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as FORMAT
from email.utils import format_datetime, make_msgid

from rely.errors import RelyError
from rely.languages import Words
from rely.loading.writing import write_bytes
from rely.services.assessments import OpenAssessment
from rely.services.limits import MAILS_OF_ASSESSMENT, MAILS_OF_NETWORK, count_use, network_of
from rely.services.links import kept_until, private_link
from rely.services.mail_settings import CONSOLE, FILE, MailSettings, plain_address
from rely.services.site import Site

SECONDS = 10.0
"""How long the mail server may take for each of its answers."""

MOST_AT_ONCE = 3
"""How many mails are on their way at the same time: fewer than the site has threads, so that others are answered."""

PATIENCE = 1.0
"""In seconds: how long a mail waits until fewer are on their way."""

log = logging.getLogger("rely.mail")

_slots = threading.BoundedSemaphore(MOST_AT_ONCE)


class NotAnAddress(RelyError):
    """What was typed is not one mail address."""


class NoMailHere(RelyError):
    """This site sends no mail."""


class MailNotSent(RelyError):
    """The mail did not leave; `is_refused` says that the mail server does not take the address."""

    def __init__(self, *, is_refused: bool) -> None:
        self.is_refused = is_refused
        super().__init__("the mail could not be sent")


def mail_myself(
    site: Site, opened: OpenAssessment, *, code: str, typed: str, words: Words, language: str, network: str
) -> None:
    """Send the private link and the code of an assessment to the address that was typed, in this language.

    The address is used for this one mail and kept nowhere. `network` is the IP address the wish came from.
    Raises NoMailHere, NotAnAddress, TooManyAttempts and MailNotSent.
    """
    settings = site.settings.mail
    if settings is None:
        raise NoMailHere("This site sends no mail.")
    address = plain_address(typed)
    if address is None:
        raise NotAnAddress("What was typed is not one mail address.")
    with _one_of_few():
        count_use(site, (MAILS_OF_NETWORK, network_of(network)), (MAILS_OF_ASSESSMENT, opened.id.hex))
        message = build_mail(
            site, opened, sender=settings.sender, code=code, address=address, words=words, language=language
        )
        send(settings, message)


@contextmanager
def _one_of_few() -> Iterator[None]:
    """A mail server that hangs keeps only so many visitors waiting. Raises MailNotSent for one more."""
    if not _slots.acquire(timeout=PATIENCE):
        log.error("a mail was not sent: %s are on their way already; does the mail server hang?", MOST_AT_ONCE)
        raise MailNotSent(is_refused=False)
    try:
        yield
    finally:
        _slots.release()


def build_mail(
    site: Site, opened: OpenAssessment, *, sender: str, code: str, address: str, words: Words, language: str
) -> EmailMessage:
    """The mail in plain text. Its subject names neither client nor code: it shows on locked screens."""
    message = EmailMessage(policy=FORMAT)
    message["From"] = Address("Rely", addr_spec=sender)
    message["To"] = Address(addr_spec=address)
    message["Subject"] = words.gettext("Your way back to your answers")
    message["Date"] = format_datetime(site.now())
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # so that no absent reader's machine answers
    link = private_link(site.settings, code=code, language=language)
    message.set_content(_text(link, code, kept_until(site, opened), site.settings.operator, words))
    message["Content-Language"] = language
    return message


def _text(link: str, code: str, kept: date, operator: str | None, words: Words) -> str:
    who = (
        words.gettext("This site is run by %(operator)s.", operator=operator)
        if operator
        else words.gettext("Nobody in particular: this is a demonstration. Do not enter data about real clients.")
    )
    paragraphs = (
        words.gettext("With this link you go on where you left, on any device:"),
        link,
        words.gettext("Or type your code on the start page:"),
        code,
        words.gettext("Whoever has the link or the code can read your answers. Pass this mail on to nobody."),
        words.gettext("We keep your answers until %(day)s. After that they are deleted.", day=words.date(kept)),
        words.gettext("We used your address for this mail only, and did not keep it."),
        words.gettext("Did you not ask for this mail? Then somebody mistyped an address. You can delete it."),
        who,
    )
    return "\n\n".join(paragraphs) + "\n"


def send(settings: MailSettings, message: EmailMessage, *, seconds: float = SECONDS) -> None:
    """Hand the mail to where the settings say. Raises MailNotSent; the log tells why, without address and text."""
    try:
        if settings.kind == FILE:
            settings.folder.mkdir(parents=True, exist_ok=True)
            # The Message-ID is made of time and chance; nothing in the name tells whose mail it is.
            name = str(message["Message-ID"]).strip("<>").partition("@")[0]
            write_bytes(settings.folder / f"{name}.eml", message.as_bytes())
        elif settings.kind == CONSOLE:
            sys.stderr.write(message.as_string() + "\n")
        else:
            _send_by_smtp(settings, message, seconds)
    except smtplib.SMTPRecipientsRefused as error:
        codes = sorted({code for code, _ in error.recipients.values()})
        log.warning("a mail was not sent: the mail server refused the recipient (%s)", codes)
        # What begins with 4 may work later, so it says nothing about the address.
        raise MailNotSent(is_refused=all(code >= 500 for code in codes)) from None
    except (OSError, smtplib.SMTPException, UnicodeError) as error:
        # Only the kind: what the server said may repeat the address.
        log.error("a mail was not sent: %s%s", type(error).__name__, _status(error))
        raise MailNotSent(is_refused=False) from None


def _send_by_smtp(settings: MailSettings, message: EmailMessage, seconds: float) -> None:
    context = ssl.create_default_context()
    # By itself it would look up the name of this machine, for which no timeout holds.
    own_name = settings.sender.rpartition("@")[2]
    with (
        smtplib.SMTP_SSL(settings.host, settings.port, own_name, timeout=seconds, context=context)
        if settings.secure
        else smtplib.SMTP(settings.host, settings.port, own_name, timeout=seconds)
    ) as server:
        if settings.starttls:
            server.starttls(context=context)
        if settings.user:
            server.login(settings.user, settings.password)
        server.send_message(message)


def _status(error: Exception) -> str:
    code = getattr(error, "smtp_code", None)
    return f" ({code})" if isinstance(code, int) else ""
