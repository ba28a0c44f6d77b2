import email
import email.policy
import logging
import socket
import threading
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from rely.languages import words_for
from rely.services import mail
from rely.services.answers import Arrived, save_answers
from rely.services.assessments import OpenAssessment, Started, get_assessment, start_assessment
from rely.services.limits import MAILS_OF_ASSESSMENT, MAILS_OF_NETWORK, TooManyAttempts
from rely.services.mail import MailNotSent, NoMailHere, NotAnAddress, build_mail, mail_myself, send
from rely.services.mail_settings import MailSettings
from rely.services.site import Site
from rely.web.result.making import MOST_WAITING
from rely.web.serve import THREADS
from tests.mail_server import MailServer, mail_server

HERE = "192.0.2.7"
ANNA, RELY = "anna@example.org", "rely@example.org"
CLIENT = "Zomerlelie"


def with_mail(site: Site, mail: MailSettings | None) -> Site:
    return replace(site, settings=replace(site.settings, mail=mail, base_url="https://check.example.org"))


def by_server(server: MailServer, **changes: object) -> MailSettings:
    known = {"kind": "smtp", "sender": "rely@example.org", "host": "127.0.0.1", "port": server.port, "starttls": False}
    return MailSettings(**{**known, **changes})  # type: ignore[arg-type]


@pytest.fixture
def started(site: Site) -> Started:
    started = start_assessment(site, "small", language="nl")
    save_answers(site, get_assessment(site, started.id), {"data": Arrived(CLIENT)})
    return started


def send_to(site: Site, started: Started, typed: str = ANNA, *, language: str = "nl", network: str = HERE) -> None:
    opened: OpenAssessment = get_assessment(site, started.id)
    mail_myself(
        site, opened, code=started.code, typed=typed, words=words_for(language), language=language, network=network
    )


def parsed(raw: str | bytes) -> EmailMessage:
    text = raw if isinstance(raw, bytes) else raw.encode()
    message = email.message_from_bytes(text, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


@pytest.mark.parametrize(
    ("language", "subject", "kept"),
    [
        ("nl", "Zo gaat u verder met uw antwoorden", "tot 21 december 2026"),
        ("en", "Your way back to your answers", "until 21 December 2026"),
        ("de", "So kommen Sie zurück zu Ihren Antworten", "bis zum 21. Dezember 2026"),
    ],
)
def test_the_mail_says_all_in_its_language_and_its_subject_names_nobody(
    site: Site, started: Started, language: str, subject: str, kept: str
) -> None:
    with mail_server() as server:
        send_to(with_mail(site, by_server(server)), started, language=language)
    message = parsed(server.mails[0])
    text = message.get_content().replace("\r\n", "\n")
    assert message["Subject"] == subject
    assert message["To"] == ANNA
    assert message["From"] == "Rely <rely@example.org>"
    assert message["Content-Language"] == language
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "text/plain"
    assert f"https://check.example.org/{language}/go/{started.code}\n" in text
    assert f"\n{started.code}\n" in text
    assert kept in text
    assert CLIENT not in server.mails[0] + text


def test_the_mail_says_who_runs_the_site(site: Site, started: Started) -> None:
    own = replace(site.settings, operator="Bureau Anna, Delft")
    for settings, who in ((site.settings, "a demonstration"), (own, "run by Bureau Anna, Delft")):
        opened = get_assessment(site, started.id)
        changed = with_mail(replace(site, settings=settings), MailSettings(kind="console", sender="rely@example.org"))
        mail = build_mail(changed, opened, sender=RELY, code="X", address=ANNA, words=words_for("en"), language="en")
        assert who in mail.get_content()


def test_a_site_without_mail_sends_none(site: Site, started: Started) -> None:
    with pytest.raises(NoMailHere):
        send_to(site, started)


@pytest.mark.parametrize("typed", ["", "anna", f"{ANNA}, bert@example.org", f"{ANNA}\r\nBcc: bert@example.org"])
def test_what_is_not_one_address_is_neither_sent_nor_counted(site: Site, started: Started, typed: str) -> None:
    with mail_server() as server:
        for _ in range(MAILS_OF_ASSESSMENT.most + 1):
            with pytest.raises(NotAnAddress):
                send_to(with_mail(site, by_server(server)), started, typed)
        send_to(with_mail(site, by_server(server)), started)
    assert [line for line in server.told if line.startswith("rcpt")] == [f"rcpt TO:<{ANNA}>"]
    assert len(server.mails) == 1


def test_an_assessment_sends_so_many_mails_and_no_more_whoever_asks(site: Site, started: Started) -> None:
    with mail_server() as server:
        sending = with_mail(site, by_server(server))
        for number in range(MAILS_OF_ASSESSMENT.most):
            send_to(sending, started, network=f"192.0.2.{number}")
        with pytest.raises(TooManyAttempts):
            send_to(sending, started, network="192.0.2.99")
    assert len(server.mails) == MAILS_OF_ASSESSMENT.most


def test_a_network_sends_so_many_mails_and_no_more_about_whatever(site: Site) -> None:
    with mail_server() as server:
        sending = with_mail(site, by_server(server))
        for _ in range(MAILS_OF_NETWORK.most):
            send_to(sending, start_assessment(site, "small", language="nl"))
        with pytest.raises(TooManyAttempts):
            send_to(sending, start_assessment(site, "small", language="nl"))
        send_to(sending, start_assessment(site, "small", language="nl"), network="192.0.2.8")


@pytest.mark.parametrize(
    ("answers", "settings", "is_refused"),
    [
        ({"recipient": f"550 no {ANNA} here"}, {}, True),
        ({"recipient": f"451 {ANNA} later"}, {}, False),
        ({"content": f"554 not taken for {ANNA}"}, {}, False),
        ({}, {"starttls": True}, False),
        ({"extensions": ("STARTTLS",)}, {"starttls": True}, False),
        ({"extensions": ("STARTTLS",)}, {"starttls": True, "user": "u", "password": "hidden-word"}, False),
        ({}, {"secure": True}, False),
        ({}, {"user": "u", "password": "hidden-word"}, False),
        ({"is_silent": True}, {}, False),
    ],
    ids=["refused", "later", "content", "no-tls", "broken-tls", "password", "not-secure", "no-login", "silent"],
)
def test_what_does_not_leave_is_told_and_the_log_knows_neither_address_nor_password(
    site: Site,
    started: Started,
    caplog: pytest.LogCaptureFixture,
    answers: dict[str, object],
    settings: dict[str, object],
    is_refused: bool,
) -> None:
    opened = get_assessment(site, started.id)
    message = build_mail(
        site, opened, sender=RELY, code=started.code, address=ANNA, words=words_for("en"), language="en"
    )
    with mail_server(**answers) as server, caplog.at_level(logging.DEBUG), pytest.raises(MailNotSent) as caught:
        send(by_server(server, **settings), message, seconds=60 if is_refused else 0.3)
    assert caught.value.is_refused == is_refused
    assert "a mail was not sent" in caplog.text
    assert not server.has_hung_up  # we gave up before it did
    for secret in ("anna", "example.org", started.code, "hidden-word"):
        assert secret not in caplog.text
    assert not any(line.startswith(("AUTH", "mail ", "rcpt")) for line in server.told if settings)


def test_a_server_that_is_not_there_or_has_an_impossible_name_is_told(site: Site, started: Started) -> None:
    opened = get_assessment(site, started.id)
    message = build_mail(
        site, opened, sender=RELY, code=started.code, address=ANNA, words=words_for("en"), language="en"
    )
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: every connection is refused
        port = taken.getsockname()[1]
        for host in ("127.0.0.1", "a..b"):
            settings = MailSettings(kind="smtp", sender="a@example.org", host=host, port=port, starttls=False)
            with pytest.raises(MailNotSent):
                send(settings, message, seconds=1)


def test_a_password_is_sent_to_a_server_that_wants_one(site: Site, started: Started) -> None:
    with mail_server(extensions=("AUTH PLAIN",)) as server:
        send_to(with_mail(site, by_server(server, user="u", password="p")), started)
    assert any(line.startswith("AUTH PLAIN") for line in server.told)
    assert len(server.mails) == 1


def test_a_folder_takes_mails_as_files_whose_names_tell_nothing(site: Site, started: Started, tmp_path: Path) -> None:
    sending = with_mail(site, MailSettings(kind="file", sender="rely@example.org", folder=tmp_path / "new" / "mail"))
    send_to(sending, started)
    send_to(sending, started)
    found = list((tmp_path / "new" / "mail").iterdir())
    assert len(found) == 2
    assert all(path.suffix == ".eml" and "anna" not in path.name for path in found)
    assert started.code in parsed(found[0].read_bytes()).get_content()


def test_a_folder_that_cannot_be_made_is_told(site: Site, started: Started, tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("in the way")
    with pytest.raises(MailNotSent):
        send_to(with_mail(site, MailSettings(kind="file", sender="a@example.org", folder=tmp_path / "mail")), started)


def test_the_console_shows_the_mail(site: Site, started: Started, capsys: pytest.CaptureFixture[str]) -> None:
    send_to(with_mail(site, MailSettings(kind="console", sender="rely@example.org")), started, language="en")
    told = capsys.readouterr()
    assert started.code in told.err
    assert told.out == ""


def test_a_slow_mail_server_keeps_so_many_threads_and_whoever_is_turned_away_was_not_counted(
    site: Site, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    are_sending, may_end = threading.Semaphore(0), threading.Event()

    def slow(*_: object) -> None:
        are_sending.release()
        may_end.wait(60)

    monkeypatch.setattr(mail, "send", slow)
    monkeypatch.setattr(mail, "PATIENCE", 0.01)
    sending = with_mail(site, MailSettings(kind="console", sender=RELY))
    visitors = [threading.Thread(target=send_to, args=(sending, started)) for _ in range(mail.MOST_AT_ONCE)]
    for each in visitors:
        each.start()
    for _ in visitors:
        assert are_sending.acquire(timeout=60)
    with pytest.raises(MailNotSent) as caught:
        send_to(sending, started)
    assert not caught.value.is_refused
    may_end.set()
    for each in visitors:
        each.join()
    for _ in range(MAILS_OF_ASSESSMENT.most - mail.MOST_AT_ONCE):
        send_to(sending, started)
    with pytest.raises(TooManyAttempts):
        send_to(sending, started)


def test_fewer_mails_are_sent_at_once_than_the_server_has_threads() -> None:
    assert mail.MOST_AT_ONCE + MOST_WAITING < THREADS
