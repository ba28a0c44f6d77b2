"""Prove that an error is always told in the visitor's language, loses nothing typed, and fails no second time."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, abort
from jinja2 import TemplateNotFound
from sqlalchemy import text

from rely.languages import INTERFACE_LANGUAGES
from rely.services.limits import BEGINNINGS
from rely.services.maintenance import begin_maintenance, end_maintenance
from rely.services.site import Site
from rely.storage.database import Database, DatabaseBusy
from rely.web import create_app
from rely.web.error_page import LAST_WORDS, SENTENCES
from rely.web.security import LARGEST_FORM
from tests.browser import Browser, begin
from tests.small_instrument import small_instrument

STATUSES = (400, 404, 405, 413, 429, 500, 503)


@pytest.fixture
def app(site: Site) -> Flask:
    made = create_app(site.settings, site=site)

    def fail(status: int) -> str:
        abort(status)

    made.add_url_rule("/<language:language>/status/<int:status>", view_func=fail, endpoint="fail")
    return made


def break_context(app: Flask) -> None:
    def broken() -> dict[str, Any]:
        raise ZeroDivisionError("a secret detail")

    app.template_context_processors[None].append(broken)


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("status", STATUSES)
def test_every_error_is_told_in_every_language_with_a_way_on(app: Flask, language: str, status: int) -> None:
    browser = Browser(app).visit(f"/{language}/status/{status}")
    assert browser.status == status
    assert browser.page.get("lang") == language
    assert (browser.heading == SENTENCES[status][0]) is (language == "en")
    links = browser.page.xpath("//main//a/@href")
    assert f"/{language}/" in links
    assert f"/{language}/resume" in links


@pytest.mark.parametrize("status", STATUSES)
def test_what_may_be_over_the_next_time_is_offered_again_and_nothing_else(app: Flask, status: int) -> None:
    browser = Browser(app).visit(f"/en/status/{status}?part=2")
    again = browser.page.xpath("//main//a[contains(., 'again')]/@href")
    may_be_over = status in (413, 429, 500, 503)
    assert again == ([f"/en/status/{status}?part=2"] if may_be_over else [])


def test_an_unknown_address_is_told_in_the_language_of_the_browser(browser: Browser) -> None:
    for path in ("/nowhere", "/static/nothing.css", "/en-nope/x"):
        browser.visit(path, **{"Accept-Language": "de-AT,de;q=0.9"})
        assert (browser.status, browser.page.get("lang")) == (404, "de")


def test_what_was_typed_is_sent_once_more_from_the_error_page(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(browser)
    page, item = browser.path, browser.asked[0]
    monkeypatch.setattr(Database, "writing_rows", busy)
    browser.fill(**{item: "1"}).press("Next")
    assert (browser.status, browser.headers["Retry-After"]) == (503, "10")
    monkeypatch.undo()
    assert browser.press("Send once more").status == 200
    assert browser.visit(page).value(item) == "1"


def busy(_database: Database) -> Any:
    raise DatabaseBusy("a secret detail")


def test_an_error_page_that_cannot_be_drawn_becomes_a_bare_one(app: Flask) -> None:
    break_context(app)
    browser = Browser(app)
    for path, status in (("/de/nichts", 404), ("/de/status/500", 500), ("/de/", 500)):
        response = browser.client.get(path)
        assert response.status_code == status
        assert 'lang="de"' in response.text
        assert "secret detail" not in response.text
    assert browser.client.post("/de/begin", data={"instrument": "small"}).status_code == 500


def test_even_without_templates_somebody_is_told_something(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise TemplateNotFound("all of them")

    monkeypatch.setattr(app.jinja_env, "get_template", missing)
    monkeypatch.setattr(app.jinja_env, "get_or_select_template", missing)
    response = Browser(app).client.get("/de/nichts")
    assert (response.status_code, response.text) == (404, LAST_WORDS)


def test_a_script_gets_a_piece_and_a_program_gets_an_object(app: Flask) -> None:
    client = Browser(app).client
    piece = client.get("/nl/status/503", headers={"HX-Request": "true"})
    assert piece.status_code == 503
    assert "<html" not in piece.text
    assert 'class="notice notice-error"' in piece.text
    told = client.get("/nl/status/404", headers={"Accept": "application/json"})
    assert (told.status_code, json.loads(told.text)["status"]) == (404, 404)


def test_a_form_that_is_too_large_is_refused_and_leads_back(browser: Browser) -> None:
    begin(browser)
    page = browser.path
    response = browser.client.post(page, data={"x": "y" * (LARGEST_FORM + 1)})
    assert response.status_code == 413
    assert f'href="{page}"' in response.text


def test_a_network_that_begins_too_often_is_told_how_long_to_wait(browser: Browser) -> None:
    for _ in range(BEGINNINGS.most):
        browser.client.post("/en/begin", data={"instrument": "small", "csrf_token": browser.visit("/en/").token})
    begin(browser)
    assert (browser.status, browser.headers["Retry-After"]) == (429, "3600")
    assert "You can try again in 60 minutes." in browser.text
    assert browser.page.xpath("//main//input[@name='instrument']/@value") == ["small"]


def test_who_runs_the_site_is_named_where_somebody_may_want_to_ask(browse: Callable[..., Browser]) -> None:
    browser = browse(small_instrument(), operator="Bureau Voorbeeld, info@example.org")
    assert "info@example.org" in browser.visit("/nl/nergens").text


def test_a_database_without_its_tables_is_told_as_work_on_the_site(site: Site, browser: Browser) -> None:
    begin(browser)
    with site.database.writing() as session:
        session.execute(text("DROP TABLE answer"))
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert browser.visit(browser.path).status == 503
    assert b"Traceback" not in browser.body


def test_an_error_over_a_database_of_another_release_is_told_as_work_on_the_site(site: Site, app: Flask) -> None:
    with site.database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    app.view_functions["pages.privacy"] = lambda: 1 // 0
    browser = Browser(app).visit("/en/privacy")
    assert (browser.status, browser.heading) == (503, "We are working on the site")


@pytest.fixture
def closed(site: Site, tmp_path: Path) -> Browser:
    """A browser on a site in maintenance."""
    begin_maintenance(tmp_path)
    settings = replace(site.settings, data=tmp_path)
    return Browser(create_app(settings, site=replace(site, settings=settings)))


@pytest.mark.parametrize(
    ("language", "heading"),
    [("nl", "We werken aan de site"), ("en", "We are working on the site"), ("de", "Wir arbeiten an der Website")],
)
def test_in_maintenance_every_page_asks_to_come_back(closed: Browser, language: str, heading: str) -> None:
    for path in ("", "privacy", "nowhere", "a/00000000-0000-0000-0000-000000000001/result"):
        closed.visit(f"/{language}/{path}")
        assert (closed.status, closed.heading) == (503, heading)
        assert closed.headers["Retry-After"] == "120"
        assert len(closed.page.xpath("//main//a")) <= 1  # only this page again: no other answers now


def test_in_maintenance_machines_are_told_apart_and_styles_come(closed: Browser) -> None:
    assert closed.visit("/healthz").status == 200
    assert closed.visit("/readyz").body == b"maintenance\n"
    assert closed.status == 503
    assert closed.visit("/static/frame.css").status == 200


def test_after_maintenance_what_was_typed_is_sent_from_the_page_that_told_of_it(site: Site, tmp_path: Path) -> None:
    settings = replace(site.settings, data=tmp_path)
    browser = Browser(create_app(settings, site=replace(site, settings=settings)))
    begin(browser)
    page, item = browser.path, browser.asked[0]
    begin_maintenance(tmp_path)
    browser.fill(**{item: "1"}).press("Next")
    assert browser.status == 503
    end_maintenance(tmp_path)
    browser.press("Send once more")
    assert browser.status == 200
    assert browser.visit(page).value(item) == "1"
