"""Turn a file of answers from another program into an answers file, by a mapping that is written on the first try."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from rely.cli.interrupts import ended_by_sigterm
from rely.cli.streams import counted, say, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rely.cli.import_rows import Rows
    from rely.loading.answers import AnswersRow
    from rely.loading.importing import Draft
    from rely.loading.problems import Problem
    from rely.model.instrument import Instrument

MAPPING_ENDING = ".mapping.yaml"
ANSWERS_ENDING = ".answers.csv"
_MOST_QUESTIONS = 10


@click.command("import")
@click.argument("instrument")
@click.argument("file")
@click.option("--mapping", "mapping", metavar="FILE", help="What each column and value of the file becomes.")
@click.option("-o", "output", metavar="OUT.csv", help=f"The answers file to make; default: FILE{ANSWERS_ENDING}.")
@click.option("--preview", is_flag=True, help="Show what it would come to, and make nothing.")
@click.option("--skip-bad", is_flag=True, help="Leave out rows with problems instead of making nothing.")
@click.option("--draft", is_flag=True, help="Write a mapping, also for a table that needs none.")
@click.option("--to-database", is_flag=True, help="Store the answers as finished in the database of the site instead.")
@click.option(
    "--with-consent", is_flag=True, help="With --to-database: I state that all respondents agreed to research use."
)
def command(
    instrument: str,
    file: str,
    mapping: str | None,
    output: str | None,
    preview: bool,
    skip_bad: bool,
    draft: bool,
    to_database: bool,
    with_consent: bool,
) -> int:
    """Take over answers from other programs, and from filled forms.

    INSTRUMENT is an id, or the path of a questionnaire; FILE is a CSV or XLSX table of LimeSurvey, Qualtrics, Google or
    Microsoft Forms, SurveyMonkey, KoboToolbox, or an own one. On the first try a mapping is written beside it,
    FILE.mapping.yaml: what each column and each value becomes, with questions where that is open. Answer them, and run
    again with --mapping. A filled spreadsheet of `rely form` needs no mapping.

    With a mapping every row is checked. When all are good, FILE.answers.csv is made, which `rely score` and the other
    commands read; else nothing is, and each mistake is named by row and column.
    """
    from rely.cli.assessing import answers_file
    from rely.loading.catalogue import load_instrument
    from rely.loading.importing import own_rows

    _check_usage(mapping, output, preview=preview, draft=draft, to_database=to_database, with_consent=with_consent)
    loaded = load_instrument(instrument)
    path = _table(answers_file(file))
    target = Path(output or f"{path}{ANSWERS_ENDING}")
    if not (preview or draft or to_database) and mapping is not None:
        _check_free(target)
    own = None if draft or mapping is not None else own_rows(path, loaded)
    if mapping is None and own is None:
        return _write_draft(loaded, path)
    rows = _rows(loaded, path, mapping, own)
    if preview:
        return _show(rows)
    if to_database:
        return _store(rows, skip_bad=skip_bad, with_consent=with_consent)
    _check_free(target)
    return _make(rows, target, skip_bad=skip_bad)


def _check_usage(
    mapping: str | None, output: str | None, *, preview: bool, draft: bool, to_database: bool, with_consent: bool
) -> None:
    if draft and (mapping is not None or preview or to_database or output is not None):
        raise click.UsageError("--draft writes a mapping and nothing else. Leave the other options out.")
    if preview and (to_database or output is not None):
        raise click.UsageError("--preview makes nothing. Leave out -o and --to-database.")
    if to_database and output is not None:
        raise click.UsageError("--to-database makes no file. Leave out -o, or --to-database.")
    if with_consent and not to_database:
        raise click.UsageError("--with-consent is recorded in the database. Add --to-database.")


def _table(path: Path) -> Path:
    """The path, when it can be a table. Raises UsageError."""
    if path.suffix.lower() in (".yaml", ".yml", ".json"):
        raise click.UsageError(f"'{path}' is no table. A file of answers in YAML or JSON is read by rely score itself.")
    return path


def _check_free(path: Path) -> None:
    if path.exists():
        raise click.UsageError(f"{path} exists already, and nothing is overwritten. Choose another name with -o.")


def _rows(instrument: Instrument, path: Path, mapping: str | None, own: Iterator[AnswersRow] | None) -> Rows:
    """The rows of a file, by its mapping or as Rely's own. Raises ImportRefused, UsageError."""
    from rely.cli.assessing import answers_file
    from rely.cli.import_rows import rows_by_plan, rows_of_own
    from rely.loading.importing import open_import

    if own is not None:
        return rows_of_own(instrument, path, own)
    return rows_by_plan(open_import(path, instrument, answers_file(mapping or "")))


def _write_draft(instrument: Instrument, path: Path) -> int:
    """Write a mapping beside the file, and say what its author does with it."""
    from rely.cli.files import told_as_usage
    from rely.loading.importing import draft_mapping, draft_text
    from rely.loading.writing import write_text

    target = Path(f"{path}{MAPPING_ENDING}")
    if target.exists():
        raise click.UsageError(
            f"{target} is there already. Use it with --mapping {target}, or remove it to have a new one written."
        )
    made = draft_mapping(path, instrument)
    with told_as_usage(str(target)):
        write_text(target, draft_text(made, path, target))
    _tell_draft(made, path, target)
    return 1


def _tell_draft(draft: Draft, path: Path, target: Path) -> None:
    from rely.loading.answers.another import catalogue, questionnaire_with
    from rely.loading.checks.findings import listed
    from rely.loading.importing import ImportRefused, read_mapping
    from rely.loading.problems import as_text

    there = {each.guess.to for each in draft.columns}
    items = [name for name in draft.instrument.items if name in there]
    program = f", it seems from {draft.program.name}" if draft.program is not None else ""
    say(f"{path}: {counted(draft.rows, 'row')} with answers{program}.")
    for note in draft.table.notes:
        say(f"  {note}")
    say(f"  {len(items)} of the {len(draft.instrument.items)} items of {draft.instrument.id} have a column.")
    if draft.unanswered:
        say(f"  No column becomes: {listed(draft.unanswered)}.")
    ignored = [each.letters for each in draft.columns if each.guess.to == "ignore"]
    if ignored:
        say(f"  Left out so far: {counted(len(ignored), 'column')} ({listed(ignored)}).")
    names = [each.guess.column.name for each in draft.columns if each.guess.to == "ignore"]
    fit = questionnaire_with(names, catalogue())
    if fit is not None:
        say(f"  Their names are items of '{fit}': is this a file for that questionnaire?")
    say(f"{target} is made. Nothing is imported yet.")
    problems: tuple[Problem, ...] = ()
    try:
        read_mapping(target)
    except ImportRefused as error:
        problems = error.problems
    for problem in problems[:_MOST_QUESTIONS]:
        say(as_text(problem))
    if len(problems) > _MOST_QUESTIONS:
        say(f"  and {len(problems) - _MOST_QUESTIONS} questions more, each marked by '?'.")
    questions = "question" if len(problems) == 1 else f"{len(problems)} questions"
    todo = f"answer its {questions}" if problems else "look at what each column becomes"
    say(f"Open {target} in an editor, {todo}, and run again with --mapping {target}.")


def _show(rows: Rows) -> int:
    from rely.loading.importing.preview import Preview

    shown = Preview(rows.instrument, rows.columns)
    for row, assessment in rows.each():
        shown.add(row, assessment)
    rows.tell_rest()
    if rows.done:
        write("\n".join(shown.lines()) + "\n")
    say(f"{counted(rows.done, 'row')} would be imported, {rows.failed} with problems. Nothing is made.")
    return 1 if rows.failed else 0


def _make(rows: Rows, target: Path, *, skip_bad: bool) -> int:
    """Write the answers file, for its owner only: there as a whole, or not at all."""
    from rely.cli.files import told_as_usage
    from rely.cli.import_rows import NothingMade
    from rely.loading.answers.one_row import table_lines
    from rely.loading.writing import write_lines

    try:
        with ended_by_sigterm(), told_as_usage(str(target)):
            lines = table_lines(rows.instrument, rows.good(skip_bad=skip_bad))
            write_lines(target, lines, is_private=True)
    except NothingMade:
        return rows.end_without()
    rows.tell_rest()
    say(f"{target} is made: {counted(rows.done, 'assessment')} of {rows.instrument.id}.")
    if rows.failed:
        say(f"{counted(rows.failed, 'row')} with problems left out, as named above.")
    return 1 if rows.failed else 0


def _store(rows: Rows, *, skip_bad: bool, with_consent: bool) -> int:
    """Store the answers in the database: all of them, or none."""
    from rely.cli.database import site_at_hand
    from rely.cli.import_rows import NothingMade
    from rely.services.importing import store_finished

    with site_at_hand() as site:
        try:
            stored = store_finished(site, rows.instrument, rows.good(skip_bad=skip_bad), consented=with_consent)
        except NothingMade:
            return rows.end_without()
    rows.tell_rest()
    consent = "with consent to research use" if with_consent else "without consent to research use"
    say(f"{counted(stored, 'finished assessment')} of {rows.instrument.id} stored, {consent}.")
    if rows.failed:
        say(f"{counted(rows.failed, 'row')} with problems left out, as named above.")
    return 1 if rows.failed else 0
