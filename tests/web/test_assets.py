"""Prove that styles, scripts and fonts come small and are kept by browsers, and that pages are never compressed."""

import gzip
import re

import pytest

from rely.services.site import Site
from rely.web import create_app
from rely.web.assets import YEAR, load_assets
from tests.browser import Browser, begin

GZIP = {"Accept-Encoding": "gzip, deflate, br"}

LIMIT = 150_000
"""In bytes: what a first page may weigh with all that it brings along, on the wire."""


def linked(page: str) -> list[str]:
    """The addresses of all that a page brings along, also by its style sheets."""
    return sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page)))


@pytest.mark.parametrize("name", ["frame.css", "tokens.css", "htmx.js", "icon.svg"])
def test_what_gains_by_it_is_sent_compressed_to_whom_can_read_it(browser: Browser, name: str) -> None:
    small = browser.client.get(f"/static/{name}", headers=GZIP)
    plain = browser.client.get(f"/static/{name}")
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(small.data) == plain.data
    assert len(small.data) < len(plain.data)
    for response in (small, plain):
        assert response.headers["Vary"] == "Accept-Encoding"
    assert small.headers["ETag"] != plain.headers["ETag"]


def test_who_refuses_compression_gets_none(browser: Browser) -> None:
    response = browser.client.get("/static/frame.css", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in response.headers


def test_a_font_is_sent_as_it_is(browser: Browser) -> None:
    response = browser.client.get("/static/Inter-400.woff2", headers=GZIP)
    assert response.data.startswith(b"wOF2")
    assert (response.mimetype, "Vary" in response.headers) == ("font/woff2", False)


def test_only_an_address_with_the_version_may_be_kept_for_ever(browser: Browser) -> None:
    version = load_assets()["frame.css"].version
    kept = browser.client.get(f"/static/frame.css?v={version}")
    assert kept.headers["Cache-Control"] == f"public, max-age={YEAR}, immutable"
    for path in ("/static/frame.css", "/static/frame.css?v=old"):
        assert browser.client.get(path).headers["Cache-Control"] == "public, max-age=300"


def test_what_a_browser_has_already_is_not_sent_again(browser: Browser) -> None:
    first = browser.client.get("/static/frame.css", headers=GZIP)
    again = browser.client.get("/static/frame.css", headers={**GZIP, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_style_sheet_names_its_fonts_by_their_versions(browser: Browser) -> None:
    style = browser.client.get("/static/frame.css").text
    fonts = re.findall(r'url\("([^"]+)"\)', style)
    assert len(fonts) == 2
    for font in fonts:
        response = browser.client.get(f"/static/{font}")
        assert "immutable" in response.headers["Cache-Control"]


def test_a_page_is_never_compressed_since_it_holds_tokens(browser: Browser) -> None:
    begin(browser)
    for path in ("/en/", browser.path):
        response = browser.client.get(path, headers=GZIP)
        assert response.status_code == 200
        assert "Content-Encoding" not in response.headers


def test_only_what_is_an_asset_is_served(browser: Browser) -> None:
    for name in ("nothing.css", "..%2fassets.py", "assets.py", "OFL.txt"):
        assert browser.client.get(f"/static/{name}").status_code == 404


def test_the_first_page_weighs_less_than_its_limit_with_fonts(site: Site) -> None:
    client = Browser(create_app(site.settings, site=site)).client
    page = client.get("/nl/", headers=GZIP)
    addresses = linked(page.text)
    assert sum(address.startswith("/static/Inter-") for address in addresses) == 2
    parts = {address: len(client.get(address, headers=GZIP).data) for address in addresses}
    assert all(parts.values())
    assert len(page.data) + sum(parts.values()) < LIMIT, parts
