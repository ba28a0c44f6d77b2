"""Turn answers into action reports: one document for one file, a folder or ZIP of documents for a table."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rely.cli.files import day as read_day
from rely.cli.formats import chosen_format, format_option
from rely.cli.languages import language_option
from rely.reporting.forms import FORMS, PAPERS

if TYPE_CHECKING:
    from rely.cli.assessing import Sitting
    from rely.cli.earlier import Earlier
    from rely.cli.reports import Maker
    from rely.cli.second_views import SecondViews
    from rely.model.brand import Brand

FORMATS = {each: each for each in ("pdf", "html", "ics")}
HIGHEST_JOBS = 64


@click.command("report")
@click.argument("instrument")
@click.argument("answers")
@click.option("-o", "output", metavar="PATH", help="The document, or for a table the folder; - is standard output.")
@language_option("Default: that of the answers.")
@format_option(FORMATS, "PDF, HTML, or a calendar with the due dates and the suggested contacts.")
@click.option(
    "--form",
    type=click.Choice(FORMS),
    default=FORMS[0],
    show_default=True,
    help="The whole report, its two pages for a busy reader, or a sheet for preparing a talk with the client.",
)
@click.option("--paper", type=click.Choice(PAPERS), default=PAPERS[0], show_default=True, help="The size of the pages.")
@click.option(
    "--date", "day", callback=read_day, metavar="DAY", help="The date on the report; default: that of the answers."
)
@click.option("--previous", metavar="ANSWERS", help="Earlier answers: the report tells what has changed since then.")
@click.option(
    "--beside",
    multiple=True,
    metavar="FILE",
    help="What the client or a colleague answered: the report shows both views. May be given several times.",
)
@click.option("--brand", metavar="FILE", help="A YAML file with name, logo, colours and texts of who hands it out.")
@click.option("--no-data", is_flag=True, help="Leave out of a PDF the data that `rely verify` reads.")
@click.option("--jobs", type=click.IntRange(1, HIGHEST_JOBS), metavar="N", help="Processes for a table; default: 2.")
@click.option("--zip", "as_zip", is_flag=True, help="For a table: one ZIP instead of a folder.")
def command(
    instrument: str,
    answers: str,
    output: str | None,
    language: str | None,
    format_: str | None,
    form: str,
    paper: str,
    day: date | None,
    previous: str | None,
    beside: tuple[str, ...],
    brand: str | None,
    no_data: bool,
    jobs: int | None,
    as_zip: bool,
) -> int:
    """Make the action report of answers, as PDF or HTML.

    INSTRUMENT is an id, or the path of a questionnaire. ANSWERS is a .yaml or .json file with one
    assessment: it becomes ID.pdf here, or what -o names. From a .csv or .xlsx file each row
    becomes LINE-ID.pdf in a folder, with index.csv beside them; a bad row is named and does not stop the others.
    Called again it makes only the reports that changed or are missing. --format ics
    makes a calendar of its dates instead.

    --previous names earlier answers to the same questionnaire. A table is compared with an earlier table, row by
    row: by id, else by the code name.

    --beside names the answers of others to a questionnaire that mirrors this one, one respondent or a table of
    several. Their names and what they wrote in own words are neither shown nor kept.
    """
    with _collector_off():
        from rely.cli.assessing import open_sitting
        from rely.cli.reports import Maker, one_document
        from rely.loading.answers import is_table

        sitting = open_sitting(instrument, answers)
        sitting.day = day
        chosen = chosen_format(format_, output, FORMATS)
        maker = Maker(sitting, chosen, language, with_data=not no_data, form=form, paper=paper, brand=_brand(brand))
        maker.check()
        if previous is not None and chosen == "ics":
            raise click.UsageError("A calendar compares nothing: leave --previous out, or choose pdf or html.")
        earlier, second = _earlier(maker, previous), _second(maker, beside)
        if not is_table(sitting.path):
            if as_zip:
                raise click.UsageError("--zip is for a table: this file makes one document.")
            if second is not None:
                maker = replace(maker, beside=second.views)
            one_document(maker, output, earlier, look=None if second is None else second.look)
            return _end(sitting, earlier, second)
    if output == "-":
        raise click.UsageError("A table makes many documents, which standard output cannot hold: name a folder.")
    if output is not None and Path(output).suffix.removeprefix(".").lower() in FORMATS and not Path(output).is_dir():
        raise click.UsageError(f"A table makes many documents, and '{output}' is the name of one: name a folder.")
    from rely.cli.batch import default_jobs, many_documents

    many_documents(maker, output, jobs=jobs or default_jobs(), as_zip=as_zip, earlier=earlier)
    return _end(sitting, earlier)


def _brand(written: str | None) -> Brand | None:
    if written is None:
        return None
    from rely.cli.brands import open_brand  # only now: what reads pictures takes time to load

    return open_brand(written)


def _earlier(maker: Maker, written: str | None) -> Earlier | None:
    if written is None:
        return None
    from rely.cli.earlier import open_earlier

    return open_earlier(maker, written)


def _second(maker: Maker, written: tuple[str, ...]) -> SecondViews | None:
    if not written:
        return None
    from rely.cli.second_views import open_second_views

    return open_second_views(maker, written)


@contextmanager
def _collector_off() -> Iterator[None]:
    """Without Python's collector: all that is loaded for one document stays until it is made, and it costs a tenth."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _end(sitting: Sitting, *others: Earlier | SecondViews | None) -> int:
    return sitting.end() or int(any(each is not None and each.failed > 0 for each in others))
