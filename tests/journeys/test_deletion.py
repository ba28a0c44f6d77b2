"""Play the end of it: change a result, look at the one before, go back, delete everything and keep the receipt."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from rely.services.examples import Example, fill_examples
from rely.services.site import Site
from tests.chromium import let_in
from tests.journeys.walking import DESKTOP, PHONE, follow
from tests.sites import clock_of


def resume(page: Page, address: str, example: Example, language: str) -> str:
    """Open the result of an example and give its address."""
    own = f"{address}/{language}/a/{example.id}"
    let_in(page, f"{address}/{language}/", example.code)
    page.goto(f"{own}/result")
    return own


def finish_again(page: Page, own: str, site: Site) -> None:
    """Change one answer a month later, and ask for the result."""
    clock_of(site).move(days=30)
    page.goto(f"{own}/trust/1")
    page.locator('[name="item-TR01"]:not(:checked)').first.check()
    follow(page, page.get_by_role("button", name="Volgende", exact=True))
    page.goto(f"{own}/result")
    expect(page.get_by_role("heading", name="U bent uw antwoorden aan het wijzigen")).to_be_visible()
    follow(page, page.get_by_role("button", name="Toon mijn resultaat").first)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_without_scripts_a_result_is_changed_brought_back_and_deleted_with_a_receipt(
    site: Site, address: str, open_page: Callable[..., Page], viewport: dict[str, int]
) -> None:
    example = fill_examples(site)[0]
    page = open_page(java_script_enabled=False, locale="nl-NL", viewport=viewport)
    own = resume(page, address, example, "nl")
    finish_again(page, own, site)
    expect(page.locator("#changed h2")).to_contain_text("Wat er is veranderd sinds")
    follow(page, page.get_by_role("link", name="Bekijken").first)
    expect(page.locator(".notice h2")).to_contain_text("Uw resultaat van")
    follow(page, page.get_by_role("link", name="Terug naar de antwoorden van dat resultaat"))
    follow(page, page.get_by_role("button", name="Ja, terug naar die antwoorden"))
    assert page.url == f"{own}/result"

    follow(page, page.get_by_role("link", name="Alles wissen"))
    expect(page.locator("h1")).to_have_text("Alles over ‘Tulp’ wissen?")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Antwoorden").click()
    assert downloading.value.suggested_filename.endswith(".csv")
    follow(page, page.get_by_role("button", name="Ja, wis alles"))
    assert page.url == f"{address}/nl/deleted"
    expect(page.locator("h1")).to_have_text("Alles is gewist")
    expect(page.locator("main")).to_contain_text("De laatste reservekopie waarin nog iets kan staan, verdwijnt op")
    page.go_back()
    page.reload()
    expect(page.locator("h1")).to_have_text("Deze pagina is er niet")
    page.goto(f"{address}/nl/resume")
    page.locator("#code").fill(example.code)
    with page.expect_navigation():
        page.locator("#code").press("Enter")
    expect(page.locator("#code-error")).to_be_visible()


def test_with_the_keyboard_alone_everything_is_deleted_and_no_is_as_near_as_yes(
    site: Site, address: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(java_script_enabled=False, locale="nl-NL")
    own = resume(page, address, fill_examples(site)[1], "nl")
    page.goto(f"{own}/delete")
    page.get_by_role("button", name="Ja, wis alles").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Nee, alles bewaren")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/deleted")


def test_the_receipt_is_printed_without_the_frame_of_the_site(
    site: Site, address: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(locale="nl-NL")
    page.goto(f"{resume(page, address, fill_examples(site)[2], 'nl')}/delete")
    follow(page, page.locator(".btn-danger"))
    page.emulate_media(media="print")
    assert page.locator("header.bar").is_hidden()
    assert page.locator("dl").is_visible()
