"""Play one entrepreneur from the start page to a checked PDF: each language, phone and desktop, with and without
scripts, straight on, offline in the middle, in two tabs, and after deleting a first try."""

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rely.languages import words_for
from rely.loading.catalogue import load_instrument
from rely.services.site import Site
from rely.storage.database import Database
from tests.databases import copied_sqlite_url
from tests.journeys.reports import check_report, plain
from tests.journeys.saving import KEYS, move
from tests.journeys.walking import (
    COUNTRY,
    DESKTOP,
    NAME,
    NEXT,
    PHONE,
    asked,
    begin,
    downloaded,
    fill_page,
    finish,
    follow,
    walk,
)
from tests.journeys.workers import Worker, queued, worker_of
from tests.sites import make_site

MIDDLE = "/trust/1"
"""Where the stories stop for what they tell."""

WINDOWS = {"phone": PHONE, "desktop": DESKTOP}
DELETED = "Roos"


@dataclass(frozen=True)
class Way:
    """One browser: its page, what it speaks, whether it runs scripts, and the site with its address."""

    site: Site
    page: Page
    address: str
    language: str
    has_scripts: bool


@pytest.fixture(scope="module")
def site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that hands its PDFs to a worker."""
    folder = tmp_path_factory.mktemp("way")
    url = copied_sqlite_url(sqlite_template, folder)
    made = queued(make_site(Database(url), load_instrument("relationship-check")), url, folder)
    yield made
    made.database.close()


@pytest.fixture(scope="module")
def worker(site: Site) -> Iterator[Worker]:
    """Its worker, which begins when the first waiting page is seen."""
    with worker_of(site.settings) as made:
        yield made


def straight_on(way: Way) -> list[str]:
    """Answer everything."""
    begin(way.page, way.address, way.language)
    return walk(way.page)


def offline(way: Way) -> list[str]:
    """Lose the connection on a page of statements, answer all the same, press on, and be led on when it is back."""
    page = way.page
    begin(page, way.address, way.language)
    done = walk(page, MIDDLE)
    page.context.set_offline(True)
    here = fill_page(page)
    waiting = words_for(way.language).gettext("Waiting for a connection")
    for item in here:
        expect(page.locator(f'[id="item-{item}-state"]')).to_have_text(waiting)
    expect(page.locator("#connection")).to_contain_text(str(len(here)))
    page.locator(NEXT).click()
    assert page.url.endswith(MIDDLE)
    with page.expect_navigation(url=re.compile("/trust/2$")):
        page.context.set_offline(False)
    return done + here + walk(page)


def two_tabs(way: Way) -> list[str]:
    """Answer one statement in two tabs, be told of it in the second, and take the answer of the first after all."""
    page = way.page
    begin(page, way.address, way.language)
    done = walk(page, MIDDLE)
    other = page.context.new_page()
    other.goto(page.url)
    done += fill_page(page)
    first = page.locator('[name="item-TR01"]:checked').get_attribute("value")
    follow(page, page.locator(NEXT))
    move(way.site, page, minutes=-10)
    other.locator(f'[name="item-TR01"]:not([value="{first}"])').first.click()
    if not way.has_scripts:
        follow(other, other.locator(NEXT))
        expect(other.locator("#conflicts")).to_be_focused()
    take = other.locator("button[name=take]")
    expect(take).to_have_count(1)
    take.click()
    expect(other.locator(f'[name="item-TR01"][value="{first}"]')).to_be_checked()
    expect(take).to_have_count(0)
    other.close()
    return done + walk(page)


def after_deletion(way: Way) -> list[str]:
    """Delete a first try while an answer of it still waits in another tab; begin anew, and nothing of it is left."""
    page = way.page
    begin(page, way.address, way.language)
    page.locator('[name="item-cx_alias"]').fill(DELETED)
    follow(page, page.locator(NEXT))
    here = page.url
    other = page.context.new_page()
    other.route("**/save", lambda route: route.abort())
    other.goto(here)
    other.locator('[name="item-cx_months"]').fill("11")
    page.goto(re.sub("/client/.*", "/later", here))
    follow(page, page.locator("a[href$='/delete']"))
    assert DELETED in page.locator("h1").inner_text()
    follow(page, page.locator(".btn-danger"))
    assert page.url.endswith("/deleted")
    other.unroute("**/save")
    other.reload()
    assert DELETED not in other.content()
    if way.has_scripts:
        assert other.evaluate(KEYS) == []
    other.close()
    page.goto(here)
    expect(page.locator("h1")).to_have_text(words_for(way.language).gettext("This page is not here"))
    return straight_on(way)


STORIES: dict[str, Callable[[Way], list[str]]] = {
    "straight on": straight_on,
    "offline": offline,
    "two tabs": two_tabs,
    "after deletion": after_deletion,
}
SAMPLE = {
    ("nl", "phone", "no scripts", "straight on"),
    ("de", "desktop", "scripts", "two tabs"),
    ("en", "phone", "scripts", "offline"),
    ("nl", "desktop", "no scripts", "after deletion"),
}
MATRIX = [
    each
    for each in itertools.product(COUNTRY, WINDOWS, ("no scripts", "scripts"), STORIES)
    if each[2:] != ("no scripts", "offline")  # then the browser itself says that there is no connection
]


@pytest.mark.parametrize(
    ("language", "window", "scripts", "story"),
    [pytest.param(*each, marks=[] if each in SAMPLE else pytest.mark.long, id=", ".join(each)) for each in MATRIX],
)
def test_whichever_way_somebody_goes_it_ends_with_a_report_that_says_what_the_page_says(
    site: Site,
    address: str,
    worker: Worker,
    open_page: Callable[..., Page],
    tmp_path: Path,
    language: str,
    window: str,
    scripts: str,
    story: str,
) -> None:
    page = open_page(java_script_enabled=scripts == "scripts", locale=language, viewport=WINDOWS[window])
    given = STORIES[story](Way(site, page, address, language, scripts == "scripts"))
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("main a[href*='#item-']").count() == 0, "nothing is open"
    finish(page)
    stood: list[str] = []

    def waits() -> None:
        stood.append(page.locator("#making h2").inner_text())
        worker.start()

    had_worker = worker.process is not None
    result = page.url
    pdf = downloaded(page, page.locator("#conclusion a[href$='/report.pdf']"), waits=waits)
    assert had_worker or stood, "without a worker the waiting page comes first"
    page.goto(result)
    carried = check_report(pdf, page, tmp_path, language=language, name=NAME, answers=len(given))
    assert COUNTRY[language] in plain(page.locator("main").inner_text())
    assert DELETED not in str(carried)
    assert asked(page) == []
