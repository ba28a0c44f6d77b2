"""Answer one item at a time in a real browser, on a phone, with and without scripts, and switch on the way."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from rely.services.assessments import get_assessment
from rely.services.examples import fill_examples
from rely.services.site import Site
from tests.chromium import begun, let_in
from tests.journeys.looking import findings, overflow, small_targets
from tests.journeys.saving import choose, id_of, is_saved, sign, stored, to, to_url
from tests.journeys.walking import follow, wait_for_fonts

PHONE = {"width": 360, "height": 640}

# Of trust there are seven statements in either phase; two of them are about meetings.
FEWEST = 5


def press(page: Page, selector: str) -> Page:
    follow(page, page.locator(selector))
    return page


def open_draft(page: Page, site: Site, address: str, language: str) -> Page:
    """Let the browser in to the last invented client, at the statements about trust."""
    here = let_in(page, f"{address}/{language}/", fill_examples(site)[-1].code)
    return to_url(page, here, "trust/1")


def one_by_one(page: Page, address: str) -> Page:
    """A new questionnaire, one item at a time."""
    page.goto(begun(page, f"{address}/en/", instrument="relationship-check"))
    return press(page, ".pace")


def asked(page: Page) -> list[str | None]:
    return [each.get_attribute("data-item") for each in page.locator("#items > *").all()]


def is_on_one_screen(page: Page) -> bool:
    """Whether the statement, its options and the button that goes on are seen without scrolling."""
    item, button = page.locator("#items .item").bounding_box(), page.locator(".prevnext .btn").bounding_box()
    assert item is not None
    assert button is not None
    return item["y"] >= 0 and item["y"] + item["height"] <= PHONE["height"] and button["y"] < PHONE["height"] - 24


def answers(site: Site, page: Page) -> dict[str, object]:
    return dict(get_assessment(site, id_of(page)).answers)


def test_a_part_is_answered_one_by_one_on_a_phone_without_scripts_and_switching_keeps_what_was_chosen(
    site: Site, address: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(java_script_enabled=False, viewport=PHONE)
    wait_for_fonts(page)
    open_draft(page, site, address, "nl")
    assert len(asked(page)) > 1
    follow(page, page.get_by_role("button", name="Eén stelling per keer"))
    seen: list[str] = []
    while "/trust/" in page.url:
        (item,) = asked(page)
        assert item is not None
        seen.append(item)
        expect(page.locator("#eyebrow")).to_have_text(re.compile(rf"^Stelling {len(seen)} van \d+$"))
        assert is_on_one_screen(page)
        choose(page, item, str(1 + len(seen) % 5))
        if len(seen) == 2:
            follow(page, page.get_by_role("button", name="Hele pagina tegelijk"))
            assert len(asked(page)) > 1
            expect(page.locator(f'[name="item-{item}"][value="3"]')).to_be_checked()
            follow(page, page.get_by_role("button", name="Eén stelling per keer"))
            continue
        follow(page, page.get_by_role("button", name="Volgende").last)
    assert len(seen) == len(set(seen)) >= FEWEST
    kept = answers(site, page)
    assert [kept[item] for item in seen] == [1 + number % 5 for number in range(1, len(seen) + 1)]


def test_with_scripts_the_single_answer_is_saved_as_it_is_given_and_nothing_goes_on_by_itself(
    site: Site, address: str, open_page: Callable[..., Page]
) -> None:
    page = one_by_one(open_page(viewport=PHONE), address)
    page.locator('[name="item-cx_alias"]').fill("Tulip")
    is_saved(page, "cx_alias")
    to(page, "client/2/cx_first_contact")
    before = page.url
    choose(page, "cx_first_contact", "yes")
    is_saved(page, "cx_first_contact")
    assert page.url == before
    assert asked(page) == ["cx_first_contact"]
    assert stored(site, page) == {"cx_alias": "Tulip", "cx_first_contact": "yes"}
    expect(page.locator("#eyebrow")).to_have_text("Question 5 of 25")


def test_switching_with_scripts_sends_what_is_still_being_typed(
    site: Site, address: str, open_page: Callable[..., Page]
) -> None:
    page = one_by_one(open_page(viewport=PHONE), address)
    page.locator('[name="item-cx_alias"]').press_sequentially("Tul")
    press(page, ".pace")
    assert page.url.endswith("/client/1#item-cx_alias")
    expect(page.locator('[name="item-cx_alias"]')).to_have_value("Tul")
    assert stored(site, page) == {"cx_alias": "Tul"}


def test_by_keyboard_alone_the_item_is_answered_and_the_enter_key_goes_on(
    address: str, open_page: Callable[..., Page]
) -> None:
    page = to(one_by_one(open_page(viewport=PHONE), address), "client/2/cx_first_contact")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "item-cx_first_contact":
            break
    page.keyboard.press("Space")
    is_saved(page, "cx_first_contact")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/client/2/cx_first_transaction#asked")
    # The next Tab reaches the part that asks, not the head of the site.
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('asked').contains(document.activeElement)")


@pytest.mark.parametrize("scripts", [True, False])
def test_back_reload_and_a_double_click_lose_nothing(
    site: Site, address: str, open_page: Callable[..., Page], scripts: bool
) -> None:
    page = one_by_one(open_page(viewport=PHONE, java_script_enabled=scripts), address)
    to(page, "client/2/cx_first_contact")
    choose(page, "cx_first_contact", "yes")
    page.locator(".prevnext .btn").dblclick()
    page.wait_for_url("**/client/2/*#asked")
    to(page, "client/2/cx_first_transaction")
    choose(page, "cx_first_transaction", "no")
    page.get_by_role("button", name="Next").last.click()
    page.wait_for_url("**/client/2/cx_months*")
    page.go_back()
    page.reload()
    expect(page.locator('[name="item-cx_first_transaction"][value="no"]')).to_be_checked()
    assert stored(site, page) == {"cx_first_contact": "yes", "cx_first_transaction": "no"}


def test_an_answer_without_connection_waits_and_the_next_page_opens_when_it_is_back(
    site: Site, address: str, open_page: Callable[..., Page]
) -> None:
    page = to(one_by_one(open_page(viewport=PHONE), address), "client/2/cx_first_contact")
    page.context.set_offline(True)
    choose(page, "cx_first_contact", "yes")
    expect(sign(page, "cx_first_contact")).to_have_text("Waiting for a connection")
    page.locator(".prevnext .btn").click()
    expect(page.locator("#line")).to_contain_text("opens by itself")
    expect(page.locator("#line")).to_be_in_viewport()
    page.context.set_offline(False)
    page.wait_for_url("**/client/2/cx_first_transaction*")
    assert stored(site, page) == {"cx_first_contact": "yes"}


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("place", ["client/3/cx_physical_12m", "client/3"])
def test_a_mistake_takes_the_focus_and_once_mended_one_press_leads_back_to_the_review(
    site: Site, address: str, open_page: Callable[..., Page], scripts: bool, place: str
) -> None:
    page = open_draft(open_page(viewport=PHONE, java_script_enabled=scripts), site, address, "en")
    if place.endswith("12m"):
        press(page, ".pace")
    to(page, f"{place}?back=review#item-cx_physical_12m")
    page.locator('[id="item-cx_physical_12m-box"]').fill("x")
    press(page, ".prevnext .btn")
    expect(page.locator("#mistakes")).to_be_focused()
    page.locator('[id="item-cx_physical_12m-box"]').fill("3")
    press(page, ".prevnext .btn")
    assert page.url.endswith("/review")
    assert answers(site, page)["cx_physical_12m"] == 3


@pytest.mark.parametrize(("language", "scheme"), [("nl", "light"), ("de", "dark")])
def test_axe_finds_nothing_on_a_page_of_one_item(
    site: Site, address: str, open_page: Callable[..., Page], language: str, scheme: str
) -> None:
    page = open_draft(open_page(color_scheme=scheme, viewport={"width": 320, "height": 640}), site, address, language)
    press(page, ".pace")
    for place in ("trust/1", "client/1/cx_alias", "client/6/cx_channels_used", "client/2?back=review"):
        to(page, place)
        assert findings(page) == [], place
        assert small_targets(page) == [], place
        assert not overflow(page), place
    to(page, "client/3/cx_physical_12m?back=review")
    page.locator('[id="item-cx_physical_12m-box"]').fill("x")
    press(page, ".prevnext .btn")
    expect(page.locator("#mistakes")).to_be_focused()
    assert findings(page) == []
    assert not overflow(page)
