"""Answer in a real browser and press nothing: every answer is stored as it is given, and none is lost on the way."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, expect

from rely.services.assessments import get_assessment
from rely.services.site import Site
from tests.journeys.saving import (
    CLEAR,
    KEYS,
    WAITING,
    choose,
    id_of,
    is_saved,
    page,
    sign,
    site,
    stored,
    to,
)

__all__ = ["page", "site"]


def test_every_kind_of_answer_is_stored_without_a_button(page: Page, site: Site) -> None:
    page.locator('[name="item-data"]').fill("Tulp")
    page.locator('[name="item-where"]').select_option("DE")
    is_saved(page, "data", "where")
    to(page, "garden/3").locator('[name="item-sown"][value="yes"]').check()
    is_saved(page, "sown")
    page.locator('[name="item-since"]').fill("2026-03-01")
    is_saved(page, "since")
    choose(to(page, "garden/4"), "errors", "spade")
    choose(page, "errors", "hoe")
    page.locator('[name="item-notes"]').fill("one\ntwo")
    is_saved(page, "errors", "notes")
    expected = {"data": "Tulp", "where": "DE", "sown": "yes", "since": "2026-03-01", "errors": ("spade", "hoe")}
    assert stored(site, page) == expected | {"notes": "one\ntwo"}


def test_an_item_goes_and_appears_again_as_the_answer_before_it_has_it(page: Page) -> None:
    choose(to(page, "garden/3"), "sown", "no")
    expect(page.locator('[name="item-since"]')).to_have_count(0)
    choose(page, "sown", "yes")
    expect(page.locator('[name="item-since"]')).to_be_visible()
    expect(page.locator('[name="item-sown"][value="yes"]')).to_be_focused()
    page.locator('[name="item-since"]').fill("2026-03-01")
    is_saved(page, "since")


def test_what_does_not_fit_is_told_beside_the_box_when_it_is_left_and_stays_there(page: Page, site: Site) -> None:
    box = to(page, "garden/2").locator('[name="item-plants"]')
    box.fill("a dozen")
    page.wait_for_timeout(1200)
    expect(page.locator(".err")).to_have_count(0)
    page.locator('[name="item-acres"]').focus()
    expect(page.locator('[id="item-plants-error"]')).to_contain_text("Enter a whole number")
    expect(box).to_have_value("a dozen")
    expect(page.locator('[name="item-acres"]')).to_be_focused()
    box.fill("12")
    is_saved(page, "plants")
    expect(page.locator(".err")).to_have_count(0)
    assert stored(site, page) == {"plants": 12}


def test_what_is_told_while_a_button_is_held_down_does_not_take_the_press_away(page: Page) -> None:
    to(page, "garden/2").locator('[name="item-plants"]').fill("a dozen")
    with page.expect_navigation():
        page.get_by_role("button", name="Next").last.click(delay=600)
    expect(page.locator("#mistakes")).to_contain_text("Enter a whole number")


def test_clearing_an_answer_is_saved_at_once_and_the_focus_stays(page: Page, site: Site) -> None:
    choose(to(page, "garden/3"), "sown", "no")
    is_saved(page, "sown")
    page.get_by_role("button", name=CLEAR).click()
    expect(sign(page, "sown")).to_have_text("")
    expect(page.locator('[name="item-sown"]').first).to_be_focused()
    page.wait_for_function(f"() => ({KEYS})().length === 0")
    assert stored(site, page) == {}


def test_saved_is_read_aloud_once_and_not_for_every_answer(page: Page) -> None:
    choose(to(page, "garden/3"), "sown", "yes")
    expect(page.locator("#line")).to_have_text("Saved")
    watch = """() => { window.changes = 0; const count = () => { window.changes += 1; };
        new MutationObserver(count).observe(document.getElementById('line'),
            {childList: true, characterData: true, subtree: true}); }"""
    page.evaluate(watch)
    choose(page, "sown", "no")
    is_saved(page, "sown")
    to(page, "garden/4")
    page.evaluate(watch)
    for tool in ("spade", "rake", "hoe"):
        choose(page, "errors", tool)
        is_saved(page, "errors")
    expect(page.locator("#line")).to_have_text("Saved")
    assert page.evaluate("window.changes") == 1


def test_offline_answers_wait_survive_a_reload_and_are_sent_when_the_line_is_back(page: Page, site: Site) -> None:
    to(page, "garden/3")
    page.context.set_offline(True)
    choose(page, "sown", "yes")
    expect(sign(page, "sown")).to_have_text(WAITING)
    expect(page.locator("#connection")).to_contain_text("You are offline for a moment. Just carry on.")
    expect(page.locator("#connection")).to_contain_text("Waiting now: 1")
    expect(page.locator("#line")).to_have_text(WAITING)
    assert stored(site, page) == {}
    # The browser's own page comes first; then the same page again, while saving still fails. It comes in a window of
    # its own: the browser itself loads anew what it could not, at a moment of its own.
    here = page.url
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        page.reload()
    page.close()
    page = page.context.new_page()
    page.route("**/save", lambda route: route.abort())
    page.context.set_offline(False)
    page.goto(here)
    expect(page.locator('[name="item-sown"][value="yes"]')).to_be_checked()
    expect(sign(page, "sown")).to_have_text(WAITING)
    page.unroute("**/save")
    is_saved(page, "sown")
    expect(page.locator("#connection")).to_be_empty()
    assert stored(site, page) == {"sown": "yes"}


def test_next_waits_calmly_while_offline_and_goes_on_by_itself(page: Page, site: Site) -> None:
    to(page, "garden/4")
    page.context.set_offline(True)
    choose(page, "errors", "rake")
    page.get_by_role("button", name="Next").last.click()
    expect(page.locator("#line")).to_contain_text("The next page opens by itself")
    assert page.url.endswith("/garden/4")
    with page.expect_navigation(url=re.compile(r"/course$")):
        page.context.set_offline(False)
    assert stored(site, page) == {"errors": ("rake",)}


def test_who_goes_on_answering_after_next_stays_on_the_page(page: Page) -> None:
    to(page, "garden/4")
    page.context.set_offline(True)
    page.get_by_role("button", name="Next").last.click()
    expect(page.locator("#line")).to_contain_text("The next page opens by itself")
    choose(page, "errors", "rake")
    expect(page.locator("#line")).to_have_text(WAITING)
    page.context.set_offline(False)
    is_saved(page, "errors")
    assert page.url.endswith("/garden/4")


def test_the_review_sends_what_waited_and_shows_it(page: Page, site: Site) -> None:
    to(page, "garden/3")
    choose(page, "sown", "yes")
    is_saved(page, "sown")
    page.route("**/save", lambda route: route.abort())
    page.locator('[name="item-since"]').fill("2026-03-01")
    expect(sign(page, "since")).to_have_text(WAITING)
    page.unroute("**/save")
    to(page, "review")
    page.wait_for_function(f"() => ({KEYS})().length === 0")
    expect(page.locator("main li", has_text="Since when?")).to_have_count(0)
    assert stored(site, page) == {"sown": "yes", "since": "2026-03-01"}


def test_next_goes_to_the_browser_when_the_script_cannot_send(page: Page) -> None:
    to(page, "garden/4")
    page.route("**/save", lambda route: route.abort())
    choose(page, "errors", "rake")
    for _ in range(2):
        page.get_by_role("button", name="Next").last.click()
        page.wait_for_timeout(100)
    with page.expect_navigation(url=re.compile(r"/course$")):
        page.get_by_role("button", name="Next").last.click()


def test_two_clicks_on_next_store_and_send_the_page_once(page: Page, site: Site) -> None:
    to(page, "garden/4")
    posts: list[str] = []
    page.on("request", lambda each: posts.append(each.url) if each.method == "POST" else None)
    choose(page, "errors", "rake")
    is_saved(page, "errors")
    with page.expect_navigation(url=re.compile(r"/course$")):
        page.get_by_role("button", name="Next").last.dblclick(no_wait_after=True)
    assert [each for each in posts if each.endswith("/garden/4")] == posts[1:]
    assert len(posts) == 2
    assert get_assessment(site, id_of(page)).revision("errors") == 1


def test_no_storage_on_the_device_is_no_hindrance(open_page: Callable[..., Page], address: str, site: Site) -> None:
    page = open_page(locale="en-GB")
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }});")
    page.goto(f"{address}/en/")
    with page.expect_navigation():
        page.get_by_role("button", name="Begin", exact=False).first.click()
    choose(to(page, "garden/3"), "sown", "no")
    expect(sign(page, "sown")).to_have_text("Saved")
    assert stored(site, page) == {"sown": "no"}


def test_no_script_breaks_a_rule_of_the_page(page: Page, site: Site) -> None:
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    refused: list[Response] = []
    page.on("response", lambda each: refused.append(each) if each.status >= 400 else None)
    choose(to(page, "garden/3"), "sown", "yes")
    expect(page.locator('[name="item-since"]')).to_be_visible()
    choose(page, "sown", "no")
    is_saved(page, "sown")
    to(page, "course")
    assert told == []
    assert refused == []
