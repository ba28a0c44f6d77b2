from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from rely.paths import templates_dir
from rely.services.site import Site
from rely.storage.database import DatabaseBusy
from rely.web import create_app
from rely.web.errors import SENTENCES
from tests.browser import Browser, begin
from tests.small_instrument import small_instrument


@pytest.fixture
def failing(site: Site) -> Flask:
    app = create_app(site.settings, site=site)

    def fail() -> str:
        raise ZeroDivisionError("a secret detail")

    def busy() -> str:
        raise DatabaseBusy("a secret detail")

    app.add_url_rule("/de/fail", view_func=fail, endpoint="fail")
    app.add_url_rule("/de/busy", view_func=busy, endpoint="busy")
    return app


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/nl/nergens", "Deze pagina is er niet"),
        ("/de/nichts", "Diese Seite gibt es hier nicht"),
        ("/fr/", "This page is not here"),
    ],
)
def test_an_unknown_address_is_told_in_the_language_of_the_address_with_a_way_on(
    browser: Browser, path: str, heading: str
) -> None:
    browser.visit(path)
    assert (browser.status, browser.heading) == (404, heading)
    assert len(browser.page.xpath("//main//a")) == 2
    for address in browser.page.xpath("//main//a/@href"):
        assert Browser(browser.app).visit(address).status == 200


def test_an_address_that_can_only_be_sent_to_says_so(browser: Browser) -> None:
    browser.visit("/nl/begin")
    assert (browser.status, browser.heading) == (405, "Deze pagina is zo niet te openen")


def test_something_unexpected_is_logged_and_shows_no_detail(failing: Flask, caplog: pytest.LogCaptureFixture) -> None:
    browser = Browser(failing).visit("/de/fail")
    assert (browser.status, browser.heading) == (500, "Bei uns ist etwas schiefgegangen")
    assert b"secret detail" not in browser.body
    assert b"Traceback" not in browser.body
    assert "secret detail" in caplog.text


def test_a_busy_database_is_told_as_such(failing: Flask) -> None:
    browser = Browser(failing).visit("/de/busy")
    assert (browser.status, browser.heading) == (503, "Hier ist gerade viel los")
    assert b"secret detail" not in browser.body


def test_who_runs_the_site_stands_on_its_error_pages(browse: Callable[..., Browser]) -> None:
    browser = browse(small_instrument(), operator="Bureau Voorbeeld, info@example.org").visit("/en/nowhere")
    assert "Bureau Voorbeeld, info@example.org" in browser.text


def test_every_error_page_says_what_to_do(browser: Browser) -> None:
    for heading, advice in SENTENCES.values():
        assert heading
        assert advice.endswith(".")
    assert set(SENTENCES) >= {400, 404, 405, 413, 500}


def test_other_methods_and_ranges_never_break_the_site(browser: Browser) -> None:
    begin(browser)
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE"):
        assert browser.client.open(browser.path, method=method).status_code < 500


def test_the_templates_folder_holds_no_template_that_is_not_used() -> None:
    used = "".join(path.read_text() for path in Path("rely").rglob("*.py"))
    used += "".join(path.read_text() for path in templates_dir().rglob("*.html"))
    for path in templates_dir().rglob("*.html"):
        assert path.relative_to(templates_dir()).as_posix() in used
