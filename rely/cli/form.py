"""Turn an instrument into a form to fill in: the spreadsheet template with a row for each relationship."""

from __future__ import annotations

import click

from rely.cli.formats import chosen_format, format_option
from rely.cli.languages import check_language, language_option
from rely.cli.streams import say, write_bytes

FORMATS = {"xlsx": "xlsx"}


@click.command("form")
@click.argument("instrument")
@click.option("-o", "output", metavar="PATH", help="The file, or its folder; - is standard output.")
@language_option("Default: the first of the instrument.")
@format_option(FORMATS, "A spreadsheet.")
def command(instrument: str, output: str | None, language: str | None, format_: str | None) -> None:
    """Make a spreadsheet to fill in, one relationship a row.

    INSTRUMENT is an id, or the path of a questionnaire. The spreadsheet has pick lists and explains itself; it
    becomes INSTRUMENT.xlsx here, or what -o names. Nothing is ever overwritten, since somebody may have filled it
    in. `rely score` and `rely report` read it back.
    """
    from pathlib import Path

    from rely.cli.files import told_as_usage
    from rely.loading.catalogue import load_instrument
    from rely.loading.writing import write_bytes as write_file
    from rely.reporting.form_sheet import form_workbook

    form = chosen_format(format_, output, FORMATS)
    loaded = load_instrument(instrument)
    check_language(language, loaded)
    chosen = language or loaded.languages[0]
    path = Path(output or ".")
    if output != "-" and path.is_dir():
        path = path / f"{loaded.id}.{form}"
    if output != "-" and path.exists():
        raise click.UsageError(f"{path} exists already, and nothing is overwritten. Choose another name with -o.")
    content = form_workbook(loaded, language=chosen)
    if output == "-":
        write_bytes(content)
        return
    with told_as_usage(str(path)):
        write_file(path, content)
    say(f"{path} is made.")
