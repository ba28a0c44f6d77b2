"""Turn the model of the questionnaire format into a JSON Schema for editors."""

from __future__ import annotations

import click

from rely.cli.streams import write


@click.command("schema")
@click.option("-o", "output", metavar="FILE", help="Write it to a file instead of standard output.")
@click.option("--part", is_flag=True, help="For one file out of several: no key is needed.")
def command(output: str | None, part: bool) -> None:
    """Print the JSON Schema of the questionnaire format, for editors.

    An editor that knows YAML offers keys, explains them and marks mistakes while you type, when the first line
    of a file is `# yaml-language-server: $schema=FILE`. `rely new` sees to both. --part is for a questionnaire
    in several files: a key that one of them lacks may stand in another.
    """
    from pathlib import Path

    from rely.loading.schema import schema_text
    from rely.loading.writing import write_text

    text = schema_text(part=part)
    if output is None or output == "-":
        write(text)
    else:
        from rely.cli.files import told_as_usage

        with told_as_usage(output):
            write_text(Path(output), text)
