"""Look at the heads of tables: none is broken in the middle of a word."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from rely.loading.catalogue import load_instrument
from rely.services.answers import Arrived, save_answers
from rely.services.assessments import finish_assessment, get_assessment, start_assessment
from rely.services.examples import first_example
from rely.services.site import Site
from rely.storage.database import Database
from tests.databases import copied_sqlite_url
from tests.journeys.walking import wait_for_fonts
from tests.sites import make_site

MEASURES, LONG_TITLES = "value-strategy", "nine-factors"
BROKEN = """() => [...document.querySelectorAll("thead th")].filter(head => {
  const text = head.textContent.trim(), range = document.createRange();
  range.selectNodeContents(head);
  const lines = new Set([...range.getClientRects()].map(each => Math.round(each.top)));
  return text && !/\\s/.test(text) && head.checkVisibility() && !head.querySelector(".vh") && lines.size > 1;
}).map(head => head.textContent.trim())"""


@pytest.fixture(scope="module")
def site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that offers an instrument with measures in its findings, and one whose parts have long titles."""
    database = Database(copied_sqlite_url(sqlite_template, tmp_path_factory.mktemp("site")))
    yield make_site(database, load_instrument(MEASURES), load_instrument(LONG_TITLES))
    database.close()


@pytest.mark.parametrize("language", ["nl", "de"])
@pytest.mark.parametrize(
    ("name", "file", "width"),
    [
        (MEASURES, "result", 1280),
        (MEASURES, "result", 800),
        (LONG_TITLES, "review", 360),
        (LONG_TITLES, "review", 320),
    ],
)
def test_no_head_is_broken_in_the_middle_of_a_word(
    site: Site, address: str, open_page: Callable[..., Page], language: str, name: str, file: str, width: int
) -> None:
    started = start_assessment(site, name, language=language, form="full")
    example = first_example(load_instrument(name))
    assert example is not None
    written = {**example.answers, **example.given}
    save_answers(site, get_assessment(site, started.id), {item: Arrived(code) for item, code in written.items()})
    finish_assessment(site, started.id)
    page = open_page(viewport={"width": width, "height": 800})
    wait_for_fonts(page)
    page.goto(f"{address}/{language}/resume")
    page.locator("[name=code]").fill(started.code)
    page.locator("[name=code]").press("Enter")
    page.wait_for_url("**/result")
    page.goto(page.url.replace("/result", f"/{file}"))
    assert page.locator("thead th").count() > 0
    assert page.evaluate(BROKEN) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
