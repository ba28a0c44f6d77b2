import logging
from collections.abc import Callable

import pytest
from sqlalchemy import text

from rely.services import housekeeping
from rely.services.site import Site
from rely.web import create_app
from rely.web.security import LARGEST_FORM
from tests.browser import Browser, begin
from tests.sites import clock_of
from tests.small_instrument import small_instrument
from tests.web.conftest import OpenBrowser
from tests.web.test_review import to_review

HOSTILE = "<b>x</b>&\"'{{7*7}}"


def test_every_answer_has_the_headers_that_keep_a_browser_safe(browser: Browser) -> None:
    for path in ("/en/", "/nowhere", "/healthz", "/static/frame.css"):
        headers = browser.visit(path).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
        assert "; script-src 'self'; connect-src 'self'; " in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_no_page_has_a_script_or_a_style_within_it_or_calls_another_site(browser: Browser) -> None:
    to_review(browser, data="Tulp", S1="3")
    own = [browser.path, browser.press("Show my result").path]
    pages = [*own, "/en/", "/en/privacy", "/en/about", "/en/resume", "/no"]
    for path in pages:
        page = browser.visit(path).page
        assert not page.xpath("//script[not(@src) or text()] | //style | //@style"), path
        assert not page.xpath("//*[@*[starts-with(name(), 'on')]]"), path
        assert all(each.startswith(("/", "#")) for each in page.xpath("//@src | //link/@href | //form/@action")), path


def test_pages_with_answers_or_tokens_are_kept_by_no_cache(browser: Browser) -> None:
    begin(browser)
    assert browser.headers["Cache-Control"] == "no-store"
    assert "immutable" in browser.visit(browser.page.xpath("//link[1]/@href")[0]).headers["Cache-Control"]


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(
    site_with: Callable[..., Site],
) -> None:
    plain = site_with(small_instrument())
    cookie = create_app(plain.settings, site=plain).test_client().get("/en/").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    safe = site_with(small_instrument(), base_url="https://check.example.org")
    assert "Secure" in create_app(safe.settings, site=safe).test_client().get("/en/").headers["Set-Cookie"]


def test_pages_without_a_form_set_no_cookie(browser: Browser) -> None:
    for path in ("/en/privacy", "/en/about", "/healthz"):
        assert "Set-Cookie" not in browser.visit(path).headers


@pytest.mark.parametrize("path", ["/en/begin", "/en/resume"])
def test_nothing_is_done_for_a_form_without_its_token(browser: Browser, path: str) -> None:
    browser.send(path, {"instrument": "small", "code": "2222"})
    assert browser.status == 400
    assert "Please press the button once more" in browser.text


def test_a_page_with_a_stale_token_is_shown_again_as_it_was_typed_with_a_fresh_one(browser: Browser) -> None:
    begin(browser).press()
    path = browser.path
    values = {"item-plants": "12", "item-acres": "half", "seen-plants": "0", "seen-acres": "0", "go": "next"}
    browser.send(path, {**values, "csrf_token": "stale"})
    assert browser.status == 400
    assert (browser.value("plants"), browser.value("acres")) == ("12", "half")
    browser.fill(acres="2").press()
    assert browser.path.endswith("/garden/3")
    assert browser.visit(path).value("plants") == "12"


def test_the_review_with_a_stale_token_finishes_at_the_second_press(browser: Browser) -> None:
    to_review(browser, data="Tulp", S1="3")
    browser.send(browser.path, {"csrf_token": "stale"})
    assert browser.status == 400
    assert browser.press("Show my result").path.endswith("/result")


def test_who_has_lost_the_cookie_loses_nothing_typed(open_browser: OpenBrowser) -> None:
    first = begin(open_browser())
    code, path = first.page.xpath("//b[@class='code']")[0].text, first.path
    forgetful = open_browser()
    forgetful.send(path, {"item-data": "Tulp", "seen-data": "0", "item-where": "DE", "seen-where": "0", "go": "next"})
    assert forgetful.status == 404
    assert "What you typed on the last page is kept here." in forgetful.text
    forgetful.page.get_element_by_id("code").set("value", "2222-2222-2222-2222")
    forgetful.press("Go on")
    assert forgetful.status == 404
    forgetful.page.get_element_by_id("code").set("value", code)
    forgetful.press("Go on")
    assert forgetful.status == 200
    forgetful.visit(path)
    assert (forgetful.value("data"), forgetful.value("where")) == ("Tulp", "DE")


def test_what_was_typed_into_one_assessment_never_gets_into_another(open_browser: OpenBrowser) -> None:
    first, second = begin(open_browser()), begin(open_browser())
    code = second.page.xpath("//b[@class='code']")[0].text
    forgetful = open_browser()
    forgetful.send(first.path, {"item-data": "Tulp", "seen-data": "0"})
    forgetful.page.get_element_by_id("code").set("value", code)
    forgetful.press("Go on")
    assert forgetful.visit(second.path).value("data") == ""


def test_an_unknown_and_a_foreign_assessment_answer_a_sent_page_alike(open_browser: OpenBrowser) -> None:
    owner, stranger = begin(open_browser()), open_browser()
    values = {"item-data": "x"}
    foreign = stranger.send(owner.path, values).text
    unknown = stranger.send("/en/a/00000000-0000-0000-0000-000000000000/garden/1", values).text
    assert foreign == unknown


def test_after_its_period_an_assessment_is_not_found_like_any_other(browser: Browser, site: Site) -> None:
    begin(browser)
    path = browser.path
    unknown = browser.visit("/en/a/00000000-0000-0000-0000-000000000000/garden/1").text
    clock_of(site).move(days=31)
    assert browser.visit(path).status == 404
    assert browser.text == unknown


def test_what_has_expired_is_deleted_within_an_hour_of_visits(browser: Browser, site: Site) -> None:
    def stored() -> object:
        with site.database.reading() as session:
            return session.execute(text("SELECT count(*) FROM assessment")).scalar()

    begin(browser)
    clock_of(site).move(days=30, minutes=1)
    browser.visit("/en/privacy")
    assert stored() == 0


def test_no_visitor_pays_for_a_cleaning_that_fails(
    site: Site, browser: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_: Site) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(housekeeping, "STEPS", (fail,))
    clock_of(site).move(hours=2)
    assert browser.visit("/en/privacy").status == 200
    assert "the disk is full" in caplog.text


def test_hostile_text_is_shown_as_text(browser: Browser) -> None:
    to_review(browser, data=HOSTILE[:20], S1="3").press("Show my result")
    assert HOSTILE[:20] in browser.page.text_content()
    assert not browser.page.xpath("//main//section//b[text()='x']")
    assert b"{{7*7" in browser.body or b"49" not in browser.body
    browser.visit(f"{browser.path}/report.html")
    assert b"<b>x</b>" not in browser.body


def test_what_was_typed_wrongly_is_shown_as_text(browser: Browser) -> None:
    begin(browser).press().fill(plants=HOSTILE).press()
    assert browser.status == 422
    assert browser.value("plants") == HOSTILE
    assert HOSTILE in browser.errors()["plants"]
    browser.visit("/en/resume").page.get_element_by_id("code").set("value", HOSTILE)
    browser.press("Go on")
    assert browser.page.get_element_by_id("code").get("value") == HOSTILE


def test_a_form_that_is_too_large_is_refused_in_the_language_of_the_page(browser: Browser) -> None:
    begin(browser, "nl")
    browser.send(browser.path, {"csrf_token": browser.token, "item-data": "x" * (LARGEST_FORM + 1)})
    assert browser.status == 413
    assert browser.heading == "Dat is te veel in één keer"


def test_no_log_holds_a_code_or_an_answer(browser: Browser, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    begin(browser)
    code = browser.page.xpath("//b[@class='code']")[0].text
    browser.fill(data="Geheimnis").press().fill(plants="Geheimnis").press()
    browser.visit("/en/resume")
    browser.send("/en/resume", {"csrf_token": browser.token, "code": code})
    logged = [record.getMessage() for record in caplog.records if not record.name.startswith("sqlalchemy")]
    assert not any(code in line or "Geheimnis" in line for line in logged)


@pytest.mark.parametrize("page", ["garden/1", "garden/99", "nothing/1", "review"])
def test_a_stale_token_for_what_is_gone_is_not_found(browser: Browser, site: Site, page: str) -> None:
    begin(browser)
    path = browser.path.replace("garden/1", page)
    clock_of(site).move(days=31)
    assert browser.send(path, {"csrf_token": "stale", "item-data": "x"}).status == 404


@pytest.mark.parametrize(
    ("base_url", "wanted"), [("https://check.example.org", True), ("http://check.example.org", False)]
)
def test_browsers_are_told_to_come_by_https_only_where_people_do_also_behind_a_proxy(
    browse: Callable[..., Browser], base_url: str, wanted: bool
) -> None:
    browser = browse(small_instrument(), base_url=base_url, proxies=1)
    for path in ("/en/", "/nowhere", "/healthz"):
        assert ("Strict-Transport-Security" in browser.visit(path).headers) is wanted
