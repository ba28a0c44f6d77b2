"""Turn what is wrong with a cell into a problem that names row and column as a spreadsheet shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rely.loading.importing.layout import Line
from rely.loading.importing.plan import Plan, shown_column
from rely.loading.importing.reading import import_problem
from rely.loading.problems import Place, Problem, visible

WHERE = "where"
"""The fact of a problem that names row and column as people find them."""

_NO_COLUMN = 1  # problems sort and carry columns from 1, so the first column of a file is 2 until it is told


def place_of(plan: Plan, at: int | None = None) -> Place:
    """The place of a column by its position from 0, for `told`; of none the row."""
    return Place(plan.table.path, 1, _NO_COLUMN if at is None else at + 2)


def row_problem(plan: Plan, code: str, at: int | None = None, /, *, hint: str = "", **facts: object) -> Problem:
    """A problem of an import in one row, for `told`."""
    return import_problem(code, place_of(plan, at), hint=hint, **facts)


def told(plan: Plan, problems: Iterable[Problem], line: Line) -> tuple[Problem, ...]:
    """Problems with the line of the file, and row and column before what they say."""
    names = {column.at: column.name for column in plan.columns}
    return tuple(_told(problem, line, names) for problem in problems)


def _told(problem: Problem, line: Line, names: dict[int, str]) -> Problem:
    if problem.column == _NO_COLUMN:
        return _placed(problem, line, 1, f"row {line.row}")
    at = problem.column - 2
    where = visible(f"row {line.row}, column {shown_column(at, names.get(at, ''))}")
    return _placed(problem, line, at + 1, where)


def _placed(problem: Problem, line: Line, column: int, where: str) -> Problem:
    facts = {**problem.facts, WHERE: where}
    return replace(problem, line=line.number, column=column, message=f"{where}: {problem.message}", facts=facts)
