"""Turn a piece of a table of answers into its scores as CSV, JSON lines or Parquet, and what there is to tell of it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rely.cli.assessing import Sitting
from rely.cli.streams import Progress
from rely.cli.telling import Telling
from rely.guidelines.document import score_document
from rely.guidelines.recommend import recommend
from rely.loading.answers.pieces import Piece
from rely.loading.answers.table import Head, TornTable, records, row_of_cells, torn_row
from rely.loading.guard import guarded
from rely.loading.problems import Problem
from rely.model.instrument import Instrument
from rely.model.reference import Reference
from rely.scoring.plan import score_ids

if TYPE_CHECKING:
    from rely.research.batches import Batch
    from rely.research.columns import ColumnJudge
    from rely.research.frame_pieces import FramePiece

Record = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Setup:
    """What every process must know before it scores pieces: the instrument, the table, and the form of the outcome.

    `head` is that of the table.
    """

    instrument: Instrument
    digest: str
    path: Path
    head: Head
    form: str
    reference: Reference | None = None


@dataclass(slots=True)
class Outcome:
    """What became of a piece: the scores as bytes, what there is to tell, and the counts of a `Sitting`.

    `size` is how many bytes of the file these were, 0 where nobody knows; with `torn` the table ends here.
    """

    content: bytes = b""
    told: list[Problem] = field(default_factory=list)
    done: int = 0
    failed: int = 0
    undated: int = 0
    size: int = 0
    torn: bool = False


class _Silent(Progress):
    """Nothing is shown by a process that works for another."""

    def __init__(self) -> None:
        super().__init__("")
        self._shown = False


class _Passing(Telling):
    """What a process would tell that works for another is passed on to that one."""

    def __init__(self, told: list[Problem]) -> None:
        super().__init__()
        self._told = told

    def tell(self, problem: Problem) -> None:
        """Pass a problem on."""
        self._told.append(problem)


class PieceScorer:
    """Scores pieces one after the other; what it learns from one it keeps for the next."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._head = setup.head
        self._judge: ColumnJudge | None = None

    def outcome(self, piece: Piece | FramePiece) -> Outcome:
        """What becomes of a piece; its bytes are the same whoever scores it."""
        outcome = Outcome(size=len(piece.content) if isinstance(piece, Piece) else 0)
        sitting = Sitting(
            self._setup.instrument,
            self._setup.path,
            date.min,
            self._setup.digest,
            telling=_Passing(outcome.told),
            progress=_Silent(),
            reference=self._setup.reference,
        )
        if self._setup.form == "json":
            outcome.content = "".join(self._objects(piece, sitting, outcome)).encode()
        else:
            batch = self._batch(piece, sitting, outcome)
            outcome.content = content_of(self._setup.instrument, batch, self._setup.form, self._setup.reference)
            outcome.undated = len(batch.ids) - batch.judged.dated
            outcome.done = len(batch.ids)
        outcome.failed = sitting.failed
        return outcome

    def _objects(self, piece: Piece | FramePiece, sitting: Sitting, outcome: Outcome) -> Iterator[str]:
        torn: list[TornTable] = []
        for number, cells in self._records(piece, torn):
            result = sitting.result_of(row_of_cells(self._head, cells, number))
            if result is not None:
                advice = recommend(sitting.instrument, result)
                document = score_document(sitting.instrument, sitting.digest, result, advice)
                outcome.done += 1
                yield json.dumps(document, ensure_ascii=False, allow_nan=False) + "\n"
        outcome.undated = sitting.undated
        self._tell_torn(torn, sitting, outcome)

    def _records(self, piece: Piece | FramePiece, torn: list[TornTable]) -> Iterator[Record]:
        """The records of a piece up to where it is torn, which is left in `torn`."""
        if not isinstance(piece, Piece):
            yield from piece.records()
            return
        try:
            yield from records(piece.lines(), self._head.delimiter, line=piece.line)
        except TornTable as error:
            torn.append(error)

    def _tell_torn(self, torn: list[TornTable], sitting: Sitting, outcome: Outcome) -> None:
        for each in torn:
            outcome.torn = True
            sitting.result_of(torn_row(self._head, each))

    def _batch(self, piece: Piece | FramePiece, sitting: Sitting, outcome: Outcome) -> Batch:
        """The piece as one batch; only of rows of which there is something to tell an object is made."""
        from rely.research.batches import batch_of_records
        from rely.research.columns import ColumnJudge

        torn: list[TornTable] = []
        if self._head.export is not None:
            return self._batch_of_export(piece, sitting, outcome, torn)
        judge = self._judge = self._judge or ColumnJudge(self._head.header)
        if isinstance(piece, Piece):
            batch = batch_of_records(judge, list(self._records(piece, torn)))
        else:
            batch = piece.batch(judge)
        for at in batch.told:
            line = batch.lines[at]
            assert line is not None, "only what is read row by row may have none"
            sitting.result_of(row_of_cells(self._head, batch.cells(at), line))
        self._tell_torn(torn, sitting, outcome)
        return batch

    def _batch_of_export(
        self, piece: Piece | FramePiece, sitting: Sitting, outcome: Outcome, torn: list[TornTable]
    ) -> Batch:
        """The same of an export, whose rows are read one by one."""
        from rely.research.batches import batch_of_rows

        rows = [row_of_cells(self._head, cells, number) for number, cells in self._records(piece, torn)]
        for row in rows:
            sitting.result_of(row)
        self._tell_torn(torn, sitting, outcome)
        return batch_of_rows(self._setup.instrument, rows)


def content_of(instrument: Instrument, batch: Batch, form: str, reference: Reference | None = None) -> bytes:
    """The scores of a batch, as lines of CSV or as a Parquet file of its own; nothing when no row is good.

    With `reference` there are columns that say where each margin comes from.
    """
    from rely.research.group_margins import score_batch

    if not batch.ids:
        return b""
    many, basis = score_batch(instrument, batch, reference)
    if form == "parquet":
        from rely.research.frame_pieces import parquet_of_scores

        return parquet_of_scores(instrument, batch, many, basis)
    from rely.research.score_lines import score_lines

    return _lines(instrument, batch, score_lines(many, basis)).encode()


def _lines(instrument: Instrument, batch: Batch, scores: Iterable[str]) -> str:
    table = batch.judged.table
    values = (*table.values, "")
    selected = (
        ([values[at]] for at in table.selected.tolist()) if instrument.selecting_facet else ([] for _ in batch.ids)
    )
    written = io.StringIO()
    begin = csv.writer(written, lineterminator="," if score_ids(instrument) else "")
    rows = zip(batch.good_lines, batch.ids, batch.judged.form, batch.judged.perspective, selected, scores, strict=True)
    for line, row_id, form, perspective, value, text in rows:
        begin.writerow((line, guarded(row_id or ""), form, perspective, *value))
        written.write(f"{text}\n")
    return written.getvalue()
