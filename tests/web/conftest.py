"""Give the tests of pages a browser without scripts on a site of their own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rely.model.instrument import Instrument
from rely.services.site import Site
from rely.storage.database import Database
from rely.web import create_app
from tests.browser import Browser
from tests.databases import copied_sqlite_url, sqlite_template
from tests.sites import make_site
from tests.small_instrument import small_instrument

__all__ = ["sqlite_template"]

OpenBrowser = Callable[..., Browser]


@pytest.fixture
def site_with(sqlite_template: Path, tmp_path: Path) -> Iterator[Callable[..., Site]]:
    """Make a site that offers these instruments, with these settings."""
    database = Database(copied_sqlite_url(sqlite_template, tmp_path))
    yield lambda *instruments, **settings: make_site(database, *instruments, **settings)
    database.close()


@pytest.fixture
def site(site_with: Callable[..., Site]) -> Site:
    """A site that offers the small instrument."""
    return site_with(small_instrument())


@pytest.fixture
def open_browser(site: Site) -> OpenBrowser:
    """Open a browser of its own on the site."""
    app = create_app(site.settings, site=site)
    return lambda: Browser(app)


@pytest.fixture
def browser(open_browser: OpenBrowser) -> Browser:
    """A browser on the site."""
    return open_browser()


@pytest.fixture
def browse(site_with: Callable[..., Site]) -> Callable[..., Browser]:
    """Open a browser on a site that offers this instrument, with these settings."""

    def opened(instrument: Instrument, **settings: object) -> Browser:
        site = site_with(instrument, **settings)
        return Browser(create_app(site.settings, site=site))

    return opened
