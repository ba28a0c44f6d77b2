import uuid
from collections.abc import Callable

import pytest

from rely.model.answers import FULL_FORM
from rely.services.assessments import get_assessment
from rely.services.site import Site
from rely.web import create_app
from tests.browser import Browser
from tests.instruments import relationship_check
from tests.services.test_deepening import SCAN, answered
from tests.small_instrument import with_short_form

FACTS = {"data": "Tulp", "plants": "10", "sown": "yes"}


@pytest.fixture
def site(site_with: Callable[..., Site]) -> Site:
    return site_with(with_short_form())


@pytest.fixture
def scanned(site: Site) -> Browser:
    """Somebody who has finished the short form and looks at his result."""
    browser = Browser(create_app(site.settings, site=site)).visit("/en/")
    browser.send("/en/begin", {"csrf_token": browser.token, "instrument": "small", "form": "short"})
    while "/review" not in browser.path:
        if browser.path.endswith("/course"):
            browser.follow("Next")
        else:
            browser.fill(**FACTS, S1="2", L1="9").press()
    return browser.press("Show my result")


def base_of(browser: Browser) -> str:
    return browser.path.rpartition("/")[0]


def opened(site: Site, browser: Browser) -> uuid.UUID:
    return uuid.UUID(browser.path.split("/")[3])


def rows_of(browser: Browser) -> list[str]:
    rows = browser.page.xpath("//section[@id='deeper']//li")
    return [" ".join(" ".join(each.itertext()).split()) for each in rows]


def test_the_result_of_a_short_form_offers_to_look_closer_with_what_that_takes(scanned: Browser) -> None:
    soil, everything = rows_of(scanned)
    assert soil.startswith("Soil Little in place so far 25")
    assert "2 statements, about 1 minute" in soil
    assert everything.startswith("Everything that is still open")
    assert "2 statements and 5 questions, about 2 minutes" in everything


def test_a_closer_look_leads_to_the_open_statements_of_the_row_in_the_full_form(scanned: Browser, site: Site) -> None:
    scanned.press("Look closer")
    assert scanned.path.endswith("/work/1")
    assert scanned.asked == ["S1", "S2"]
    assert scanned.value("S1") == "2"
    assert get_assessment(site, opened(site, scanned)).record.form == FULL_FORM


def test_answering_everything_begins_at_the_first_open_page(scanned: Browser) -> None:
    assert scanned.press("Answer everything").path.endswith("/garden/1")
    assert scanned.value("data") == "Tulp"


def test_after_a_closer_look_the_result_is_asked_for_at_any_time_and_the_rest_stays_open(scanned: Browser) -> None:
    scanned.press("Look closer").fill(S2="4").press()
    scanned.visit(f"{base_of(scanned).rpartition('/')[0]}/review")
    assert "6 answers are still open" in scanned.heading
    scanned.press("Show my result")
    assert scanned.path.endswith("/result")
    assert not rows_of(scanned)
    assert "Form:" not in scanned.text


def test_the_result_of_the_short_form_is_kept_as_an_earlier_one_and_never_compared(scanned: Browser) -> None:
    scanned.press("Look closer").fill(S2="4").press()
    scanned.visit(f"{base_of(scanned).rpartition('/')[0]}/review").press("Show my result")
    assert "Scores of different forms are never compared" in scanned.text
    earlier = scanned.page.xpath("//main//a[contains(@href, '/result/earlier/')]/@href")
    assert earlier
    assert "Form: Short look" in scanned.visit(earlier[0]).text
    assert not rows_of(scanned)


def test_the_button_pressed_again_from_an_old_page_loses_nothing(scanned: Browser) -> None:
    path, token = base_of(scanned), scanned.token
    for _ in range(2):
        scanned.send(f"{path}/deeper", {"csrf_token": token, "row": "soil"})
        assert scanned.path.endswith("/work/1")
    assert scanned.value("S1") == "2"


@pytest.mark.parametrize("row", ["stone", "soil\0", "' OR 1=1 --", "work", "x" * 100_000])
def test_an_unknown_row_is_not_found(scanned: Browser, site: Site, row: str) -> None:
    assessment = opened(site, scanned)
    assert scanned.send(f"{base_of(scanned)}/deeper", {"csrf_token": scanned.token, "row": row}).status == 404
    assert get_assessment(site, assessment).is_finished


def test_nobody_else_can_turn_it_into_the_full_form(scanned: Browser, site: Site) -> None:
    stranger = Browser(scanned.app).visit("/en/")
    values = {"csrf_token": stranger.token, "row": ""}
    assert stranger.send(f"{base_of(scanned)}/deeper", values).status == 404
    assert get_assessment(site, opened(site, scanned)).record.form == "short"


def test_with_a_stale_token_the_result_is_shown_again_with_what_to_do(scanned: Browser, site: Site) -> None:
    path, token = base_of(scanned), scanned.token
    scanned.send(f"{path}/deeper", {"csrf_token": "stale", "row": "soil"})
    assert scanned.status == 400
    assert "Please press the button once more" in scanned.text
    assert rows_of(scanned)
    scanned.send(f"{path}/deeper", {"csrf_token": token, "row": "soil"})
    assert scanned.send(f"{path}/deeper", {"csrf_token": "stale", "row": "soil"}).status == 400
    assert "still open" in scanned.heading


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_in_a_scan_each_ingredient_has_a_score_with_its_margin_and_each_box_its_answer_in_words(
    site_with: Callable[..., Site], language: str
) -> None:
    site = site_with(relationship_check())
    scan = answered(site, dict(SCAN), instrument="relationship-check", form="scan")
    browser = Browser(create_app(site.settings, site=site)).visit(f"/{language}/")
    with browser.client.session_transaction() as session:
        session["open"] = [[scan.id.hex, "2222-2222-2222-2222"]]
    browser.visit(f"/{language}/a/{scan.id}/result")
    groups = browser.page.xpath("//section[@id='glance']//tbody[position() < last()]")
    assert len(groups) == 4
    for group in groups:
        whole, *boxes = group.xpath("tr[not(@class='rg')]")
        assert whole.xpath("normalize-space(td[@class='num'])")
        assert len(boxes) == 2
        for box in boxes:
            assert not box.xpath("normalize-space(td[@class='num'])")
            assert {"nl": "één antwoord", "en": "one answer", "de": "eine Antwort"}[language] in box.text_content()


def test_a_scan_does_not_ask_to_fill_in_what_it_does_not_ask(site_with: Callable[..., Site]) -> None:
    site = site_with(relationship_check())
    scan = answered(site, dict(SCAN), instrument="relationship-check", form="scan")
    browser = Browser(create_app(site.settings, site=site)).visit("/en/")
    with browser.client.session_transaction() as session:
        session["open"] = [[scan.id.hex, "2222-2222-2222-2222"]]
    browser.visit(f"/en/a/{scan.id}/result")
    assert "The short form asks too little about your contacts" in browser.text
    assert "Fill in" not in browser.text
    assert "not answered, or not asked in this form" in browser.text
