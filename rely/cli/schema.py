"""Turn the model of the questionnaire format into a JSON Schema for editors."""

from __future__ import annotations

import click

from rely.cli.streams import write


@click.command("schema")
@click.option("-o", "output", metavar="FILE", help="Write it to a file instead of standard output.")
def command(output: str | None) -> None:
    """Print the JSON Schema of the questionnaire format, for editors.

    With the YAML language server, begin instrument.yaml with the line
    `# yaml-language-server: $schema=FILE` to be offered keys and told mistakes while you type.
    """
    import json
    from pathlib import Path

    from rely.loading.schema import format_schema
    from rely.loading.writing import write_text

    text = json.dumps(format_schema(), ensure_ascii=False, indent=2) + "\n"
    if output is None or output == "-":
        write(text)
    else:
        from rely.cli.files import told_as_usage

        with told_as_usage(output):
            write_text(Path(output), text)
