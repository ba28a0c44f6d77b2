"""Turn what goes wrong into a page in the visitor's language that says what to do next."""

import logging
from collections.abc import Callable
from typing import Any

from flask import Flask, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from rely.languages import N_
from rely.services.assessments import NotFound
from rely.services.attempts import TooManyAttempts
from rely.storage.database import DatabaseBusy
from rely.web.access import may_open
from rely.web.answer import views as answer
from rely.web.review import views as review
from rely.web.start import views as start

log = logging.getLogger("rely.web")

Shown = tuple[str, int]

SENTENCES: dict[int, tuple[str, str]] = {
    400: (
        N_("We could not read that"),
        N_("Go back, reload the page and try again. This site needs its own cookie to keep your answers apart."),
    ),
    404: (
        N_("This page is not here"),
        N_("Perhaps the address is incomplete, or what stood here has expired. With your code you can go on."),
    ),
    405: (N_("This page cannot be opened like this"), N_("Begin at the start page, or go on with your code.")),
    413: (N_("That is too much at once"), N_("Go back and shorten your text. What was stored before is kept.")),
    500: (
        N_("Something went wrong on our side"),
        N_("What was stored before is kept. Try again in a moment; with your code you can always go on."),
    ),
    503: (
        N_("We are busy for a moment"),
        N_("What was stored before is kept. Go back and press the button again."),
    ),
}
"""What is told, by status: what happened, and what to do."""

SHOWN_AGAIN: dict[str, Callable[..., Shown]] = {
    "answer.save": answer.show_again,
    "review.finish": review.show_again,
    "start.begin": start.begin_again,
    "start.resume": start.resume_again,
}
"""How a sent form is shown again whose token had gone stale, so that nothing typed is lost."""


def install(app: Flask) -> None:
    """Handle every error at this one place."""
    app.register_error_handler(CSRFError, _stale_token)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(TooManyAttempts, start.ask_to_wait)
    app.register_error_handler(DatabaseBusy, _busy)
    app.register_error_handler(InternalServerError, _broken)
    app.register_error_handler(HTTPException, _http_error)


def _stale_token(_error: CSRFError) -> Shown:
    values = _values()
    if "assessment" in values and not may_open(values["assessment"]):
        return _not_found(NotFound())
    again = SHOWN_AGAIN.get(request.endpoint or "")
    try:
        return again(**values) if again is not None else _page(400)
    except NotFound as error:
        return _not_found(error)


def _not_found(_error: NotFound) -> Shown:
    if request.endpoint == "answer.save":
        return start.ask_code_for_page(**_values())
    return _page(404)


def _values() -> dict[str, Any]:
    return dict(request.view_args or {})


def _http_error(error: HTTPException) -> Shown | HTTPException:
    if error.code is None or error.code < 400:
        return error
    return _page(error.code)


def _busy(_error: DatabaseBusy) -> Shown:
    log.error("503 on %s: the database did not answer in time", request.endpoint)
    return _page(503)


def _broken(error: InternalServerError) -> Shown:
    # The traceback is logged by Flask; the address holds no code, and what was typed is not logged.
    log.error("500 on %s", request.endpoint)
    return _page(500)


def _page(status: int) -> Shown:
    known = status if status in SENTENCES else 500 if status >= 500 else 400
    heading, advice = SENTENCES[known]
    return render_template("errors/error.html", heading=heading, advice=advice, status=status), status
