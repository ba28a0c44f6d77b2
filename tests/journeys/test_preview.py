"""Play a researcher who edits a questionnaire beside its preview: edited, broken and mended, and never lost."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, Route, expect

from rely.services.preview_site import opened_preview
from rely.web.preview.app import create_preview_app
from rely.web.serve import listen
from tests.journeys.looking import findings, overflow, small_targets
from tests.journeys.walking import follow
from tests.previews import edit, write_small


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_small(tmp_path / "small")


@pytest.fixture
def bench(file: Path) -> Iterator[str]:
    """Where the preview of the file answers."""
    with opened_preview(file.parent) as preview:
        server: Any = listen(create_preview_app(preview), host="127.0.0.1", port=0, threads=16)
        threading.Thread(target=server.run, daemon=True).start()
        yield f"http://127.0.0.1:{server.effective_port}/preview"
        preview.watch.close()
        server.close()


def phone(page: Page) -> FrameLocator:
    return page.frame_locator("iframe[name=phone]")


def test_an_author_edits_breaks_and_mends_beside_the_preview(
    bench: str, file: Path, open_page: Callable[..., Page]
) -> None:
    page = open_page(locale="en-GB", viewport={"width": 1280, "height": 500})
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.goto(bench)
    expect(page.locator("h1")).to_contain_text("Small check")

    # A place of her own: a page, a language, an answer, halfway down.
    follow(page, page.get_by_role("link", name="The garden, page 4", exact=True))
    follow(page, page.get_by_role("link", name="Nederlands").first)
    box = phone(page).locator("[name=item-notes]")
    box.fill("weeds")
    box.blur()
    expect(phone(page).locator("#item-notes")).to_contain_text("Bewaard")
    phone(page).locator("body").evaluate("() => window.scrollTo(0, 120)")

    edit(file, '"What else?"', '"What else grows?"')
    expect(phone(page).locator("body")).to_contain_text("What else grows?")
    assert_kept(page)

    edit(file, '"response_scale": "story"', '"response_scale": "storey"')
    expect(page.locator("#problems")).to_contain_text("Did you mean 'story'?")
    line = next(at for at, text in enumerate(file.read_text().splitlines(), 1) if '"storey"' in text)
    expect(page.locator("#problems .place").first).to_have_text(f"{file}:{line}:24")
    expect(page.locator("#problems")).to_contain_text("You see the last version without errors")
    expect(phone(page).locator("body")).to_contain_text("What else grows?")
    assert_kept(page)

    edit(file, '"storey"', '"story"')
    expect(page.locator("#problems")).not_to_contain_text("Did you mean 'story'?")
    expect(page.locator("#problems")).to_contain_text("Read at")
    assert_kept(page)
    assert told == []


def assert_kept(page: Page) -> None:
    """The page, its language, the answer and the place are those that were left."""
    expect(phone(page).locator("html")).to_have_attribute("lang", "nl")
    expect(phone(page).locator("[name=item-notes]")).to_have_value("weeds")
    page.wait_for_function("() => document.querySelector('iframe').contentWindow.scrollY === 120")
    assert "at=garden%2F4" in page.url or "at=garden/4" in page.url


def test_a_file_broken_from_the_start_appears_when_it_is_mended(
    bench: str, file: Path, open_page: Callable[..., Page]
) -> None:
    edit(file, '"sections"', '"sektions"')
    page = open_page(locale="nl-NL")
    page.goto(bench)
    expect(page.locator("#problems")).to_contain_text("sektions")
    expect(page.locator("iframe")).to_have_count(0)
    edit(file, '"sektions"', '"sections"')
    expect(phone(page).locator("h1")).to_have_text("Welke tuin?")


def test_both_widths_show_the_same_page_and_the_same_answers(bench: str, open_page: Callable[..., Page]) -> None:
    page = open_page(locale="en-GB", viewport={"width": 1600, "height": 900})
    page.goto(f"{bench.removesuffix('/preview')}/en/preview?width=both&at=garden/1")
    desk = page.frame_locator("iframe[name=desk]")
    assert page.locator("iframe[name=phone]").evaluate("frame => frame.contentWindow.innerWidth") == 375
    assert page.locator("iframe[name=desk]").evaluate("frame => frame.contentWindow.innerWidth") == 1280
    phone(page).locator("[name=item-data]").fill("Allotment")
    phone(page).get_by_role("button", name="Next", exact=True).click()
    expect(desk.locator("[name=item-plants]")).to_be_visible()
    desk.get_by_role("button", name="Back", exact=True).click()
    expect(phone(page).locator("[name=item-data]")).to_have_value("Allotment")
    expect(page.get_by_role("link", name="The garden, page 1")).to_have_attribute("aria-current", "page")


def test_a_slow_frame_arrives_where_the_other_led_it_although_an_answer_was_given_meanwhile(
    bench: str, open_page: Callable[..., Page]
) -> None:
    page = open_page(locale="en-GB", viewport={"width": 1600, "height": 900})
    page.goto(f"{bench.removesuffix('/preview')}/en/preview?width=both&at=garden/1")
    held: list[Route] = []
    slow = ["desk"]
    page.route("**/garden/2", lambda each: held.append(each) if each.request.frame.name in slow else each.continue_())
    phone(page).locator("[name=item-data]").fill("Allotment")
    phone(page).get_by_role("button", name="Next", exact=True).click()
    expect(phone(page).locator("[name=item-plants]")).to_be_visible()
    page.wait_for_timeout(1500)  # a second after an answer all frames are loaded anew
    slow.clear()
    for each in held:
        each.continue_()
    expect(page.frame_locator("iframe[name=desk]").locator("[name=item-plants]")).to_be_visible()


@pytest.mark.parametrize(("language", "scheme"), [("nl", "light"), ("de", "dark")])
def test_axe_finds_nothing_all_can_be_hit_and_nothing_sticks_out(
    bench: str, file: Path, open_page: Callable[..., Page], language: str, scheme: str
) -> None:
    page = open_page(locale=language, color_scheme=scheme, viewport={"width": 320, "height": 640})
    page.goto(bench)
    expect(phone(page).locator("h1")).to_be_visible()
    for each in page.locator("details:not([open]) > summary").all():
        each.click()
    assert everything_wrong(page) == []
    edit(file, '"sections"', '"sektions"')
    expect(page.locator("#problems")).to_contain_text("sektions")
    assert everything_wrong(page) == []


def everything_wrong(page: Page) -> list[str]:
    """What is wrong with the page of the preview as it stands, without what its frames hold."""
    return [*findings(page), *small_targets(page), *(["it can be scrolled sideways"] if overflow(page) else [])]
