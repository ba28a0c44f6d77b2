"""Turn a questionnaire into an XLSForm, and an XLSForm into a questionnaire."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rely.cli.languages import tag_after
from rely.cli.streams import counted, say, write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rely.loading.problems import Problem
    from rely.model.instrument import Instrument


@click.group("xlsform")
def command() -> None:
    """Exchange questionnaires with ODK, KoboToolbox and others.

    They read and write XLSForms: spreadsheets with the sheets survey, choices and settings.
    """


@command.command("export")
@click.argument("instrument_id", metavar="INSTRUMENT")
@click.option("-o", "output", metavar="FILE", help="The file, or its folder; - is standard output.")
def export(instrument_id: str, output: str | None) -> int:
    """Write the questions of a questionnaire into an XLSForm.

    INSTRUMENT is an id, or the path of a questionnaire. The file becomes INSTRUMENT.xlsx here, or what -o names;
    nothing is ever overwritten. What an XLSForm cannot say is listed here, and on the sheet 'rely' of the file.
    """
    from rely.cli.files import told_as_usage
    from rely.loading.writing import write_bytes as write_file
    from rely.loading.xlsform.left_out import left_out
    from rely.loading.xlsform.sheets import workbook_of
    from rely.loading.xlsform.survey import form_of

    instrument = _opened(instrument_id)
    path = Path(output or ".")
    if output != "-" and path.is_dir():
        path = path / f"{instrument.id}.xlsx"
    if output != "-" and path.exists():
        raise click.UsageError(f"{path} exists already, and nothing is overwritten. Choose another name with -o.")
    form = form_of(instrument)
    remarks = left_out(instrument, form)
    content = workbook_of(form, remarks, instrument.languages)
    if output == "-":
        write_bytes(content)
    else:
        with told_as_usage(str(path)):
            write_file(path, content)
        say(f"{path} is made: {counted(len(instrument.items), 'item')}.")
    say("An XLSForm cannot say everything. Left out, or changed:")
    for remark in remarks:
        say(f"  {remark.part}{f' ({remark.which})' if remark.which else ''}: {remark.why}")
    return 0


@command.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("-o", "output", metavar="FOLDER", type=click.Path(path_type=Path), help="The new folder.")
@click.option("--id", "instrument_id", metavar="ID", help="The id; left out: what the form is called.")
@click.option("--lang", "language", metavar="TAG", help="The language of columns that name none, such as fr.")
def import_(file: Path, output: Path | None, instrument_id: str | None, language: str | None) -> int:
    """Make a new questionnaire of an XLSForm.

    It is written to questionnaires/ID/instrument.yaml, in RELY_HOME if that is set, else here, or to the folder that
    -o names. Nothing is ever overwritten. Every row, cell and column that has no counterpart is named by sheet and
    row. Scores, bands and the report are yours to write.
    """
    from rely.cli.files import told_as_usage
    from rely.loading.starting import start_questionnaire
    from rely.loading.xlsform.making import make_questionnaire
    from rely.loading.xlsform.reading import XlsFormError, read_form

    if not file.is_file():
        raise click.UsageError(f"There is no file '{file}'.")
    form = None
    try:
        form = read_form(file, language=tag_after("--lang", language))
        chosen = _id(instrument_id, form.settings["form_id"] or form.settings["form_title"])
        folder = _folder(output, chosen)
        made = make_questionnaire(form, chosen)
    except XlsFormError as error:
        _tell({*error.problems, *(form.problems if form is not None else ())})
        say("Nothing was made.")
        return 1
    with told_as_usage(str(folder)):
        file = start_questionnaire(folder, made.text)
    _tell(made.problems)
    say(f"{file} is made: {counted(len(made.instrument.items), 'item')}, and no score yet.")
    say(f"{counted(len(made.problems), 'thing')} changed or left out. Check it with: rely validate {folder}")
    return 0


def _opened(instrument_id: str) -> Instrument:
    from rely.loading.catalogue import load_instrument

    return load_instrument(instrument_id)


def _id(written: str | None, name: str) -> str:
    from rely.loading.skeleton import is_instrument_id
    from rely.loading.xlsform.naming import instrument_id_like

    found = written if written is not None else instrument_id_like(name)
    if is_instrument_id(found):
        return found
    if written is None:
        raise click.UsageError(
            "The form has no name that can be an id. Give it one with --id, such as --id team-check."
        )
    raise click.UsageError(
        f"'{written}' after --id cannot be the id of an instrument: write small letters and digits, with hyphens "
        "between words, such as team-check."
    )


def _folder(output: Path | None, instrument_id: str) -> Path:
    import os

    folder = output or Path(os.environ.get("RELY_HOME") or ".") / "questionnaires" / instrument_id
    if folder.exists():
        raise click.UsageError(f"{folder} exists already, and nothing is overwritten. Choose another with -o or --id.")
    return folder


def _tell(problems: Iterable[Problem]) -> None:
    from rely.loading.problems import as_text
    from rely.loading.xlsform.reading import in_order

    for problem in in_order(problems):
        say(as_text(problem))
