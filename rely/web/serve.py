"""Turn a site into a server that answers until it is stopped."""

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Protocol

from flask import Flask
from waitress.server import create_server

from rely.services.logs import log_to_standard_error
from rely.services.settings import Settings
from rely.services.site import Site
from rely.web import create_app

LARGEST_REQUEST = 16 * 1024 * 1024
"""In bytes: what is read at all, so that a file chosen by mistake is refused in words; forms may be far smaller."""

THREADS = 8
"""How many requests are answered at the same time."""

CONNECTIONS = 1000
"""How many connections are held open at the same time: a browser keeps up to six, and a workshop has many browsers."""


class Server(Protocol):
    """What listens at a port."""

    def run(self) -> None:
        """Answer until Ctrl-C or until it is closed."""

    def close(self) -> None:
        """Give back the port."""


def open_server(settings: Settings, *, host: str, port: int, site: Site | None = None) -> Server:
    """A server that listens already; `run()` makes it answer. Raises as `serve` does."""
    settings = settings.listening_at(host, port)
    app = create_app(settings, site=None if site is None else replace(site, settings=settings))
    return listen(app, host=host, port=port, proxies=settings.proxies)


def listen(app: Flask, *, host: str, port: int, proxies: int = 0, threads: int = THREADS) -> Server:
    """A server of an application that listens already. Raises OSError when the port is taken."""
    # Waitress drops what proxies tell unless it reads it by itself; here the app reads it (rely.web.security).
    server: Server = create_server(
        app,
        host=host,
        port=port,
        threads=threads,
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,  # select() knows no more than 1,024 files
        ident=None,
        clear_untrusted_proxy_headers=proxies == 0,
        max_request_body_size=LARGEST_REQUEST,
    )
    return server


def serve(
    settings: Settings,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    beside: AbstractContextManager[object] | None = None,
) -> None:
    """Answer requests until Ctrl-C, within `beside`, which is entered when the port is ours.

    Raises as create_app does, and OSError when the port is taken.
    """
    log_to_standard_error(settings)
    server = open_server(settings, host=host, port=port)
    try:
        with beside if beside is not None else nullcontext():
            server.run()
    finally:
        server.close()
