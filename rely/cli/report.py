"""Turn answers into action reports: one document for one file, a folder or ZIP of documents for a table."""

from __future__ import annotations

from datetime import date

import click

from rely.cli.files import day as read_day

FORMATS = ("pdf", "html")
HIGHEST_JOBS = 64
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
@click.option("--no-data", is_flag=True, help="Leave out of a PDF the data that `rely verify` reads.")
@click.option("--jobs", type=click.IntRange(1, HIGHEST_JOBS), metavar="N", help="Processes for a table; default: 2.")
@click.option("--zip", "as_zip", is_flag=True, help="For a table: one ZIP instead of a folder.")
def command(
    instrument: str,
    answers: str,
    output: str | None,
    language: str | None,
    form: str,
    day: date | None,
    no_data: bool,
    jobs: int | None,
    as_zip: bool,
) -> int:
    """Make the action report of answers, as PDF or HTML.

    INSTRUMENT is an id, or the path of a questionnaire. ANSWERS is a .yaml or .json file with one
    assessment: it becomes ID.pdf here, or what -o names. From a .csv file each row becomes
    LINE-ID.pdf in a folder, with index.csv beside them; a bad row is named and does not stop the others.
    Called again it makes only the reports that changed or are missing.
    """
    from rely.cli.assessing import open_sitting
    from rely.cli.reports import Maker, one_document
    from rely.loading.answers import is_table

    sitting = open_sitting(instrument, answers)
    sitting.day = day
    maker = Maker(sitting, form, language, with_data=not no_data)
    if not is_table(sitting.path):
        if as_zip:
            raise click.UsageError("--zip is for a table: this file makes one document.")
        one_document(maker, output)
        return sitting.end()
    if output == "-":
        raise click.UsageError("A table makes many documents, which standard output cannot hold: name a folder.")
    from rely.cli.batch import default_jobs, many_documents

    many_documents(maker, output, jobs=jobs or default_jobs(), as_zip=as_zip)
    return sitting.end()
