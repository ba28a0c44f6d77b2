"""Turn the rows of a foreign table into checked assessments, by a plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from rely.loading.answers.cells import GIVEN
from rely.loading.answers.row import AnswersRow, Written, answer_problem, build_row
from rely.loading.importing.cells import CellReader, Unread
from rely.loading.importing.kinds import LEAVE_OUT
from rely.loading.importing.layout import Line
from rely.loading.importing.meanings import IS_CHOSEN
from rely.loading.importing.plan import Plan
from rely.loading.importing.telling import place_of, row_problem, told
from rely.loading.problems import Place, Problem
from rely.model.scalars import Plain


def imported_rows(plan: Plan) -> Iterator[AnswersRow]:
    """The assessments of a file in their order, each with the problems that stand in its way.

    `line` of a row is its number as a spreadsheet shows it. Empty rows are skipped, and one that the mapping leaves out
    has neither assessment nor problems. What keeps the rest of the file from being read comes as a row without
    assessment.
    """
    converter = _Converter(plan)
    rows = 0
    for line in plan.table.answers():
        row = converter.row(line)
        if row is not None:
            rows += row.assessment is not None or bool(row.problems)
            yield row
        if line.broken:
            return
    if not rows:
        place = Place(plan.table.path, plan.table.layout.first)
        yield AnswersRow(None, None, None, (replace(row_problem(plan, "nothing-to-import"), line=place.line),))


class _Converter:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._readers = tuple(CellReader(plan, column) for column in plan.columns)
        self._at = {column.to: column.at for column in plan.columns}
        self._ids: dict[str, int] = {}

    def row(self, line: Line) -> AnswersRow | None:
        """What one row comes to; None when it is empty."""
        if line.broken:
            return self._refused(line, row_problem(self._plan, "broken-table", reason=line.broken))
        if not any(cell.text for cell in line.cells) and not line.without_value:
            return None
        misfit = self._misfit(line)
        if misfit is not None:
            return self._refused(line, misfit)
        read, problems = self._cells(line)
        if read is None:
            return AnswersRow(line.row, None, None, ())
        built = build_row(self._plan.instrument, self._written(read), self._place, line=line.row)
        every = (*problems, *built.problems, *self._same_id(built.id, line.row))
        is_bad = any(problem.severity == "error" for problem in every)
        assessment = None if is_bad else built.assessment
        return replace(built, assessment=assessment, problems=told(self._plan, sorted(every), line))

    def _refused(self, line: Line, problem: Problem) -> AnswersRow:
        return AnswersRow(line.row, None, None, told(self._plan, [problem], line))

    def _misfit(self, line: Line) -> Problem | None:
        """Why the cells of a row may have slipped into other columns; a workbook has no such rows."""
        count, width = len(line.cells), self._plan.width
        facts: dict[str, Any] = {"count": count, "columns": width}
        if any(cell.text for cell in line.cells[width:]):
            return row_problem(self._plan, "long-row", **facts)
        if count < width and not self._plan.table.layout.sheet:
            return row_problem(self._plan, "short-row", **facts)
        return None

    def _cells(self, line: Line) -> tuple[dict[str, object] | None, list[Problem]]:
        """What the cells come to by target, None for a row that is left out; and what is wrong with them."""
        read: dict[str, object] = {}
        ticked: dict[str, list[Plain]] = {}
        problems: list[Problem] = []
        for reader in self._readers:
            column, cell = reader.column, line.cell(reader.column.at)
            found = None
            strange = self._strange(line, reader)
            if strange is not None:
                problems.append(strange)
            else:
                found = reader.read(cell.text) if cell.text else None
            if isinstance(found, Unread):
                facts = dict(found.facts)
                problems.append(row_problem(self._plan, found.code, column.at, hint=found.hint, **facts))
            elif column.kind == "row":
                if found == LEAVE_OUT:
                    return None, []
            elif column.kind == "tick":
                chosen = ticked.setdefault(column.to, [])
                chosen += [Plain(column.entry.option or "")] if found == IS_CHOSEN else []
            else:
                read[column.to] = found
        read.update({to: chosen or None for to, chosen in ticked.items()})
        return read, problems

    def _strange(self, line: Line, reader: CellReader) -> Problem | None:
        """What stands in a cell that is no text: bytes, an error of the spreadsheet, a day where none belongs."""
        at, cell = reader.column.at, line.cell(reader.column.at)
        if at in line.unread:
            return row_problem(self._plan, "unread-cell", at)
        code = ""
        if at in line.without_value:
            code = "formula-without-value"
        elif at in line.merged:
            return answer_problem("merged-cells", place_of(self._plan, at), range=f"around row {line.row}")
        elif cell.strange == "error-cell" or (cell.is_day and reader.column.kind not in ("day", "free")):
            code = cell.strange or "day-cell"
        if not code or (cell.text and reader.lists(cell.text)):
            return None
        return answer_problem(code, place_of(self._plan, at), name=reader.column.name, value=cell.text)

    def _written(self, read: dict[str, object]) -> Written:
        answers, given, keys = dict[str, object](), dict[str, object](), dict[str, object]()
        constants = ((name, Plain(value)) for name, value in self._plan.constants.items())
        for name, value in (*constants, *read.items()):
            if name in self._plan.instrument.items:
                several = name not in read and name in self._plan.several
                answers[name] = [value] if several else value
            elif name.startswith(GIVEN):
                given[name.removeprefix(GIVEN)] = value
            else:
                keys[name] = value
        return Written(answers, given, keys)

    def _place(self, name: str) -> Place:
        return place_of(self._plan, self._at.get(name))

    def _same_id(self, id: str | None, row: int) -> tuple[Problem, ...]:
        if id is None:
            return ()
        first = self._ids.setdefault(id, row)
        if first == row:
            return ()
        return (row_problem(self._plan, "same-id", self._at.get("id"), value=id, row=first),)
