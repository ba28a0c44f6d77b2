"""Turn records of cells into a batch: which of them are assessments, their table, and how each is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from rely.loading.answers.row import AnswersRow
from rely.loading.guard import unguarded
from rely.model.instrument import Instrument
from rely.research.columns import ColumnJudge, Judged
from rely.research.sheets import Flags
from rely.research.table import build_table


@dataclass(frozen=True, eq=False)
class Batch:
    """Some rows of a table of answers.

    `lines` are the lines of all rows, `cells` gives the cells of a row by its place; `judged` says what became of
    the rows. `ids` are those of the good rows.
    """

    lines: Sequence[int | None]
    cells: Callable[[int], Sequence[str]]
    judged: Judged
    ids: Sequence[str | None]

    @property
    def told(self) -> list[int]:
        """The places of the rows of which there is something to tell."""
        found: list[int] = np.flatnonzero(~self.judged.good | self.judged.noticed).tolist()
        return found

    @property
    def good_lines(self) -> list[int | None]:
        """The lines of the good rows."""
        return [line for line, good in zip(self.lines, self.judged.good.tolist(), strict=True) if good]


def batch_of_records(judge: ColumnJudge, records: Sequence[tuple[int, Sequence[str]]]) -> Batch:
    """The batch of records with their lines; those with more or fewer cells than the header are not good."""
    judge.begin()
    width = len(judge.cells)
    nothing = ("",) * width
    ragged = np.array([len(cells) != width for _, cells in records], np.bool_)
    columns = list(zip(*(cells if len(cells) == width else nothing for _, cells in records), strict=True))
    columns = columns or [()] * width
    numbers = judge.numbers(columns, len(records))
    judged = judge.judged(numbers, ragged)
    ids = ids_of(judge, lambda at: columns[at], judged.good)
    return Batch([line for line, _ in records], lambda at: records[at][1], judged, ids)


def ids_of(judge: ColumnJudge, column: Callable[[int], Sequence[str]], good: Flags) -> list[str | None]:
    """How the good rows are called; `column` gives the cells of a column by its place."""
    names = [each.name for each in judge.cells]
    if "id" not in names:
        return [None] * int(good.sum())
    cells = column(names.index("id"))
    return [unguarded(cell) or None for cell, kept in zip(cells, good.tolist(), strict=True) if kept]


def batch_of_rows(instrument: Instrument, rows: Sequence[AnswersRow]) -> Batch:
    """The batch of rows that have been read one by one; those without an assessment are left out."""
    good = [(row.line, row.assessment) for row in rows if row.assessment is not None]
    assessments = [assessment for _, assessment in good]
    everything = np.ones(len(good), np.bool_)
    judged = Judged(
        table=build_table(instrument, assessments),
        good=everything,
        noticed=~everything,
        form=[each.form for each in assessments],
        perspective=[each.perspective for each in assessments],
        dated=sum(each.date is not None for each in assessments),
    )
    return Batch([line for line, _ in good], lambda _: (), judged, [each.id for each in assessments])
