"""Walk one respondent through the questionnaire in a real browser: any language, with or without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Download, Locator, Page, Route, expect

DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}

NAME = "Tulp"
"""What the client is called."""

GIVEN: dict[str, str | list[str]] = {
    "cx_alias": NAME,
    "cx_country": "DE",
    "cx_region": "urban",
    "cx_sector": "manufacturing",
    "cx_first_contact": "yes",
    "cx_first_transaction": "no",
    "cx_months": "5",
    "cx_first_mode": "digital",
    "cx_contact_moments": "7",
    "cx_physical_12m": "2",
    "cx_digital_3m": "2",
    "cx_travel_hours": "2.5",
    "cx_channels_used": ["email", "phone"],
}
"""What an entrepreneur in Delft answers about a prospect in Germany, as codes and as typed in English."""

NEXT = "#answers .prevnext button[value=next]"
COUNTRY = {"nl": "Duitsland", "en": "Germany", "de": "Deutschland"}


def follow(page: Page, button_or_link: Locator) -> None:
    """Click, and wait for the page it leads to: a click alone returns while the old page still stands."""
    with page.expect_navigation():
        button_or_link.click()


def wait_for_fonts(page: Page) -> None:
    """Let every page wait for its own fonts: by themselves pages do without those that come a moment too late."""

    def patient(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("font-display: optional", "font-display: block"))

    page.route("**/frame*.css*", patient)


def begin(page: Page, address: str, language: str) -> None:
    """Begin the questionnaire in full, from the start page of a language."""
    page.goto(f"{address}/{language}/")
    follow(page, page.locator("form.way:has([name=form][value=full]) button"))


def asked(page: Page) -> list[str]:
    """The items of the page."""
    names: list[str] = page.locator('[name^="seen-"]').evaluate_all("boxes => boxes.map(each => each.name)")
    return [each.removeprefix("seen-") for each in names]


def typed(page: Page, item: str) -> str:
    """What is typed into the box of an item, with the decimal sign of the language."""
    value = str(GIVEN.get(item, "3"))
    return value if page.locator("html").get_attribute("lang") == "en" else value.replace(".", ",")


def answer(page: Page, item: str, at: int) -> None:
    """Answer one item: as written above, else with the option at this place, as anybody might."""
    boxes = page.locator(f'[name="item-{item}"]')
    value = GIVEN.get(item)
    kind = boxes.first.evaluate("box => box.type")
    if kind in ("radio", "checkbox"):
        for code in [value] if isinstance(value, str) else value or []:
            page.locator(f'[name="item-{item}"][value="{code}"]').check()
        if value is None:
            boxes.nth(at % min(5, boxes.count())).check()
    elif kind == "select-one":
        boxes.first.select_option(str(value))
    else:
        boxes.first.fill(typed(page, item))


def fill_page(page: Page) -> list[str]:
    """Answer every item of the page, and give their ids."""
    items = asked(page)
    for at, item in enumerate(items):
        answer(page, item, at + 2)
    return items


def walk(page: Page, until: str = "/review") -> list[str]:
    """Answer one page after the other until the address holds `until`; gives the items that were answered."""
    done: list[str] = []
    pages = 0
    while until not in page.url:
        pages += 1
        assert pages < 30
        if page.url.endswith("/course"):
            follow(page, page.locator(".prevnext a.btn"))
        else:
            done += fill_page(page)
            follow(page, page.locator(NEXT))
            assert page.locator(".notice-error").count() == 0, page.locator(".notice-error").inner_text()
    return done


def finish(page: Page) -> None:
    """Ask for the result, from the review."""
    follow(page, page.locator("form.prevnext button.btn"))
    page.wait_for_url(re.compile("/result$"))


def downloaded(page: Page, link: Locator, *, waits: Callable[[], None] = lambda: None) -> bytes:
    """The PDF that a link leads to, by the waiting page where there is one; `waits` is called when that shows."""
    begun: list[Download] = []
    page.on("download", lambda download: begun.append(download))
    link.click()
    told = page.locator("#making")
    for _ in range(300):
        if begun:
            return begun[0].path().read_bytes()
        if told.count():
            expect(page.locator("#making-file")).to_be_visible()
            waits()
            _look_again(page)
        page.wait_for_timeout(200)
    raise AssertionError(f"no document within a minute: {page.url}")


def _look_again(page: Page) -> None:
    """Without scripts, press the link that looks again; with scripts, the page says by itself that it is ready."""
    scripts = page.locator("#making[hx-get]").count() and page.evaluate("typeof htmx !== 'undefined'")
    if not scripts or page.locator("#making .notice-ok").count():
        page.wait_for_timeout(500)
        page.locator("#making-file").click()
