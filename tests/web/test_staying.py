"""Prove without a script that another language keeps what was typed, on every page that asks for something."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rely.loading.catalogue import load_instrument
from rely.services.examples import fill_examples
from rely.services.mail_settings import MailSettings
from rely.services.site import Site
from rely.storage.database import Database, DatabaseBusy
from rely.web import create_app
from rely.web.errors import SHOWN_AGAIN
from rely.web.staying import KEEPS_TYPED
from tests.browser import Browser, begin
from tests.coaching import GOOD, csv_of
from tests.small_instrument import small_instrument
from tests.web.test_actions import errors, said, send
from tests.web.test_result import resume
from tests.web.test_review import to_review

DUTCH = "Nederlands"


def typed(browser: Browser, id: str) -> str | None:
    """What stands in a box."""
    return browser.page.get_element_by_id(id).get("value")


def type_in(browser: Browser, id: str, value: str) -> Browser:
    browser.page.get_element_by_id(id).set("value", value)
    return browser


def press_in(browser: Browser, form: str) -> Browser:
    """Press the button within a form, whatever it says."""
    return browser.press(browser.page.xpath("//form[@id=$form]//button", form=form)[0].text)


def first_button(browser: Browser, form: str) -> str | None:
    """The value of the button that the Enter key presses in a form."""
    found = browser.page.xpath("//button[@form=$form or (not(@form) and ancestor::form[@id=$form])]", form=form)
    return found[0].get("value")


@pytest.fixture
def mailing(browse: Callable[..., Browser], tmp_path: Path) -> Browser:
    """A browser on the page for later of a site that sends mails into files."""
    mail = MailSettings(kind="file", sender="rely@example.org", folder=tmp_path / "mail")
    browser = begin(browse(small_instrument(), mail=mail))
    return browser.visit(browser.path.rsplit("/", 2)[0] + "/later")


@pytest.fixture
def coaching(browse: Callable[..., Browser], tmp_path: Path) -> Browser:
    """A browser on the page for coaches."""
    return browse(small_instrument(), data=tmp_path, has_coach_upload=True).visit("/en/coach")


def test_an_action_that_was_typed_with_a_mistake_stays_typed_and_its_mistakes_are_told_anew(
    site_with: Callable[..., Site],
) -> None:
    site = site_with(load_instrument("relationship-check"))
    browser = resume(Browser(create_app(site.settings, site=site)), fill_examples(site)[0], "en")
    assert browser.page.xpath("//ul[@class='langs']//button") == []
    result = browser.path
    send(browser, at=1, owner="Anna", due="soon").press(DUTCH)
    assert (browser.status, browser.page.get("lang")) == (200, "nl")
    (box,) = browser.page.xpath("//details[@class='take'][@open]//form")
    assert [each.get("value") for each in box.xpath(".//input[@name!='csrf_token']")] == ["Anna", "soon"]
    assert errors(browser) == {"due": "Fout: Vul een dag in als jaar, maand en dag, bijvoorbeeld 2026-11-30."}
    assert first_button(browser, box.get("id")) == "take"
    send(browser, at=1, owner="Anna", due="2026-12-01")
    assert browser.path.startswith(f"{result.replace('/en/', '/nl/')}#action-")
    assert "Anna" in said(browser, 1)


def test_an_action_without_a_mistake_is_not_taken_on_by_another_language(site_with: Callable[..., Site]) -> None:
    site = site_with(load_instrument("relationship-check"))
    browser = resume(Browser(create_app(site.settings, site=site)), fill_examples(site)[0], "en")
    send(browser, owner="Anna", due="2026-12-01", go="stay")
    assert (browser.status, errors(browser), said(browser)) == (200, {}, "")
    assert browser.page.xpath("//details[@class='take'][@open]//input[@name='owner']/@value") == ["Anna"]
    assert "Please press the button once more" not in browser.text


def test_a_mail_address_stays_typed_and_no_mail_leaves(mailing: Browser, tmp_path: Path) -> None:
    assert first_button(mailing, "mail") is None
    type_in(mailing, "address", "anna@").press("Send the mail")
    assert mailing.status == 422
    mailing.press(DUTCH)
    assert (mailing.status, mailing.page.get("lang"), typed(mailing, "address")) == (200, "nl", "anna@")
    type_in(mailing, "address", "anna@example.org").press("Deutsch")
    assert (mailing.page.get("lang"), typed(mailing, "address")) == ("de", "anna@example.org")
    assert not (tmp_path / "mail").exists()


def test_a_code_stays_typed_and_counts_as_no_attempt(browser: Browser) -> None:
    type_in(browser.visit("/en/resume"), "code", "KQ7M-2XDP-94RT-VW3D").press("Go on")
    assert browser.status == 404
    browser.press(DUTCH)
    assert (browser.status, browser.page.get("lang"), typed(browser, "code")) == (200, "nl", "KQ7M-2XDP-94RT-VW3D")
    assert first_button(browser, "by-code") is None


def test_a_page_that_waits_for_the_code_waits_in_another_language_too(
    browser: Browser, open_browser: Callable[[], Browser]
) -> None:
    begin(browser)
    code = browser.page.xpath("//b[@class='code']/text()")[0]
    token = (stranger := open_browser()).visit("/en/").token
    stranger.send(browser.path, {"csrf_token": token, "item-data": "Tulp", "seen-data": "0"})
    assert "What you typed on the last page is kept here." in stranger.text
    stranger.press(DUTCH)
    assert stranger.page.get("lang") == "nl"
    press_in(type_in(stranger, "code", code), "by-code")
    assert browser.visit(browser.path).value("data") == "Tulp"


def test_a_file_of_answers_stays_chosen(browser: Browser) -> None:
    token = browser.visit("/en/upload").token
    files = {"csrf_token": token, "go": "stay", "file": (io.BytesIO(b"not ours"), "x.yaml")}
    browser._show("/nl/upload", browser.client.post("/nl/upload", data=files))
    assert (browser.status, browser.page.get("lang")) == (200, "nl")
    kept = browser.page.xpath("//input[@name='content']/@value")
    assert browser.press("Deutsch").page.xpath("//input[@name='content']/@value") == kept
    assert press_in(browser, "by-file").status == 422
    assert browser.visit("/en/upload").press(DUTCH).page.xpath("//input[@name='content']") == []


def test_what_a_coach_chose_stays_and_files_are_asked_for_again_only_if_there_were_any(coaching: Browser) -> None:
    for box in coaching.page.xpath("//select[@name='paper' or @name='language']"):
        box.value = box.value_options[-1]
    chosen = [box.value for box in coaching.page.xpath("//select")]
    coaching.press(DUTCH)
    assert (coaching.status, coaching.page.get("lang")) == (200, "nl")
    assert [box.value for box in coaching.page.xpath("//select")] == chosen
    assert coaching.page.xpath("//*[@id='lost']") == []
    fields = {box.name: box.value for box in coaching.page.xpath("//select")}
    files = {**fields, "csrf_token": coaching.token, "go": "stay", "table": (io.BytesIO(csv_of(GOOD)), "x.csv")}
    coaching._show("/de/coach", coaching.client.post("/de/coach", data=files))
    assert [box.value for box in coaching.page.xpath("//select")] == chosen
    assert len(coaching.page.xpath("//*[@id='lost'][@role='alert']")) == 1
    assert coaching.visit("/de/coach/check").status == 404


def test_what_an_error_page_keeps_is_shown_in_another_language(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_: Database) -> Any:
        raise DatabaseBusy("busy")

    begin(browser)
    page = browser.path
    monkeypatch.setattr(Database, "writing_rows", busy)
    browser.fill(data="Tulp").press("Next")
    assert browser.status == 503
    assert first_button(browser, "again") is None
    browser.press(DUTCH)
    assert (browser.status, browser.page.get("lang")) == (503, "nl")
    monkeypatch.undo()
    browser.press("Deutsch")
    assert (browser.status, browser.page.get("lang")) == (200, "de")
    assert browser.visit(page).value("data") == "Tulp"


def test_an_error_over_a_form_without_anything_typed_leads_back_to_the_question(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_: Database) -> Any:
        raise DatabaseBusy("busy")

    path = to_review(browser, data="Tulp").path.replace("review", "delete")
    browser.visit(path)
    monkeypatch.setattr(Database, "writing", busy)
    browser.press("Yes, delete everything")
    assert browser.status == 503
    assert browser.page.xpath("//ul[@class='langs']//button") == []
    assert browser.page.xpath("//ul[@class='langs']//a[@lang='nl']/@href") == [path.replace("/en/", "/nl/")]


def test_the_question_before_deleting_has_nothing_to_lose_in_another_language(browser: Browser) -> None:
    path = to_review(browser, data="Tulp").path.replace("review", "delete")
    browser.send(path, {"csrf_token": "stale"})
    assert browser.page.xpath("//ul[@class='langs']//a[@lang='nl']/@href") == [path.replace("/en/", "/nl/")]
    assert browser.page.xpath("//main//input[not(@type='hidden')]") == []


def test_every_form_that_keeps_what_is_typed_is_one_that_can_be_shown_again() -> None:
    assert set(SHOWN_AGAIN) >= KEEPS_TYPED
