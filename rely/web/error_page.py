"""Turn a status into the page that tells it, in whatever state the site is."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from flask import Response, current_app, make_response, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BuildError

from rely.languages import INTERFACE_LANGUAGES, N_, SOURCE_LANGUAGE, Words, words_for
from rely.web.context import language, page_languages
from rely.web.frame import POSTED
from rely.web.start.content import view_wait
from rely.web.staying import KEEPS_TYPED

log = logging.getLogger("rely.web")

MAINTENANCE = "maintenance"
"""The state of a site that is being worked on; its status is 503."""

SENTENCES: dict[int | str, tuple[str, str]] = {
    400: (
        N_("We could not read that"),
        N_("Go back, reload the page and try again. This site needs its cookie to know which answers are yours."),
    ),
    404: (
        N_("This page is not here"),
        N_("Perhaps the address is incomplete, or what was here has expired. With your code you can go on."),
    ),
    405: (N_("This page cannot be opened like this"), N_("Begin at the start page, or go on with your code.")),
    413: (N_("That is too much at once"), N_("Go back and shorten your text. What was stored before is kept.")),
    429: (
        N_("That was a lot in a short time"),
        N_("Others may use the same connection as you. What was stored before is kept."),
    ),
    500: (
        N_("Something went wrong on our side"),
        N_("What was stored before is kept. Try again in a moment; with your code you can always go on."),
    ),
    503: (
        N_("We are busy for a moment"),
        N_("What was stored before is kept. Please try again in a moment."),
    ),
    MAINTENANCE: (
        N_("We are working on the site"),
        N_("What was stored before is kept. What waits on your device is sent later. Try again in a few minutes."),
    ),
}
"""What is told, by status or state: what happened, and what to do."""

RETRY_AFTER: dict[int | str, int] = {503: 10, MAINTENANCE: 120}
"""After how many seconds it is worth trying again."""

AGAIN = frozenset({429, 500, 503, MAINTENANCE})
"""What may be over the next time, so that the very same request is offered again."""

LAST_WORDS = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Rely</title><h1>Something went wrong on our side</h1>"
    "<p>What was stored before is kept. Try again in a moment.</p><p><a href='/'>To the start page</a></p></html>"
)
"""What is told when nothing else can be."""


@dataclass(frozen=True, slots=True)
class ErrorView:
    """All that an error page shows. `fields` is what was sent, to be sent once more to `address` where `is_sent`.

    `address` is empty where there is nothing to try again; `leads_on` says whether the other pages can be opened.
    `elsewhere` is where another language sends what was typed, by language; empty where nothing was.
    """

    status: int
    heading: str
    advice: str
    wait: str
    address: str
    leads_on: bool
    is_sent: bool
    fields: tuple[tuple[str, str], ...]
    elsewhere: Mapping[str, str]


def show_error(known: int | str, status: int, *, wait: timedelta | None = None) -> Response:
    """The page, fragment or object that tells a person or a program what went wrong; it never fails itself."""
    try:
        response = _told(known, status, wait)
    except Exception:  # what broke the page may break its error page too: templates, context, database
        log.exception("the error page for %s could not be shown", status)
        response = _bare(known)
    response.status_code = status
    seconds = RETRY_AFTER.get(known) if wait is None else ceil(wait.total_seconds())
    if seconds is not None:
        response.headers["Retry-After"] = str(seconds)
    return response


def _told(known: int | str, status: int, wait: timedelta | None) -> Response:
    said = words_for(language(), marks=request.accept_mimetypes.best != "application/json")
    view = _view(known, status, wait, said)
    if request.headers.get("HX-Request"):
        return make_response(render_template("errors/fragment.html", view=view))
    if request.accept_mimetypes.best == "application/json":
        return make_response({"status": status, "heading": view.heading, "advice": view.advice})
    return make_response(render_template("errors/error.html", view=view))


def _view(known: int | str, status: int, wait: timedelta | None, said: Words) -> ErrorView:
    heading, advice = SENTENCES[known]
    is_known = request.url_rule is not None and known in AGAIN
    fields = _fields() if is_known and request.method == "POST" else None
    return ErrorView(
        status=status,
        heading=said.gettext(heading),
        advice=said.gettext(advice),
        wait="" if wait is None else view_wait(wait, said).sentence,
        address=_address(known) if fields is None else request.full_path.rstrip("?"),
        leads_on=known != MAINTENANCE,
        is_sent=fields is not None,
        fields=fields or (),
        elsewhere={} if fields is None else _elsewhere(),
    )


def _elsewhere() -> dict[str, str]:
    """Where the form that was sent is shown again in each language; nowhere where nothing was typed in it."""
    endpoint = request.endpoint or ""
    if endpoint not in KEEPS_TYPED:
        return {}
    values = request.view_args or {}
    return {code: url_for(endpoint, **{**values, "language": code}) for code in page_languages()}


def _address(known: int | str) -> str:
    """What to open once more: the page itself, or the one from which something too large was sent; else nothing."""
    if request.url_rule is None or (known not in AGAIN and known != 413):
        return ""
    if request.method in ("GET", "HEAD"):
        return request.full_path.rstrip("?")
    endpoint = POSTED.get(request.endpoint or "", "start.show")
    try:
        return url_for(endpoint, **{**(request.view_args or {}), "language": language()})
    except BuildError:
        return url_for("start.show", language=language())


def _fields() -> tuple[tuple[str, str], ...] | None:
    """What was sent, with its token, so that nothing typed is lost; None where it cannot be sent from here again."""
    try:
        if request.files:
            return None
        return tuple((name, value) for name, values in request.form.lists() for value in values)
    except HTTPException:
        return None


def _bare(known: int | str) -> Response:
    """The page without frame and without anything that could fail as well; last of all one sentence in English."""
    try:
        chosen = request.path.strip("/").partition("/")[0]
        tag = chosen if chosen in INTERFACE_LANGUAGES else request.accept_languages.best_match(INTERFACE_LANGUAGES)
        said = words_for(tag or SOURCE_LANGUAGE)
        heading, advice = (said.gettext(text) for text in SENTENCES[known])
        template = current_app.jinja_env.get_template("errors/bare.html")
        return make_response(template.render(language=said.language, _=said.gettext, heading=heading, advice=advice))
    except Exception:  # as above; there is nobody left to tell
        log.exception("not even the bare error page could be shown")
        return make_response(LAST_WORDS)
