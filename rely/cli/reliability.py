"""Turn a table of answers into how reliable the scores are: as JSON, as a table for people, or as a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from rely.cli.languages import check_language, language_option
from rely.cli.streams import Progress, counted, say, write

if TYPE_CHECKING:
    from rely.loading.answers import AnswersRow
    from rely.model.instrument import Instrument
    from rely.model.reliability import Reliability

FORMATS = ("json", "table", "html")
OnePer = Literal["respondent", "id"]


@click.command("reliability")
@click.argument("instrument")
@click.argument("data", metavar="DATA")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="json", show_default=True, help="How to tell.")
@click.option("-o", "output", metavar="FILE", help="The file to make; default, and -: standard output.")
@language_option("For --format html; default: the first of the questionnaire.")
@click.option("--form", default="full", show_default=True, metavar="FORM", help="The form whose rows are looked at.")
@click.option("--by", metavar="FACT", help="Also a group for each value of an item, a given fact or a measure.")
@click.option(
    "--one-per",
    type=click.Choice(("respondent", "id")),
    help="Only the first row of each respondent or relationship: rows of one person are no independent ones.",
)
def command(
    instrument: str,
    data: str,
    format_: str,
    output: str | None,
    language: str | None,
    form: str,
    by: str | None,
    one_per: OnePer | None,
) -> int:
    """Tell how reliable the scores are in the answers of many.

    Alpha with its interval, omega, how each item fits, how the scores spread, and what speaks against the figures.

    INSTRUMENT is an id, or the path of a questionnaire. DATA is a .csv or .xlsx file with one assessment a row, as
    `rely score` takes it; - is a CSV table from standard input. Phases and perspectives are told apart, never mixed.
    Bad rows are named on standard error and left out, and the end is 1.
    """
    from rely.cli.assessing import answers_file
    from rely.cli.machine import check_research
    from rely.loading.answers import STANDARD_INPUT, is_table
    from rely.loading.catalogue import load_instrument
    from rely.services.reliability import reliability_of_rows

    check_research("scipy")
    loaded = load_instrument(instrument)
    path = STANDARD_INPUT if data == str(STANDARD_INPUT) else answers_file(data)
    if not is_table(path):
        raise click.UsageError(f"'{path}' holds one assessment, and reliability needs many: a .csv or .xlsx file.")
    _check_choices(loaded, form, by)
    check_language(language, loaded)
    reading = _Reading(loaded, path)
    found = reliability_of_rows(loaded, reading.rows(), form=form, by=by, one_per=one_per)
    if reading.done:
        _write(_told(loaded, found, format_, language), output)
    return reading.end()


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


class _Reading:
    """The rows of a file, with what is told about them on the way."""

    def __init__(self, instrument: Instrument, path: Path) -> None:
        self._instrument = instrument
        self._path = path
        self._progress = Progress("assessment")
        self._failed = 0
        self._broken = False
        self.done = 0

    def rows(self) -> Iterator[AnswersRow]:
        """Every row; the problems of bad ones are told on standard error."""
        from rely.loading.answers import read_answers
        from rely.loading.problems import as_text

        for row in read_answers(self._path, self._instrument):
            for problem in row.problems:
                self._progress.clear()
                say(as_text(problem))
            if row.assessment is None:
                self._failed += 1
                self._broken = self._broken or row.line is None
            else:
                self.done += 1
                self._progress.step()
            yield row

    def end(self) -> int:
        """Tell what is left to tell, and return the exit code."""
        self._progress.clear()
        if self._failed and not self._broken:
            say(f"{counted(self.done, 'row')} looked at, {self._failed} with problems.")
        return 1 if self._failed else 0


def _told(instrument: Instrument, found: Reliability, format_: str, language: str | None) -> str:
    from rely.model.digest import digest

    if format_ == "table":
        from rely.cli.reliability_table import table
        from rely.languages import SOURCE_LANGUAGE
        from rely.reporting.reliability import build_reliability

        return table(build_reliability(instrument, found, language=SOURCE_LANGUAGE, digest=digest(instrument)))
    if format_ == "html":
        from rely.reporting.html import render_html
        from rely.reporting.reliability import build_reliability

        chosen = language or instrument.languages[0]
        page = render_html(build_reliability(instrument, found, language=chosen, digest=digest(instrument)))
        return page
    import json

    from rely.research.reliability import reliability_document

    document = reliability_document(instrument, digest(instrument), found)
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _write(text: str, output: str | None) -> None:
    from rely.cli.files import told_as_usage
    from rely.loading.writing import write_text

    if output is None or output == "-":
        write(text)
        return
    with told_as_usage(output):
        write_text(Path(output), text)
