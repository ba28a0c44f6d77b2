"""Let answers meet others, a wrong clock, a server in trouble or one that knows nothing of them any more."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from sqlalchemy import delete

from rely.services.assessments import get_assessment
from rely.services.site import Site
from rely.storage.tables import AssessmentRow
from tests.journeys.saving import (
    CLEAR,
    KEYS,
    TAKE,
    WAITING,
    choose,
    id_of,
    is_saved,
    move,
    page,
    records,
    sign,
    site,
    stored,
    to,
    to_url,
)

__all__ = ["page", "site"]

GONE = "() => Object.keys(localStorage).some((key) => key.startsWith('rely:gone:'))"


def test_two_tabs_with_different_answers_are_told_and_the_other_value_is_one_click_away(page: Page, site: Site) -> None:
    to(page, "garden/3")
    other = page.context.new_page()
    other.goto(page.url)
    choose(page, "sown", "no")
    is_saved(page, "sown")
    move(site, page, minutes=-10)
    choose(other, "sown", "yes")
    expect(sign(other, "sown")).to_have_text("Changed elsewhere")
    expect(other.locator('[id="item-sown-offer"]')).to_contain_text("on another device you answered ‘No’")
    expect(other.locator("#line")).to_contain_text("changed elsewhere")
    assert stored(site, page) == {"sown": "yes"}
    other.get_by_role("button", name=TAKE).click()
    is_saved(other, "sown")
    expect(other.locator('[name="item-sown"][value="no"]')).to_be_checked()
    assert stored(site, page) == {"sown": "no"}


def test_an_answer_that_waited_gives_way_to_a_later_one_from_another_device(
    page: Page, open_page: Callable[..., Page], address: str, site: Site
) -> None:
    code = page.locator("b.code").inner_text()
    to(page, "garden/3")
    page.context.set_offline(True)
    choose(page, "sown", "no")
    expect(sign(page, "sown")).to_have_text(WAITING)
    phone = open_page(locale="en-GB")
    phone.goto(f"{address}/en/resume")
    phone.locator("#code").fill(code)
    phone.locator("#code").press("Enter")
    phone.wait_for_url("**/a/**")
    choose(to(phone, "garden/3"), "sown", "yes")
    is_saved(phone, "sown")
    move(site, page, minutes=10)
    page.context.set_offline(False)
    expect(sign(page, "sown")).to_have_text("Changed elsewhere")
    expect(page.locator('[id="item-sown-offer"]')).to_contain_text("Here you answered ‘No’")
    expect(page.locator('[name="item-sown"][value="yes"]')).to_be_checked()
    assert stored(site, page) == {"sown": "yes"}


def test_a_retry_after_a_lost_answer_is_no_conflict(page: Page, site: Site) -> None:
    to(page, "garden/3")
    lost: list[int] = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/save", lose, times=1)
    choose(page, "sown", "no")
    is_saved(page, "sown")
    assert lost == [200]
    assert get_assessment(site, id_of(page)).revision("sown") == 1


def test_a_stale_token_is_replaced_without_a_word(page: Page, site: Site) -> None:
    to(page, "garden/3").evaluate("document.getElementById('token').value = 'stale'")
    answers: list[int] = []
    page.on("response", lambda each: answers.append(each.status) if each.url.endswith("/save") else None)
    choose(page, "sown", "no")
    is_saved(page, "sown")
    assert answers == [400, 200]
    with page.expect_navigation(url=re.compile(r"/garden/4$")):
        page.get_by_role("button", name="Next").last.click()


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_in_trouble_is_asked_again(page: Page, site: Site, status: int) -> None:
    to(page, "garden/3")
    page.route("**/save", lambda route: route.fulfill(status=status, body="<p>later</p>"))
    choose(page, "sown", "no")
    expect(page.locator("#connection")).to_contain_text("Our site does not answer at the moment")
    page.unroute("**/save")
    is_saved(page, "sown")
    expect(page.locator("#connection")).to_be_empty()


def test_a_sign_in_page_in_between_is_not_taken_for_the_server(page: Page) -> None:
    to(page, "garden/3")
    page.route("**/save", lambda route: route.fulfill(status=200, content_type="text/html", body="<p>Hotel</p>"))
    choose(page, "sown", "no")
    expect(sign(page, "sown")).to_have_text(WAITING)
    assert len(page.evaluate(KEYS)) == 1


def test_a_save_into_a_deleted_assessment_clears_what_waits_and_says_so(page: Page, site: Site) -> None:
    to(page, "garden/3")
    other = page.context.new_page()
    other.goto(page.url)
    with site.database.writing() as session:
        session.execute(delete(AssessmentRow).where(AssessmentRow.id == id_of(page)))
    choose(page, "sown", "no")
    expect(page.locator("#connection")).to_contain_text("These answers are no longer here")
    choose(other, "sown", "yes")
    for each in (page, other):
        each.wait_for_function(f"() => ({KEYS})().length === 0")


def test_a_browser_that_lost_its_cookie_keeps_what_waits_until_the_code_is_given(page: Page, site: Site) -> None:
    code = page.locator("b.code").inner_text()
    to(page, "garden/3")
    page.context.clear_cookies()
    choose(page, "sown", "no")
    expect(page.locator("#connection")).to_contain_text("Your answers wait on this device")
    page.get_by_role("link", name="Go on with your code").click()
    page.locator("#code").fill(code)
    page.locator("#code").press("Enter")
    page.wait_for_url("**/a/**")
    page.wait_for_function(f"() => ({KEYS})().length === 0")
    assert stored(site, page) == {"sown": "no"}


def test_a_page_that_says_so_makes_the_device_forget(page: Page) -> None:
    to(page, "garden/3")
    page.context.set_offline(True)
    choose(page, "sown", "no")
    assert len(page.evaluate(KEYS)) == 1
    page.route("**/save", lambda route: route.abort())
    page.context.set_offline(False)
    page.context.route(
        "**/privacy",
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body=answer.text().replace("<h1", f'<p data-forget="{id_of(page).hex}"></p><h1'),
        ),
    )
    receipt = page.context.new_page()
    receipt.goto(re.sub(r"/a/.*", "/privacy", page.url))
    assert receipt.evaluate(KEYS) == []
    page.wait_for_function(GONE)  # what one window stores, another sees a moment later
    choose(page, "sown", "yes")
    assert page.evaluate(KEYS) == []


def test_back_in_the_history_shows_the_answers_as_they_are_now(page: Page) -> None:
    choose(to(page, "garden/3"), "sown", "no")
    is_saved(page, "sown")
    with page.expect_navigation(url=re.compile(r"/garden/4$")):
        page.get_by_role("button", name="Next").last.click()
    other = page.context.new_page()
    choose(to_url(other, page.url, "garden/3"), "sown", "yes")
    expect(other.locator('[name="item-since"]')).to_be_visible()
    page.go_back()
    expect(page.locator('[name="item-sown"][value="yes"]')).to_be_checked()


@pytest.mark.parametrize("hours", [-30, 30], ids=["behind", "ahead"])
def test_a_wrong_clock_on_the_device_makes_no_answer_later_or_earlier(
    page: Page, open_page: Callable[..., Page], address: str, site: Site, hours: int
) -> None:
    code = page.locator("b.code").inner_text()
    wrong = open_page(locale="en-GB")
    wrong.add_init_script(f"const real = Date.now; Date.now = () => real() + {hours} * 3600000;")
    wrong.goto(f"{address}/en/resume")
    wrong.locator("#code").fill(code)
    wrong.locator("#code").press("Enter")
    wrong.wait_for_url("**/a/**")
    choose(to(page, "garden/3"), "sown", "no")
    is_saved(page, "sown")
    to(wrong, "garden/3")
    choose(to(page, "garden/3"), "sown", "yes")
    expect(page.locator('[name="item-since"]')).to_be_visible()
    move(site, page, minutes=-10)
    wrong.get_by_role("button", name=CLEAR).click()
    expect(sign(wrong, "sown")).to_have_text("Changed elsewhere")
    assert stored(site, page) == {}
    assert all(abs((each.answered_at - site.now()).total_seconds()) < 60 for each in records(site, page))
