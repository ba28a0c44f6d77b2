"""Hand each request its site and its language."""

from typing import Any, cast

from flask import Flask, current_app, g, request, session
from werkzeug.routing import BaseConverter

from rely.languages import INTERFACE_LANGUAGES, Words, words_for
from rely.services.site import Site

_KEY = "rely"

_LANGUAGE = "language"
"""Under which name the session remembers the language that a visitor chose."""


class LanguageConverter(BaseConverter):
    """The first part of an address: the language of the page."""

    regex = "|".join(INTERFACE_LANGUAGES)


def install(app: Flask, site: Site) -> None:
    """Keep the site with the app, and take the language of every page from its address."""
    app.extensions[_KEY] = site
    app.url_map.converters["language"] = LanguageConverter

    @app.url_value_preprocessor
    def _take(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        chosen = (values or {}).pop("language", None)
        if chosen is not None:
            g.language = chosen
            _remember(chosen)

    @app.url_defaults
    def _give(endpoint: str, values: dict[str, Any]) -> None:
        if "language" not in values and app.url_map.is_endpoint_expecting(endpoint, "language"):
            values["language"] = language()


def site() -> Site:
    """The site that answers this request."""
    return cast(Site, current_app.extensions[_KEY])


def language() -> str:
    """The language of this request: that of the address, else what `asked_for` says."""
    return cast(str | None, g.get("language")) or asked_for()


def words() -> Words:
    """The words in the language of this request."""
    return words_for(language())


def asked_for() -> str:
    """The language of an address that has none: read from its first part, else the one that was chosen before, else
    what the browser prefers."""
    first = request.path.strip("/").partition("/")[0]
    return first if first in INTERFACE_LANGUAGES else preferred()


def preferred() -> str:
    """The language that this visitor chose before, else what the browser prefers."""
    chosen = session.get(_LANGUAGE)
    if chosen in INTERFACE_LANGUAGES:
        return cast(str, chosen)
    return request.accept_languages.best_match(INTERFACE_LANGUAGES) or INTERFACE_LANGUAGES[1]


def _remember(chosen: str) -> None:
    """Keep the language of a page as the one to begin with, where the visitor would not get it anyway."""
    if chosen != preferred():
        session[_LANGUAGE] = chosen
