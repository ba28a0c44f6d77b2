"""Hand each request its site and its language."""

from typing import Any, cast

from flask import Flask, current_app, g, request
from werkzeug.routing import BaseConverter

from rely.languages import INTERFACE_LANGUAGES, Words, words_for
from rely.services.site import Site

_KEY = "rely"


class LanguageConverter(BaseConverter):
    """The first part of an address: the language of the page."""

    regex = "|".join(INTERFACE_LANGUAGES)


def install(app: Flask, site: Site) -> None:
    """Keep the site with the app, and take the language of every page from its address."""
    app.extensions[_KEY] = site
    app.url_map.converters["language"] = LanguageConverter

    @app.url_value_preprocessor
    def _take(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        g.language = (values or {}).pop("language", None) or asked_for()

    @app.url_defaults
    def _give(endpoint: str, values: dict[str, Any]) -> None:
        if "language" not in values and app.url_map.is_endpoint_expecting(endpoint, "language"):
            values["language"] = language()


def site() -> Site:
    """The site that answers this request."""
    return cast(Site, current_app.extensions[_KEY])


def language() -> str:
    """The language of this request: that of the address, else what the browser prefers."""
    return cast(str, g.language) if "language" in g else asked_for()


def words() -> Words:
    """The words in the language of this request."""
    return words_for(language())


def asked_for() -> str:
    """The language of an address that has none: read from its first part, else what the browser prefers."""
    first = request.path.strip("/").partition("/")[0]
    if first in INTERFACE_LANGUAGES:
        return first
    return request.accept_languages.best_match(INTERFACE_LANGUAGES) or INTERFACE_LANGUAGES[1]
