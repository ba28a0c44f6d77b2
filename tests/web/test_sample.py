import io
from collections.abc import Callable

import pypdf
import pytest

from rely.jobs.tasks import work
from rely.loading.catalogue import load_instrument
from rely.services import documents
from rely.services.results import Document
from rely.services.site import Site
from rely.web import create_app, queue
from rely.web.result import making
from tests.browser import Browser
from tests.instruments import relationship_check
from tests.queues import KeptQueue

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
    browser.follow("Voorbeeld downloaden (pdf)")
    assert browser.headers["Content-Type"] == "application/pdf"
    assert "rely-tulp-2026-11-21-voorbeeld.pdf" in browser.headers["Content-Disposition"]
    told = " ".join(pypdf.PdfReader(io.BytesIO(browser.body)).pages[0].extract_text().split())
    assert conclusion in told
    assert "een verzonnen bedrijf" in told


def test_the_pdf_of_the_sample_is_waited_for_like_any_other(
    site_with: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "PATIENCE", 0.0)
    monkeypatch.setattr(documents, "print_pdf", lambda each: Document(each.name, "application/pdf", b"%PDF-quick"))
    site, handed = site_with(relationship_check()), KeptQueue()
    app = create_app(site.settings, site=site)
    queue.install(app, handed)
    browser = Browser(app).visit(SAMPLE)
    browser.visit(browser.page.xpath("//main//a[contains(@href, '.pdf')]/@href")[0])
    assert (browser.status, browser.page.get("lang")) == (202, "nl")
    assert browser.page.xpath("//*[@id='making']/@hx-get") == [f"{SAMPLE}/report.pdf?seen=making"]
    assert browser.page.xpath("//main//a[@class='btn-text']/@href") == [SAMPLE]
    job = handed.ids.pop()
    assert handed.ids == []
    work(site, job)
    assert browser.visit(browser.page.get_element_by_id("making-file").get("href")).body == b"%PDF-quick"


def test_a_sample_that_could_not_be_made_is_asked_for_again_by_a_link(
    site_with: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[object] = []

    def fail(unprinted: object) -> Document:
        printed.append(unprinted)
        raise RuntimeError("the printer burns")

    monkeypatch.setattr(documents, "print_pdf", fail)
    site = site_with(relationship_check())
    browser = Browser(create_app(site.settings, site=site)).visit(f"{SAMPLE}/report.pdf")
    assert browser.status == 500
    assert browser.page.xpath("//main//*[contains(@class, 'notice-error')]")
    assert browser.page.xpath("//main//form") == []
    looked = browser.visit(f"{SAMPLE}/report.pdf?seen=making", **{"HX-Request": "true"})
    assert looked.page.xpath("//*[contains(@class, 'notice-error')]")
    assert len(printed) == 1
    browser.visit(f"{SAMPLE}/report.pdf")
    monkeypatch.setattr(documents, "print_pdf", lambda each: Document(each.name, "application/pdf", b"%PDF-quick"))
    assert browser.visit(browser.page.get_element_by_id("making-file").get("href")).body == b"%PDF-quick"


def test_dates_for_the_calendar_are_promised_only_where_the_report_has_any(browse: Callable[..., Browser]) -> None:
    dated = load_instrument("value-strategy")
    assert dated.priorities is not None
    rules = dated.priorities.model_copy(update={"due": None})
    for instrument, has_dates in ((dated, True), (dated.model_copy(update={"priorities": rules}), False)):
        (also,) = browse(instrument).visit("/en/sample/value-strategy").page.xpath("//section[@id='begin']/p")
        assert ("calendar" in also.text_content()) is has_dates
        assert "as data" in also.text_content()


def test_the_foot_of_a_sample_says_what_its_own_questionnaire_is_not(site_with: Callable[..., Site]) -> None:
    offered = relationship_check(), load_instrument("value-strategy")
    site = site_with(*offered)
    browser = Browser(create_app(site.settings, site=site))
    for instrument in offered:
        (foot,) = browser.visit(f"/en/sample/{instrument.id}").page.xpath("//footer")
        assert instrument.disclaimer is not None
        assert instrument.disclaimer.in_language("en") in foot.text_content()
