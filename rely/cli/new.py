"""Turn an id into the skeleton of a new questionnaire, with the schema that lets an editor help."""

from __future__ import annotations

import click

from rely.cli.streams import say


@click.command("new")
@click.argument("instrument_id", metavar="ID")
def command(instrument_id: str) -> None:
    """Make a new questionnaire to start from.

    It is written to questionnaires/ID/instrument.yaml, in RELY_HOME if that is set, else here: a small
    questionnaire with a comment beside each part, in order as it stands. What editors need to help you while
    you type is put beside it, unless it is there. Nothing is ever overwritten.
    """
    import os
    from pathlib import Path

    from rely.cli.files import told_as_usage
    from rely.loading.skeleton import is_instrument_id, skeleton
    from rely.loading.starting import start_questionnaire

    if not is_instrument_id(instrument_id):
        raise click.UsageError(
            f"'{instrument_id}' cannot be the id of an instrument: write small letters and digits, with hyphens "
            "between words, such as team-check."
        )
    folder = Path(os.environ.get("RELY_HOME") or ".") / "questionnaires" / instrument_id
    if folder.exists():
        raise click.UsageError(f"{folder} exists already, and nothing is overwritten. Choose another id.")
    with told_as_usage(str(folder)):
        file = start_questionnaire(folder, skeleton(instrument_id))
    say(f"{file} is made. Look at it with: rely preview {folder}; check it with: rely validate {folder}")
