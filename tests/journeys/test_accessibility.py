"""Look at every page with the eyes of axe, in light and dark, and at the width of the smallest phone."""

from collections.abc import Callable
from importlib.resources import files

import pytest
from playwright.sync_api import Page

from rely.services.examples import fill_examples
from rely.services.site import Site

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def findings(page: Page) -> list[str]:
    """What axe finds; it is injected from outside, since the pages allow no script."""
    page.evaluate(AXE)
    result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [
        f"{found['id']}: {found['help']} ({node['target']})"
        for found in result["violations"]
        for node in found["nodes"]
    ]


def overflow(page: Page) -> bool:
    """Whether the page can be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.mark.parametrize(
    ("language", "scheme"),
    [
        ("nl", "light"),
        ("de", "dark"),
        pytest.param("en", "light", marks=pytest.mark.long),
        pytest.param("en", "dark", marks=pytest.mark.long),
        pytest.param("nl", "dark", marks=pytest.mark.long),
        pytest.param("de", "light", marks=pytest.mark.long),
    ],
)
def test_axe_finds_nothing_and_nothing_sticks_out_on_any_page(
    site: Site, address: str, open_page: Callable[..., Page], language: str, scheme: str
) -> None:
    finished, draft = fill_examples(site)[0], fill_examples(site)[-1]
    page = open_page(color_scheme=scheme, viewport={"width": 320, "height": 640})
    base = f"{address}/{language}"
    for example in (finished, draft):
        page.goto(f"{base}/resume")
        page.locator("#code").fill(example.code)
        page.locator("#code").press("Enter")
    own, open_still = f"{base}/a/{finished.id}", f"{base}/a/{draft.id}"
    paths = [
        f"{base}/",
        f"{base}/sample/relationship-check",
        f"{base}/resume",
        f"{base}/upload",
        f"{base}/go/{draft.code}",
        f"{base}/privacy",
        f"{base}/about",
        f"{base}/nowhere",
        f"{own}/client/1",
        f"{own}/client/6",
        f"{own}/trust/1",
        f"{own}/course",
        f"{own}/later",
        f"{own}/review",
        f"{own}/result",
        f"{open_still}/review",
        f"{open_still}/client/7",
    ]
    for path in paths:
        page.goto(path)
        assert findings(page) == [], path
        assert not overflow(page), path
    page.goto(f"{open_still}/client/3")
    page.locator('[id="item-cx_physical_12m-box"]').fill("x")
    with page.expect_navigation():
        page.locator("#answers .prevnext .btn").click()
    assert page.locator("#mistakes").count() == 1
    assert findings(page) == []
    assert not overflow(page)
