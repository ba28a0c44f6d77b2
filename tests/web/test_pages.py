from collections.abc import Callable

import pytest
from sqlalchemy import text

from rely.loading.catalogue import load_instrument
from rely.services.site import Site
from rely.web import create_app
from tests.browser import Browser


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_the_page_on_the_method_holds_what_the_instrument_says_about_itself(
    site_with: Callable[..., Site], language: str
) -> None:
    site = site_with(load_instrument("relationship-check"))
    browser = Browser(create_app(site.settings, site=site)).visit(f"/{language}/about")
    instrument = site.catalogue.offers()[0].instrument
    assert instrument.disclaimer is not None
    assert instrument.disclaimer.in_language(language) in browser.text
    assert site.catalogue.offers()[0].digest in browser.text
    assert instrument.report is not None
    for paragraph in (*instrument.report.method, *instrument.report.limits):
        assert paragraph.in_language(language) in browser.text


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_every_page_says_that_it_is_not_the_official_instrument(browser: Browser, language: str) -> None:
    for page in ("", "privacy", "about", "resume"):
        assert "RELY" in browser.visit(f"/{language}/{page}").page.xpath("//footer")[0].text_content()


def test_the_site_is_alive_and_ready(browser: Browser) -> None:
    assert browser.visit("/healthz").status == 200
    assert browser.visit("/readyz").status == 200


def test_a_site_without_its_database_is_alive_and_not_ready(browser: Browser, site: Site) -> None:
    with site.database.writing() as session:
        session.execute(text("DELETE FROM alembic_version"))
    assert browser.visit("/healthz").status == 200
    assert browser.visit("/readyz").status == 503


def test_styles_and_fonts_are_served_and_nothing_else(browser: Browser) -> None:
    for name in ("tokens.css", "frame.css", "form.css", "start.css", "result.css", "icon.svg", "Inter-400.woff2"):
        assert browser.visit(f"/static/{name}").status == 200
    for name in ("nothing.css", "..%2f__init__.py", "OFL.txt", "fonts.conf"):
        assert browser.visit(f"/static/{name}").status == 404
