"""Turn assessments into a table: for each scored item a column of small whole numbers, ready to be added up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import NoneType
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from rely.model.answers import Assessment, Code
from rely.model.instrument import Instrument
from rely.research.scheme import Scheme, item_scores_of, scheme_of
from rely.research.situations import AS_ANSWERED, Mark, Situations
from rely.scoring.coding import DONT_KNOW, NOT_APPLICABLE
from rely.scoring.plan import ScoredItem, plan_of

Steps: TypeAlias = NDArray[np.int8] | NDArray[np.int16]
"""Steps and marks; two bytes each only where an item has more than 128 item scores."""

_IMPOSSIBLE: Final = -128


@dataclass(frozen=True, eq=False)
class Table:
    """What became of every scored item in many assessments of one instrument.

    `steps` has a row for each of `items` (those of `scheme_of`, in that order) and a column for each
    assessment: the place of the item score, after reverse coding, among all that the item can have (0 the
    lowest), or a Mark. `form` holds the place of the form in `Instrument.form_ids`; `selected` the place in
    `values` of the value of the selecting fact, or -1 where there is none.
    """

    items: tuple[str, ...]
    steps: Steps
    form: NDArray[np.uint8]
    selected: NDArray[np.int16]
    values: tuple[str, ...]

    def __len__(self) -> int:
        """How many assessments it holds."""
        return int(self.steps.shape[1])


def step_type(scheme: Scheme) -> np.dtype[Any]:
    """The kind of number in which a table of this scheme holds its steps."""
    most = max((len(scores) for scores in scheme.item_scores), default=0)
    return np.dtype(np.int8 if most <= 128 else np.int16)


def build_table(instrument: Instrument, assessments: Iterable[Assessment]) -> Table:
    """The table of these assessments, in their order.

    Which items are asked and which are routed is found out once for all assessments that agree in what decides
    it. ImpossibleAnswer and KeyError as `rely.scoring.score.score` says.
    """
    rows = list(assessments)
    plan, scheme = plan_of(instrument), scheme_of(instrument)
    values = selecting_values(instrument)
    situations = Situations(plan, scheme)
    found = np.fromiter(map(situations.number, rows), np.intp, len(rows))
    imposed = imposed_of(situations)
    steps = np.empty((len(scheme.items), len(rows)), step_type(scheme))
    for at, name in enumerate(scheme.items):
        steps[at] = _column(plan.scored[name], [row.answers.get(name) for row in rows], imposed[:, at][found])
    selected = selected_of(situations, values)
    forms = {form: at for at, form in enumerate(instrument.form_ids)}
    return Table(
        items=scheme.items,
        steps=steps,
        form=np.fromiter((forms[row.form] for row in rows), np.uint8, len(rows)),
        selected=selected[found],
        values=values,
    )


def selecting_values(instrument: Instrument) -> tuple[str, ...]:
    """The values of the facet that selects items; none where no facet does."""
    selecting = instrument.selecting_facet
    return () if selecting is None else tuple(value.id for value in selecting.values)


def imposed_of(situations: Situations) -> NDArray[np.int8]:
    """What every situation imposes on each column: a Mark, or that it is as answered."""
    return np.array(situations.imposed, np.int8).reshape(-1, len(situations.items))


def selected_of(situations: Situations, values: Sequence[str]) -> NDArray[np.int16]:
    """The place in `values` of what every situation selects, -1 for none."""
    place = {value: at for at, value in enumerate(values)}
    return np.array([place.get(value or "", -1) for value in situations.selected], np.int16)


def steps_by_code(item: ScoredItem) -> dict[object, int]:
    """The step or Mark that stands in the column of an item for each code; None is no answer."""
    step_of: dict[object, int] = {score: step for step, score in enumerate(item_scores_of(item))}
    step_of |= {NOT_APPLICABLE: Mark.NOT_APPLICABLE, DONT_KNOW: Mark.DONT_KNOW}
    return {None: Mark.MISSING} | {code: step_of[outcome] for code, outcome in item.by_code.items()}


def _column(item: ScoredItem, answers: Sequence[Code], imposed: Steps) -> Steps:
    """The column of one item: what is imposed, else what was answered."""
    by_code = steps_by_code(item)
    exact = {int, str, NoneType}
    if set(map(type, answers)) <= exact:
        steps = (by_code.get(answer, _IMPOSSIBLE) for answer in answers)
    else:
        # True == 1 and 4.0 == 4 as keys, yet neither is an answer.
        steps = (by_code.get(answer, _IMPOSSIBLE) if type(answer) in exact else _IMPOSSIBLE for answer in answers)
    own = np.fromiter(steps, np.int16, len(answers))
    wrong = (own == _IMPOSSIBLE) & (imposed != Mark.NOT_ASKED)
    if wrong.any():
        item.outcome(answers[int(wrong.argmax())])  # raises ImpossibleAnswer
    return np.where(imposed == AS_ANSWERED, own, imposed)


__all__ = ["Mark", "Steps", "Table", "build_table", "step_type"]
