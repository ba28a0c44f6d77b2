"""Prove that what is drawn once for a language says the same to everybody."""

import re

import pytest

from rely import paths
from rely.languages import INTERFACE_LANGUAGES, words_for
from rely.services.site import Site
from rely.web import create_app
from tests.browser import Browser, begin

FIXED = sorted(
    {
        name
        for file in paths.templates_dir().rglob("*.html")
        for name in re.findall(r'fixed\("([^"]+)"\)', file.read_text(encoding="utf-8"))
    }
)


def test_some_templates_are_drawn_once() -> None:
    assert {"answer/say.html", "parts/icons.html"} <= set(FIXED)


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("name", FIXED)
def test_a_template_that_is_drawn_once_needs_no_request_and_nothing_but_words(
    site: Site, name: str, language: str
) -> None:
    app = create_app(site.settings, site=site)
    drawn = app.jinja_env.get_template(name).render({"_": words_for(language).gettext})
    assert "<" in drawn
    assert "csrf_token" not in drawn


def test_each_language_has_its_own(browser: Browser) -> None:
    said: dict[str, str] = {}
    path = begin(browser).path
    for language in (*INTERFACE_LANGUAGES, *INTERFACE_LANGUAGES):
        browser.visit(path.replace("/en/", f"/{language}/"))
        found = browser.page.xpath("string(//template[@id='say-waiting'])")
        assert said.setdefault(language, found) == found == words_for(language).gettext("Waiting for a connection")
    assert len(set(said.values())) == len(INTERFACE_LANGUAGES)
