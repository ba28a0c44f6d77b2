"""Prove that a preview answers this machine only, and that nobody else's page can hold or read it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from rely.storage.database import Database
from rely.web.preview.app import create_preview_app
from rely.web.preview.guard import is_here
from tests.databases import copied_sqlite_url
from tests.previews import make_preview, write_small


@pytest.fixture
def client(sqlite_template: Path, tmp_path: Path) -> Iterator[FlaskClient]:
    database = Database(copied_sqlite_url(sqlite_template, tmp_path))
    yield create_preview_app(make_preview(database, write_small(tmp_path / "small"))).test_client()
    database.close()


@pytest.mark.parametrize("host", ["127.0.0.1:8100", "localhost", "LOCALHOST:1", "[::1]:8100", "[::1]", "127.0.0.1"])
def test_this_machine_is_called_by_its_names(host: str) -> None:
    assert is_here(host)


@pytest.mark.parametrize(
    "host",
    ["example.org", "example.org:8100", "127.0.0.1.example.org", "localhost.:80", "", ":8100", "127.0.0.1:x", "::1"],
)
def test_every_other_name_is_refused(client: FlaskClient, host: str) -> None:
    assert not is_here(host)
    for path in ("/preview", "/en/preview", "/preview/news?seen=0", "/static/preview.js", "/en/"):
        refused = client.get(path, headers={"Host": host})
        assert refused.status_code == 421
        assert b"Small check" not in refused.data


def directives(policy: str) -> dict[str, str]:
    return dict(part.strip().partition(" ")[::2] for part in policy.split(";"))


def test_the_page_of_the_preview_holds_pages_of_the_site_and_is_held_by_none(client: FlaskClient) -> None:
    policy = directives(client.get("/en/preview").headers["Content-Security-Policy"])
    assert (policy["frame-src"], policy["frame-ancestors"]) == ("'self'", "'none'")


def test_pages_of_the_site_are_held_by_the_preview_only_and_hold_none(client: FlaskClient) -> None:
    policy = directives(client.get("/en/").headers["Content-Security-Policy"])
    assert policy["frame-ancestors"] == "'self'"
    assert "frame-src" not in policy
    assert policy["default-src"] == "'none'"


def test_the_cookie_is_not_that_of_a_site_beside_it(client: FlaskClient) -> None:
    assert client.get("/en/preview").headers["Set-Cookie"].startswith("rely-preview=")


@pytest.mark.parametrize("path", ["open", "report", "clear"])
def test_nothing_is_changed_without_the_token_of_a_page(client: FlaskClient, path: str) -> None:
    client.get("/en/preview")
    assert client.post(f"/en/preview/{path}", data={"open": "branch/selected/spring"}).status_code == 400
