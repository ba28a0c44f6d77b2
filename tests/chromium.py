"""Start Debian's Chromium for journeys and pictures."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

MISSING = "Chromium is not installed. On Debian: apt-get install chromium"


class NoChromium(Exception):
    """There is no Chromium on this machine."""


@contextmanager
def started_chromium() -> Iterator[Browser]:
    """A browser without any memory. Raises NoChromium."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        raise NoChromium(MISSING)
    # The PDF is made with the report's own fonts alone; the browser is to have those of the machine.
    environment = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
            env={**environment},
        )
        yield browser
        browser.close()
