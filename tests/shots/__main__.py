"""Turn every page of the site into pictures, at the width of a phone and of a desk, light and dark, in all languages.

`python -m tests.shots [--only WORD] [FOLDER]`: only pages whose name holds WORD; by default into .cache/shots.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from rely.languages import INTERFACE_LANGUAGES
from rely.services.assessments import Started
from rely.services.site import Site
from rely.storage.database import Database
from rely.storage.migrate import upgrade
from tests.chromium import NoChromium, started_chromium
from tests.shots.pages import PAGES
from tests.shots.sheet import contact_sheet
from tests.shots.stock import fill_stock, served, shown_site
from tests.shots.visit import Visit

FOLDER = Path(".cache/shots")
SIZES = {360: 740, 1280: 800}
"""The widths and heights of the window, in CSS pixels."""
SCHEMES = ("light", "dark")


def main(arguments: list[str]) -> int:
    """Make the pictures and a sheet of them; 1 when a page could not be shown, 3 without a browser."""
    parser = argparse.ArgumentParser(prog="./go shots", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--only", default="", metavar="WORD", help="only pages whose name holds this")
    options = parser.parse_args(arguments)
    wanted = [name for name in PAGES if options.only in name]
    if not wanted:
        parser.error(f"no page is called {options.only!r}. These are: {', '.join(PAGES)}")
    try:
        failed = _taken_everywhere(wanted, options.folder)
    except NoChromium as why:
        print(why, file=sys.stderr)
        return 3
    sheet = contact_sheet(options.folder, wanted, INTERFACE_LANGUAGES, [f"{w}-{s}" for w in SIZES for s in SCHEMES])
    print(f"{sheet}: {len(wanted)} pages, {len(failed)} pictures that could not be taken")
    print("".join(f"{each}\n" for each in failed), end="", file=sys.stderr)
    return 1 if failed else 0


def _taken_everywhere(wanted: list[str], folder: Path) -> list[str]:
    """Take the pictures of every window, and name those that could not be taken."""
    failed: list[str] = []
    with _stocked() as (site, stock, address), started_chromium() as browser:
        for language in INTERFACE_LANGUAGES:
            for width in SIZES:
                for scheme in SCHEMES:
                    visit = Visit(site, _tab(browser, language, width, scheme), address, language, stock)
                    visit.enter()
                    failed += _taken(visit, wanted, folder, f"{width}-{scheme}")
                    visit.page.context.close()
    return failed


def _taken(visit: Visit, wanted: list[str], folder: Path, kind: str) -> list[str]:
    """Take the pictures of one window, and name those that could not be taken."""
    failed = []
    for name in wanted:
        path = folder / visit.language / f"{name}-{kind}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            PAGES[name](visit)
            visit.page.evaluate("document.fonts.ready")
            visit.page.screenshot(path=path, full_page=True, animations="disabled")
        except Exception as error:  # one page that fails must not cost the pictures of all others
            failed.append(f"{path}: {' '.join(str(error).split())[:160]}")
    return failed


def _tab(browser: Browser, language: str, width: int, scheme: str) -> Any:
    context = browser.new_context(
        viewport={"width": width, "height": SIZES[width]}, color_scheme=scheme, locale=language, reduced_motion="reduce"
    )
    context.set_default_timeout(30_000)
    return context.new_page()


@contextmanager
def _stocked() -> Iterator[tuple[Site, dict[str, Started], str]]:
    """A site with something in every state, what is in it, and where it answers."""
    with tempfile.TemporaryDirectory() as made:
        database = Database(f"sqlite:///{made}/shots.sqlite3")
        upgrade(database)
        site = shown_site(database, Path(made))
        stock = fill_stock(site)
        with served(site) as address:
            yield site, stock, address
        database.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
