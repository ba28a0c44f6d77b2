import io
from collections.abc import Callable

import pypdf
import pytest

from tests.browser import Browser
from tests.instruments import relationship_check

SAMPLE = "/nl/sample/relationship-check"


@pytest.fixture
def browser(browse: Callable[..., Browser]) -> Browser:
    return browse(relationship_check())


def test_the_sample_is_the_whole_results_page_of_an_example(browser: Browser) -> None:
    browser.visit("/nl/").follow("Blader door een voorbeeldrapport")
    assert browser.path == SAMPLE
    assert "Tulp" in browser.heading
    assert len(browser.page.xpath("//section[@id='glance']//tr[@class='rg']")) == 5
    assert len(browser.page.xpath("//ol[@class='actions']/li")) == 5
    assert len(browser.page.xpath("//details[@class='ing']")) == 5


def test_it_says_before_anything_else_that_it_is_invented(browser: Browser) -> None:
    notice = browser.visit(SAMPLE).page.xpath("//div[@class='result']/*[1]")[0]
    assert "Een verzonnen voorbeeld" in notice.text_content()
    assert not notice.xpath(".//h1")


def test_nothing_can_be_sent_or_changed_on_it_and_no_address_of_an_assessment_stands_there(browser: Browser) -> None:
    browser.visit(SAMPLE)
    assert not browser.page.xpath("//main//form | //main//button | //main//input")
    assert not browser.page.xpath("//a[contains(@href, '/a/')]")


def test_the_short_address_leads_to_the_first_sample(browser: Browser) -> None:
    assert browser.visit("/nl/sample").path == SAMPLE


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_its_other_languages_show_the_same_sample(browser: Browser, language: str) -> None:
    browser.visit(SAMPLE)
    link = browser.page.xpath(f"//ul[@class='langs']//a[@lang='{language}']/@href")[0]
    assert link == f"/{language}/sample/relationship-check"
    assert browser.visit(link).status == 200


def test_the_sample_is_downloaded_as_pdf(browser: Browser) -> None:
    conclusion = browser.visit(SAMPLE).heading
    browser.follow("Download het voorbeeld (pdf)")
    assert browser.headers["Content-Type"] == "application/pdf"
    assert "rely-tulp-2026-11-21-voorbeeld.pdf" in browser.headers["Content-Disposition"]
    told = " ".join(pypdf.PdfReader(io.BytesIO(browser.body)).pages[0].extract_text().split())
    assert conclusion in told
    assert "een verzonnen bedrijf" in told
