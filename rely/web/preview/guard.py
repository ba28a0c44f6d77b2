"""Turn the application of a site into one that answers on this machine only, and whose pages its own page may frame."""

from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, g

from rely.web.security import CONTENT_SECURITY_POLICY

HOSTS = ("127.0.0.1", "localhost", "[::1]")
"""What a machine is called on that machine itself."""

COOKIE = "rely-preview"
"""A name of its own: browsers keep one set of cookies for all ports of a machine, and a site may run there as well."""

FRAMES = "preview_frames"
"""Under which name a page tells that it holds frames."""

_FRAMED = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
_FRAMING = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"


def install(app: Flask) -> None:
    """Refuse other names of this machine, and let the page of the preview hold the pages of the site."""
    app.config["SESSION_COOKIE_NAME"] = COOKIE
    app.wsgi_app = _OnlyHere(app.wsgi_app)  # type: ignore[method-assign]  # how Flask wants middleware to be added
    app.after_request(_with_frames)


class _OnlyHere:
    """Answers requests only that call this machine by one of HOSTS.

    A page of somebody else could have its own name lead to this machine, and would then read what answers here.
    """

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer, or refuse in a line of text."""
        if is_here(str(environ.get("HTTP_HOST", ""))):
            return self._app(environ, start_response)
        refusal: Any = Response("This preview answers at 127.0.0.1 and localhost only.\n", 421, mimetype="text/plain")
        answer: Iterable[bytes] = refusal(environ, start_response)
        return answer


def is_here(host: str) -> bool:
    """Whether the Host header of a request names this machine; the port does not matter."""
    name, colon, port = host.rpartition(":")
    if not colon or not port.isdecimal():
        name = host
    return name.lower() in HOSTS


def _with_frames(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _FRAMING if g.get(FRAMES) else _FRAMED
    return response
