import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest

from rely.model.instrument import Instrument
from rely.services.assessments import get_assessment
from rely.services.site import Site
from rely.web import create_app
from tests.browser import Browser, begin
from tests.instruments import relationship_check
from tests.small_instrument import SHORT, SOURCE, small_instrument, with_short_form
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
    titles = [each.text_content() for each in browser.page.xpath("//li[@class='card']//h3")]
    assert titles == ["Second check", "Small check"]
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


def test_a_card_offers_the_full_form_and_each_short_one_with_what_it_asks(browse: Callable[..., Browser]) -> None:
    browser = browse(with_short_form()).visit("/en/")
    ways = [" ".join(" ".join(each.itertext()).split()) for each in browser.page.xpath("//form[@class='way']")]
    assert len(ways) == 2
    assert "In full About 3 minutes 4 statements and 8 questions" in ways[0]
    assert "Short look About 2 minutes 2 statements and 3 questions A first idea." in ways[1]
    assert "2 to 3 minutes, you choose" in browser.text


def test_the_relationship_check_is_offered_in_full_and_as_a_scan(browse: Callable[..., Browser]) -> None:
    browser = browse(relationship_check())
    for language, told in {
        "nl": ("30 stellingen en 25 vragen", "9 stellingen en 6 vragen", "3 tot 10 minuten, u kiest"),
        "de": ("30 Aussagen und 25 Fragen", "9 Aussagen und 6 Fragen", "3 bis 10 Minuten, Sie wählen"),
    }.items():
        browser.visit(f"/{language}/")
        for text in told:
            assert text in browser.text


def test_each_button_begins_its_form(browse: Callable[..., Browser]) -> None:
    browser = browse(with_short_form())
    forms = browser.visit("/en/").page.xpath("//form[@class='way']//input[@name='form']/@value")
    assert forms == ["full", "short"]
    asked = []
    for form in forms:
        browser.visit("/en/")
        browser.send("/en/begin", {"csrf_token": browser.token, "instrument": "small", "form": form})
        asked.append(browser.asked)
    assert asked == [["data", "where"], ["data"]]


def test_without_a_form_the_full_one_begins(browse: Callable[..., Browser]) -> None:
    browser = browse(with_short_form()).visit("/en/")
    browser.send("/en/begin", {"csrf_token": browser.token, "instrument": "small"})
    assert browser.asked == ["data", "where"]


@pytest.mark.parametrize("form", ["", "long", "Short", "short\0", "' OR 1=1 --", "ſhort", "x" * 100_000])
def test_a_form_that_the_instrument_lacks_is_not_found(browse: Callable[..., Browser], form: str) -> None:
    browser = browse(with_short_form()).visit("/en/")
    assert browser.send("/en/begin", {"csrf_token": browser.token, "instrument": "small", "form": form}).status == 404


@pytest.mark.parametrize("number", [1, 2, 3])
def test_each_instrument_has_its_own_card_with_its_own_forms(site_with: Callable[..., Site], number: int) -> None:
    instruments = [
        Instrument.model_validate(SOURCE | {"id": f"n{at}", "forms": [SHORT] if at % 2 else []}) for at in range(number)
    ]
    site = site_with(*instruments)
    browser = Browser(create_app(site.settings, site=site)).visit("/en/")
    cards = browser.page.xpath("//li[@class='card']")
    assert [len(card.xpath(".//form")) for card in cards] == [2 if at % 2 else 1 for at in range(number)]
    names = browser.page.xpath("//input[@name='instrument']/@value")
    assert list(dict.fromkeys(names)) == [each.id for each in instruments]


def test_beside_what_a_site_is_about_all_else_stands_folded(site_with: Callable[..., Site]) -> None:
    ranks = {"main": 0, "second": 10, "third": 20}
    site = site_with(*(Instrument.model_validate(SOURCE | {"id": name, "rank": at}) for name, at in ranks.items()))
    browser = Browser(create_app(site.settings, site=site)).visit("/en/")
    assert browser.page.xpath("//details[@class='aside']//input[@name='instrument']/@value") == ["second", "third"]
    assert browser.page.xpath("//details[@class='aside']/summary")[0].text == "2 other questionnaires"
    assert "How much time do you have?" in browser.text
    assert browser.page.xpath("//h2[.='What you get']")


def test_without_anything_of_the_first_rank_nothing_stands_folded(site_with: Callable[..., Site]) -> None:
    site = site_with(*(Instrument.model_validate(SOURCE | {"id": f"n{at}", "rank": at}) for at in (10, 20)))
    browser = Browser(create_app(site.settings, site=site)).visit("/en/")
    assert not browser.page.xpath("//details[@class='aside']")
    assert len(browser.page.xpath("//form[@class='way']")) == 2


def test_only_the_first_way_of_a_page_is_its_main_one(site_with: Callable[..., Site]) -> None:
    ranks = {"main": 0, "second": 10}
    site = site_with(*(Instrument.model_validate(SOURCE | {"id": name, "rank": at}) for name, at in ranks.items()))
    browser = Browser(create_app(site.settings, site=site)).visit("/en/")
    main = browser.page.xpath("//form[@class='way'][button[@class='btn']]//input[@name='instrument']/@value")
    assert main == ["main"]


def test_the_proof_is_drawn_from_the_sample_result_itself(browse: Callable[..., Browser]) -> None:
    browser = browse(relationship_check()).visit("/en/")
    sheet = browser.page.xpath("//div[contains(@class, 'sheet')]")[0]
    proof = " ".join(sheet.text_content().split())
    browser.visit("/en/sample/relationship-check")
    assert browser.heading in proof
    assert browser.page.xpath("//ol[@class='actions']//h3")[0].text_content().strip() in proof
    scores = browser.page.xpath("//section[@id='glance']//tbody[position() < last()]//td[@class='num']/b/text()")
    assert len(scores) == 8
    # Two lanes for each ingredient: in person 81, digital 63 for trust.
    assert f"In person {scores[0]}, Digital {scores[1]}" in proof
    assert len(sheet.xpath(".//svg[@class='lane']//*[self::circle or self::rect]")) == 8


def test_without_an_example_there_is_no_proof_and_no_link_to_a_sample(browser: Browser) -> None:
    browser.visit("/en/")
    assert not browser.page.xpath("//a[contains(@href, '/sample')]")
    assert not browser.page.xpath("//div[contains(@class, 'sheet')]")
    assert browser.visit("/en/sample").status == 404
    assert browser.visit("/en/sample/small").status == 404
    assert browser.visit("/en/sample/small/report.pdf").status == 404
    assert browser.visit("/en/sample/..%2f..%2fetc").status == 404


def test_a_language_that_was_chosen_is_remembered_before_that_of_the_browser(open_browser: OpenBrowser) -> None:
    browser = open_browser()
    assert browser.visit("/", **{"Accept-Language": "nl"}).path == "/nl/"
    browser.visit("/de/privacy", **{"Accept-Language": "nl"})
    assert browser.visit("/", **{"Accept-Language": "nl"}).path == "/de/"
    browser.visit("/nl/", **{"Accept-Language": "nl"})
    assert browser.visit("/", **{"Accept-Language": "nl"}).path == "/nl/"
    assert open_browser().visit("/", **{"Accept-Language": "en"}).path == "/en/"


def test_an_address_that_is_not_here_is_told_in_the_language_that_was_chosen(browser: Browser) -> None:
    browser.visit("/de/", **{"Accept-Language": "nl"})
    browser.visit("/nowhere", **{"Accept-Language": "nl"})
    assert (browser.status, browser.page.get("lang")) == (404, "de")


def test_the_language_is_kept_in_the_session_and_only_when_it_differs_from_that_of_the_browser(
    open_browser: OpenBrowser,
) -> None:
    first = open_browser().visit("/de/privacy", **{"Accept-Language": "de"})
    assert "Set-Cookie" not in first.headers
    second = open_browser().visit("/nl/privacy", **{"Accept-Language": "de"})
    assert second.headers["Set-Cookie"].startswith("rely=")


def test_what_all_visitors_share_does_not_depend_on_the_cookie(browser: Browser) -> None:
    browser.visit("/de/")
    style = browser.page.xpath("//link[@rel='stylesheet']/@href")[0]
    assert "Cookie" not in browser.visit(style).headers.get("Vary", "")
