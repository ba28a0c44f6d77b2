"""Turn the columns of a table into the figures of the items of a score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rely.model.instrument import Instrument
from rely.model.reliability import PartFigures
from rely.model.response_scales import Likert, Rating
from rely.research.reliability.consistency import alpha_without, item_rest
from rely.research.reliability.notes import FEWEST
from rely.research.scheme import item_scores_of
from rely.research.sheets import Floats
from rely.research.table import Mark, Steps
from rely.scoring.plan import plan_of


@dataclass(frozen=True, eq=False)
class Columns:
    """The parts of one score in one group: a column of item scores (0-100, else NaN) for each, and its weight.

    `marks` holds for each why there is no answer (a Mark), or 0 and more; None where the parts are scores.
    """

    ids: tuple[str, ...]
    values: Floats
    weights: Floats
    marks: Steps | None

    @property
    def weighed(self) -> Floats:
        """The columns as they enter the sum."""
        return self.values * self.weights


def columns_of_items(instrument: Instrument, names: Sequence[str], order: Sequence[str], steps: Steps) -> Columns:
    """The columns of items: `steps` holds a row for each of `order`, a column for each assessment of the group."""
    plan = plan_of(instrument)
    place = {name: at for at, name in enumerate(order)}
    marks = steps[[place[name] for name in names]]
    values = np.full((marks.shape[1], len(names)), np.nan)
    for at, name in enumerate(names):
        answered = marks[at] >= 0
        values[answered, at] = np.array(item_scores_of(plan.scored[name]))[marks[at][answered]]
    weights = np.array([plan.scored[name].item.weight for name in names], np.float64)
    return Columns(tuple(names), values, weights, marks)


def figures_of_parts(instrument: Instrument, columns: Columns, *, computed: bool) -> tuple[PartFigures, ...]:
    """The figures of each part; those that rest on complete rows only where they are `computed`."""
    rest: Sequence[float | None] = [None] * len(columns.ids)
    without = rest
    if computed:
        rest, without = item_rest(columns.weighed), alpha_without(columns.weighed)
    return tuple(
        _figures(instrument, columns, at, rest=rest[at], without=without[at]) for at in range(len(columns.ids))
    )


def _figures(
    instrument: Instrument, columns: Columns, at: int, *, rest: float | None, without: float | None
) -> PartFigures:
    name, column = columns.ids[at], columns.values[:, at]
    known = column[~np.isnan(column)]
    told = len(known) >= FEWEST
    mean = float(known.mean()) if told else None
    sd = float(known.std(ddof=1)) if told else None
    code_mean, code_sd = (None, None) if columns.marks is None else _as_codes(instrument, name, mean, sd)
    marks = None if columns.marks is None else columns.marks[at]
    return PartFigures(
        id=name,
        reverse=columns.marks is not None and instrument.items[name].reverse,
        n=len(known),
        mean=mean,
        sd=sd,
        code_mean=code_mean,
        code_sd=code_sd,
        item_rest=rest,
        alpha_without=without,
        lowest=float((known <= 1e-9).mean()) if told else None,
        highest=float((known >= 100 - 1e-9).mean()) if told else None,
        missing=_share(column, marks, Mark.MISSING),
        na=_share(column, marks, Mark.NOT_APPLICABLE),
        dk=_share(column, marks, Mark.DONT_KNOW),
        not_asked=_share(column, marks, Mark.NOT_ASKED),
    )


def _as_codes(
    instrument: Instrument, name: str, mean: float | None, sd: float | None
) -> tuple[float | None, float | None]:
    """Mean and standard deviation as codes before reverse coding; None where the codes are no numbers."""
    item = instrument.items[name]
    scale = instrument.scale_of(item)
    if mean is None or sd is None or not isinstance(scale, Likert | Rating):
        return None, None
    step = (scale.highest - scale.lowest) / 100
    return (scale.highest - mean * step if item.reverse else scale.lowest + mean * step), sd * step


def _share(column: Floats, marks: NDArray[np.int8] | NDArray[np.int16] | None, mark: Mark) -> float:
    """The share of rows with this mark; of parts that are scores it is only known that there is none."""
    if not len(column):
        return 0.0
    if marks is None:
        return float(np.isnan(column).mean()) if mark is Mark.MISSING else 0.0
    return float((marks == mark).mean())
