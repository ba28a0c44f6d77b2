"""Prove that the site itself prints nothing: whoever answers requests cannot even load what prints."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rely.services.examples import fill_examples
from rely.services.site import Site
from rely.web import create_app, queue
from rely.web.result import making
from tests.browser import Browser
from tests.coaching import GOOD, csv_of, upload
from tests.instruments import relationship_check
from tests.queues import KeptQueue
from tests.small_instrument import small_instrument


def paths_from(browser: Browser, *first: str) -> dict[str, int]:
    """Open all that links lead to in one language, and give the status of each."""
    waiting, found = [*first], {}
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found[path] = browser.visit(path).status
        if browser.headers["Content-Type"].startswith("text/html"):
            links = (str(each).partition("#")[0] for each in browser.page.xpath("//a/@href"))
            waiting += [each for each in links if each.startswith("/en/")]
    return found


def test_no_page_and_no_download_is_printed_by_the_site_itself(
    site_with: Callable[..., Site], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "PATIENCE", 0.0)
    monkeypatch.setitem(sys.modules, "rely.reporting.pdf", None)  # whoever imports it fails
    site = site_with(relationship_check(), small_instrument(), data=tmp_path, has_coach_upload=True)
    app, handed = create_app(site.settings, site=site), KeptQueue()
    queue.install(app, handed)
    browser, example = Browser(app), fill_examples(site)[0]
    browser.visit("/en/resume").page.get_element_by_id("code").set("value", example.code)
    result = browser.press("Go on").path
    browser.visit(result.replace("result", "client/1")).fill(cx_country="BE").press()
    browser.visit(result.replace("result", "review")).press("Show my result")
    upload(browser, csv_of(GOOD), instrument="small")
    browser.press("Make")
    found = paths_from(browser, "/en/", result)
    assert set(found.values()) <= {200, 202}
    printed = {path for path in found if path.endswith(".pdf")}
    assert len(printed) >= 6
    assert {found[path] for path in printed} == {202}
    assert len(handed.ids) == len(printed) + 1  # and the reports of the coach


def test_the_site_starts_without_what_prints() -> None:
    program = (
        "import sys, rely.web; print([each for each in ('rely.reporting.pdf', 'weasyprint') if each in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
