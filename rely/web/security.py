"""Turn requests and answers into safe ones: whose they are, headers, and a token that proves a form is ours."""

import logging

from flask import Flask, Response
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from rely.services.settings import Settings

log = logging.getLogger("rely.web")

LARGEST_FORM = 512 * 1024
"""In bytes: many times the largest page of answers."""

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: over HTTPS the check of the form token wants to see that the form came from this site.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def install(app: Flask, settings: Settings) -> None:
    """Set cookies, limits, tokens and headers, and whom to believe about the address of a visitor."""
    app.config.update(
        SECRET_KEY=settings.secret(),
        SESSION_COOKIE_NAME="rely",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_https,
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        # A token lives as long as the session: nobody has to hurry over a page.
        WTF_CSRF_TIME_LIMIT=None,
    )
    CSRFProtect(app)
    _tell_visitors_apart(app, settings)
    app.after_request(_with_headers)
    if settings.is_https:
        app.after_request(_by_https_only)


def _tell_visitors_apart(app: Flask, settings: Settings) -> None:
    """Take the address of a visitor from the proxies that the settings count, and from nobody else."""
    if settings.proxies:
        # Only the address: what host and scheme people see is for RELY_BASE_URL to say.
        fixed = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=0, x_host=0)
        app.wsgi_app = fixed  # type: ignore[method-assign]  # how Flask wants middleware to be added
    elif settings.is_https:
        log.warning(
            "RELY_BASE_URL begins with https, so a proxy stands before this site, and RELY_PROXIES does not count it: "
            "all visitors share one limit on wrong codes. Write RELY_PROXIES=1, see docs/for-operators.md."
        )


def _with_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    # Pages hold answers or tokens; only what says otherwise (styles, fonts) may be kept by anybody.
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _by_https_only(response: Response) -> Response:
    """Have browsers come by HTTPS from now on; the proxy that speaks it is not asked how each request came."""
    response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response
