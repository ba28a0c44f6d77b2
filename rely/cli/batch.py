"""Turn a table of answers into a folder or ZIP with a document for each row and an index."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rely.cli.assessing import Assessed, Matcher
from rely.cli.report_keys import content_key
from rely.cli.report_places import Folder, Place, Zip
from rely.cli.reports import Maker
from rely.cli.streams import say
from rely.cli.time_left import TimeLeft
from rely.cli.workers import Crew, Job, Outcome
from rely.loading.problems import Problem, as_text
from rely.services.table_reports import FAILED, INDEX, LEFT_OUT, OK, Index, name_in_table

MOST_JOBS = 2
"""Processes without --jobs; more would take much memory that nobody granted."""
HINT = "Run the command again to make the reports that are missing."
LASTING_HINT = "Change its answers or leave it out."


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the table and the document that it gets; without a name it gets none."""

    line: int | None
    id: str
    problem: str
    name: str = ""
    key: str = ""


def default_jobs() -> int:
    """How many processes make documents when nobody says it."""
    return min(MOST_JOBS, os.cpu_count() or 1)


def many_documents(
    maker: Maker, output: str | None, *, jobs: int, as_zip: bool, earlier: Matcher | None = None
) -> None:
    """Write the documents of a table and index.csv into a folder or ZIP, by default named like the table.

    A row that fails is told and counted, and stops no other. Documents are the same whatever `jobs` is.
    `earlier` finds the earlier assessment with which each compares.
    Raises MachineLacks, and UsageError when the place cannot be written to.
    """
    stem = maker.sitting.path.stem
    place = _zip(stem, output) if as_zip else Folder(Path(output or f"{stem}-reports"))
    index = Index()
    with place, Crew[_Row](maker, jobs) as crew:
        progress = TimeLeft(maker.sitting.path)
        maker.sitting.progress = progress
        for row, outcome in crew.made(_wanted(maker, place, crew, earlier)):
            status, problem = _kept(maker, place, row, outcome)
            index.add(row.line, row.id, row.name, status, problem)
            progress.made(anew=outcome is not None)
        place.finish(INDEX, index.content())
    if output is None and maker.sitting.done:
        progress.clear()
        say(f"The reports are in {place.path}.")


def _zip(stem: str, output: str | None) -> Zip:
    path = Path(output or ".")
    return Zip(path / f"{stem}-reports.zip" if path.is_dir() else path)


def _wanted(maker: Maker, place: Place, crew: Crew[_Row], earlier: Matcher | None) -> Iterator[tuple[_Row, Job | None]]:
    """Every row of the table, with what its document is made from when one is to be made."""
    for each in maker.sitting.each(earlier):
        row = _row(maker, each, crew)
        there = not row.name or place.holds(row.name, row.key)
        assessment = None if there else each.row.assessment
        yield row, None if assessment is None else Job(assessment, each.previous)


def _row(maker: Maker, each: Assessed, crew: Crew[_Row]) -> _Row:
    line, called = each.row.line, each.row.id or ""
    if each.row.assessment is None:
        return _Row(line, called, each.problem)
    key = content_key(maker, each.row.assessment, crew.libraries, previous=each.previous)
    return _Row(line, called, each.problem, name_in_table(line, maker.name(each)), key)


def _kept(maker: Maker, place: Place, row: _Row, outcome: Outcome | None) -> tuple[str, str]:
    """Put the document in its place; what became of the row, and its problem."""
    if not row.name:
        return (FAILED if row.problem else LEFT_OUT), row.problem
    if outcome is None:
        return OK, ""
    if outcome.content is None:
        _tell(maker, row, outcome)
        return FAILED, outcome.problem
    place.put(row.name, outcome.content, row.key)
    return OK, ""


def _tell(maker: Maker, row: _Row, outcome: Outcome) -> None:
    sitting = maker.sitting
    sitting.done -= 1
    sitting.failed += 1
    sitting.progress.clear()
    named = f"'{row.id}': {outcome.problem}" if row.id else outcome.problem
    hint = LASTING_HINT if outcome.lasting else HINT
    say(as_text(Problem(str(sitting.path), row.line or 1, 1, "report-not-made", "error", named, hint)))
