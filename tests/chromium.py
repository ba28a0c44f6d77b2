"""Start Debian's Chromium for journeys and pictures, and lead it past the pages that are not what they are about."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, sync_playwright

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


def begun(page: Page, start: str, **values: str) -> str:
    """Begin at the start page of a language without showing it; gives the address of the first page."""
    return _sent(page, start, f"{start}begin", values)


def let_in(page: Page, start: str, code: str) -> str:
    """Let a window into an assessment with its code and show nothing of it yet; gives the address to go on at."""
    return _sent(page, f"{start}resume", f"{start}resume", {"code": code})


def _sent(page: Page, form: str, to: str, values: dict[str, str]) -> str:
    """Send a form of the site with the token that its page holds, from beside the page that is shown."""
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page.request.get(form).text())[0]
    answer = page.request.post(to, form={"csrf_token": token, **values}, max_redirects=0)
    assert answer.status == 303, answer.text()
    return urljoin(to, answer.headers["location"])
