"""Turn two versions of an instrument into what changed between them, and old answers into both their results."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from rely.cli.streams import counted, say, write

if TYPE_CHECKING:
    from pathlib import Path

    from rely.loading.answers import AnswersRow
    from rely.loading.diff.rescored import Rescored
    from rely.model.instrument import Instrument

FORMATS = ("text", "json")


@click.command("diff")
@click.argument("old")
@click.argument("new")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to tell.")
@click.option("--answers", metavar="FILE", help="Answers to the old version: score them with both, side by side.")
def command(old: str, new: str, form: str, answers: str | None) -> int:
    """Tell what changed between two versions of a questionnaire.

    OLD and NEW are each an id, or the path of a questionnaire; a release that is kept, such as
    relationship-check@1.1.0; or what stood in a revision of git, such as HEAD~1:relationship-check or
    v2:questionnaires/my-check.

    Every change is named once, with the old and the new words, then which scores stay comparable. At the end
    stands which step the version has to make: patch for words, minor for additions, major where scores change.
    Nothing is written anywhere.
    """
    import json

    from rely.cli.assessing import answers_file
    from rely.loading.diff.compare import compare
    from rely.loading.diff.document import as_document
    from rely.loading.diff.told import tell, warning

    path = None if answers is None else answers_file(answers)
    versions = _load_both(old, new)
    if versions is None:
        return 1
    comparison = compare(*versions)
    told = warning(comparison)
    if form == "text":
        write("".join(f"{line}\n" for line in tell(comparison)))
        failed = 0 if path is None else _tell_answers(path, *versions)
    else:
        document = as_document(comparison)
        failed = 0
        if path is not None:
            document["answers"], failed = _answers_document(path, *versions)
        write(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n")
    if told is not None:
        say(f"warning: {told}")
    return 1 if failed else 0


def _load_both(old: str, new: str) -> tuple[Instrument, Instrument] | None:
    """Both versions, or None after all problems of both were told."""
    from rely.loading.instrument import QuestionnaireError
    from rely.loading.versions import load_version

    found: list[Instrument] = []
    told: list[str] = []
    for reference in (old, new):
        try:
            found.append(load_version(reference))
        except QuestionnaireError as error:
            told += [str(error), f"Nothing is compared: '{reference}' has problems."]
    for line in dict.fromkeys(told):
        say(line)
    return None if told else (found[0], found[1])


def _tell_answers(path: Path, old: Instrument, new: Instrument) -> int:
    from rely.loading.diff.rescored_told import tell_rescored

    failed = done = 0
    for row, rescored in _rescored(path, old, new):
        if rescored is None:
            failed += 1
            continue
        done += 1
        name = row.id or (str(path) if row.line is None else f"in line {row.line}")
        write("\n" + "".join(f"{line}\n" for line in tell_rescored(rescored, name=name)))
    if failed and done:
        say(f"{counted(done, 'row')} done, {failed} with problems.")
    return failed


def _answers_document(path: Path, old: Instrument, new: Instrument) -> tuple[list[dict[str, Any]], int]:
    from rely.loading.diff.rescored_told import rescored_document

    rows = list(_rescored(path, old, new))
    documents = [rescored_document(each, line=row.line) for row, each in rows if each is not None]
    return documents, len(rows) - len(documents)


def _rescored(path: Path, old: Instrument, new: Instrument) -> Iterator[tuple[AnswersRow, Rescored | None]]:
    """Every assessment of the file scored with both versions, None for one with errors; problems are told."""
    from rely.cli.telling import Telling
    from rely.loading.answers import read_answers
    from rely.loading.diff.rescored import rescore

    telling = Telling()
    for row in read_answers(path, old):
        for problem in row.problems:
            telling.tell(problem)
        yield row, None if row.assessment is None else rescore(old, new, row.assessment)
    telling.end()
