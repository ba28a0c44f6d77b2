"""Turn a folder into a server in a process of its own: the questionnaire, or a bare Flask application beside it."""

from __future__ import annotations

import logging
import secrets
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rely.loading.catalogue import load_canonical
from rely.model.instrument import Instrument
from rely.services.catalogue import Catalogue
from rely.services.settings import Settings
from rely.services.site import Site, local_time
from rely.storage.database import Database

SECRET = "a secret for measurements only"
STATEMENTS = 12
STEPS = ["Not at all", "A little", "Partly", "Largely", "Completely"]
TEXTS = [f"Statement {at}: this client tells us early what goes wrong." for at in range(1, STATEMENTS + 1)]


def instrument() -> Instrument:
    """A questionnaire of one page of twelve statements."""
    return Instrument.model_validate(
        {
            "id": "measured",
            "version": "1.0.0",
            "languages": ["en"],
            "title": "Measured",
            "perspectives": [{"id": "self", "label": "Self"}],
            "facets": [{"id": "topic", "label": "Topic", "values": [{"id": "only", "label": "Only"}]}],
            "response_scales": [
                {
                    "id": "agree",
                    "kind": "likert",
                    "options": [{"code": code, "label": text} for code, text in enumerate(STEPS, start=1)],
                }
            ],
            "missing_data": {"min_answered": 2, "min_coverage": 0.5, "narrow_below": 0.5},
            "scores": {"by_facet": [{"facet": "topic"}]},
            "sections": [
                {
                    "id": "items",
                    "title": "Items",
                    "question": "How true is this?",
                    "items": [
                        {"id": f"I{at}", "text": text, "response_scale": "agree", "facets": {"topic": "only"}}
                        for at, text in enumerate(TEXTS, start=1)
                    ],
                }
            ],
        }
    )


def site_in(folder: Path) -> Site:
    """The site whose database lies in `folder`."""
    url = f"sqlite:///{folder / 'measured.sqlite3'}"
    offered = instrument()
    return Site(
        settings=Settings(database_url=url, secret_key=SECRET, log_level="ERROR"),
        database=Database(url),
        catalogue=Catalogue([offered.id], load=lambda _id: offered, read=load_canonical),
        clock=local_time,
        choose=secrets.choice,
        new_id=uuid.uuid4,
    )


@contextmanager
def served(kind: str, folder: Path) -> Iterator[tuple[int, int]]:
    """The port and the process of a server of this kind, one of SERVERS."""
    port = free_port()
    server = subprocess.Popen([sys.executable, "-m", "benchmarks.served", kind, str(folder), str(port)])
    try:
        _await(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait()


def cpu_of(process: int) -> float:
    """The CPU seconds that all threads of a process have used so far."""
    # What clock_getcpuclockid() of the C library makes of a process id, in nanoseconds; /proc tells hundredths only.
    return time.clock_gettime((~process << 3) | 2)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _await(port: int) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def _rely(folder: Path, port: int) -> None:
    from rely.services.logs import log_to_standard_error
    from rely.web.serve import open_server

    site = site_in(folder)
    log_to_standard_error(site.settings)
    open_server(site.settings, host="127.0.0.1", port=port, site=site).run()


def _bare(folder: Path, port: int) -> None:
    """What Flask and the server cost alone: a short answer, and a page of the same size as ours."""
    from flask import Flask
    from waitress import serve

    from rely.web.serve import CONNECTIONS, THREADS

    app = Flask(__name__)
    page = (folder / "page.html").read_text(encoding="utf-8")
    app.add_url_rule("/ping", "ping", lambda: "pong", methods=["GET", "POST"])
    app.add_url_rule("/page", "page", lambda: page)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    serve(
        app,
        host="127.0.0.1",
        port=port,
        threads=THREADS,
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,
        _quiet=True,
    )


SERVERS = {"rely": _rely, "bare": _bare}

if __name__ == "__main__":
    SERVERS[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
