"""Look at every part in every state, and at every error page, with the eyes of axe and as wide as a small phone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from rely.loading.catalogue import load_instrument
from rely.services.site import Site
from rely.storage.database import Database
from rely.web.parts.content import ERRORS, PAGES
from tests.databases import copied_sqlite_url
from tests.journeys.test_accessibility import findings, overflow
from tests.sites import make_site


@pytest.fixture(scope="module")
def site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site as those see it who work on it."""
    database = Database(copied_sqlite_url(sqlite_template, tmp_path_factory.mktemp("site")))
    yield make_site(database, load_instrument("relationship-check"), is_development=True)
    database.close()


@pytest.mark.parametrize(("language", "scheme"), [("nl", "dark"), ("en", "light"), ("de", "light")])
def test_axe_finds_nothing_in_any_part_and_nothing_sticks_out(
    address: str, open_page: Callable[..., Page], language: str, scheme: str
) -> None:
    page = open_page(color_scheme=scheme, viewport={"width": 320, "height": 640})
    for name in ("", *(f"/{name}" for name in (*PAGES, *ERRORS))):
        page.goto(f"{address}/{language}/parts{name}")
        assert findings(page) == [], name
        assert not overflow(page), name
