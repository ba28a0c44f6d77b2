"""Turn a site into a server that answers until it is stopped."""

import logging
from typing import Protocol

from waitress.server import create_server

from rely.services.settings import Settings
from rely.services.site import Site
from rely.web import create_app

THREADS = 8
"""How many requests are answered at the same time."""


class Server(Protocol):
    """What listens at a port."""

    def run(self) -> None:
        """Answer until Ctrl-C or until it is closed."""

    def close(self) -> None:
        """Give back the port."""


def open_server(settings: Settings, *, host: str, port: int, site: Site | None = None) -> Server:
    """A server that listens already; `run()` makes it answer. Raises as `serve` does."""
    app = create_app(settings, site=site)
    # Waitress drops what proxies tell unless it reads it by itself; here the app reads it (rely.web.security).
    server: Server = create_server(
        app, host=host, port=port, threads=THREADS, ident=None, clear_untrusted_proxy_headers=settings.proxies == 0
    )
    return server


def serve(settings: Settings, *, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Answer requests until Ctrl-C. Raises as create_app does, and OSError when the port is taken."""
    log_to_standard_error(settings)
    server = open_server(settings, host=host, port=port)
    try:
        server.run()
    finally:
        server.close()


def log_to_standard_error(settings: Settings) -> None:
    """Write what happens to standard error, from the level of the settings on."""
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # It warns of every rule for screens in the style sheets that web and report share.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
