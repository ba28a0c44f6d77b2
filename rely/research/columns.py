"""Turn the cells of many rows, column by column, into a table that can be scored, judging each different cell once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from rely.loading.answers.cells import GIVEN, Header, build_cells
from rely.loading.answers.row import LONGEST_TEXT
from rely.loading.problems import Place
from rely.model.answers import FULL_FORM, Assessment
from rely.model.response_scales import TextEntry
from rely.research.scheme import scheme_of
from rely.research.sheets import Flags
from rely.research.situations import AS_ANSWERED, Situations
from rely.research.table import (
    Steps,
    Table,
    imposed_of,
    selected_of,
    selecting_values,
    step_type,
    steps_by_code,
)
from rely.scoring.plan import plan_of

Numbers: TypeAlias = NDArray[np.int32]
"""For each row the number of its cell in the `outcomes` of a judge."""

REFUSED: Final = -1
EMPTY: Final = 0
TYPED: Final = 1
"""The numbers of what cannot be, of nothing, and of any text that was typed and may stay as it is."""

MOST_KEPT: Final = 100_000
"""How many different cells of one column are remembered at the most."""

MOST_SITUATIONS: Final = 5_000
"""How many different situations are remembered at the most."""


class CellJudge(dict[str, int]):
    """Says of a cell of one column which value it has, by number; `outcomes` holds the values.

    A cell is judged as one row that holds nothing else, because no cell of a row is judged by another. What
    was typed (ids, names, texts) is not remembered when it is plain: its value decides nothing.
    """

    def __init__(self, header: Header, name: str) -> None:
        super().__init__()
        instrument = header.instrument
        self.name = name
        self._header = replace(header, names=(name,))
        item = instrument.items.get(name)
        scale: Any = None if item is None else instrument.scale_of(item)
        self._longest = LONGEST_TEXT if name in ("id", "respondent") else 0
        if isinstance(scale, TextEntry):
            self._longest = scale.max_length
        self.outcomes: list[Any] = []
        self.forget()

    def forget(self) -> None:
        """Begin anew, so that a column of ever new cells does not fill the memory."""
        self.clear()
        self[""] = EMPTY
        self.outcomes[:] = [None, ""]

    def __missing__(self, cell: str) -> int:
        if self._is_plain(cell):
            return TYPED
        row = build_cells(self._header, [cell], lambda _: Place(""), line=1)
        if row.assessment is None:
            self[cell] = REFUSED
            return REFUSED
        self.outcomes.append(_value(row.assessment, self.name))
        self[cell] = len(self.outcomes) - 1
        return self[cell]

    def _is_plain(self, cell: str) -> bool:
        """Whether a text stays as it is: nothing to strip, nothing unseen, and no guard against formulas."""
        return len(cell) <= self._longest and cell[0].isalnum() and cell[-1].isalnum() and cell.isprintable()


def _value(assessment: Assessment, name: str) -> Any:
    if name in assessment.answers:
        return assessment.answers[name]
    if name.startswith(GIVEN):
        return assessment.given.get(name.removeprefix(GIVEN))
    return getattr(assessment, name, None)


@dataclass(frozen=True, eq=False)
class Judged:
    """What became of many rows.

    `good` says which rows are assessments: those are in `table`, in their order. `noticed` says which of all rows
    are good and yet give reason to tell something. `form` and `perspective` are those of the good rows; `dated`
    counts those with a date.
    """

    table: Table
    good: Flags
    noticed: Flags
    form: Sequence[str]
    perspective: Sequence[str]
    dated: int


class ColumnJudge:
    """Judges the columns of a table of answers, whose header it knows; what it has learned it keeps."""

    def __init__(self, header: Header) -> None:
        instrument = header.instrument
        self.header, self.instrument = header, instrument
        self.cells = tuple(CellJudge(header, name) for name in header.names)
        self._at = {name: at for at, name in enumerate(header.names)}
        self._plan, self._scheme = plan_of(instrument), scheme_of(instrument)
        self._situations = Situations(self._plan, self._scheme, telling=True)
        self._forms = {form: at for at, form in enumerate(instrument.form_ids)}
        self._perspective = instrument.perspectives[0].id
        self._steps = {name: steps_by_code(self._plan.scored[name]) for name in self._scheme.items}

    def begin(self) -> None:
        """To be called before the cells of other rows are numbered."""
        for judge in self.cells:
            if len(judge) > MOST_KEPT:
                judge.forget()
        if len(self._situations.selected) > MOST_SITUATIONS:
            self._situations = Situations(self._plan, self._scheme, telling=True)

    def numbers(self, columns: Iterable[Sequence[str]], rows: int) -> list[Numbers]:
        """The numbers of the cells of so many rows, given column by column along the header."""
        return [
            np.fromiter(map(judge.__getitem__, column), np.int32, rows)
            for judge, column in zip(self.cells, columns, strict=True)
        ]

    def judged(self, numbers: Sequence[Numbers], refused: Flags) -> Judged:
        """What becomes of the rows; those of `refused` are known to be bad, and one that is all empty is bad too."""
        good = ~refused
        filled = np.zeros(len(refused), np.bool_)
        for column in numbers:
            good &= column != REFUSED
            filled |= column != EMPTY
        good &= filled
        kept = [column[good] for column in numbers]
        rows = int(good.sum())
        form = self._values_of("form", kept, rows, FULL_FORM)
        place = self._situations_of(kept, form)
        noticed = np.zeros(len(good), np.bool_)
        noticed[good] = self._noticed(kept, place)
        values = selecting_values(self.instrument)
        table = Table(
            items=self._scheme.items,
            steps=self._steps_of(kept, place),
            form=np.array([self._forms[each] for each in form], np.uint8),
            selected=selected_of(self._situations, values)[place],
            values=values,
        )
        perspective = self._values_of("perspective", kept, rows, self._perspective)
        dated = int((kept[self._at["date"]] != EMPTY).sum()) if "date" in self._at else 0
        return Judged(table, good, noticed, form, perspective, dated)

    def _values_of(self, name: str, kept: Sequence[Numbers], rows: int, otherwise: str) -> list[str]:
        if name not in self._at:
            return [otherwise] * rows
        at = self._at[name]
        values = [otherwise if value is None else value for value in self.cells[at].outcomes]
        return [values[number] for number in kept[at].tolist()]

    def _situations_of(self, kept: Sequence[Numbers], form: Sequence[str]) -> NDArray[np.intp]:
        """The number of the situation of each row; rows that agree in what decides are looked at once."""
        rows = len(form)
        names = [*self._situations.answers, *(f"{GIVEN}{name}" for name in self._situations.given), "form"]
        deciding = [self._at[name] for name in names if name in self._at]
        group: NDArray[np.int64] = np.zeros(rows, np.int64)
        for at in deciding:
            _, group = np.unique(group * len(self.cells[at].outcomes) + kept[at], return_inverse=True)
        _, first, inverse = np.unique(group, return_index=True, return_inverse=True)
        situations = [self._situation(row, kept, form[row]) for row in first.tolist()]
        return np.array(situations, np.intp)[inverse]

    def _situation(self, row: int, kept: Sequence[Numbers], form: str) -> int:
        def value(name: str) -> Any:
            return self.cells[self._at[name]].outcomes[kept[self._at[name]][row]] if name in self._at else None

        answers = {name: value(name) for name in self._situations.answers}
        given = {name: value(f"{GIVEN}{name}") for name in self._situations.given}
        return self._situations.number(Assessment(answers, given, form))

    def _noticed(self, kept: Sequence[Numbers], place: NDArray[np.intp]) -> Flags:
        """The rows with answers that do not count, or that contradict each other or may."""
        found: Flags = np.array([each is not False for each in self._situations.contradictory], np.bool_)[place]
        for name, at in self._at.items():
            if name not in self.instrument.items:
                continue
            idle = np.array([name not in each for each in self._situations.counting], np.bool_)
            if idle.any():
                answered = np.array([value is not None for value in self.cells[at].outcomes], np.bool_)
                found |= idle[place] & answered[kept[at]]
        return found

    def _steps_of(self, kept: Sequence[Numbers], place: NDArray[np.intp]) -> Steps:
        imposed = imposed_of(self._situations)
        kind = step_type(self._scheme)
        steps: Steps = np.empty((len(self._scheme.items), len(place)), kind)
        for row, name in enumerate(self._scheme.items):
            by_code = self._steps[name]
            own: Any = by_code[None]
            if name in self._at:
                at = self._at[name]
                own = np.array([by_code[value] for value in _codes(self.cells[at].outcomes)], kind)[kept[at]]
            marks = imposed[:, row][place]
            steps[row] = np.where(marks == AS_ANSWERED, own, marks)
        return steps


def _codes(values: Sequence[Any]) -> Iterable[Any]:
    """The values of a column of codes; in such a column nothing has the number of what was typed."""
    return (None if number == TYPED else value for number, value in enumerate(values))
