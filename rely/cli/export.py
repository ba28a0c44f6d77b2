"""Turn consented assessments, or the answers of a file, into a data file for analysis."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Literal

import click

from rely.cli.export_words import explain, peak_memory, tell, tell_of_groups, tell_of_recipients
from rely.cli.files import check_another_file, told_as_usage
from rely.cli.formats import chosen_format
from rely.cli.interrupts import ended_by_sigterm
from rely.cli.languages import check_language, language_option
from rely.cli.streams import counted, say

if TYPE_CHECKING:
    from rely.cli.export_source import Source
    from rely.research.pseudonyms import Pseudonyms
    from rely.research.rows import Row
    from rely.services.exporting import DataFile

FORMATS = {each: each for each in ("csv", "xlsx", "sav", "parquet")}
LAYOUTS = ("wide", "long")
OCCASIONS = ("last", "all")
SMALL_GROUPS = ("coarsen", "suppress")
HIGHEST_JOBS, MOST_JOBS = 64, 4
"""The most processes that can be asked for, and the most without --jobs."""


@click.command("export")
@click.argument("answers", required=False)
@click.option("--instrument", metavar="ID", help="The questionnaire; needed for a file, or where there are several.")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="Default: what PATH ends with.")
@click.option("-o", "output", metavar="PATH", required=True, help="The file to make; one that is there is replaced.")
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    default=LAYOUTS[0],
    show_default=True,
    help="wide: one row a case; long: one row an answer.",
)
@language_option("Of the labels; default: the first language of the questionnaire.")
@click.option("--study", metavar="NAME", help="The same study gives the same pseudonyms again; no other does.")
@click.option(
    "--with-texts",
    is_flag=True,
    help="Also code names, free text and who answered; from the database those that respondents allow. Think twice.",
)
@click.option(
    "--occasions",
    type=click.Choice(OCCASIONS),
    default=OCCASIONS[0],
    show_default=True,
    help="Of the database: the last result of each assessment, or all of them.",
)
@click.option(
    "--small-groups",
    type=click.Choice(SMALL_GROUPS),
    help="Let nobody be picked out by quasi-identifiers: suppress empties those that fewer than K relationships share; "
    "coarsen tells them less exactly first.",
)
@click.option(
    "--k", type=click.IntRange(2, 1000), metavar="K", help="The smallest group; with a report beside the file."
)
@click.option("--jobs", type=click.IntRange(1, HIGHEST_JOBS), metavar="N", help="Processes; default: at most 4.")
def command(
    answers: str | None,
    instrument: str | None,
    format_: str | None,
    output: str,
    layout: str,
    language: str | None,
    study: str | None,
    with_texts: bool,
    occasions: str,
    small_groups: Literal["coarsen", "suppress"] | None,
    k: int | None,
    jobs: int | None,
) -> int:
    """Write assessments as data: CSV, XLSX, SPSS or Parquet.

    What explains them lies beside the file: a codebook, and programs that make the scores again.

    Without ANSWERS: the finished assessments of the database whose respondents agreed to research, each scored by the
    version it was answered with. With ANSWERS, a file as `rely score` takes it: all its good rows; bad ones are named,
    and the end is 1.

    Ids, relationships and respondents never leave: pseudonyms stand for them. Memory does not grow with the number of
    assessments, and an export that is interrupted leaves no file.
    """
    path = Path(output)
    chosen = _format(format_, path)
    check_another_file(output, Path(answers or "-"))
    if with_texts and small_groups is not None:
        raise click.UsageError(
            "--small-groups hides who is told of, and --with-texts names them. Leave one of the two out."
        )
    with (
        ended_by_sigterm(),
        _source(answers, instrument, all_occasions=occasions == "all") as source,
        _spool(path, is_needed=small_groups is not None) as spool,
    ):
        from rely.services.exporting import data_file, in_long_layout
        from rely.services.protecting import DEFAULT_K, Watch, protected

        newest = source.cases.instruments[0]
        check_language(language, newest)
        data = data_file(
            source.cases,
            _pseudonyms(study),
            language=language or newest.languages[0],
            with_texts=with_texts,
            processes=jobs or _default_jobs(),
        )
        watch = Watch(data, k or DEFAULT_K)
        safe = None if small_groups is None else protected(data, watch.k, small_groups, spool=spool)
        data = watch.watched() if safe is None else safe.data
        laid_out = in_long_layout(data) if layout == "long" else data
        _write(path, chosen, laid_out, source)
        if study is None:
            say("The pseudonyms of this file will not come again. With --study NAME later exports have the same ones.")
        explain(path, data.dictionary, has_texts=with_texts, is_wide=layout == "wide")
        tell(chosen, laid_out, has_texts=with_texts, agreed=source.cases.agreed)
        tell_of_groups(path, watch, safe, study=study, is_asked=k is not None or small_groups is not None)
        return source.end()


def _format(asked: str | None, path: Path) -> str:
    """The format to write. Raises UsageError where the path does not fit, MachineLacks where a package lacks."""
    from rely.cli.machine import check_research
    from rely.research.exports import NEEDS

    if asked is None and path.suffix.lower().removeprefix(".") not in FORMATS:
        raise click.UsageError(f"'{path}' does not say which format: add --format, one of {', '.join(FORMATS)}.")
    if path.is_dir():
        raise click.UsageError(f"'{path}' is a folder: name a file in it.")
    if not path.parent.is_dir():
        raise click.UsageError(f"There is no folder '{path.parent}'.")
    with told_as_usage(str(path)):
        TemporaryFile(dir=path.parent).close()
    chosen = chosen_format(asked, str(path), FORMATS)
    check_research(*NEEDS.get(chosen, ()))
    return chosen


@contextmanager
def _source(answers: str | None, instrument: str | None, *, all_occasions: bool) -> Iterator[Source]:
    from rely.cli.export_source import source_in_file, source_of

    if answers is None:
        from rely.cli.database import site_at_hand
        from rely.model.digest import digest
        from rely.services.exporting import cases_in_database
        from rely.services.research_consent import recipients_told

        with site_at_hand() as site:
            cases = cases_in_database(site, instrument, all_occasions=all_occasions)
            tell_of_recipients(recipients_told(site, [digest(each) for each in cases.instruments]))
            yield source_of(cases)
        return
    from rely.loading.catalogue import load_instrument

    if instrument is None:
        raise click.UsageError("A file of answers does not say which questionnaire it belongs to: add --instrument.")
    if all_occasions:
        raise click.UsageError("--occasions is for the database: of a file every row is taken.")
    yield source_in_file(load_instrument(instrument), answers)


def _pseudonyms(name: str | None) -> Pseudonyms:
    from rely import paths
    from rely.services.studies import nameless_study, study_called

    if name is None:
        return nameless_study().pseudonyms
    with told_as_usage(str(paths.data_dir())):
        study = study_called(name, paths.data_dir())
    if study.is_new:
        say(f"The study '{name}' begins. Its key is in {study.path}: keep it secret, and keep a copy of it.")
    if study.is_open:
        say(
            f"Warning: others on this machine may read {study.path}. With it they can tell whose pseudonym is whose: "
            f"chmod 600 {study.path}"
        )
    return study.pseudonyms


def _write(path: Path, format_: str, data: DataFile, source: Source) -> None:
    """Write the file, and tell how large it is and what memory it took."""
    from rely.research.exports import check_rows, write_export
    from rely.services.exporting import NothingToExport

    if source.cases.count is not None:
        check_rows(format_, source.cases.count * data.rows_of_a_case)
    written = 0

    def rows() -> Iterator[Row]:
        nonlocal written
        for row in data.rows():
            yield row
            written += 1
        if not written:
            source.progress.clear()
            raise NothingToExport("there is no row to write, and so no file.")

    write_export(path, format_, data.dictionary, rows())
    source.progress.clear()
    variables = counted(len(data.dictionary.variables), "variable")
    rows_told = f"{written:,} {'row' if written == 1 else 'rows'}"
    say(f"{path}: {rows_told} of {variables}, {path.stat().st_size:,} bytes.{peak_memory()}")


@contextmanager
def _spool(path: Path, *, is_needed: bool) -> Iterator[IO[str]]:
    """A file without a name beside `path`, for the rows that wait; it is gone whatever happens."""
    if not is_needed:
        yield StringIO()
        return
    with TemporaryFile("w+", encoding="utf-8", dir=path.parent) as spool:
        yield spool


def _default_jobs() -> int:
    import os

    return min(MOST_JOBS, os.cpu_count() or 1)
