from collections.abc import Callable
from pathlib import Path

import pytest

from rely.model.instrument import Instrument
from rely.services.limits import MAILS_OF_ASSESSMENT
from rely.services.mail_settings import MailSettings
from tests.browser import Browser, begin
from tests.mail_server import mail_server
from tests.small_instrument import small_instrument
from tests.web.conftest import OpenBrowser

ADDRESS = "anna@example.org"
Browse = Callable[..., Browser]


def to_files(folder: Path) -> MailSettings:
    return MailSettings(kind="file", sender="rely@example.org", folder=folder / "mail")


def mails(folder: Path) -> list[str]:
    return [path.read_text() for path in folder.glob("mail/*")]


def stopped(browse: Browse, mail: MailSettings | None, instrument: Instrument | None = None) -> Browser:
    browser = begin(browse(instrument or small_instrument(), mail=mail, base_url="https://check.example.org"))
    return browser.visit(browser.path.rsplit("/", 2)[0] + "/later")


def send(browser: Browser, address: str) -> Browser:
    browser.page.get_element_by_id("address").set("value", address)
    return browser.press("Send the mail")


def test_code_link_and_file_stand_on_one_page(browse: Browse) -> None:
    browser = stopped(browse, None)
    code = browser.page.xpath("//p[contains(@class, 'code')]")[0].text
    assert browser.page.xpath("//main//a[@class='link']/@href") == [f"https://check.example.org/en/go/{code}"]
    assert browser.page.xpath("//main//a[contains(@href, 'draft.yaml')]")
    assert len(browser.page.xpath("//ol[@class='kept-by']/li")) == 3


def test_without_mail_no_address_is_asked_for_and_none_is_taken(browse: Browse) -> None:
    browser = stopped(browse, None)
    assert not browser.page.xpath("//input[@name='address']")
    token = browser.visit("/en/").token
    path = stopped(browse, None).path.replace("later", "mail")
    assert browser.send(path, {"csrf_token": token, "address": ADDRESS}).status == 404


def test_a_mail_leaves_and_the_page_says_so(browse: Browse, tmp_path: Path) -> None:
    browser = stopped(browse, to_files(tmp_path))
    code = browser.page.xpath("//p[contains(@class, 'code')]")[0].text
    send(browser, f" {ADDRESS} ")
    assert browser.status == 200
    assert "The mail is on its way" in browser.text
    assert ADDRESS not in browser.body.decode()
    (mail,) = mails(tmp_path)
    assert f"https://check.example.org/en/go/{code}" in mail


def test_the_results_page_sends_a_mail_too(browse: Browse, tmp_path: Path) -> None:
    browser = stopped(browse, to_files(tmp_path))
    root = browser.path.rsplit("/", 1)[0]
    browser.visit(f"{root}/garden/2").fill(plants="3").press()
    browser.visit(f"{root}/garden/3").fill(sown="yes").press()
    browser.visit(f"{root}/review").press("result")
    assert browser.page.xpath("//a[@class='link']")
    send(browser, ADDRESS)
    assert "The mail is on its way" in browser.text


@pytest.mark.parametrize(
    "typed", ["anna", f"{ADDRESS}, bert@example.org", f"{ADDRESS}\r\nBcc: bert@example.org", '"><script>']
)
def test_what_is_not_one_address_is_told_beside_the_box_and_stays_there(
    browse: Browse, tmp_path: Path, typed: str
) -> None:
    browser = send(stopped(browse, to_files(tmp_path)), typed)
    assert browser.status == 422
    box = browser.page.get_element_by_id("address")
    assert box.get("aria-invalid") == "true"
    assert "Write one mail address" in browser.page.get_element_by_id("address-error").text_content()
    assert typed.split("\r")[0].split('"')[0] in box.get("value")
    assert not browser.page.xpath("//main//script")
    assert mails(tmp_path) == []


@pytest.mark.parametrize(
    ("answers", "status", "sentence"),
    [
        ({"recipient": "550 unknown"}, 422, "does not know this address"),
        ({"recipient": "451 later"}, 503, "could not be sent. Note down the code"),
        ({"content": "554 no"}, 503, "could not be sent. Note down the code"),
    ],
)
def test_a_mail_that_did_not_leave_is_told_while_the_code_stands_on_the_page(
    browse: Browse, answers: dict[str, object], status: int, sentence: str
) -> None:
    with mail_server(**answers) as server:
        mail = MailSettings(kind="smtp", sender="rely@example.org", host="127.0.0.1", port=server.port, starttls=False)
        browser = send(stopped(browse, mail), ADDRESS)
    assert browser.status == status
    assert sentence in browser.text
    assert browser.page.get_element_by_id("address").get("value") == ADDRESS
    assert len(browser.page.xpath("//p[contains(@class, 'code')]")[0].text) == 19


def test_beyond_the_limit_the_page_says_when_the_next_mail_can_leave(browse: Browse, tmp_path: Path) -> None:
    browser = stopped(browse, to_files(tmp_path))
    for _ in range(MAILS_OF_ASSESSMENT.most):
        assert send(browser, ADDRESS).status == 200
    assert send(browser, ADDRESS).status == 429
    assert browser.headers["Retry-After"] == "86400"
    assert "You can try again in" in browser.page.get_element_by_id("address-error").text_content()
    assert len(mails(tmp_path)) == MAILS_OF_ASSESSMENT.most


def test_a_stale_token_keeps_the_address_and_sends_nothing(browse: Browse, tmp_path: Path) -> None:
    browser = stopped(browse, to_files(tmp_path))
    browser.send(browser.path.replace("later", "mail"), {"csrf_token": "stale", "address": ADDRESS})
    assert browser.status == 400
    assert browser.page.get_element_by_id("address").get("value") == ADDRESS
    assert mails(tmp_path) == []
    assert send(browser, ADDRESS).status == 200


def test_nobody_else_sends_mails_about_an_assessment(browser: Browser, open_browser: OpenBrowser) -> None:
    path = begin(browser).path.rsplit("/", 2)[0] + "/mail"
    other = open_browser().visit("/en/")
    assert other.send(path, {"csrf_token": other.token, "address": ADDRESS}).status == 404
