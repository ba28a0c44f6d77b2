"""Turn the sheet of a workbook that holds answers into checked assessments, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path

from openpyxl.utils.cell import get_column_letter

from rely.loading.answers.another import catalogue, questionnaire_with
from rely.loading.answers.cells import (
    BETWEEN_CODES,
    Header,
    build_cells,
    build_header,
    header_problems,
    id_in,
    is_known,
)
from rely.loading.answers.export_head import columns_of_export, is_export
from rely.loading.answers.exported import ExportReader
from rely.loading.answers.picks import codes_by_pick
from rely.loading.answers.row import AnswersRow, answer_problem, named, refused
from rely.loading.answers.workbook import EMPTY, Cell, Sheet, read_workbook
from rely.loading.checks.findings import listed
from rely.loading.problems import Place, Problem, visible
from rely.model.instrument import Instrument
from rely.model.response_scales import Date

HEADER_WITHIN = 10
"""The ids of the items stand in one of so many first rows; above them may stand what people read."""
AS_NUMBER = "The cell holds a text: format it as a number, and type the number again."


def read_sheet(path: Path, instrument: Instrument) -> Iterator[AnswersRow]:
    """The assessments of an XLSX file: our template in any language, a sheet below item ids, or an export.

    Cells are taken as a CSV table would hold them, and what a pick list shows as the code in it.
    """
    found = read_workbook(path)
    if isinstance(found, Problem):
        yield refused(found)
        return
    table, problems = _exported(str(path), instrument, found) or _find(str(path), instrument, found)
    if table is None:
        yield refused(*problems)
        return
    table, wrong = _with_export(table) if is_export(table.header.names) else (table, _wrong_names(table))
    if wrong:
        yield refused(*(table.told(problem) for problem in wrong))
        return
    if table.last == table.head:
        yield refused(answer_problem("no-rows", Place(str(path), table.head)))
        return
    warnings = (*problems, *table.hidden())
    for line in range(table.head + 1, table.last + 1):
        row = table.row(line)
        yield replace(row, problems=(*warnings, *row.problems))
        warnings = ()


@dataclass(frozen=True)
class _Table:
    """A sheet with the row of its header and the columns, counted from 1, that have a name or hold something."""

    path: str
    sheet: Sheet
    head: int
    columns: tuple[int, ...]
    header: Header
    export: ExportReader | None = None

    @cached_property
    def last(self) -> int:
        """The last row with an answer, or with a formula that should have given one."""
        formulas = (line for line, column in self.sheet.survey.without_value if column in self.columns)
        return max((*self.sheet.rows, *formulas))

    @cached_property
    def _codes(self) -> tuple[Mapping[str, str], ...]:
        return tuple(codes_by_pick(self.header.instrument, name) for name in self.header.names)

    @cached_property
    def _column_of(self) -> dict[str, int]:
        return dict(zip(self.header.names, self.columns, strict=True))

    def place(self, line: int, column: int) -> Place:
        return Place(self.path, line, column)

    def told(self, problem: Problem) -> Problem:
        """The problem with the sheet and cell before what it says."""
        sheet, at = visible(self.sheet.name[:31]), f"{get_column_letter(problem.column)}{problem.line}"
        # Where numbers have a comma, one with a point becomes a day: only another format of the cell helps.
        hint = AS_NUMBER if problem.code == "decimal-comma" else problem.hint
        facts = {**problem.facts, "sheet": sheet, "cell": at}
        return replace(problem, message=f"{sheet}!{at}: {problem.message}", hint=hint, facts=facts)

    def row(self, line: int) -> AnswersRow:
        """One row; a cell that can hold no answer is told together with what else is wrong."""
        cells = [_at(self.sheet.rows.get(line, ()), column) for column in self.columns]
        strange = list(self._strange(line, cells))
        told = {problem.column for problem in strange}
        wrong = [*self._merged(line), *strange]
        texts = [
            "" if column in told else self._code(at, cell.text)
            for at, (column, cell) in enumerate(zip(self.columns, cells, strict=True))
        ]
        row = self._built(texts, line)
        if wrong:
            called = id_in(self.header, texts) or None
            others = row.problems if any(texts) else ()
            every = sorted((*(named(problem, called) for problem in wrong), *others))
            row = replace(row, id=called, assessment=None, problems=tuple(every))
        return replace(row, problems=tuple(self.told(problem) for problem in row.problems))

    def _built(self, texts: Sequence[str], line: int) -> AnswersRow:
        if self.export is not None:
            return self.export.row(texts, lambda at: self.place(line, 1 if at is None else self.columns[at]), line=line)
        return build_cells(self.header, texts, lambda name: self.place(line, self._column_of.get(name, 1)), line=line)

    def _code(self, at: int, text: str) -> str:
        codes = self._codes[at]
        if self.header.names[at] in self.header.several:
            return BETWEEN_CODES.join(codes.get(part, part) for part in text.split(BETWEEN_CODES))
        return codes.get(text, text)

    def _strange(self, line: int, cells: Sequence[Cell]) -> Iterator[Problem]:
        for name, column, cell in zip(self.header.names, self.columns, cells, strict=True):
            code = cell.strange
            if (line, column) in self.sheet.survey.without_value:
                code = "formula-without-value"
            elif cell.is_day and not _takes_day(self.header.instrument, name):
                code = "day-cell"
            if code:
                yield answer_problem(code, self.place(line, column), name=name, value=cell.text)

    def _merged(self, line: int) -> Iterator[Problem]:
        for top, left, bottom, right in self.sheet.survey.merged:
            inside = [column for column in self.columns if left <= column <= right] if top <= line <= bottom else []
            if inside:
                area = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
                yield answer_problem("merged-cells", self.place(line, inside[0]), range=area)

    def hidden(self) -> Iterator[Problem]:
        """What is told about hidden rows and columns of the table."""
        survey, name = self.sheet.survey, self.sheet.name
        rows = sorted(line for line in self.sheet.rows if line > self.head and line in survey.hidden_rows)
        if rows:
            what = _counted(("row", "rows"), [str(line) for line in rows], name)
            yield answer_problem("hidden-cells", self.place(rows[0], 1), what=what)
        columns = [column for column in self.columns if column in survey.hidden_columns]
        if columns:
            what = _counted(("column", "columns"), [get_column_letter(column) for column in columns], name)
            yield answer_problem("hidden-cells", self.place(self.head, columns[0]), what=what)


def _counted(nouns: tuple[str, str], places: Sequence[str], sheet: str) -> str:
    one = len(places) == 1
    return f"the {nouns[not one]} {listed(places)} of '{sheet}' {'is' if one else 'are'}"


def _exported(path: str, instrument: Instrument, sheets: Iterable[Sheet]) -> tuple[_Table, tuple[Problem, ...]] | None:
    """The sheet of a workbook that Rely exported; the names of its variables stand in row 1."""
    for sheet in sheets:
        if is_export([cell.text for cell in sheet.rows.get(1, ())]):
            return _table(path, instrument, sheet, 1), ()
    return None


def _with_export(table: _Table) -> tuple[_Table, list[Problem]]:
    """The table with what reads its rows, and what is wrong with the names of its columns."""
    instrument, names = table.header.instrument, table.header.names
    columns, problems = columns_of_export(instrument, names, lambda at: table.place(table.head, table.columns[at]))
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        return table, errors
    return replace(table, export=ExportReader(instrument, columns, problems, guards=False)), []


def _wrong_names(table: _Table) -> list[Problem]:
    place = table.place
    return header_problems(table.header.instrument, table.header.names, lambda at: place(table.head, table.columns[at]))


def _find(path: str, instrument: Instrument, sheets: Sequence[Sheet]) -> tuple[_Table | None, tuple[Problem, ...]]:
    """The one sheet with answers, and what there is to tell about others; or none and why."""
    found = [(sheet, head) for sheet in sheets if (head := _head(instrument, sheet)) is not None]
    holding = [(sheet, head.line) for sheet, head in found if head.is_clear]
    if not holding and found:  # most names are wrong: those are told, one by one
        sheet, head = max(found, key=lambda each: each[1].known)
        holding = [(sheet, head.line)]
    holding = holding or list(islice(_of_others(instrument, sheets), 1))  # which is told of its names
    shown = [each for each in holding if not each[0].hidden]
    hidden = [each for each in holding if each[0].hidden]
    if not holding:
        return None, (answer_problem("no-header-row", Place(path), rows=HEADER_WITHIN),)
    if len(shown or hidden) > 1:
        names = " and ".join(f"'{sheet.name}'" for sheet, _ in shown or hidden)
        return None, (answer_problem("several-sheets", Place(path), sheets=names),)
    (chosen, line), *_ = shown or hidden
    what = "not read" if shown else "read"
    told = tuple(answer_problem("hidden-sheet", Place(path), sheet=other.name, what=what) for other, _ in hidden)
    return _table(path, instrument, chosen, line), told


def _of_others(instrument: Instrument, sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, int]]:
    """The rows that hold ids of items of another questionnaire of the catalogue."""
    others = catalogue()
    for sheet in sheets:
        for line in range(1, HEADER_WITHIN + 1):
            names = [cell.text for cell in sheet.rows.get(line, ()) if cell != EMPTY]
            if questionnaire_with([name for name in names if not is_known(instrument, name)], others) is not None:
                yield sheet, line


@dataclass(frozen=True, slots=True)
class _Head:
    """A row that may be the header: how many names of columns it holds, and whether it holds little else.

    A page that explains the columns has names of columns in its rows, too, but not one beside the other.
    """

    line: int
    known: int
    is_clear: bool


def _head(instrument: Instrument, sheet: Sheet) -> _Head | None:
    """The row with the most names of columns, items among them; None for a sheet without any."""
    heads = []
    for line in range(1, HEADER_WITHIN + 1):
        cells = [cell.text for cell in sheet.rows.get(line, ()) if cell != EMPTY]
        known = {name for name in cells if is_known(instrument, name)}
        if any(name in instrument.items for name in known) and (len(known) > 1 or len(cells) == 1):
            heads.append(_Head(line, len(known), 2 * len(known) >= len(cells)))
    return max(heads, key=lambda head: (head.is_clear, head.known), default=None)


def _table(path: str, instrument: Instrument, sheet: Sheet, head: int) -> _Table:
    """The table below a header; columns without a name count when they hold something."""
    below = [cells for line, cells in sheet.rows.items() if line > head]
    width = max(len(cells) for cells in (sheet.rows[head], *below))
    names = [_at(sheet.rows[head], column).text for column in range(1, width + 1)]
    columns = tuple(
        column
        for column, name in enumerate(names, start=1)
        if name or any(_at(cells, column) != EMPTY for cells in below)
    )
    return _Table(path, sheet, head, columns, build_header(instrument, [names[column - 1] for column in columns]))


def _at(cells: Sequence[Cell], column: int) -> Cell:
    return cells[column - 1] if column <= len(cells) else EMPTY


def _takes_day(instrument: Instrument, name: str) -> bool:
    item = instrument.items.get(name)
    return name == "date" if item is None else isinstance(instrument.scale_of(item), Date)
