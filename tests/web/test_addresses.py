import uuid

import flask
import pytest
from flask import Flask

from rely.services.site import Site
from rely.web import create_app
from rely.web.addresses import url_for

ASSESSMENT = uuid.UUID(int=7)

PAGES = [
    ("start.show", {}),
    ("start.show", {"language": "de"}),
    ("answer.keep", {"assessment": ASSESSMENT}),
    ("answer.page", {"assessment": ASSESSMENT, "section": "facts", "number": 2, "_anchor": "item-S1"}),
    ("answer.page", {"assessment": ASSESSMENT, "section": "facts", "number": 1, "item": "S1"}),
]


@pytest.fixture
def app(site: Site) -> Flask:
    return create_app(site.settings, site=site)


@pytest.mark.parametrize("root", ["", "/rely"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_kept_address_is_the_one_that_would_be_made_anew(app: Flask, root: str, language: str) -> None:
    for other in ("/en/", f"/{language}/"):
        with app.test_request_context(other, environ_overrides={"SCRIPT_NAME": "/elsewhere"}):
            for endpoint, values in PAGES:
                url_for(endpoint, **values)
    with app.test_request_context(f"/{language}/", environ_overrides={"SCRIPT_NAME": root}):
        for endpoint, values in PAGES * 2:
            made = flask.url_for(endpoint, **values)
            assert url_for(endpoint, **values) == made
            assert made.startswith(f"{root}/{values.get('language', language)}/")


def test_an_address_that_holds_a_code_is_made_and_never_kept(app: Flask) -> None:
    kept = app.extensions["rely-addresses"]
    with app.test_request_context("/en/"):
        assert url_for("start.show", code="KQ7M") == "/en/?code=KQ7M"
        assert kept.cache_info().currsize == 0
        url_for("start.show")
        assert kept.cache_info().currsize == 1
