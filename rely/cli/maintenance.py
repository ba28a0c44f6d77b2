"""Turn `on` and `off` into a site that asks its visitors to come back in a moment, and one that answers again."""

from __future__ import annotations

import click

from rely.cli.streams import say


@click.command("maintenance")
@click.argument("state", type=click.Choice(["on", "off"]))
def command(state: str) -> None:
    """Ask visitors to come back in a moment, or answer again.

    While it is on every page says that answers are kept, and answers 503. It is a file `maintenance` in RELY_DATA.
    """
    from rely.paths import data_dir
    from rely.services.maintenance import begin_maintenance, end_maintenance

    if state == "on":
        begin_maintenance(data_dir())
        say("Visitors are asked to come back in a moment. To answer again: rely maintenance off")
    else:
        end_maintenance(data_dir())
        say("The site answers again.")
