"""Turn the settings of this machine into a site that answers until Ctrl-C."""

from __future__ import annotations

import click

from rely.cli.streams import say


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port.")
def command(host: str, port: int) -> None:
    """Serve the questionnaires on the web.

    The settings are environment variables: RELY_SECRET_KEY is needed, the others have defaults. The database
    must be in order; `rely db upgrade` makes it so.
    """
    import os

    from rely.cli.machine import MachineLacks
    from rely.services.settings import settings_from
    from rely.web.serve import serve

    settings = settings_from(os.environ)
    say(f"Rely answers at http://{host}:{port} until Ctrl-C.")
    try:
        serve(settings, host=host, port=port)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise MachineLacks(f"Port {port} at {host} cannot be used: {reason}. Choose another with --port.") from error
