"""Give the journeys a real server and a real browser."""

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from rely.loading.catalogue import load_instrument
from rely.services.site import Site
from rely.storage.database import Database
from rely.web.serve import open_server
from tests.chromium import NoChromium, started_chromium
from tests.databases import copied_sqlite_url, sqlite_template
from tests.sites import make_site

__all__ = ["sqlite_template"]

PATIENCE = 60_000
"""In milliseconds: a shared machine makes a shorter one a matter of luck."""

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that offers the relationship check."""
    database = Database(copied_sqlite_url(sqlite_template, tmp_path_factory.mktemp("site")))
    yield make_site(database, load_instrument("relationship-check"))
    database.close()


@pytest.fixture(scope="module")
def address(site: Site) -> Iterator[str]:
    """Where the site answers."""
    server: Any = open_server(site.settings, host="127.0.0.1", port=0, site=site)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    # Connections that the browser kept open hold the thread back; it ends with the process.
    server.close()


# For the folder, which is a package for its sake: while its driver is at work, no other can start in the same process.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, one for all journeys: each gets windows without any memory."""
    try:
        with started_chromium() as browser:
            yield browser
    except NoChromium as why:
        if os.environ.get("CI"):
            pytest.fail(str(why))
        pytest.skip(str(why))


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open a page in a browser without any memory, with these settings."""
    contexts = []

    def opened(**settings: Any) -> Page:
        contexts.append(chromium.new_context(**settings))
        contexts[-1].set_default_timeout(PATIENCE)
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()
