"""Turn the settings of this machine into a site that answers until Ctrl-C."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import click

from rely.cli.streams import say


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port.")
@click.option(
    "--worker/--no-worker",
    default=True,
    help="Make the PDFs in a process of its own beside this one, or leave them to `rely worker`.  [default: worker]",
)
def command(host: str, port: int, worker: bool) -> None:
    """Serve the questionnaires on the web.

    The settings are environment variables: RELY_SECRET_KEY is needed, the others have defaults. The database
    must be in order; `rely db upgrade` makes it so. PDFs are made by a worker, which is started beside the site and
    ends with it.
    """
    import os

    from rely.cli.beside import WorkerBeside
    from rely.cli.machine import MachineLacks
    from rely.services.settings import settings_from
    from rely.web.serve import serve

    settings = settings_from(os.environ)
    _end_on_sigterm()
    beside = WorkerBeside(settings) if worker else nullcontext()
    try:
        serve(settings, host=host, port=port, beside=_told(f"http://{host}:{port}", beside))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise MachineLacks(f"Port {port} at {host} cannot be used: {reason}. Choose another with --port.") from error


@contextmanager
def _told(address: str, beside: AbstractContextManager[object]) -> Iterator[None]:
    """Tell the address as soon as it is ours, and not before."""
    say(f"Rely answers at {address} until Ctrl-C.")
    with beside:
        yield


def _end_on_sigterm() -> None:
    """End as at Ctrl-C; as the first process of a container it would not hear the signal at all."""
    import signal

    signal.signal(signal.SIGTERM, signal.default_int_handler)
