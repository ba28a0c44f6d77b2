import logging
from collections.abc import Callable
from typing import Any

import pytest
from lxml import html
from sqlalchemy import text
from werkzeug.test import Client

from rely.services.limits import WRONG_CODES
from rely.services.site import Site
from rely.web import create_app
from rely.web.serve import open_server
from tests.browser import Browser, begin
from tests.sites import clock_of
from tests.small_instrument import small_instrument
from tests.web.conftest import OpenBrowser

WRONG = "2222-2222-2222-2222"
PUBLIC = "https://check.example.org"


def try_code(browser: Browser, code: str = WRONG, language: str = "en") -> Browser:
    browser.visit(f"/{language}/resume")
    return browser.send(f"/{language}/resume", {"csrf_token": browser.token, "code": code})


def exhaust(browser: Browser) -> Browser:
    for _ in range(WRONG_CODES.most):
        assert try_code(browser).status == 404
    return browser


def at(browser: Browser, address: str, forwarded: str | None = None) -> Browser:
    browser.client.environ_base["REMOTE_ADDR"] = address
    if forwarded is not None:
        browser.client.environ_base["HTTP_X_FORWARDED_FOR"] = forwarded
    return browser


def code_of(browser: Browser) -> str:
    return str(browser.page.xpath("//b[@class='code']")[0].text)


@pytest.mark.parametrize(
    ("language", "heading", "sentence", "last"),
    [
        (
            "nl",
            "Te veel verkeerde codes",
            "U kunt het over 13 minuten opnieuw proberen.",
            "U kunt het over 1 minuut opnieuw proberen.",
        ),
        ("en", "Too many wrong codes", "You can try again in 13 minutes.", "You can try again in 1 minute."),
        (
            "de",
            "Zu viele falsche Codes",
            "In 13 Minuten können Sie es wieder versuchen.",
            "In 1 Minute können Sie es wieder versuchen.",
        ),
    ],
)
def test_the_page_says_in_its_language_how_long_to_wait_and_keeps_the_code(
    browser: Browser, site: Site, language: str, heading: str, sentence: str, last: str
) -> None:
    exhaust(browser)
    clock_of(site).move(minutes=2, seconds=20)
    try_code(browser, "kq7m 2xdp 94rt vw3c", language)
    assert (browser.status, browser.headers["Retry-After"]) == (429, str(12 * 60 + 40))
    assert browser.page.get("lang") == language
    notice = browser.page.get_element_by_id("wait")
    assert notice.xpath(".//h2")[0].text == heading
    assert sentence in notice.text_content()
    assert notice.get("role") == "alert"
    assert browser.page.get_element_by_id("code").get("value") == "kq7m 2xdp 94rt vw3c"
    clock_of(site).move(minutes=12, seconds=39)
    assert last in try_code(browser, language=language).text
    assert browser.headers["Retry-After"] == "1"


def test_when_the_wait_is_over_the_code_that_was_kept_opens_at_the_next_press(
    open_browser: OpenBrowser, site: Site
) -> None:
    code = code_of(begin(open_browser()))
    other = try_code(exhaust(open_browser()), code)
    assert other.status == 429
    clock_of(site).move(seconds=WRONG_CODES.window.total_seconds())
    assert other.press("Go on").path.endswith("/garden/1")
    assert other.status == 200


def test_a_page_sent_without_a_cookie_is_not_lost_in_the_wait(open_browser: OpenBrowser, site: Site) -> None:
    owner = begin(open_browser())
    other = exhaust(open_browser())
    other.send(owner.path, {"csrf_token": other.token, "item-data": "Tulp", "seen-data": "0", "go": "next"})
    assert other.status == 404
    other.page.get_element_by_id("code").set("value", code_of(owner))
    assert other.press("Go on").status == 429
    clock_of(site).move(seconds=WRONG_CODES.window.total_seconds())
    assert other.press("Go on").status == 200
    assert owner.visit(owner.path).value("data") == "Tulp"


def test_who_is_at_another_network_or_answers_already_is_not_affected(open_browser: OpenBrowser) -> None:
    owner = begin(open_browser())
    code = code_of(owner)
    exhaust(open_browser())
    assert try_code(at(open_browser(), "198.51.100.7"), code).status == 200
    assert owner.fill(data="Tulp").press().path.endswith("/garden/2")
    assert try_code(open_browser(), code).status == 429


def test_a_stale_token_and_what_cannot_be_a_code_are_no_attempts(browser: Browser) -> None:
    for _ in range(WRONG_CODES.most + 1):
        assert browser.send("/en/resume", {"csrf_token": "stale", "code": WRONG}).status == 400
        assert try_code(browser, "2222").status == 404
    assert try_code(browser).status == 404


def test_without_a_counted_proxy_nobody_is_believed_about_his_address(open_browser: OpenBrowser) -> None:
    for number in range(WRONG_CODES.most):
        assert try_code(at(open_browser(), "192.0.2.1", forwarded=f"198.51.100.{number}")).status == 404
    assert try_code(at(open_browser(), "192.0.2.1", forwarded="203.0.113.9")).status == 429


def test_behind_a_proxy_the_address_that_it_adds_counts_and_not_what_a_visitor_wrote_before_it(
    site_with: Callable[..., Site],
) -> None:
    site = site_with(small_instrument(), proxies=1)
    app = create_app(site.settings, site=site)
    for number in range(WRONG_CODES.most):
        browser = at(Browser(app), "127.0.0.1", forwarded=f"203.0.113.{number}, 198.51.100.1")
        assert try_code(browser).status == 404
    assert try_code(at(Browser(app), "127.0.0.1", forwarded="198.51.100.1")).status == 429
    assert try_code(at(Browser(app), "127.0.0.1", forwarded="198.51.100.1, 198.51.100.2")).status == 404


@pytest.mark.parametrize(("proxies", "networks"), [(0, 1), (1, 2)])
def test_the_server_hands_on_the_header_only_where_proxies_are_counted(
    site_with: Callable[..., Site], proxies: int, networks: int
) -> None:
    site = site_with(small_instrument(), proxies=proxies)
    server: Any = open_server(site.settings, host="127.0.0.1", port=0, site=site)
    client = Client(server.application)
    for visitor in ("198.51.100.1", "198.51.100.2"):
        proxy = {"REMOTE_ADDR": "127.0.0.1", "REMOTE_HOST": "127.0.0.1", "HTTP_X_FORWARDED_FOR": visitor}
        token = html.fromstring(client.get("/en/resume", environ_base=proxy).data).xpath(
            "//input[@name='csrf_token']/@value"
        )[0]
        sent = client.post("/en/resume", data={"csrf_token": token, "code": WRONG}, environ_base=proxy)
        assert sent.status_code == 404
    server.close()
    with site.database.reading() as session:
        assert session.execute(text("SELECT count(DISTINCT who) FROM limited_use")).scalar() == networks


@pytest.mark.parametrize(
    ("base_url", "proxies", "warns"), [(PUBLIC, 0, True), (PUBLIC, 1, False), ("http://127.0.0.1:8000", 0, False)]
)
def test_a_public_site_that_counts_no_proxy_warns_its_operator(
    site_with: Callable[..., Site], caplog: pytest.LogCaptureFixture, base_url: str, proxies: int, *, warns: bool
) -> None:
    caplog.set_level(logging.WARNING)
    site = site_with(small_instrument(), base_url=base_url, proxies=proxies)
    create_app(site.settings, site=site)
    assert ("RELY_PROXIES=1" in caplog.text) == warns


def test_wrong_codes_that_no_longer_count_are_deleted_within_an_hour_of_visits(browser: Browser, site: Site) -> None:
    try_code(browser)
    clock_of(site).move(hours=1)
    browser.visit("/en/privacy")
    with site.database.reading() as session:
        assert session.execute(text("SELECT count(*) FROM limited_use")).scalar() == 0
