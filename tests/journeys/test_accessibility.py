"""Look at every page and state of the site with the eyes of axe, in light and dark, and at the width of the smallest
phone, which is also that of a desk at 400 % zoom."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from rely.languages import INTERFACE_LANGUAGES
from rely.services.site import Site
from rely.storage.database import Database
from tests.databases import copied_sqlite_url
from tests.journeys.conftest import PATIENCE
from tests.journeys.looking import (
    MISTAKES,
    announces,
    findings,
    foreign_texts,
    overflow,
    small_targets,
)
from tests.shots.pages import PAGES
from tests.shots.stock import fill_stock, shown_site
from tests.shots.visit import Visit

SAMPLE = (("nl", "light"), ("de", "dark"))
"""The windows of a normal run, which share the pages between them."""

STATES = ("47-failed", "81-", "90-")
"""What shows a mistake that nobody has just made: pages that open like any other."""

ALL = itertools.product(INTERFACE_LANGUAGES, ("light", "dark"))


@pytest.fixture(scope="module")
def site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with something in every state."""
    folder = tmp_path_factory.mktemp("shown")
    database = Database(copied_sqlite_url(sqlite_template, folder))
    yield shown_site(database, folder)
    database.close()


@pytest.fixture(scope="module")
def window(site: Site, address: str, chromium: Browser) -> Iterator[Callable[..., Visit]]:
    """A window that may open everything, for a language and a scheme, with our fonts or those of the system."""
    stock, made = fill_stock(site), {}

    def opened(language: str, scheme: Literal["light", "dark"], *, has_fonts: bool = True) -> Visit:
        key = (language, scheme, has_fonts)
        if key not in made:
            context = chromium.new_context(
                color_scheme=scheme,
                viewport={"width": 320, "height": 640},
                reduced_motion="reduce",
            )
            context.set_default_timeout(PATIENCE)
            if not has_fonts:
                context.route("**/*.woff2*", lambda route: route.abort())
            made[key] = Visit(site, context.new_page(), address, language, stock)
            made[key].enter()
        return made[key]

    yield opened
    for visit in made.values():
        visit.page.context.close()


def everything_wrong(name: str, page: Page) -> list[str]:
    """What is wrong with a page as it stands."""
    found = [*findings(page), *small_targets(page), *foreign_texts(page)]
    if overflow(page):
        found.append("it can be scrolled sideways")
    if page.locator(MISTAKES).count() and not name.startswith(STATES) and not announces(page):
        found.append("a mistake that is not announced")
    return found


@pytest.mark.parametrize(
    ("language", "scheme", "name"),
    [
        pytest.param(*way, name, marks=[] if SAMPLE[at % 2] == way else pytest.mark.long)
        for way in ALL
        for at, name in enumerate(PAGES)
    ],
)
def test_axe_finds_nothing_all_can_be_hit_and_nothing_sticks_out_on_any_page(
    window: Callable[..., Visit], language: str, scheme: str, name: str
) -> None:
    visit = window(language, scheme)
    PAGES[name](visit)
    assert everything_wrong(name, visit.page) == []


@pytest.mark.parametrize(
    ("language", "name"),
    [
        pytest.param(language, name, marks=[] if (language, name) == ("nl", "12-client-contact") else pytest.mark.long)
        for language in INTERFACE_LANGUAGES
        for name in PAGES
    ],
)
def test_no_page_sticks_out_in_the_wider_font_of_a_system(
    window: Callable[..., Visit], language: str, name: str
) -> None:
    visit = window(language, "light", has_fonts=False)
    PAGES[name](visit)
    assert not overflow(visit.page)
