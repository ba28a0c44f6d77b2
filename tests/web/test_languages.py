import pytest

from tests.browser import Browser, begin
from tests.web.test_review import to_review


@pytest.mark.parametrize(("language", "word"), [("nl", "Volgende"), ("en", "Next"), ("de", "Weiter")])
def test_each_page_is_wholly_in_the_language_of_its_address(browser: Browser, language: str, word: str) -> None:
    begin(browser)
    browser.visit(browser.path.replace("/en/", f"/{language}/"))
    assert browser.page.get("lang") == language
    assert word in browser.text


def test_every_page_leads_to_itself_in_the_other_languages(browser: Browser) -> None:
    to_review(browser, data="Tulp", S1="3")
    review = browser.path
    result = browser.press("Show my result").path
    own = [result, result.replace("result", "garden/2"), review]
    for path in ("/en/", "/en/privacy", "/en/about", "/en/resume", *own):
        found = browser.visit(path).page.xpath("//ul[@class='langs']//*[self::a or self::button]")
        links = {each.get("lang"): each.get("href") or each.get("formaction") for each in found}
        assert links == {code: path.replace("/en/", f"/{code}/") for code in ("nl", "en", "de")}


def test_a_page_that_was_sent_leads_to_its_own_address_in_the_other_languages(browser: Browser) -> None:
    begin(browser).press().fill(plants="many").press()
    assert browser.status == 422
    link = browser.page.xpath("//ul[@class='langs']//button[@lang='nl']/@formaction")[0]
    assert browser.visit(link).status == 200
    assert link.endswith("/garden/2")


def test_a_text_that_the_instrument_lacks_in_this_language_is_shown_in_another(browser: Browser) -> None:
    begin(browser)
    browser.visit(browser.path.replace("/en/", "/de/").replace("garden/1", "garden/2"))
    assert "plants" in browser.text
