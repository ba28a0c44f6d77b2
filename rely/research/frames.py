"""Turn a Polars frame of answers into a frame of their scores, by the rules and to the numbers of `score_many`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from rely.errors import RelyError
from rely.loading.answers.cells import BETWEEN_CODES, build_cells, build_header, header_problems
from rely.loading.problems import Place, Problem, as_text
from rely.model.instrument import Instrument
from rely.model.reference import Reference
from rely.research.batches import Batch, ids_of
from rely.research.columns import EMPTY, CellJudge, ColumnJudge, Numbers
from rely.research.group_margins import MarginBasis, score_batch
from rely.research.score_many import STATUSES, ManyScores, ScoreColumn
from rely.research.score_names import BASIS, person_columns, score_columns
from rely.research.table import selecting_values
from rely.scoring.plan import score_ids

if TYPE_CHECKING:
    import polars as pl

MOST_TOLD: Final = 20
"""How many problems an error names."""

PLACE: Final = "frame"
"""What stands for the path in the messages of a frame that comes from no file; its lines are rows, the first is 1."""


class FrameRefused(RelyError, ValueError):
    """Rows of a frame that do not fit the instrument; `problems` tells the first of them, the line is the row."""

    def __init__(self, problems: Sequence[Problem], rows: int) -> None:
        self.problems = tuple(problems)
        told = "\n".join(as_text(problem) for problem in self.problems)
        super().__init__(told if not rows else f"{told}\nRows with problems: {rows:,}.")


def scores_of_frame(
    instrument: Instrument, frame: pl.DataFrame, *, keep: Sequence[str] = (), reference: Reference | None = None
) -> pl.DataFrame:
    """The scores of a frame with a row for each assessment and columns as in a CSV file of answers.

    The result has the columns of `scores_schema`, in the order of the rows, after those of `keep`, which are taken
    over as they are. Margins rest on the person's own answers; with the `reference` of a norms file
    (`rely.loading.norms.norms_for`) on its group, where `rely score` takes that. Raises FrameRefused, a ValueError,
    when a column or an answer does not fit, and ValueError when one to keep has the name of a column of scores.
    """
    taken = [name for name in keep if name in scores_schema(instrument, reference=reference)]
    if taken:
        raise ValueError(f"The column '{taken[0]}' cannot be kept: the scores have a column of this name.")
    answers = frame.drop(keep)
    names = answers.columns
    problems = header_problems(instrument, names, lambda _: Place(PLACE))
    if problems:
        raise FrameRefused(problems, 0)
    judge = ColumnJudge(build_header(instrument, names))
    batch = batch_of_frame(judge, answers, first=1)
    good = batch.judged.good
    if not good.all():
        wrong = np.flatnonzero(~good).tolist()
        told = [problem for at in wrong[:MOST_TOLD] for problem in _problems(judge, batch, at)]
        raise FrameRefused(told[:MOST_TOLD], len(wrong))
    many, basis = score_batch(instrument, batch, reference)
    scores = frame_of_scores(instrument, batch, many, basis)
    return frame.select(keep).hstack(scores) if keep else scores


def _problems(judge: ColumnJudge, batch: Batch, at: int) -> Sequence[Problem]:
    return build_cells(judge.header, batch.cells(at), lambda _: Place(PLACE, at + 1), line=at + 1).problems


def batch_of_frame(judge: ColumnJudge, frame: pl.DataFrame, *, first: int) -> Batch:
    """The batch of a frame whose columns run along the header of the judge; `first` numbers its first row."""
    judge.begin()
    rows = len(frame)
    columns = [_flat(frame.to_series(at)) for at in range(len(judge.cells))]
    numbers = [_numbers(cells, column) for cells, column in zip(judge.cells, columns, strict=True)]
    judged = judge.judged(numbers, np.zeros(rows, np.bool_))
    ids = ids_of(judge, lambda at: [_text(value) for value in columns[at].to_list()], judged.good)
    return Batch(range(first, first + rows), lambda at: [_text(column[at]) for column in columns], judged, ids)


def cells_of_frame(frame: pl.DataFrame) -> Iterator[list[str]]:
    """The cells of each row, as they would stand in a CSV file."""
    columns = [map(_text, _flat(column).to_list()) for column in frame.get_columns()]
    return map(list, zip(*columns, strict=True))


def _flat(column: pl.Series) -> pl.Series:
    """A column of lists of codes as texts, and so is any other whose values are no single ones."""
    import polars as pl

    if column.dtype == pl.List(pl.String):
        return column.list.eval(pl.element().fill_null("")).list.join(BETWEEN_CODES)
    if column.dtype.is_nested():
        return pl.Series(column.name, [_text(value) for value in column.to_list()], dtype=pl.String)
    return column.cast(pl.String) if column.dtype in (pl.Categorical, pl.Enum) else column


def _numbers(judge: CellJudge, column: pl.Series) -> Numbers:
    """The numbers of the cells of a column; each different cell is looked at once."""
    import polars as pl

    different = column.drop_nulls().unique()
    if not len(different):
        return np.full(len(column), EMPTY, np.int32)
    found = [judge[_text(value)] for value in different.to_list()]
    numbers: Numbers = column.replace_strict(
        different, pl.Series(found, dtype=pl.Int32), default=EMPTY, return_dtype=pl.Int32
    ).to_numpy()
    return numbers


def _text(value: object) -> str:
    """What would stand in a CSV file: a whole number without decimals, a day as 2026-11-30, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, float) and np.isfinite(value):
        return str(int(value)) if value.is_integer() else f"{Decimal(repr(value)):f}"
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def scores_schema(instrument: Instrument, *, reference: Reference | None = None) -> dict[str, Any]:
    """The columns of a frame of scores with their types: the names of `rely score --format csv`, without `line`.

    A score and its margin are null where there is none; `status` and `band` are words. With `reference` there are
    more at the end: `person`, or the digest of the norms file, for each margin.
    """
    return _schema(instrument, with_basis=reference is not None)


def _schema(instrument: Instrument, *, with_basis: bool) -> dict[str, Any]:
    import polars as pl

    kinds = {"margin": pl.Float64, "answered": pl.Int64, "applicable": pl.Int64}
    scores = set(score_ids(instrument))
    schema: dict[str, Any] = dict.fromkeys(person_columns(instrument), pl.String)
    for name in score_columns(instrument, with_basis=with_basis):
        schema[name] = pl.Float64 if name in scores else kinds.get(name.rpartition(":")[2], pl.String)
    return schema


def frame_of_scores(
    instrument: Instrument, batch: Batch, many: ManyScores, basis: MarginBasis | None = None
) -> pl.DataFrame:
    """The scores of the good rows of a batch, with margins, in the columns of `scores_schema`.

    With `basis`, there are columns at the end that say where each margin comes from.
    """
    import polars as pl

    judged = batch.judged
    columns: dict[str, Any] = {"id": batch.ids, "form": judged.form, "perspective": judged.perspective}
    selecting = instrument.selecting_facet
    if selecting is not None:
        columns[selecting.id] = _words([*selecting_values(instrument), None], judged.table.selected)
    for name in many:
        columns |= _columns(many[name])
    if basis is not None:
        words = (None, *basis.words[1:])
        columns |= {f"{name}:{BASIS}": _words(words, basis.places[name]) for name in many}
    return pl.DataFrame(columns, schema=_schema(instrument, with_basis=basis is not None))


def _columns(column: ScoreColumn) -> dict[str, pl.Series]:
    name = column.id
    bands = [*(edge.band for edge in column.bands), None]
    assert column.margin is not None
    return {
        name: _known(column.score),
        f"{name}:status": _words(STATUSES, column.status),
        f"{name}:band": _words(bands, column.band),
        f"{name}:margin": _known(column.margin),
        f"{name}:answered": _whole(column.answered),
        f"{name}:applicable": _whole(column.applicable),
    }


def _known(numbers: Any) -> pl.Series:
    import polars as pl

    return pl.Series(numbers.copy()).fill_nan(None)


def _whole(numbers: Any) -> pl.Series:
    import polars as pl

    return pl.Series(numbers.astype(np.int64))


def _words(words: Sequence[str | None], place: Any) -> pl.Series:
    """The word at each place; -1 is the last."""
    import polars as pl

    return pl.Series(words, dtype=pl.String).gather(np.where(place < 0, len(words) - 1, place).astype(np.int64))


__all__ = [
    "FrameRefused",
    "batch_of_frame",
    "cells_of_frame",
    "frame_of_scores",
    "scores_of_frame",
    "scores_schema",
]
