"""Tell a machine whether the site lives, and whether it can do its work."""

from flask import Blueprint

from rely.errors import RelyError
from rely.storage.migrate import check
from rely.web.context import site
from rely.web.queue import queue

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> tuple[str, int, dict[str, str]]:
    """The process answers."""
    return "alive\n", 200, {"Content-Type": "text/plain"}


@blueprint.get("/readyz")
def ready() -> tuple[str, int, dict[str, str]]:
    """The database can be reached and has the tables of this release, and the queue can be reached."""
    if not has_database():
        return _said("not ready: the database\n", 503)
    return _said("ready\n", 200) if queue().answers() else _said("not ready: the queue\n", 503)


def has_database() -> bool:
    """Whether the database can be reached and has the tables of this release."""
    if not site().database.answers():
        return False
    try:
        check(site().database)
    except RelyError:
        return False
    return True


def _said(text: str, status: int) -> tuple[str, int, dict[str, str]]:
    return text, status, {"Content-Type": "text/plain"}
