"""Turn every request into a calm page while the site is being worked on."""

from flask import Flask, Response, request

from rely.services.maintenance import is_in_maintenance
from rely.services.settings import Settings
from rely.web.error_page import MAINTENANCE, show_error

ALWAYS = frozenset({"health.alive", "static"})
"""What answers all the same: whether the process lives, and the looks of the page."""


def install(app: Flask, settings: Settings) -> None:
    """Ask before anything else looks at a request."""

    @app.before_request
    def _ask_to_come_back() -> Response | None:
        if request.endpoint in ALWAYS or not is_in_maintenance(settings.data):
            return None
        if request.endpoint == "health.ready":
            return Response("maintenance\n", 503, content_type="text/plain")
        return show_error(MAINTENANCE, 503)
