"""Prove that works which are cited are marked with their language wherever it is not that of the page."""

from collections.abc import Callable

import pytest

from rely.model.instrument import Work
from rely.services.examples import fill_examples
from rely.services.site import Site
from rely.web import create_app
from tests.browser import Browser
from tests.instruments import relationship_check

PAGES = ("about", "sample", "a/{id}/trust/1", "a/{id}/result")


@pytest.fixture
def browser(site_with: Callable[..., Site]) -> Browser:
    site = site_with(relationship_check())
    example = fill_examples(site)[0]
    opened = Browser(create_app(site.settings, site=site)).visit("/en/resume")
    opened.send("/en/resume", {"csrf_token": opened.token, "code": example.code})
    return opened.visit(f"/en/a/{example.id}/result")


def language_of(browser: Browser, work: Work) -> set[str]:
    """In which languages the page says that the work is; empty where it is not cited."""
    assert work.short is not None
    names = {"full": work.citation.in_language("en"), "short": work.short.in_language("en")}
    asked = "contains(text(), $full) or text() = $short or contains(text(), concat($short, ', '))"
    found = browser.page.xpath(f"//main//*[{asked}]", **names)
    return {each.xpath("ancestor-or-self::*[@lang][1]/@lang")[0] for each in found}


@pytest.mark.parametrize("language", ["nl", "en", "de"])
@pytest.mark.parametrize("page", PAGES)
def test_every_work_that_a_page_cites_is_marked_with_its_language(browser: Browser, page: str, language: str) -> None:
    instrument, result = relationship_check(), browser.path
    browser.visit(f"/{language}/" + page.format(id=result.split("/")[3]))
    told = {work.id: found for work in instrument.works if (found := language_of(browser, work))}
    assert told
    assert told == {work.id: {work.language} for work in instrument.works if work.id in told}


def test_what_a_locator_quotes_is_marked_and_the_rest_of_it_is_not(browser: Browser) -> None:
    quoted = browser.page.xpath("//dd[@class='source']/span[@lang='nl'][text()='‘Vervolgfase’']/..")
    assert quoted
    for each in quoted:
        assert not {"Vervolgfase", "Initiële"}.intersection("".join(each.xpath("text()")).split())
