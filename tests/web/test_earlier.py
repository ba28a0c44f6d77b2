import io
import uuid
from collections.abc import Callable

import pypdf

from rely.model.instrument import Instrument
from rely.services.site import Site
from rely.web import create_app
from tests.browser import Browser
from tests.sites import clock_of
from tests.small_instrument import SOURCE
from tests.web.test_review import to_review

NOBODY = str(uuid.UUID(int=7))


def finished(browser: Browser, **answers: str) -> str:
    """Ask for a result and give its address."""
    to_review(browser, data="Tulp", S1="1", **answers).press("Show my result")
    return browser.path


def change(browser: Browser, result: str, **answers: str) -> Browser:
    """Change answers about the work, up to the review."""
    browser.visit(result.replace("result", "work/1")).fill(**answers).press()
    return browser.visit(result.replace("result", "review"))


def first_of(browser: Browser, result: str) -> str:
    """The address of the oldest earlier result, as the page of the result or of the review leads to it."""
    browser.visit(result)
    return str(browser.page.xpath("//main//a[contains(@href, '/result/earlier/')]/@href")[-1]).removesuffix("/restore")


def report_of(earlier: str) -> str:
    """The address of the report on an earlier result."""
    result, _, name = earlier.rpartition("/earlier/")
    return f"{result}/earlier-{uuid.UUID(name).hex}.pdf"


def scores(browser: Browser) -> list[str]:
    """The scores at a glance."""
    return [str(each) for each in browser.page.xpath("//section[@id='glance']//td[@class='num']/b/text()")]


def test_while_answers_are_changed_review_and_result_say_that_the_result_is_kept(browser: Browser) -> None:
    result = finished(browser)
    assert "You are changing your answers" not in browser.visit(result.replace("result", "review")).text
    change(browser, result, S1="5")
    for path in (browser.path, result):
        assert browser.visit(path).path.endswith("/review")
        assert "You are changing your answers Your result of 21 November 2026 is kept." in browser.text
    first = first_of(browser, result)
    browser.follow("Look at that result")
    assert (browser.status, browser.path) == (200, first)
    assert "Your result of 21 November 2026, 12:00" in browser.text
    browser.visit(result.replace("result", "review")).press("Show my result")
    assert "You are changing your answers" not in browser.visit(result.replace("result", "review")).text


def test_a_draft_that_was_never_finished_says_nothing_of_a_result(browser: Browser) -> None:
    assert "is kept" not in to_review(browser, data="Tulp").text


def test_an_earlier_result_is_shown_as_it_was_and_nothing_on_it_can_be_changed(site: Site, browser: Browser) -> None:
    result = finished(browser, S2="1")
    clock_of(site).move(days=40)
    change(browser, result, S1="5", S2="5").press("Show my result")
    assert scores(browser)[0] == "100"
    browser.follow("Look at it")
    assert scores(browser)[0] == "0"
    assert browser.page.xpath("//main//form") == []
    assert {path for path in browser.page.xpath("//main//a/@href") if "pdf" in path} == {report_of(browser.path)}
    assert "Date: 21 November 2026" in browser.text


def test_an_earlier_report_is_downloaded_as_it_was(site: Site, browser: Browser) -> None:
    result = finished(browser)
    clock_of(site).move(days=40)
    change(browser, result, S1="5").press("Show my result")
    browser.visit(report_of(first_of(browser, result)))
    assert browser.headers["Content-Type"] == "application/pdf"
    assert browser.headers["Content-Disposition"] == "attachment; filename=rely-tulp-2026-11-21.pdf"
    assert browser.headers["Cache-Control"] == "no-store"
    told = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(browser.body)).pages)
    assert "21 November 2026" in told
    assert "What has changed" not in told


def test_after_another_day_the_page_tells_what_has_changed_since_that_day(site: Site, browser: Browser) -> None:
    result = finished(browser, S2="1")
    clock_of(site).move(days=40)
    change(browser, result, S1="5", S2="5").press("Show my result")
    heading = browser.page.xpath("string(//section[@id='changed']/h2)")
    assert heading == "What has changed since 21 November 2026"
    section = " ".join(browser.page.xpath("//section[@id='changed']")[0].text_content().split())
    assert "2 answers differ." in section
    assert "same day" not in section
    rows = browser.page.xpath("//table[contains(@class, 'changes')]/tbody/tr")
    soil = [" ".join(cell.text_content().split()) for cell in rows[0]]
    assert (soil[0], soil[2].endswith("0 ± 6") or "0" in soil[2], soil[5]) == (
        "Soil",
        True,
        "higher, beyond the margin",
    )


def test_on_the_same_day_it_is_told_as_a_correction_with_the_time(site: Site, browser: Browser) -> None:
    result = finished(browser, S2="1")
    clock_of(site).move(hours=1, minutes=5)
    change(browser, result, S1="5", S2="5").press("Show my result")
    section = browser.page.xpath("//section[@id='changed']")[0]
    assert section.xpath("string(h2)") == "Compared with your result of 12:00 today"
    assert "What differs comes from answers that were given anew" in section.text_content()
    heads = [" ".join(head.text_content().split()) for head in section.xpath(".//thead//th")]
    assert (heads[2], heads[3]) == ("Then 12:00", "Now 13:05")
    clock_of(site).move(days=1)
    browser.visit(result)
    assert browser.page.xpath("normalize-space(translate(//section[@id='changed']/h2, '\N{NO-BREAK SPACE}', ' '))") == (
        "Compared with your result of 21 November 2026, 12:00"
    )


def test_the_first_result_is_compared_with_nothing(browser: Browser) -> None:
    finished(browser)
    assert browser.page.xpath("//section[@id='changed' or @id='earlier']") == []


def test_going_back_is_asked_first_and_brings_the_answers_and_the_result_back(site: Site, browser: Browser) -> None:
    result = finished(browser)
    clock_of(site).move(days=2)
    change(browser, result, S1="5", S2="4").follow("Go back to the answers of that result")
    assert "2 answers go back to what they were then." in browser.text
    assert "What you changed since your last result is lost." in browser.text
    browser.press("Yes, go back")
    assert browser.path == result
    assert "Date: 21 November 2026" in browser.text
    assert browser.visit(result.replace("result", "work/1")).value("S1") == "1"
    assert browser.value("S2") is None


def test_going_back_twice_is_the_same_as_once(browser: Browser) -> None:
    result = finished(browser)
    change(browser, result, S1="5").follow("Go back to the answers of that result")
    path, token = browser.path, browser.token
    for _ in range(2):
        assert browser.send(path, {"csrf_token": token}).path == result


def test_with_a_stale_token_it_is_asked_again_in_every_language(browser: Browser) -> None:
    result = finished(browser)
    change(browser, result, S1="5")
    path = f"{first_of(browser, result)}/restore"
    browser.send(path, {"csrf_token": "stale"})
    assert browser.status == 400
    assert "Please press the button once more" in browser.text
    assert browser.page.xpath("//a[@hreflang='nl']/@href") == [path.replace("/en/", "/nl/")]
    assert browser.press("Yes, go back").path == result


def test_an_earlier_result_that_is_not_there_or_not_yours_is_not_found(open_browser: Callable[[], Browser]) -> None:
    own, stranger = open_browser(), open_browser()
    result = finished(own)
    change(own, result, S1="5")
    first = first_of(own, result)
    for path in (first, f"{first}/restore", report_of(first)):
        assert own.visit(path).status == 200
        assert stranger.visit(path).status == 404
    for wrong in ("1", "-1", "x", NOBODY, NOBODY.replace("-", "")):
        for path in (f"/earlier/{wrong}", f"/earlier/{wrong}/restore", f"/earlier-{wrong}.pdf"):
            assert own.visit(result + path).status == 404
    token = stranger.visit("/en/").token
    assert stranger.send(f"{first}/restore", {"csrf_token": token}).status == 404


def test_a_page_that_is_older_than_the_period_of_its_result_restores_no_other(site: Site, browser: Browser) -> None:
    result = finished(browser)
    clock_of(site).move(days=100)
    change(browser, result, S1="3").press("Show my result")
    clock_of(site).move(days=40)
    change(browser, result, S1="5").press("Show my result")
    browser.visit(f"{first_of(browser, result)}/restore")
    clock_of(site).move(days=50)
    browser.press("Yes, go back")
    assert browser.status == 404
    assert "what was here has expired" in browser.text
    assert browser.visit(result.replace("result", "work/1")).value("S1") == "5"


def test_results_of_another_form_stand_in_the_list_with_their_form(site_with: Callable[..., Site]) -> None:
    form = {"id": "scan", "label": "Quick look", "items": ["data", "plants", "acres", "sown", "S1", "L1"]}
    site = site_with(Instrument.model_validate({**SOURCE, "forms": [form]}))
    browser = Browser(create_app(site.settings, site=site))
    result = finished(browser)
    with site.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE finished_result SET form = 'scan'")
    clock_of(site).move(days=1)
    change(browser, result, S1="5").press("Show my result")
    told = " ".join(browser.page.xpath("//section[@id='earlier']")[0].text_content().split())
    assert "21 November 2026, 12:00 Quick look" in told
    assert "Scores of different forms are never compared." in told
    assert browser.page.xpath("//section[@id='changed']") == []
