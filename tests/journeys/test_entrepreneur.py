"""Press keys, make mistakes and go back, in a real browser on single pages; the whole way: test_whole_way.py."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.walking import begin, fill_page, follow


def test_with_the_keyboard_alone_a_page_is_answered_and_the_enter_key_goes_on(
    address: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(java_script_enabled=False, locale="nl-NL")
    page.goto(f"{address}/nl/")
    page.get_by_role("button", name="Begin met alle vragen").focus()
    with page.expect_navigation():
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
    begin(page, address, "nl")
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
    begin(page, address, "nl")
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
