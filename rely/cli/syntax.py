"""Turn an instrument into a program for SPSS or R that makes its scores again from a data file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from rely.cli.formats import chosen_format, format_option
from rely.cli.languages import check_language, language_option
from rely.cli.streams import say, write

if TYPE_CHECKING:
    from rely.research.syntax import ProgramFormat

FORMATS = {"spss": "sps", "r": "r"}


@click.command("syntax")
@click.argument("instrument")
@format_option(FORMATS, "For SPSS and GNU PSPP, or for R.")
@click.option("-o", "output", metavar="PATH", help="The file to make; default, and -: standard output.")
@language_option("Default: the first of the questionnaire.")
@click.option("--data", metavar="FILE", help="The data file that the program reads; default: INSTRUMENT.csv.")
def command(instrument: str, format_: str | None, output: str | None, language: str | None, data: str | None) -> None:
    """Make a program for SPSS or R that computes the scores again.

    INSTRUMENT is an id, the path of a questionnaire, or a release that is kept, such as relationship-check@1.2.0.
    The program reads a data file of `rely export`, declares labels and missing codes, makes every score, status and
    margin, and compares them with those in the file. It says what it does, in the language of --lang.

    SPSS and PSPP read CSV and SAV, R reads CSV. For another file the program reads the CSV of the same name.
    Nothing is ever overwritten.
    """
    from rely.cli.files import told_as_usage
    from rely.loading.versions import load_version
    from rely.research.syntax import syntax_lines
    from rely.research.variables import dictionary_of
    from rely.services.syntaxes import write_syntax

    program = cast("ProgramFormat", chosen_format(format_, output, FORMATS))
    loaded = load_version(instrument)
    check_language(language, loaded)
    dictionary = dictionary_of(loaded, language or loaded.languages[0])
    named = _named(data or f"{loaded.id}.csv")
    if output is None or output == "-":
        write("".join(syntax_lines(dictionary, program, data=named)))
        return
    path = Path(output)
    if path.exists():
        raise click.UsageError(f"{path} exists already, and nothing is overwritten. Choose another name with -o.")
    with told_as_usage(output):
        write_syntax(dictionary, path, program=program, data=named)
    say(f"{path} is made.")


def _named(data: str) -> str:
    """The name of the data file, if a program can hold it on one line."""
    if not data.isprintable():
        raise click.UsageError("The name of the data file has letters that cannot be shown. Give the file another one.")
    return data
