"""Play one entrepreneur from the start page to the downloaded report, in a real browser without scripts."""

import io
from collections.abc import Callable

import pypdf
import pytest
from playwright.sync_api import Locator, Page, expect

# What an entrepreneur in Delft answers about a prospect in Germany.
FACTS: dict[str, str | list[str]] = {
    "cx_alias": "Tulp",
    "cx_country": "Duitsland",
    "cx_region": "Stad",
    "cx_sector": "Industrie",
    "cx_first_contact": "Ja",
    "cx_first_transaction": "Nee",
    "cx_months": "5",
    "cx_first_mode": "Digitaal",
    "cx_contact_moments": "7",
    "cx_physical_12m": "2",
    "cx_digital_3m": "2",
    "cx_travel_hours": "2,5",
    "cx_channels_used": ["E-mail", "Telefoon"],
}

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}


def follow(page: Page, button_or_link: Locator) -> None:
    """Click, and wait for the page it leads to: a click alone returns while the old page still stands."""
    with page.expect_navigation():
        button_or_link.click()


def answer(page: Page, item: str, at: int) -> None:
    """Answer one item: as written above, else the answer at this place, as anybody might."""
    boxes = page.locator(f'[name="item-{item}"]')
    value = FACTS.get(item)
    kind = boxes.first.get_attribute("type")
    if kind in ("radio", "checkbox"):
        for label in [value] if isinstance(value, str) else value or []:
            page.locator(f'[id="item-{item}"]').get_by_label(label, exact=True).check()
        if value is None:
            boxes.nth(at % min(5, boxes.count())).check()
    elif boxes.first.evaluate("box => box.tagName") == "SELECT":
        boxes.first.select_option(label=str(value))
    else:
        boxes.first.fill(str(value or 3))


def fill_page(page: Page) -> None:
    """Answer every item of the page."""
    seen = page.locator('[name^="seen-"]')
    for at in range(seen.count()):
        answer(page, (seen.nth(at).get_attribute("name") or "").removeprefix("seen-"), at + 2)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_in_dutch_from_the_start_page_to_the_downloaded_report(
    address: str, open_page: Callable[..., Page], viewport: dict[str, int]
) -> None:
    page = open_page(java_script_enabled=False, locale="nl-NL", viewport=viewport, accept_downloads=True)
    page.goto(address)
    expect(page.locator("h1")).to_have_text("Hoe goed is uw contact met die ene klant?")
    follow(page, page.get_by_role("button", name="Begin met één klant"))
    expect(page.locator("h1")).to_have_text("Over welke klant gaat het?")

    pages = 0
    while "/review" not in page.url:
        pages += 1
        assert pages < 30
        if "/course" in page.url:
            expect(page.locator("h1")).to_contain_text("de initiële fase")
            follow(page, page.get_by_role("link", name="Volgende"))
        else:
            fill_page(page)
            follow(page, page.get_by_role("button", name="Volgende", exact=True))
            assert page.locator(".notice-error").count() == 0, page.locator(".notice-error").inner_text()

    expect(page.locator("h1")).to_have_text("Alles is beantwoord")
    follow(page, page.get_by_role("button", name="Toon mijn resultaat"))
    conclusion = page.locator("h1").inner_text()
    assert "Tulp" in conclusion
    assert page.locator("ol.actions > li").count() == 5

    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download het rapport (pdf)").click()
    download = downloading.value
    assert download.suggested_filename.startswith("rely-tulp-")
    with open(download.path(), "rb") as file:
        report = pypdf.PdfReader(io.BytesIO(file.read()))
    told = " ".join(" ".join(each.extract_text() for each in report.pages).split())
    for text in (
        " ".join(conclusion.split()),
        "Tulp",
        "Duitsland",
        "Initiële fase",
        "Wat u nu kunt doen",
        "7 contactmomenten",
    ):
        assert text in told, text
    for text in page.locator("ol.actions h3").all_inner_texts():
        assert " ".join(text.split()) in told, text


def test_with_the_keyboard_alone_a_page_is_answered_and_the_enter_key_goes_on(
    address: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(java_script_enabled=False, locale="nl-NL")
    page.goto(f"{address}/nl/")
    page.get_by_role("button", name="Begin met één klant").focus()
    page.keyboard.press("Enter")
    page.locator('[id="item-cx_alias-box"]').focus()
    page.keyboard.type("Tulp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/client/2")
    page.go_back()
    expect(page.locator('[id="item-cx_alias-box"]')).to_have_value("Tulp")


def test_after_a_mistake_the_summary_has_the_focus_and_leads_to_the_box(
    address: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(locale="nl-NL")
    page.goto(f"{address}/nl/")
    follow(page, page.get_by_role("button", name="Begin met één klant"))
    page.goto(page.url.replace("client/1", "client/2"))
    page.locator('[id="item-cx_months-box"]').fill("een half jaar")
    follow(page, page.get_by_role("button", name="Volgende", exact=True))
    expect(page.locator("#mistakes")).to_be_focused()
    expect(page.locator('[id="item-cx_months-error"]')).to_contain_text("Vul een heel getal in, bijvoorbeeld 5.")
    page.locator("#mistakes a").click()
    expect(page.locator('[id="item-cx_months-box"]')).to_be_focused()
    expect(page.locator('[id="item-cx_months-box"]')).to_have_value("een half jaar")


def test_the_back_button_and_a_reload_lose_nothing(address: str, open_page: Callable[..., Page]) -> None:
    page = open_page(java_script_enabled=False, locale="nl-NL")
    page.goto(f"{address}/nl/")
    follow(page, page.get_by_role("button", name="Begin met één klant"))
    fill_page(page)
    follow(page, page.get_by_role("button", name="Volgende", exact=True))
    fill_page(page)
    follow(page, page.get_by_role("button", name="Volgende", exact=True))
    page.go_back()
    page.go_back()
    page.reload()
    expect(page.locator('[id="item-cx_alias-box"]')).to_have_value("Tulp")
    follow(page, page.get_by_role("button", name="Volgende", exact=True))
    page.reload()
    expect(page.locator('[id="item-cx_months-box"]')).to_have_value("5")
