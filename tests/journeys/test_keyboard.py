"""Play the whole way by keyboard alone, 320 pixels wide: every stop of Tab is seen, and nothing sticks out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.looking import overflow
from tests.journeys.reports import check_report
from tests.journeys.walking import COUNTRY, GIVEN, NAME, NEXT, typed

WINDOW = {"width": 320, "height": 640}
"""A small phone, and a desk of 1280 by 2560 at 400 % zoom."""

MOST = 200
"""How many stops a patient person makes on one page."""

RING = 2
"""In CSS pixels: the thinnest ring that WCAG 2.2 lets count."""

STOP = """() => {
  const it = document.activeElement;
  if (it === document.body) return null;
  const shown = it.matches("[type=radio], [type=checkbox]") ? it.closest("label") || it : it;
  const style = getComputedStyle(shown), {left, right, top, bottom} = shown.getBoundingClientRect();
  const middle = document.elementFromPoint((left + right) / 2, Math.min(bottom, Math.max(top, 0) + 8) - 4);
  return {
    what: it.outerHTML.slice(0, 120), type: it.type || "", name: it.name || "", value: it.value || "",
    isChecked: Boolean(it.checked), isGroupDone: Boolean(it.name && document.querySelector(
      `[type=radio][name="${CSS.escape(it.name)}"]:checked`)),
    ring: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    isInView: right > left && bottom > top && left >= 0 && right <= innerWidth && bottom > 0 && top < innerHeight,
    isOnTop: middle !== null && (shown.contains(middle) || middle.contains(shown)),
  };
}"""


def tab(page: Page) -> dict[str, Any] | None:
    """Go to the next stop, and see that it is seen; None where the page ends."""
    page.keyboard.press("Tab")
    stop: dict[str, Any] | None = page.evaluate(STOP)
    if stop is not None:
        assert stop["ring"] >= RING, f"no ring: {stop}"
        assert stop["isInView"], f"out of sight: {stop}"
        assert stop["isOnTop"], f"something lies over it: {stop}"
    return stop


def go_on(page: Page, target: str, done: set[str]) -> None:
    """Stop by stop to the button or link that leads on, answering on the way, and press Enter."""
    assert not overflow(page), page.url
    for _ in range(MOST):
        stop = tab(page)
        if stop is not None and page.locator(f"{target}:focus").count():
            return
        if stop is not None and stop["name"].startswith("item-"):
            answer(page, stop)
            done.add(stop["name"].removeprefix("item-"))
    raise AssertionError(f"Tab does not reach {target} on {page.url}")


def answer(page: Page, stop: dict[str, Any]) -> None:
    """Answer the item that has the focus, as walking.answer does with a mouse."""
    item = stop["name"].removeprefix("item-")
    given = GIVEN.get(item)
    if stop["type"] == "radio":
        if not stop["isGroupDone"]:
            choose(page, stop, given)
    elif stop["type"] == "checkbox":
        if stop["value"] in (given or ()):
            page.keyboard.press("Space")
    elif stop["type"] == "select-one":
        page.keyboard.type(COUNTRY[page.locator("html").get_attribute("lang") or ""])
    else:
        page.keyboard.type(typed(page, item))


def choose(page: Page, stop: dict[str, Any], given: Any) -> None:
    """Choose by Space and the arrows; what is not prescribed, the second."""
    if stop["value"] == given:
        page.keyboard.press("Space")
    for _ in range(20):
        page.keyboard.press("ArrowDown") if stop["value"] != given else None
        stop = page.evaluate(STOP)
        if given is None or stop["value"] == given:
            break
    assert stop["isChecked"]
    assert stop["ring"] >= RING


def press_enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize(
    "language", ["nl", pytest.param("en", marks=pytest.mark.long), pytest.param("de", marks=pytest.mark.long)]
)
def test_the_whole_way_is_gone_by_keyboard_alone_and_the_focus_is_always_seen(
    address: str, open_page: Callable[..., Page], tmp_path: Path, language: str
) -> None:
    page = open_page(locale=language, viewport=WINDOW, reduced_motion="reduce")
    page.goto(f"{address}/{language}/")
    tab(page)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()  # the first stop leads past the head of the page

    done: set[str] = set()
    go_on(page, "form.way:has([name=form][value=full]) button", done)
    press_enter(page)
    for _ in range(30):
        if page.url.endswith("/review"):
            break
        go_on(page, ".prevnext a.btn" if page.url.endswith("/course") else NEXT, done)
        press_enter(page)
    go_on(page, "form.prevnext button.btn", done)
    press_enter(page)
    go_on(page, "#conclusion a[href$='/report.pdf']", done)
    with page.expect_download() as downloading:
        page.keyboard.press("Enter")
    pdf = downloading.value.path().read_bytes()
    check_report(pdf, page, tmp_path, language=language, name=NAME, answers=len(done))
