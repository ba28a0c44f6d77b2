"""Turn answers into scores and recommendations, as JSON, as a table for people, or as CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import click

from rely.cli.streams import write

if TYPE_CHECKING:
    from rely.cli.assessing import Sitting

FORMATS = ("json", "table", "csv")


@click.command("score")
@click.argument("instrument")
@click.argument("answers")
@click.option("--format", "form", type=click.Choice(FORMATS), default="json", show_default=True, help="How to tell.")
def command(instrument: str, answers: str, form: str) -> int:
    """Compute the scores and recommendations of answers.

    INSTRUMENT is an id, or the path of a questionnaire. ANSWERS is a .yaml or .json file with one
    assessment, or a .csv or .xlsx file with one a row; - is a CSV table from standard input. JSON: one object for
    a file, one a line for a table. Every good row is done; a bad one is named on standard error, and the end is 1.
    """
    from rely.cli.assessing import open_sitting

    sitting = open_sitting(instrument, answers, piped=True)
    _WRITERS[form](sitting)
    return sitting.end()


def _as_json(sitting: Sitting) -> None:
    import json

    from rely.guidelines.document import score_document
    from rely.loading.answers import is_table

    indent = None if is_table(sitting.path) else 2
    for each in sitting.each():
        if each.result is not None and each.advice is not None:
            document = score_document(sitting.instrument, sitting.digest, each.result, each.advice)
            write(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=indent) + "\n")


def _as_csv(sitting: Sitting) -> None:
    from rely.cli.score_table import csv_header, csv_row

    header_is_written = False
    for each in sitting.each():
        if each.result is None:
            continue
        if not header_is_written:
            write(csv_header(sitting.instrument))
            header_is_written = True
        write(csv_row(sitting.instrument, each.row.line, each.result))


def _as_table(sitting: Sitting) -> None:
    from rely.cli.score_table import table

    between = ""
    for each in sitting.each():
        if each.result is not None and each.advice is not None:
            write(between + table(sitting.instrument, each.result, each.advice))
            between = "\n"


_WRITERS: Mapping[str, Callable[[Sitting], None]] = {"json": _as_json, "csv": _as_csv, "table": _as_table}
