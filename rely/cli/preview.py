"""Turn a questionnaire into a page on this machine that shows it as respondents see it, while it is edited."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rely.cli.streams import say

if TYPE_CHECKING:
    from rely.services.preview import Preview

HOSTS = ("127.0.0.1", "localhost", "::1")
"""Where a preview may listen: nowhere but on this machine."""

FIRST_PORT = 8100

THREADS = 16
"""How many requests are answered at the same time; each open window keeps one waiting for news."""


@click.command("preview")
@click.argument("instrument")
@click.option("--host", type=click.Choice(HOSTS), default=HOSTS[0], show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=FIRST_PORT, show_default=True, help="The port.")
@click.option("--no-browser", is_flag=True, help="Only print the address, do not open it in the browser.")
def command(instrument: str, host: str, port: int, no_browser: bool) -> None:
    """Show a questionnaire as respondents see it, while it is edited.

    INSTRUMENT is an id or the path of a file or folder. The page loads again by itself whenever a file is saved, and
    shows the last version without errors beside the problems. Nothing is kept: answers given in the preview go when it
    ends, with Ctrl-C.
    """
    import os

    from rely.services.preview_site import opened_preview

    path = _place(instrument)
    with _ending_quietly(), opened_preview(path, operator=os.environ.get("RELY_OPERATOR")) as preview:
        _serve(preview, host, port, no_browser)


def _serve(preview: Preview, host: str, port: int, no_browser: bool) -> None:
    from dataclasses import replace

    from rely.services.logs import log_to_standard_error
    from rely.web.preview.app import create_preview_app
    from rely.web.serve import listen

    quiet = replace(preview.site.settings, log_level="WARNING").listening_at(host, port)
    preview.site = replace(preview.site, settings=quiet)
    log_to_standard_error(quiet)
    app = create_preview_app(preview)
    try:
        server = listen(app, host=host, port=port, threads=THREADS)
    except OSError as error:
        raise _port_taken(host, port, error) from error
    address = f"{quiet.base_url}/preview"
    say(f"The preview of {preview.watch.path} is at {address} until Ctrl-C.")
    if not no_browser and _has_screen():
        _show(address)
    with _letting_go(preview):
        server.run()
    server.close()


def _place(instrument: str) -> Path:
    """The folder or file that is meant, with its path as short as it was given. Raises UnknownInstrument."""
    from rely.loading.catalogue import find_questionnaire
    from rely.loading.files import folder_of

    path = find_questionnaire(instrument)
    place, here = folder_of(path) or path, Path.cwd()
    return place.relative_to(here) if place.is_absolute() and place.is_relative_to(here) else place


def _port_taken(host: str, port: int, error: OSError) -> Exception:
    from rely.cli.machine import MachineLacks

    reason = (error.strerror or str(error)).lower()
    return MachineLacks(f"Port {port} at {host} cannot be used: {reason}. Choose another with --port.")


def _has_screen() -> bool:
    """Whether somebody sits before this machine; without a screen a browser would take over the terminal."""
    import os
    import sys

    return sys.stderr.isatty() and (sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY")))


def _show(address: str) -> None:
    """Open the address in the browser of this machine, if it has one."""
    import threading
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


@contextmanager
def _ending_quietly() -> Iterator[None]:
    """Take Ctrl-C, and SIGTERM as well, for the end."""
    from rely.cli.interrupts import ended_by_sigterm

    try:
        with ended_by_sigterm():
            yield
    except KeyboardInterrupt:
        say("")  # behind the ^C of the terminal


@contextmanager
def _letting_go(preview: Preview) -> Iterator[None]:
    """Let nobody wait for news any longer as soon as the end is asked for: the server waits for its last answers."""
    import signal
    from types import FrameType

    def end(number: int, frame: FrameType | None) -> None:
        preview.watch.close()
        signal.default_int_handler(number, frame)

    before = {each: signal.signal(each, end) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
