"""Turn an id into the skeleton of a new questionnaire."""

from __future__ import annotations

import click

from rely.cli.streams import say


@click.command("new")
@click.argument("instrument_id", metavar="ID")
def command(instrument_id: str) -> None:
    """Make a new questionnaire to start from.

    It is written to questionnaires/ID/instrument.yaml, in RELY_HOME if that is set, else here: a small
    questionnaire with a comment beside each part, in order as it stands. Nothing is ever overwritten.
    """
    import os
    from pathlib import Path

    from rely.cli.files import told_as_usage
    from rely.loading.files import MAIN_FILE
    from rely.loading.skeleton import is_instrument_id, skeleton
    from rely.loading.writing import write_text

    if not is_instrument_id(instrument_id):
        raise click.UsageError(
            f"'{instrument_id}' cannot be the id of an instrument: write small letters and digits, with hyphens "
            "between words, such as team-check."
        )
    folder = Path(os.environ.get("RELY_HOME") or ".") / "questionnaires" / instrument_id
    if folder.exists():
        raise click.UsageError(f"{folder} exists already, and nothing is overwritten. Choose another id.")
    with told_as_usage(str(folder)):
        folder.mkdir(parents=True)
        write_text(folder / MAIN_FILE, skeleton(instrument_id))
    say(f"{folder / MAIN_FILE} is made. Change what it asks, and check it with: rely validate {folder}")
