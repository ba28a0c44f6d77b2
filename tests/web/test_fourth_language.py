"""Prove that a questionnaire in a language that Rely does not speak is served in it, and every word is told apart."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import html

from rely.model.instrument import Instrument
from rely.services.site import Site
from rely.web import create_app
from tests.browser import Browser
from tests.french import ANSWERS, french_instrument
from tests.instruments import relationship_check

MARKS = re.compile("[\ufdd0-\ufdd2]")


@pytest.fixture
def french(tmp_path: Path) -> Instrument:
    return french_instrument(tmp_path)


@pytest.fixture
def site(site_with: Callable[..., Site], french: Instrument) -> Site:
    """A site that offers the French questionnaire beside one in three languages."""
    return site_with(french, relationship_check(), has_coach_upload=True)


@pytest.fixture
def browser(site: Site) -> Browser:
    return Browser(create_app(site.settings, site=site))


def language_of(browser: Browser, words: str) -> set[str]:
    """In which languages the page says that these very words are."""
    found = browser.page.xpath("//body//*[not(self::script)]/text()[normalize-space(.) = $words]", words=words)
    return {each.getparent().xpath("ancestor-or-self::*[@lang][1]/@lang")[0] for each in found}


def offered(browser: Browser) -> dict[str, str]:
    return {each.get("lang"): each.text for each in browser.page.xpath("//ul[@class='langs']//*[@lang]")}


def walk(browser: Browser) -> Iterator[Browser]:
    """Every page from the start to the result, all questions answered."""
    token = browser.visit("/fr/").token
    yield browser
    browser.send("/fr/begin", {"csrf_token": token, "instrument": "client-pulse", "form": "full"})
    while not browser.path.endswith("/review"):
        yield browser
        answers = {name: str(ANSWERS[name]) for name in browser.asked}
        browser.fill(**answers).press("Next")
    yield browser
    yield browser.press("Show my result")


def to_the_result(browser: Browser) -> Browser:
    return list(walk(browser))[-1]


def test_every_page_of_the_way_is_french_with_the_words_of_rely_in_english(browser: Browser) -> None:
    for page in walk(browser):
        assert (page.status, page.page.get("lang")) == (200, "fr"), page.path
        assert language_of(page, "Privacy") == {"en"}, page.path
        assert not MARKS.search(page.body.decode()), page.path


def test_what_the_questionnaire_says_stays_in_the_language_of_the_page(browser: Browser) -> None:
    browser.visit("/fr/")
    assert language_of(browser, "Regard du client") == {"fr"}
    browser.send("/fr/begin", {"csrf_token": browser.token, "instrument": "client-pulse", "form": "full"})
    assert language_of(browser, "Comment s’appelle votre fournisseur\u202f?") == {"fr"}
    assert language_of(browser, "Next") == {"en"}
    assert browser.page.xpath("//option[@value='DE']")[0].text == "Allemagne"


def test_the_result_has_french_texts_days_and_numbers(browser: Browser) -> None:
    to_the_result(browser)
    assert language_of(browser, "Répondez en un jour ouvrable.") == {"fr"}
    assert language_of(browser, "Faible") == {"fr"}
    assert "novembre 2026" in browser.text
    assert "Le Moulin" in browser.heading or "Le Moulin" in browser.text


def test_another_questionnaire_on_a_french_page_is_marked_as_english(browser: Browser) -> None:
    browser.visit("/fr/")
    assert language_of(browser, relationship_check().title.in_language("en")) == {"en"}


def test_the_items_of_another_questionnaire_are_marked_as_english_too(browser: Browser) -> None:
    browser.visit("/fr/")
    browser.send("/fr/begin", {"csrf_token": browser.token, "instrument": "relationship-check", "form": "full"})
    item = relationship_check().items[browser.asked[0]]
    assert language_of(browser, item.text.in_language("en")) == {"en"}
    assert language_of(browser, "Why do we ask this?") == {"en"}


def test_a_page_in_a_language_of_rely_has_no_marks_at_all(browser: Browser) -> None:
    for language in ("nl", "en", "de"):
        browser.visit(f"/{language}/")
        assert browser.page.xpath("//bdi") == []


def test_a_text_that_lacks_the_language_of_the_page_says_in_which_it_is(
    site_with: Callable[..., Site], french: Instrument
) -> None:
    title = french.title.model_copy(update={"root": {"fr": "Regard du client"}})
    site = site_with(french.model_copy(update={"title": title}))
    browser = Browser(create_app(site.settings, site=site)).visit("/nl/")
    assert browser.page.get("lang") == "nl"
    assert language_of(browser, "Regard du client") == {"fr"}


def test_the_pages_of_a_questionnaire_are_offered_in_its_languages_only(browser: Browser) -> None:
    assert offered(browser.visit("/en/")) == {
        "nl": "Nederlands",
        "en": "English",
        "de": "Deutsch",
        "fr": "Français",
    }
    browser.send("/en/begin", {"csrf_token": browser.token, "instrument": "client-pulse", "form": "full"})
    assert list(offered(browser)) == ["nl", "en", "de", "fr"]
    browser.visit("/en/")
    browser.send("/en/begin", {"csrf_token": browser.token, "instrument": "relationship-check", "form": "full"})
    assert list(offered(browser)) == ["nl", "en", "de"]


def test_a_language_that_no_questionnaire_has_is_not_there(browser: Browser) -> None:
    for tag in ("es", "xx", "fr-CA"):
        assert browser.visit(f"/{tag}/").status == 404
    assert browser.page.get("lang") == "en"


def test_a_visitor_who_prefers_french_begins_in_it_only_after_choosing_it(browser: Browser) -> None:
    wish = {"Accept-Language": "fr, nl;q=0.5"}
    assert browser.visit("/", **wish).path == "/nl/"
    browser.visit("/fr/", **wish)
    assert browser.visit("/", **wish).path == "/fr/"


def test_everything_that_can_be_taken_along_is_there_in_french(browser: Browser) -> None:
    result = to_the_result(browser).path
    for file in ("report.html", "calendar.ics", "answers.csv", "scores.json"):
        browser.visit(f"{result}/{file}")
        assert browser.status == 200, file
        assert not MARKS.search(browser.body.decode()), file
        if file == "calendar.ics":
            assert "Répondez en un jour ouvrable" in browser.body.decode().replace("\r\n ", "")
        if file == "report.html":
            document = html.fromstring(browser.body)
            assert document.get("lang") == "fr"
            assert document.xpath("//h2/bdi[@lang='en'][. = 'Your action plan']")
    assert browser.visit(f"{result}/answers.csv").body.decode("utf-8-sig").count(";") > 3


def test_an_error_page_tells_its_english_words_apart(browser: Browser) -> None:
    browser.visit("/fr/a/00000000-0000-4000-8000-000000000000/result")
    assert browser.status == 404
    assert language_of(browser, "This page is not here") == {"en"}
    told = browser.visit("/fr/nothing/here", Accept="application/json").body.decode()
    assert "\\ufdd0" not in told
    assert not MARKS.search(told)


def test_a_coach_gets_the_spreadsheet_in_every_language_of_the_questionnaire(browser: Browser) -> None:
    browser.visit("/en/coach")
    links = browser.page.xpath("//a[contains(@href, '.xlsx')]/@href")
    assert [link for link in links if link.endswith("-fr.xlsx")] == ["/en/coach/client-pulse-fr.xlsx"]
    assert browser.visit("/en/coach/client-pulse-fr.xlsx").status == 200
