"""Turn what goes wrong into a page in the visitor's language that says what to do next."""

import logging
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError

from rely.services.assessments import NotFound
from rely.services.limits import TooManyAttempts
from rely.storage.database import DatabaseBusy
from rely.web import health
from rely.web.access import may_open
from rely.web.answer import views as answer
from rely.web.coach import views as coach
from rely.web.deeper import views as deeper
from rely.web.delete import views as delete
from rely.web.earlier import views as earlier
from rely.web.error_page import MAINTENANCE, SENTENCES, show_error
from rely.web.later import views as later
from rely.web.research import views as research
from rely.web.result import actions
from rely.web.result import views as result
from rely.web.resume import views as resume
from rely.web.review import views as review
from rely.web.start import views as start

log = logging.getLogger("rely.web")

Shown = tuple[str, int] | Response

SHOWN_AGAIN: dict[str, Callable[..., Shown]] = {
    "answer.save": answer.show_again,
    "answer.keep": answer.keep_again,
    "result.make_again": result.ask_again,
    "deeper.begin": deeper.begin_again,
    "review.finish": review.show_again,
    "earlier.restore": earlier.ask_again,
    "delete.delete": delete.ask_again,
    "actions.save": actions.show_again,
    "research.decide": research.ask_again,
    "start.begin": start.begin_again,
    "start.resume": start.resume_again,
    "later.send": later.show_again,
    "resume.upload": resume.upload_again,
    "coach.upload": coach.upload_again,
    "coach.make": coach.make_again,
    "coach.delete": coach.delete_again,
}
"""How a sent form is shown again whose token had gone stale, so that nothing typed is lost."""


def install(app: Flask) -> None:
    """Handle every error at this one place."""
    app.register_error_handler(CSRFError, _stale_token)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(TooManyAttempts, _too_many)
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
    if request.endpoint == "answer.keep":
        return answer.keep_no_more(**_values())
    return _page(404)


def _values() -> dict[str, Any]:
    return dict(request.view_args or {})


def _http_error(error: HTTPException) -> Shown | HTTPException:
    if error.code is None or error.code < 400:
        return error
    if error.code == 413 and request.endpoint == "resume.upload":
        return resume.too_large()
    return _page(error.code)


def _busy(_error: DatabaseBusy) -> Shown:
    log.error("503 on %s: the database did not answer in time", request.endpoint)
    return _page(503)


def _too_many(error: TooManyAttempts) -> Shown | tuple[str, int, dict[str, str]]:
    if request.endpoint == "start.resume":
        return start.ask_to_wait(error)
    return show_error(429, 429, wait=error.wait)


def _broken(error: InternalServerError) -> Shown:
    # The traceback is logged by Flask; the address holds no code, and what was typed is not logged.
    log.error("500 on %s", request.endpoint)
    return show_error(MAINTENANCE, 503) if not health.has_database() else _page(500)


def _page(status: int) -> Shown:
    return show_error(status if status in SENTENCES else 500 if status >= 500 else 400, status)
