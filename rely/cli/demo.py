"""Turn an empty folder into a running site with believable examples: `./go demo`."""

from __future__ import annotations

import os
import secrets
import shlex
import sys
import threading
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import click

from rely.cli import run
from rely.cli.beside import WorkerBeside
from rely.cli.streams import say, write
from rely.errors import RelyError
from rely.paths import data_dir
from rely.services.assessments import get_assessment
from rely.services.examples import Example, fill_examples
from rely.services.logs import log_to_standard_error
from rely.services.results import build_pdf
from rely.services.settings import Settings, settings_from
from rely.services.site import Site, open_site
from rely.storage.migrate import upgrade
from rely.web.serve import Server, open_server

FOLDER = "demo"
"""Where the demonstration keeps its data, inside the folder for data."""

SECRET_FILE = "secret-key"
FIRST_PORT, PORTS = 8000, 50


class NoFreePort(RelyError):
    """Every port that the demonstration would use is taken."""


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--once", is_flag=True, help="Check that the site answers, then stop.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=FIRST_PORT, show_default=True, help="The first port to try."
)
def command(once: bool, host: str, port: int) -> None:
    """Fill an example database, write a sample report, and serve the site until Ctrl-C.

    A second call goes on with the same data. The port is the first free one.
    """
    folder = data_dir() / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    settings = _settings(folder)
    quiet = replace(settings, log_level=os.environ.get("RELY_LOG_LEVEL", "WARNING").upper())
    log_to_standard_error(quiet)
    site = open_site(settings)
    upgrade(site.database)
    examples = fill_examples(site)
    report = _sample_report(site, examples, folder)
    server, taken = _server(site, host, port)
    address = f"http://{host}:{taken}"
    write(_told(address, folder, examples, report))
    sys.stdout.flush()
    with WorkerBeside(quiet):
        if once:
            _check(server, address, examples)
        else:
            say("Rely answers until Ctrl-C.")
            server.run()
    server.close()


def _settings(folder: Path) -> Settings:
    settings = settings_from(os.environ, data=folder)
    return settings if settings.secret_key is not None else replace(settings, secret_key=_kept_secret(folder))


def _kept_secret(folder: Path) -> str:
    """The secret key of this demonstration, made the first time."""
    path = folder / SECRET_FILE
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text().strip()


def _sample_report(site: Site, examples: tuple[Example, ...], folder: Path) -> Path | None:
    finished = next((example for example in examples if example.is_finished), None)
    if finished is None:
        return None
    document = build_pdf(site, get_assessment(site, finished.id), language=finished.language)
    path = folder / document.name
    path.write_bytes(document.body)
    return path


def _server(site: Site, host: str, first: int) -> tuple[Server, int]:
    for port in range(first, min(first + PORTS, 65536)):
        try:
            return open_server(site.settings, host=host, port=port, site=site), port
        except OSError:
            continue
    raise NoFreePort(f"No port from {first} on is free at {host}. Choose another with --port.")


def _told(address: str, folder: Path, examples: tuple[Example, ...], report: Path | None) -> str:
    lines = [f"Address:        {address}/"]
    if report is not None:
        lines.append(f"Sample report:  {report}")
    lines.append(f"Data:           {folder}  (other commands find it with RELY_DATA={shlex.quote(str(folder))})")
    lines += ["", "Examples, opened with their code under “Go on with your code”:"]
    width = max((len(example.subject) for example in examples), default=0)
    for instrument, of_it in groupby(examples, key=lambda example: example.instrument):
        lines.append(f"  {instrument}")
        for example in of_it:
            state = "finished" if example.is_finished else "unfinished"
            lines.append(f"    {example.code}  {example.subject:<{width}}  {example.language}  {state}")
    return "\n".join(lines) + "\n\n"


def _check(server: Server, address: str, examples: tuple[Example, ...]) -> None:
    """Visit the site as a person would, while it answers beside this."""
    from rely.cli.visit import visit

    threading.Thread(target=server.run, daemon=True).start()
    finished = next((example for example in examples if example.is_finished), None)
    visit(address, None if finished is None else finished.code)
    say("The site answers.")


if __name__ == "__main__":
    sys.exit(run(command, sys.argv[1:], name="./go demo"))
