"""Turn assessments into a table: for each scored item a column of small whole numbers, ready to be added up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from types import NoneType
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from rely.model.answers import Assessment, Code
from rely.model.instrument import Instrument
from rely.model.measures import Fit
from rely.research.scheme import Scheme, item_scores_of, scheme_of
from rely.scoring.coding import DONT_KNOW, NOT_APPLICABLE
from rely.scoring.plan import Plan, ScoredItem, plan_of
from rely.scoring.reading import read


class Mark(IntEnum):
    """What stands in a column where no answer is scored: below every step, which is 0 or more.

    The numbers are weights: those of fewer than 16 marks, missing and not applicable, can be told from their sum.
    """

    NOT_APPLICABLE = -1
    DONT_KNOW = -2
    NOT_ASKED = -3
    MISSING = -16


Steps: TypeAlias = NDArray[np.int8] | NDArray[np.int16]
"""Steps and marks; two bytes each only where an item has more than 128 item scores."""

_AS_ANSWERED: Final = 0
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
    selecting = instrument.selecting_facet
    values = () if selecting is None else tuple(value.id for value in selecting.values)
    situations = _Situations(plan, scheme)
    found = np.fromiter(map(situations.number, rows), np.intp, len(rows))
    imposed = np.array(situations.imposed, np.int8).reshape(-1, len(scheme.items))
    steps = np.empty((len(scheme.items), len(rows)), step_type(scheme))
    for at, name in enumerate(scheme.items):
        steps[at] = _column(plan.scored[name], [row.answers.get(name) for row in rows], imposed[:, at][found])
    place = {value: at for at, value in enumerate(values)}
    selected = np.array([place.get(value or "", -1) for value in situations.selected], np.int16)
    forms = {form: at for at, form in enumerate(instrument.form_ids)}
    return Table(
        items=scheme.items,
        steps=steps,
        form=np.fromiter((forms[row.form] for row in rows), np.uint8, len(rows)),
        selected=selected[found],
        values=values,
    )


def deciding_facts(instrument: Instrument) -> tuple[str, ...]:
    """The items and given facts that decide what is asked and what is routed, through measures too."""
    selecting = instrument.selecting_facet
    waiting = [fact for item in instrument.items.values() if item.show_if for fact in item.show_if.facts()]
    waiting += [fact for rule in instrument.requirements for fact in rule.when.facts()]
    waiting += [selecting.selects_by] if selecting is not None and selecting.selects_by is not None else []
    seen: set[str] = set()
    while waiting:
        name = waiting.pop().removeprefix("item_score.")
        if name in seen:
            continue
        seen.add(name)
        measure = instrument.measures_by_id.get(name.partition(".")[0])
        if measure is not None:
            waiting += [fact for _, fact in measure.inputs()]
            waiting += _facts_of_norm(instrument, measure.norm) if isinstance(measure, Fit) else []
    return tuple(name for name in (*instrument.items, *(fact.id for fact in instrument.given)) if name in seen)


def _facts_of_norm(instrument: Instrument, norm: str) -> list[str]:
    selecting = instrument.selecting_facet
    decide = [instrument.profile_fact, None if selecting is None else selecting.selects_by]
    conditions = [row.when for row in instrument.norms if row.norm == norm and row.when is not None]
    return [fact for fact in decide if fact is not None] + [fact for when in conditions for fact in when.facts()]


class _Situations:
    """The different situations that assessments are in: what is asked, and what is routed.

    `imposed` has a row for each situation and says of each column: a Mark, or that it is as answered.
    """

    def __init__(self, plan: Plan, scheme: Scheme) -> None:
        deciding = deciding_facts(plan.instrument)
        self._plan = plan
        self._items = scheme.items
        self._answers = [name for name in deciding if name in plan.instrument.items]
        self._given = [name for name in deciding if name not in plan.instrument.items]
        self._known: dict[tuple[object, ...], int] = {}
        self.imposed: list[list[int]] = []
        self.selected: list[str | None] = []

    def number(self, assessment: Assessment) -> int:
        """The number of the situation of an assessment."""
        answers, given = assessment.answers, assessment.given
        key = (assessment.form, *[answers.get(name) for name in self._answers], *[given.get(n) for n in self._given])
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = len(self.imposed)
            asked = read(self._plan, assessment)
            shown = set(asked.layout.asked)
            self.selected.append(asked.selected)
            self.imposed.append(
                [
                    Mark.NOT_ASKED
                    if name not in shown
                    else Mark.NOT_APPLICABLE
                    if name in asked.routed
                    else _AS_ANSWERED
                    for name in self._items
                ]
            )
        return found


def _column(item: ScoredItem, answers: Sequence[Code], imposed: Steps) -> Steps:
    """The column of one item: what is imposed, else what was answered."""
    step_of: dict[object, int] = {score: step for step, score in enumerate(item_scores_of(item))}
    step_of |= {NOT_APPLICABLE: Mark.NOT_APPLICABLE, DONT_KNOW: Mark.DONT_KNOW}
    by_code: dict[object, int] = {code: step_of[outcome] for code, outcome in item.by_code.items()}
    by_code[None] = Mark.MISSING
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
    return np.where(imposed == _AS_ANSWERED, own, imposed)
