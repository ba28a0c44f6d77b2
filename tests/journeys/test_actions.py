"""Take an action on in a real browser without scripts, by the keyboard alone, and find it in report and calendar."""

import io
from collections.abc import Callable
from datetime import date

import icalendar
import pypdf
import pytest
from playwright.sync_api import Locator, Page, expect

from rely.services.examples import fill_examples
from rely.services.site import Site
from tests.chromium import let_in
from tests.journeys.walking import wait_for_fonts
from tests.sites import clock_of

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
OWNER = "Anna de Vries"
TALLEST = 5400
"""The most pixels that an untouched result takes on a phone; there were 7900 of them before it was folded, and the card
about research at its end takes some 300."""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what is called so has the focus, as far as a patient person would.

    A page that is still coming in takes the focus away again, and its body, which has it then, holds every name.
    """
    page.wait_for_load_state()
    for _ in range(150):
        page.keyboard.press("Tab")
        if name in page.evaluate("document.activeElement === document.body ? '' : document.activeElement.textContent"):
            return
    raise AssertionError(f"Tab does not reach {name!r}")


def open_result(page: Page, address: str, site: Site, at: int = 0) -> None:
    """Open a finished example."""
    page.goto(let_in(page, f"{address}/nl/", fill_examples(site)[at].code))
    assert page.url.endswith("/result")


def open_result_by_keyboard(page: Page, address: str, site: Site, at: int = 0) -> None:
    """Open a finished example with its code."""
    page.goto(f"{address}/nl/resume")
    page.locator("#code").focus()
    page.keyboard.type(fill_examples(site)[at].code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/result")


def take_on_by_keyboard(page: Page, action: Locator) -> date:
    """Take on the action whose form is about to open, with one mistake on the way; gives the day until which."""
    assert action.locator("summary").first.evaluate("it => getComputedStyle(it).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#mistakes")).to_contain_text("Schrijf op wie het doet")
    expect(page.locator("#mistakes")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(action.locator("[name=owner]")).to_be_focused()
    page.keyboard.type(OWNER)
    day = date.fromisoformat(action.locator("[name=due]").input_value())
    page.keyboard.press("Enter")
    expect(action.locator(".taken")).to_contain_text(f"Opgepakt {OWNER}, klaar op")
    return day


def report_of(page: Page) -> list[str]:
    """The text of each page of the report of the result that is shown, once it is made."""
    address = f"{page.url.partition('#')[0]}/report.pdf"
    for _ in range(60):
        report = page.request.get(address)
        if report.headers["content-type"] == "application/pdf":
            return [" ".join(each.extract_text().split()) for each in pypdf.PdfReader(io.BytesIO(report.body())).pages]
        page.wait_for_timeout(500)
    raise AssertionError(f"no report within half a minute: {page.url}")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_action_is_taken_on_ticked_off_and_left_by_keyboard_and_stands_in_the_pdf_and_the_calendar(
    address: str, site: Site, open_page: Callable[..., Page], viewport: dict[str, int]
) -> None:
    page = open_page(java_script_enabled=False, locale="nl-NL", viewport=viewport)
    open_result_by_keyboard(page, address, site, at=[DESKTOP, PHONE].index(viewport))
    result = page.url
    action = page.locator("ol.actions > li").first
    what = action.locator("h3").inner_text()
    tab_to(page, f"Ik pak dit op ({what})")
    day = take_on_by_keyboard(page, action)
    assert day > clock_of(site)().date()
    assert page.url == f"{result}#{action.get_attribute('id')}"

    if viewport is DESKTOP:  # the documents know nothing of windows
        assert sum(f"Wie: {OWNER}" in each for each in report_of(page)) == 2
    calendar = icalendar.Calendar.from_ical(page.request.get(f"{result}/calendar.ics").body())
    (mine,) = [each for each in calendar.walk("VEVENT") if f"Wie: {OWNER}" in str(each["DESCRIPTION"])]
    assert mine.decoded("DTSTART") == day
    assert str(mine["SUMMARY"]).endswith(what)

    tab_to(page, "Afvinken")
    page.keyboard.press("Enter")
    expect(action.locator(".taken")).to_contain_text(f"Gedaan {OWNER}")
    tab_to(page, "Toch niet")
    page.keyboard.press("Enter")
    expect(action.locator(".taken")).to_have_count(0)


def test_the_answers_the_rule_and_the_evidence_of_an_advice_open_by_keyboard(
    address: str, site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(java_script_enabled=False, locale="nl-NL", viewport=PHONE)
    open_result(page, address, site)
    action = page.locator("ol.actions > li").first
    tab_to(page, f"({action.locator('h3').inner_text()})")
    why = page.get_by_role("group").filter(has=page.locator("summary", has_text="Waarom dit advies?")).first
    expect(why.locator(".reveal")).to_be_hidden()
    tab_to(page, "Waarom dit advies?")
    page.keyboard.press("Enter")
    expect(why.locator(".reveal")).to_be_visible()
    for text in ("Uw antwoorden", "De regel", "onder 50 is het ‘actie’", "Onderbouwing"):
        expect(why.locator(".reveal")).to_contain_text(text)


@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_an_untouched_result_is_short_on_a_phone_and_never_wider_than_it(
    address: str, site: Site, open_page: Callable[..., Page], at: int
) -> None:
    page = open_page(locale="nl-NL", viewport=PHONE)
    wait_for_fonts(page)
    open_result(page, address, site, at=at)
    page.evaluate("document.fonts.ready")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert page.evaluate("document.documentElement.scrollHeight") < TALLEST
    for number in range(page.locator("ol.actions > li").count()):
        expect(page.locator("ol.actions > li").nth(number).locator("h3")).to_be_visible()


def test_on_paper_there_are_no_buttons_and_what_was_opened_stays_open(
    address: str, site: Site, open_page: Callable[..., Page]
) -> None:
    page = open_page(locale="nl-NL", viewport=DESKTOP)
    open_result(page, address, site)
    why = page.locator("ol.actions > li").nth(1).locator("details.why")
    why.locator("summary").click()
    page.emulate_media(media="print")
    expect(why.locator(".reveal")).to_be_visible()
    expect(page.locator("ol.actions > li h3").first).to_be_visible()
    for hidden in (
        "nav.toc",
        ".bar",
        ".foot ul",
        "details.take",
        "ol.actions > li:first-child details.why",
        "#take-along",
    ):
        expect(page.locator(hidden).first).to_be_hidden()
