"""Turn answers that somebody gave into worked cases of the questionnaire, to print or to add to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from rely.cli.streams import counted, say, write

if TYPE_CHECKING:
    from rely.cli.assessing import Sitting
    from rely.loading.answers import AnswersRow
    from rely.model.answers import Assessment
    from rely.model.instrument import Instrument

MOST_CASES = 50


@click.command("case")
@click.argument("instrument")
@click.argument("answers")
@click.option("--id", "case_id", metavar="ID", help="The name of the case; default: the first free one of case_1 ...")
@click.option("--note", metavar="TEXT", help="What the case shows.")
@click.option("--row", "rows", multiple=True, metavar="ROW", help="Of a table only this row: its id, or its line.")
@click.option("--add", is_flag=True, help="Add it to the questionnaire instead of printing it.")
def command(
    instrument: str, answers: str, case_id: str | None, note: str | None, rows: tuple[str, ...], add: bool
) -> int:
    """Make a worked case of answers, with all that they give now.

    INSTRUMENT is an id, or the path of a questionnaire; ANSWERS is a file as `rely score` takes it. The case is
    printed as YAML, to paste below `cases:`. From then on `rely validate` tells when the same answers give
    anything else. Answers that are texts are left out, since a case is published with the questionnaire.
    """
    from rely.cli.assessing import open_sitting

    sitting = open_sitting(instrument, answers, piped=True)
    chosen, failed = _chosen(sitting, rows)
    if failed and (add or not chosen):
        say("No case was made: mend these answers first.")
        return 1
    entries = _entries(sitting.instrument, chosen, _ids(sitting.instrument, case_id, len(chosen)), note)
    if add:
        _add(instrument, sitting.instrument, entries)
    else:
        write("".join(f"  {line}\n" for entry in entries for line in entry.splitlines()))
        say("Paste this below `cases:`, or call again with --add.")
    return 1 if failed else 0


def _chosen(sitting: Sitting, rows: tuple[str, ...]) -> tuple[list[Assessment], bool]:
    """The assessments of the file that were asked for, and whether any of those has problems."""
    from rely.cli.telling import Telling
    from rely.loading.answers import read_answers, shown_path
    from rely.loading.answers.row import problems_of_notices
    from rely.scoring.score import notices, score

    found: list[Assessment] = []
    wanted, failed = dict.fromkeys(rows, False), False
    telling = Telling()
    for row in read_answers(sitting.path, sitting.instrument):
        if rows and row.line is not None and not _is_among(row, rows, wanted):
            continue
        for problem in row.problems:
            telling.tell(problem)
        if row.assessment is None:
            failed = True
            continue
        result = score(sitting.instrument, row.assessment)
        for problem in problems_of_notices(sitting.instrument, notices(sitting.instrument, result), row):
            telling.tell(problem)
        found.append(row.assessment)
        if len(found) > MOST_CASES:
            raise click.UsageError(f"More than {MOST_CASES} cases at once would be read by nobody: choose with --row.")
    telling.end()
    missing = [name for name, is_found in wanted.items() if not is_found]
    if missing and not failed:
        raise click.UsageError(f"{shown_path(sitting.path)} has no row '{missing[0]}': name its id or its line.")
    return found, failed


def _is_among(row: AnswersRow, rows: Iterable[str], wanted: dict[str, bool]) -> bool:
    """Whether a row was asked for; those found are marked in `wanted`."""
    names = {row.id, str(row.line)}.intersection(rows)
    wanted.update(dict.fromkeys((name for name in names if name is not None), True))
    return bool(names)


def _ids(instrument: Instrument, named: str | None, count: int) -> list[str]:
    """So many ids that no case has. Raises UsageError for one that cannot be used."""
    from rely.loading.case_text import is_case_id

    taken = {case.id for case in instrument.cases}
    if named is None:
        free = (name for number in range(1, len(taken) + count + 1) if (name := f"case_{number}") not in taken)
        return [name for name, _ in zip(free, range(count), strict=False)]
    if count > 1:
        raise click.UsageError(f"These are {count} cases, and --id names one: choose it with --row, or leave --id out.")
    if not is_case_id(named):
        raise click.UsageError(f"'{named}' cannot be the id of a case: write a letter, then letters, digits and _.")
    if named in taken:
        raise click.UsageError(f"There is a case '{named}' already. Choose another id.")
    return [named]


def _entries(
    instrument: Instrument, assessments: Iterable[Assessment], ids: Iterable[str], note: str | None
) -> list[str]:
    from rely.loading.case_text import case_text, publishable

    if note is not None and not note.isprintable():
        raise click.UsageError("The note holds a character that cannot be seen: write it on one line.")
    entries, left_out = [], {}
    for assessment, case_id in zip(assessments, ids, strict=True):
        kept, texts = publishable(instrument, assessment)
        left_out.update(dict.fromkeys(texts))
        entries.append(case_text(instrument, kept, case_id, note))
    if left_out:
        say(
            f"Left out, since a case is published with the questionnaire: {', '.join(left_out)}. See to it that the "
            "other answers do not tell who is meant either."
        )
    return entries


def _add(reference: str, instrument: Instrument, entries: list[str]) -> None:
    from rely.cli.files import told_as_usage
    from rely.loading.case_adding import add_cases
    from rely.loading.catalogue import find_to_change

    path = find_to_change(reference)
    with told_as_usage(str(path)):
        changed = add_cases(path, instrument, entries)
    say(f"{changed}: {counted(len(entries), 'case')} added. `rely validate` recomputes them from now on.")
