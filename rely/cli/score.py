"""Turn answers into scores and recommendations, as JSON, as a table for people, as CSV or as Parquet."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rely.cli.formats import chosen_format, format_option

if TYPE_CHECKING:
    from rely.cli.assessing import Sitting
    from rely.cli.score_output import Output

FORMATS = {"json": "json", "table": None, "csv": "csv", "parquet": "parquet"}
HIGHEST_JOBS = 256
BATCH = 5_000
"""How many assessments that come one by one are scored together."""


@click.command("score")
@click.argument("instrument")
@click.argument("answers")
@format_option(FORMATS, "How to tell.")
@click.option("-o", "output", metavar="FILE", help="The file to make; default, and -: standard output.")
@click.option(
    "--jobs",
    type=click.IntRange(1, HIGHEST_JOBS),
    metavar="N",
    help="Processes for a large CSV or Parquet table; default: one for each processor. Scores are always the same.",
)
def command(instrument: str, answers: str, format_: str | None, output: str | None, jobs: int | None) -> int:
    """Compute the scores and recommendations of answers.

    INSTRUMENT is an id, or the path of a questionnaire. ANSWERS is a .yaml or .json file with one assessment, or a
    .csv, .xlsx or .parquet file with one a row; - is a CSV table from standard input. JSON: one object for a file,
    one a line for a table. CSV and Parquet: the scores alone, a row for each assessment. Every good row is done; a
    bad one is named on standard error, and the end is 1. A table may be larger than memory.
    """
    from rely.cli.assessing import open_sitting
    from rely.cli.files import check_another_file
    from rely.cli.machine import check_research
    from rely.cli.score_output import opened

    form = chosen_format(format_, output, FORMATS)
    is_parquet = Path(answers).suffix.lower() == ".parquet"
    if is_parquet or form == "parquet":
        check_research("polars")
    path = None if output in (None, "-") else Path(str(output))
    if form == "parquet" and path is None:
        raise click.UsageError("Parquet is not written to standard output: name a file, as in -o scores.parquet.")
    if form == "table" and is_parquet:
        raise click.UsageError("The answers of a Parquet file are scored as json, csv or parquet.")
    sitting = open_sitting(instrument, answers, piped=True)
    check_another_file(output, sitting.path)
    with opened(path, form) as place:
        if _has_pieces(sitting.path) and form != "table":
            from rely.cli.score_stream import score_stream

            score_stream(sitting, place, form, jobs=jobs or os.cpu_count() or 1)
        else:
            _WRITERS[form](sitting, place)
    return sitting.end()


def _has_pieces(path: Path) -> bool:
    from rely.loading.answers import STANDARD_INPUT

    return path == STANDARD_INPUT or path.suffix.lower() in (".csv", ".parquet")


def _as_json(sitting: Sitting, place: Output) -> None:
    import json

    from rely.guidelines.document import score_document
    from rely.loading.answers import is_table

    indent = None if is_table(sitting.path) else 2
    for each in sitting.each():
        if each.result is not None and each.advice is not None:
            document = score_document(sitting.instrument, sitting.digest, each.result, each.advice)
            place.add((json.dumps(document, ensure_ascii=False, allow_nan=False, indent=indent) + "\n").encode())


def _as_table(sitting: Sitting, place: Output) -> None:
    from rely.cli.score_table import table

    between = ""
    for each in sitting.each():
        if each.result is not None and each.advice is not None:
            place.add((between + table(sitting.instrument, each.result, each.advice)).encode())
            between = "\n"


def _as_columns(form: str) -> Callable[[Sitting, Output], None]:
    def written(sitting: Sitting, place: Output) -> None:
        from rely.cli.score_stream import score_rows

        score_rows(sitting, place, form, rows=BATCH)

    return written


_WRITERS: Mapping[str, Callable[[Sitting, Output], None]] = {
    "json": _as_json,
    "table": _as_table,
    "csv": _as_columns("csv"),
    "parquet": _as_columns("parquet"),
}
