from pathlib import Path

import pytest

from rely.services.mail_settings import MailSettings, WrongMailSetting, mail_settings_from, plain_address
from rely.services.settings import WrongSetting, settings_from

SITE = "https://check.example.org"


def read(url: str, sender: str = "", base_url: str = SITE) -> MailSettings:
    found = mail_settings_from({"RELY_MAIL_URL": url, "RELY_MAIL_FROM": sender}, base_url=base_url)
    assert found is not None
    return found


def test_without_a_url_no_mail_leaves_the_site() -> None:
    assert mail_settings_from({}, base_url=SITE) is None
    assert mail_settings_from({"RELY_MAIL_URL": " "}, base_url=SITE) is None
    assert settings_from({}).mail is None


def test_files_and_the_console_need_no_server() -> None:
    assert read("file:var/mail").folder == Path("var/mail")
    assert read("file:///srv/mail%20box").folder == Path("/srv/mail box")
    assert read("console:").kind == "console"


@pytest.mark.parametrize(
    ("url", "port", "secure", "starttls"),
    [
        ("smtp://h.example", 587, False, True),
        ("smtp://h.example:25", 25, False, False),
        ("smtp://u:p@h.example:25", 25, False, True),
        ("smtp://u:p@h.example:25?starttls=no", 25, False, False),
        ("smtp://h.example:25?starttls=yes", 25, False, True),
        ("smtps://u:p@h.example", 465, True, False),
        ("smtps://u:p@h.example:1465", 1465, True, False),
    ],
)
def test_a_password_and_the_port_for_submission_ask_for_tls(url: str, port: int, secure: bool, starttls: bool) -> None:
    found = read(url)
    assert (found.host, found.port, found.secure, found.starttls) == ("h.example", port, secure, starttls)


def test_user_and_password_are_decoded_and_the_password_is_never_shown() -> None:
    found = read("smtp://anna%40example.org:s%2Fp%40ss@h.example")
    assert (found.user, found.password) == ("anna@example.org", "s/p@ss")
    assert "p@ss" not in repr(found)


@pytest.mark.parametrize(
    ("url", "base_url", "sender"),
    [
        ("smtp://anna%40example.org:x@h.example", SITE, "anna@example.org"),
        ("smtp://anna:x@h.example", SITE, "rely@check.example.org"),
        ("console:", SITE, "rely@check.example.org"),
        ("console:", "http://127.0.0.1:8000", "rely@localhost"),
        ("console:", "http://[::1]:8000", "rely@localhost"),
        ("console:", "http://localhost:8000", "rely@localhost"),
    ],
)
def test_without_a_sender_the_user_or_the_site_is_the_sender(url: str, base_url: str, sender: str) -> None:
    assert read(url, base_url=base_url).sender == sender
    assert read(url, "own@example.org", base_url).sender == "own@example.org"
    assert read(url, " own@müller.example ", base_url).sender == "own@xn--mller-kva.example"


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mailto:x", "cannot be read"),
        ("mail.example.org", "cannot be read"),
        ("console:somewhere", "cannot be read"),
        ("file:", "names no folder"),
        ("smtp://", "names no host"),
        ("smtp://u:secret@", "names no host"),
        ("smtp://u:secret@h:port", "cannot be read"),
        ("smtp://u:secret@h:99999", "cannot be read"),
        ("smtp://u:sec/ret@h", "cannot be read"),
        ("smtp://u:secret@h/path", "names no host"),
        ("smtp://u:sec#ret@h", "cannot be read"),
        ("smtp://u@h", "without a password"),
        ("smtp://u:secret@h?tls=no", "unknown option"),
        ("smtp://u:secret@h?starttls=maybe", "unknown option"),
    ],
)
def test_a_wrong_url_says_how_to_write_it_and_repeats_no_password(url: str, says: str) -> None:
    with pytest.raises(WrongMailSetting, match=says) as caught:
        read(url)
    assert "sec" not in str(caught.value)
    with pytest.raises(WrongSetting, match=says):
        settings_from({"RELY_MAIL_URL": url})


def test_a_wrong_sender_is_told_even_before_any_mail_is_sent() -> None:
    with pytest.raises(WrongSetting, match="RELY_MAIL_FROM is no mail address"):
        settings_from({"RELY_MAIL_FROM": "Rely <rely@example.org>"})


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("anna@example.org", "anna@example.org"),
        ("  anna.b+rely@sub.example.org ", "anna.b+rely@sub.example.org"),
        ("o'neil_x@example.co", "o'neil_x@example.co"),
        ("anna@müller.example", "anna@xn--mller-kva.example"),
    ],
)
def test_one_plain_address_is_taken(typed: str, address: str) -> None:
    assert plain_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "anna",
        "@example.org",
        "anna@",
        "anna@localhost",
        "anna@192.0.2.7",
        "anna@exam ple.org",
        "anna@-example.org",
        "anna@example..org",
        ".anna@example.org",
        "an..na@example.org",
        "ännä@example.org",
        "anna@example.org,bert@example.org",
        "anna@example.org;bert@example.org",
        "anna@example.org\nBcc: bert@example.org",
        "anna@example.org\r\nSubject: x",
        "anna\r\nBcc:bert@example.org",
        "anna@example.org%0ABcc:bert@example.org",
        "Anna <anna@example.org>",
        '"a b"@example.org',
        "anna(x)@example.org",
        "anna@[192.0.2.7]",
        "<anna@example.org>",
        "anna@example.org\x00",
        f"{'a' * 65}@example.org",
        f"anna@{'a' * 64}.org",
        f"anna@{'a.' * 125}org",
    ],
)
def test_what_is_not_one_plain_address_is_none(typed: str) -> None:
    assert plain_address(typed) is None
