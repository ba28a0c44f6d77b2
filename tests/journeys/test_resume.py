"""Stop in one browser and go on in others, without scripts: by private link, by a mail to oneself, and by file."""

import email
import email.policy
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from rely.loading.catalogue import load_instrument
from rely.services.mail_settings import MailSettings
from rely.services.site import Site
from rely.storage.database import Database
from tests.databases import copied_sqlite_url
from tests.sites import make_site

PUBLIC = "http://check.example.org"


@pytest.fixture(scope="module")
def mails(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that mails go to."""
    return tmp_path_factory.mktemp("mails")


@pytest.fixture(scope="module")
def site(sqlite_template: Path, mails: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that sends mail into a folder, and that people know under another address."""
    database = Database(copied_sqlite_url(sqlite_template, tmp_path_factory.mktemp("site")))
    mail = MailSettings(kind="file", sender="rely@example.org", folder=mails)
    yield make_site(database, load_instrument("relationship-check"), mail=mail, base_url=PUBLIC)
    database.close()


def press(page: Page, button: str) -> None:
    """Press a button, and wait for the page it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def open_link(page: Page, address: str, link: str) -> None:
    """Open a private link, which names the public address, on the server of this test."""
    assert link.startswith(f"{PUBLIC}/nl/go/")
    page.goto(address + urlsplit(link).path)
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw persoonlijke link")
    press(page, "Mijn antwoorden openen")


def test_whoever_stops_goes_on_elsewhere_by_link_by_mail_and_by_file(
    address: str, mails: Path, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    def another() -> Page:
        return open_page(java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="nl-NL")

    first = another()
    first.goto(f"{address}/nl/")
    with first.expect_navigation():
        first.locator("form.way button.btn:not(.btn-2)").click()
    link = first.locator(".keep a.link").inner_text()
    assert first.locator(".keep .code").inner_text() in link
    first.locator('[name="item-cx_alias"]').fill("Tulp")
    press(first, "Stoppen en later verder")
    expect(first.locator("a.link")).to_have_text(link)

    second = another()
    open_link(second, address, link)
    expect(second.locator('[name="item-cx_alias"]')).to_have_value("Tulp")

    first.locator("#address").fill("anna@example.org")
    press(first, "Mail versturen")
    expect(first.locator(".notice")).to_contain_text("De mail is onderweg")
    (mail,) = mails.iterdir()
    message = email.message_from_bytes(mail.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    text = message.get_content()
    mailed = re.search(r"http://\S+", text)
    assert mailed is not None
    assert mailed[0] == link
    third = another()
    open_link(third, address, mailed[0])
    expect(third.locator('[name="item-cx_alias"]')).to_have_value("Tulp")

    with first.expect_download() as begun:
        first.get_by_role("link", name="Bestand downloaden").click()
    assert begun.value.suggested_filename.endswith(".rely.yaml")
    begun.value.save_as(tmp_path / "draft")
    fourth = another()
    fourth.goto(f"{address}/nl/")
    fourth.get_by_text("Of ga verder met een bestand").click()
    fourth.locator("#file").set_input_files({"name": "x", "mimeType": "", "buffer": (tmp_path / "draft").read_bytes()})
    press(fourth, "Uploaden en verder")
    expect(fourth.get_by_role("heading", level=1)).to_have_text("Uw antwoorden zijn er weer")
    assert fourth.locator("a.link").inner_text() != link
    with fourth.expect_navigation():
        fourth.get_by_role("link", name="Nu verdergaan").click()
    expect(fourth.locator('[name="item-cx_alias"]')).to_have_value("Tulp")
