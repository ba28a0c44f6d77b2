"""Turn a table of answers into how reliable the scores are: as JSON, as a table for people, or as a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from rely.cli.files import check_another_file
from rely.cli.formats import chosen_format, format_option
from rely.cli.languages import check_language, language_option
from rely.cli.streams import write

if TYPE_CHECKING:
    from rely.cli.table_rows import TableRows
    from rely.model.gap_figures import GapReliability
    from rely.model.instrument import Instrument
    from rely.model.reliability import Reliability

FORMATS = {"json": "json", "table": None, "html": "html"}
OnePer = Literal["respondent", "id"]


@click.command("reliability")
@click.argument("instrument")
@click.argument("data", metavar="DATA")
@format_option(FORMATS, "How to tell.")
@click.option("-o", "output", metavar="FILE", help="The file to make; default, and -: standard output.")
@language_option("For --format html; default: the first of the questionnaire.")
@click.option("--form", default="full", show_default=True, metavar="FORM", help="The form whose rows are looked at.")
@click.option("--by", metavar="FACT", help="Also a group for each value of an item, a given fact or a measure.")
@click.option(
    "--one-per",
    type=click.Choice(("respondent", "id")),
    help="Only the first row of each respondent or relationship: rows of one person are no independent ones.",
)
@click.option(
    "--beside",
    nargs=2,
    metavar="OTHER DATA",
    help="Also how reliable the gaps are to what others answered: their questionnaire, and their answers.",
)
def command(
    instrument: str,
    data: str,
    format_: str | None,
    output: str | None,
    language: str | None,
    form: str,
    by: str | None,
    one_per: OnePer | None,
    beside: tuple[str, str] | None,
) -> int:
    """Tell how reliable the scores are in the answers of many.

    Alpha with its interval, omega, how each item fits, how the scores spread, and what speaks against the figures.

    INSTRUMENT is an id, or the path of a questionnaire. DATA is a .csv or .xlsx file with one assessment a row, as
    `rely score` takes it; - is a CSV table from standard input. Phases and perspectives are told apart, never mixed.
    Bad rows are named on standard error and left out, and the end is 1.

    --beside pairs these rows with those of others about the same relationships: by the column id, else by the
    respondent and the name of the relationship.
    """
    from rely.cli.machine import check_research
    from rely.cli.table_rows import TableRows
    from rely.loading.catalogue import load_instrument

    check_research("scipy")
    loaded = load_instrument(instrument)
    reading = TableRows(loaded, _table_at(data))
    check_another_file(output, reading.path)
    chosen = chosen_format(format_, output, FORMATS)
    _check_choices(loaded, form, by)
    check_language(language, loaded)
    second = None if beside is None else _second(reading, *beside)
    if second is not None:
        check_another_file(output, second.path)
    found, gaps = _looked_at(reading, second, form=form, by=by, one_per=one_per)
    readings = (reading,) if second is None else (reading, second)
    if all(each.done for each in readings):
        told = _told(loaded, None if second is None else second.instrument, found, gaps, chosen, language)
        _write(told, output)
    return max(each.end(_became(each, several=second is not None)) for each in readings)


def _became(reading: TableRows, *, several: bool) -> str:
    """What to say of the rows; of several files each is named."""
    from rely.loading.answers import shown_path

    return f"of {shown_path(reading.path)} looked at" if several else "looked at"


def _table_at(data: str) -> Path:
    from rely.cli.assessing import answers_file
    from rely.loading.answers import STANDARD_INPUT, is_table

    path = STANDARD_INPUT if data == str(STANDARD_INPUT) else answers_file(data)
    if not is_table(path):
        raise click.UsageError(f"'{path}' holds one assessment, and reliability needs many: a .csv or .xlsx file.")
    return path


def _second(own: TableRows, other: str, data: str) -> TableRows:
    """The answers of others as named after --beside."""
    from rely.cli.table_rows import TableRows
    from rely.loading.answers import STANDARD_INPUT
    from rely.loading.catalogue import load_instrument
    from rely.reporting.beside import NotComparable
    from rely.services.reliability import check_comparable

    loaded = load_instrument(other)
    try:
        check_comparable(own.instrument, loaded)
    except NotComparable as error:
        raise click.UsageError(str(error)) from error
    path = _table_at(data)
    if path == own.path == STANDARD_INPUT:
        raise click.UsageError("Standard input holds one table, and two are compared: name a file for one of them.")
    return TableRows(loaded, path)


def _looked_at(
    own: TableRows, second: TableRows | None, *, form: str, by: str | None, one_per: OnePer | None
) -> tuple[Reliability, GapReliability | None]:
    from rely.services.reliability import reliability_beside, reliability_of_rows

    if second is None:
        return reliability_of_rows(own.instrument, own.each(), form=form, by=by, one_per=one_per), None
    both = (own.instrument, own.each(), second.instrument, second.each())
    return reliability_beside(*both, form=form, by=by, one_per=one_per)


def _check_choices(instrument: Instrument, form: str, by: str | None) -> None:
    from rely.loading.near import did_you_mean
    from rely.research.reliability import grouping_facts

    if form not in instrument.form_ids:
        forms = ", ".join(instrument.form_ids)
        raise click.UsageError(f"'{form}' is no form of {instrument.id}. There are: {forms}.")
    facts = grouping_facts(instrument)
    if by is not None and by not in facts:
        near = did_you_mean(by, facts) or f" There are: {', '.join(facts) or 'none'}."
        raise click.UsageError(f"Rows cannot be grouped by '{by}', only by a fact with few values.{near}")


def _told(
    instrument: Instrument,
    other: Instrument | None,
    found: Reliability,
    gaps: GapReliability | None,
    format_: str,
    language: str | None,
) -> str:
    from rely.model.digest import digest

    if format_ == "json":
        import json

        from rely.research.reliability import gaps_document, reliability_document

        document = reliability_document(instrument, digest(instrument), found)
        document = document if gaps is None else gaps_document(document, gaps)
        return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
    from rely.languages import SOURCE_LANGUAGE
    from rely.reporting.reliability import build_reliability
    from rely.reporting.reliability_gaps import Second

    chosen = SOURCE_LANGUAGE if format_ == "table" else language or instrument.languages[0]
    second = None if other is None or gaps is None else Second(other, gaps)
    content = build_reliability(instrument, found, language=chosen, digest=digest(instrument), second=second)
    if format_ == "table":
        from rely.cli.reliability_table import table

        return table(content)
    from rely.reporting.html import render_html

    return render_html(content)


def _write(text: str, output: str | None) -> None:
    from rely.cli.files import told_as_usage
    from rely.loading.writing import write_text

    if output is None or output == "-":
        write(text)
        return
    with told_as_usage(output):
        write_text(Path(output), text)
