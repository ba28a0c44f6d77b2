"""Turn a questionnaire into its codebook: what every column of its data file holds and how it is made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from rely.cli.files import check_another_file
from rely.cli.formats import chosen_format, format_option
from rely.cli.languages import check_language, language_option
from rely.cli.streams import say, write_bytes

if TYPE_CHECKING:
    from rely.model.instrument import Instrument
    from rely.research.codebook import Tally
    from rely.research.codebook.content import Release
    from rely.research.variables import Dictionary
    from rely.services.codebooks import CodebookFormat

FORMATS = {"html": "html", "json": "json", "csv": "csv", "ddi": "xml", "pdf": "pdf"}
SLOW_FROM = 1000
"""With more variables than this, whoever waits for a PDF is told how long it takes."""


@click.command("codebook")
@click.argument("instrument")
@format_option(FORMATS, "What to make.")
@click.option("-o", "output", metavar="PATH", help="The file, or its folder; - and the default: standard output.")
@language_option("Default: the first of the questionnaire.")
@click.option("--with-texts", is_flag=True, help="Also what respondents type, as in a file made with --with-texts.")
@click.option("--data", metavar="FILE", help="Answers, .csv or .xlsx: tell also n, missing, mean and counts of each.")
def command(
    instrument: str,
    format_: str | None,
    output: str | None,
    language: str | None,
    with_texts: bool,
    data: str | None,
) -> int:
    """Describe every variable of the data of a questionnaire.

    It tells too how each measure and score is made.

    INSTRUMENT is an id, or the path of a questionnaire; or a release that is kept, such as relationship-check@1.2.0.

    html is a page to search and print; pdf is for the appendix of a paper; json and csv are for programs and
    spreadsheets; ddi is DDI-Codebook 2.5, which data archives take.
    """
    from rely.loading.versions import load_version
    from rely.research.variables import dictionary_of
    from rely.services.codebooks import codebook_of, render_codebook

    chosen = cast("CodebookFormat", chosen_format(format_, output, FORMATS))
    if chosen == "pdf" and output is None:
        raise click.UsageError("A PDF needs a file: name it with -o, or write -o - for standard output.")
    check_another_file(output, Path(data or "-"))
    loaded = load_version(instrument)
    check_language(language, loaded)
    language = language or loaded.languages[0]
    _check_machine(chosen)
    dictionary = dictionary_of(loaded, language, with_texts=with_texts)
    releases = _releases(instrument, loaded, language)
    codebook = codebook_of(dictionary, format=chosen, releases=releases, with_texts=with_texts)
    failed = 0
    if data is not None:
        from rely.research.codebook import with_figures

        tally, done, failed = _tally(data, dictionary)
        if not done:
            say(f"Nothing is made: {data} holds no assessment of {loaded.id} that can be counted.")
            return 1
        codebook = with_figures(codebook, tally)
    if chosen == "pdf" and len(codebook.entries) > SLOW_FROM:
        say(f"A PDF of {len(codebook.entries)} variables takes minutes; --format html is there at once.")
    _put(render_codebook(codebook, chosen), output, loaded, chosen)
    return 1 if failed else 0


def _check_machine(format_: str) -> None:
    if format_ == "pdf":
        from rely.cli.render import renderer

        renderer(format_)


def _releases(reference: str, instrument: Instrument, language: str) -> tuple[Release, ...]:
    """The releases kept beside what was named; what is broken there is told, and left out."""
    from rely.errors import RelyError
    from rely.loading.catalogue import UnknownInstrument, find_questionnaire
    from rely.services.codebooks import releases_beside

    for named in (reference, reference.rpartition("@")[0]):
        try:
            return releases_beside(find_questionnaire(named), instrument, language)
        except UnknownInstrument:
            continue
        except RelyError as error:
            say(f"warning: what changed between releases is left out: {error}")
            break
    return ()


def _tally(written: str, dictionary: Dictionary) -> tuple[Tally, int, int]:
    """The counts of a file of answers, and how many of its rows are good and have problems, which are told."""
    from rely.cli.assessing import answers_file
    from rely.cli.table_rows import TableRows
    from rely.research.cases import Case, still_simulated
    from rely.research.codebook import Tally
    from rely.research.rows import RowMaker
    from rely.scoring.score import score

    rows = TableRows(dictionary.instrument, answers_file(written))
    tally, maker = Tally(dictionary), RowMaker(dictionary)
    for row in rows.each():
        if row.assessment is not None:
            given = still_simulated(row.assessment, row.case)
            case = Case(assessment=given, key="", relationship="", finished=given.date)
            made = maker.row(case, score(rows.instrument, given), case_id="", relationship_id="")
            tally.add(made, is_simulated=case.is_simulated)
    rows.end("counted")
    return tally, rows.done, rows.failed


def _put(content: bytes, output: str | None, instrument: Instrument, format_: CodebookFormat) -> None:
    from pathlib import Path

    from rely.cli.files import told_as_usage
    from rely.loading.writing import write_bytes as write_file

    if output is None or output == "-":
        write_bytes(content)
        return
    path = Path(output)
    if path.is_dir():
        path = path / f"{instrument.id}-{instrument.version}-codebook.{FORMATS[format_]}"
    with told_as_usage(str(path)):
        write_file(path, content)
    say(f"{path} is made.")
