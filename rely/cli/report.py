"""Turn answers into action reports: one document for one file, a folder of documents for a table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import click

from rely.cli.files import day as read_day

FORMATS = ("pdf", "html")
LANGUAGES = ("nl", "en", "de")


@click.command("report")
@click.argument("instrument")
@click.argument("answers")
@click.option("-o", "output", metavar="PATH", help="The document, or for a table the folder; - is standard output.")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), help="Default: that of the answers.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="pdf", show_default=True, help="PDF or HTML.")
@click.option(
    "--date", "day", callback=read_day, metavar="DAY", help="The date on the report; default: that of the answers."
)
def command(
    instrument: str, answers: str, output: str | None, language: str | None, form: str, day: date | None
) -> int:
    """Make the action report of answers, as PDF or HTML.

    INSTRUMENT is an id, or the path of a questionnaire. ANSWERS is a .yaml or .json file with one
    assessment: it becomes ID.pdf here, or what -o names. From a .csv file each row becomes
    LINE-ID.pdf in a folder, with index.csv beside them; a bad row is named and does not stop the others.
    """
    from rely.cli.assessing import open_sitting
    from rely.cli.reports import Maker, one_document, one_folder
    from rely.loading.answers import is_table

    sitting = open_sitting(instrument, answers)
    if output == "-" and is_table(sitting.path):
        raise click.UsageError("A table makes many documents, which standard output cannot hold: name a folder.")
    sitting.day = day
    maker = Maker(sitting, form, language, _renderer(form))
    if is_table(sitting.path):
        one_folder(maker, output)
    else:
        one_document(maker, output)
    return sitting.end()


def _renderer(form: str) -> Callable[..., bytes]:
    from rely.cli.machine import MachineLacks

    if form == "html":
        from rely.reporting.html import render_html

        return lambda content: render_html(content).encode()
    try:
        from rely.reporting.pdf import render_pdf
    except OSError as error:
        raise MachineLacks(
            "PDFs need Pango, which this machine lacks. On Debian and Ubuntu: sudo apt-get install "
            "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        ) from error
    return render_pdf
