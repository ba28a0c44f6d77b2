"""Turn the name of a page and what it is about into its address, which is made once and kept for the next time."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

import flask
from flask import Flask, current_app, request

from rely.web.context import language

MOST = 10_000
"""How many addresses are kept: those of the ways of some hundred visitors."""

UNKEPT = frozenset({"code"})
"""The names of values that nothing may keep."""

_KEY = "rely-addresses"


def install(app: Flask) -> None:
    """Keep the addresses with the app, and let templates ask for them too."""
    app.extensions[_KEY] = lru_cache(maxsize=MOST)(_made)
    app.jinja_env.globals["url_for"] = url_for


def url_for(endpoint: str, **values: Any) -> str:
    """As that of Flask, within a request: the address depends on the language and the mount point of the site too."""
    if not UNKEPT.isdisjoint(values):
        return flask.url_for(endpoint, **values)
    made = cast(Callable[..., str], current_app.extensions[_KEY])
    return made(request.root_path, language(), endpoint, tuple(values.items()))


def _made(_root: str, _language: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
    return flask.url_for(endpoint, **dict(values))
