import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest

from rely.model.instrument import Instrument
from rely.services.assessments import get_assessment
from rely.services.site import Site
from rely.web import create_app
from tests.browser import Browser, begin
from tests.small_instrument import SOURCE, small_instrument
from tests.web.conftest import OpenBrowser


@pytest.mark.parametrize(
    ("preferred", "language"),
    [("de-AT,de;q=0.9,en;q=0.5", "de"), ("nl", "nl"), ("fr,en;q=0.2", "en"), ("fr", "en"), ("", "en"), ("*", "nl")],
)
def test_the_bare_address_leads_to_the_language_that_the_browser_prefers(
    browser: Browser, preferred: str, language: str
) -> None:
    response = browser.client.get("/", headers={"Accept-Language": preferred})
    assert response.status_code == 302
    assert response.headers["Location"] == f"/{language}/"
    assert "Accept-Language" in response.headers["Vary"]


def test_the_language_of_the_address_goes_before_that_of_the_browser(browser: Browser) -> None:
    browser.visit("/nl/", **{"Accept-Language": "de"})
    assert browser.page.get("lang") == "nl"
    assert browser.heading == "Hoe goed is uw contact met die ene klant?"


def test_a_card_tells_what_an_instrument_asks_and_how_long_that_takes(
    browse: Callable[..., Browser],
) -> None:
    browser = browse(small_instrument()).visit("/en/")
    assert len(browser.page.xpath("//li[@class='card']")) == 1
    # At most: eight facts, three statements of the work and one of the sun.
    assert "4 statements and 8 questions" in browser.text
    assert "About 3 minutes" in browser.text


def test_a_second_instrument_gets_its_own_card_by_itself(site_with: Callable[..., Site]) -> None:
    second = Instrument.model_validate(SOURCE | {"id": "second", "title": {"en": "Second check"}})
    site = site_with(small_instrument(), second)
    browser = Browser(create_app(site.settings, site=site)).visit("/en/")
    assert [each.text_content() for each in browser.page.xpath("//li[@class='card']//h2")] == [
        "Small check",
        "Second check",
    ]
    values = {"csrf_token": browser.token, "instrument": "second"}
    assert browser.send("/en/begin", values).heading == "Which garden?"


def test_the_periods_in_force_stand_on_the_start_page(browse: Callable[..., Browser]) -> None:
    browser = browse(small_instrument(), draft_time=timedelta(days=7), result_time=timedelta(days=99))
    for path in ("/en/", "/en/privacy"):
        assert "7 days" in browser.visit(path).text
        assert "99 days" in browser.text


def test_without_an_operator_every_page_says_that_it_is_a_demonstration(browse: Callable[..., Browser]) -> None:
    notice = "Do not enter data about real clients."
    shown = browse(small_instrument()).visit("/en/")
    assert notice in shown.page.text_content()
    named = browse(small_instrument(), operator="Bureau Voorbeeld, info@example.org").visit("/en/")
    assert notice not in named.page.text_content()
    assert "Bureau Voorbeeld, info@example.org" in named.visit("/en/privacy").text


def test_beginning_stores_an_assessment_and_shows_its_first_page_with_the_code(browser: Browser, site: Site) -> None:
    begin(browser)
    assert browser.heading == "Which garden?"
    assert browser.path.endswith("/garden/1")
    code = browser.page.xpath("//b[@class='code']")[0].text
    assert len(code.split("-")) == 4
    assert code not in browser.path


def test_an_unknown_instrument_is_not_found(browser: Browser) -> None:
    browser.visit("/en/")
    assert browser.send("/en/begin", {"csrf_token": browser.token, "instrument": "large"}).status == 404


def test_with_its_code_an_assessment_goes_on_in_another_browser(open_browser: OpenBrowser) -> None:
    first = begin(open_browser())
    code = first.page.xpath("//b[@class='code']")[0].text
    first.fill(data="Tulp", where="DE").press()
    second = open_browser().visit("/en/")
    second.page.get_element_by_id("code").set("value", f"  {code.lower().replace('-', '')}")
    second.press("Go on")
    assert second.path.endswith("/garden/2")
    assert second.press("Back").value("data") == "Tulp"


def test_a_code_that_opens_nothing_is_told_beside_its_box_with_what_was_typed(browser: Browser) -> None:
    browser.visit("/en/resume")
    browser.page.get_element_by_id("code").set("value", "2222-2222")
    browser.press("Go on")
    assert browser.status == 404
    assert browser.page.get_element_by_id("code").get("value") == "2222-2222"
    assert browser.page.get_element_by_id("code").get("aria-describedby") == "code-help code-error"
    assert "This code opens nothing" in browser.text


def test_an_assessment_is_nobody_elses_even_with_its_address(open_browser: OpenBrowser, site: Site) -> None:
    owner = begin(open_browser())
    stranger = open_browser().visit(owner.path)
    unknown = open_browser().visit(owner.path.replace(owner.path.split("/")[3], str(uuid.UUID(int=0))))
    assert stranger.status == unknown.status == 404
    assert stranger.text == unknown.text


def test_two_relationships_stay_apart_in_one_browser(browser: Browser, site: Site) -> None:
    first = begin(browser).fill(data="Tulp").press().path
    second = begin(browser).fill(data="Roos").press().path
    assert first != second
    assert browser.visit(first).press("Back").value("data") == "Tulp"
    assert browser.visit(second).press("Back").value("data") == "Roos"


def test_the_language_of_the_assessment_follows_the_pages(browser: Browser, site: Site) -> None:
    begin(browser, "nl")
    assessment = uuid.UUID(browser.path.split("/")[3])
    assert get_assessment(site, assessment).record.language == "nl"
    browser.visit(browser.path.replace("/nl/", "/en/")).fill(data="Tulp").press()
    assert get_assessment(site, assessment).record.language == "en"
