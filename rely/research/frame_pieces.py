"""Turn a Parquet file of answers into pieces, and the scores of pieces into one Parquet file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rely.loading.answers.row import AnswersRow, answer_problem, refused
from rely.loading.answers.table import Head, head_of
from rely.loading.problems import Place
from rely.model.instrument import Instrument
from rely.research.batches import Batch
from rely.research.columns import ColumnJudge
from rely.research.frames import batch_of_frame, cells_of_frame, frame_of_scores
from rely.research.group_margins import MarginBasis
from rely.research.score_many import ManyScores
from rely.research.score_names import LINE

if TYPE_CHECKING:
    import polars as pl

ROWS = 20_000
"""How many rows a piece has at the most."""

AT_A_TIME = 100_000
"""How many rows are read together: a group of rows in the file is decoded as a whole, for however few of them."""


@dataclass(frozen=True, eq=False)
class FramePiece:
    """Some rows of a file of answers; `first` is the number of the first one, counted from 1."""

    first: int
    frame: pl.DataFrame

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """The number of each row, and its cells as they would stand in a CSV file."""
        return enumerate(cells_of_frame(self.frame), start=self.first)

    def batch(self, judge: ColumnJudge) -> Batch:
        """The rows as one batch."""
        return batch_of_frame(judge, self.frame, first=self.first)


class ParquetTable:
    """A file of answers: its head, and its pieces in the order of the file, to be taken once."""

    def __init__(self, head: Head, lazy: pl.LazyFrame, rows: int) -> None:
        self.head = head
        self._lazy, self._rows = lazy, rows
        self._next = 1

    def pieces(self) -> Iterator[FramePiece]:
        """The pieces; only some are in memory at a time."""
        start = 0
        while len(frame := self._lazy.slice(start, AT_A_TIME).collect()):
            for part in frame.iter_slices(self._rows):
                yield FramePiece(self._next, part)
                self._next += len(part)
            start += AT_A_TIME


def pieces_of_parquet(path: Path, instrument: Instrument, *, rows: int = ROWS) -> ParquetTable | AnswersRow:
    """Open a Parquet file whose columns are those of a CSV file of answers, to be read so many rows at a time.

    A row with problems when it cannot be read.
    """
    import polars as pl

    lazy = pl.scan_parquet(path, glob=False)
    try:
        names = lazy.collect_schema().names()
    except (pl.exceptions.PolarsError, OSError):
        reason = "it is no Parquet file, or it is damaged"
        return refused(answer_problem("unreadable-file", Place(str(path)), reason=reason))
    head = head_of(str(path), instrument, names, guards=False)
    return head if isinstance(head, AnswersRow) else ParquetTable(head, lazy, rows)


def parquet_of_scores(
    instrument: Instrument, batch: Batch, many: ManyScores, basis: MarginBasis | None = None
) -> bytes:
    """The scores of a batch as a Parquet file of its own, with the line of each row before them."""
    import polars as pl

    lines = pl.Series(LINE, batch.good_lines, dtype=pl.Int64)
    written = io.BytesIO()
    frame_of_scores(instrument, batch, many, basis).insert_column(0, lines).write_parquet(written)
    return written.getvalue()


def join_parquet(parts: Sequence[Path], path: Path) -> None:
    """Write one Parquet file with the rows of all parts, in this order; only some are in memory at a time."""
    import polars as pl

    pl.scan_parquet(list(parts), glob=False).sink_parquet(path, maintain_order=True)
