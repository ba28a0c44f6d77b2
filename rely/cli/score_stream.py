"""Turn a table of answers of any size into scores, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rely.cli.assessing import Sitting
from rely.cli.score_jobs import outcomes_of
from rely.cli.score_output import Output
from rely.cli.score_pieces import Outcome, Setup, content_of
from rely.cli.streams import Progress
from rely.loading.answers import STANDARD_INPUT, AnswersRow, read_answers
from rely.loading.answers.pieces import PIECE, PiecedTable, pieces_of_table
from rely.loading.answers.table import no_rows
from rely.research.score_names import LINE, person_columns, score_columns

if TYPE_CHECKING:
    from rely.research.frame_pieces import ParquetTable

PIECE_OF_OBJECTS = PIECE // 16
"""About how many bytes of answers become JSON at a time: an object is many times as long as its row."""


class Done(Progress):
    """`120,000 assessments, 43 %` on one line of standard error; silent when it is no terminal."""

    def __init__(self, table: Path) -> None:
        super().__init__("assessment")
        self._read, self._whole = 0, 0 if table == STANDARD_INPUT else table.stat().st_size

    def reached(self, done: int, read: int) -> None:
        """So many assessments are done, and this many more bytes of the file are behind."""
        self._count, self._read = done, self._read + read
        if self._shown:
            share = f", {min(1.0, self._read / self._whole):.0%}" if read and self._whole else ""
            self._show(f"{done:,} {self._noun}s{share}")


def score_stream(sitting: Sitting, place: Output, form: str, *, jobs: int) -> None:
    """Score a CSV or Parquet table, or standard input, in as many processes as that is worth.

    Scores come in the order of the file, and so do problems and warnings, but for what `Telling` keeps for the end.
    Memory does not grow with the file.
    """
    sitting.progress = progress = Done(sitting.path)
    with _table(sitting, form) as table:
        if isinstance(table, AnswersRow):
            sitting.result_of(table)
            return
        head = table.head
        setup = Setup(
            instrument=sitting.instrument,
            digest=sitting.digest,
            path=sitting.path,
            head=head,
            form=form,
            reference=sitting.reference,
        )
        add = _Adding(sitting, place, form)
        # What an export tells once of its columns and versions, one process tells.
        for outcome in outcomes_of(setup, table.pieces(), jobs if head.export is None else 1):
            add(outcome)
            progress.reached(sitting.done, outcome.size)
        if not (sitting.done or sitting.failed):
            sitting.result_of(no_rows(head.path))


@contextmanager
def _table(sitting: Sitting, form: str) -> Iterator[PiecedTable | ParquetTable | AnswersRow]:
    objects = form == "json"
    if sitting.path != STANDARD_INPUT and sitting.path.suffix.lower() == ".parquet":
        from rely.research.frame_pieces import ROWS, pieces_of_parquet

        yield pieces_of_parquet(sitting.path, sitting.instrument, rows=ROWS // 40 if objects else ROWS)
        return
    with pieces_of_table(sitting.path, sitting.instrument, size=PIECE_OF_OBJECTS if objects else PIECE) as table:
        yield table


class _Adding:
    """Takes what becomes of each piece: the scores to their place, the words to standard error, the counts together."""

    def __init__(self, sitting: Sitting, place: Output, form: str) -> None:
        self._sitting, self._place = sitting, place
        self._header = _header(sitting) if form == "csv" else b""

    def __call__(self, outcome: Outcome) -> None:
        sitting = self._sitting
        for problem in outcome.told:
            sitting.tell(problem)
        if outcome.content:
            self._place.add(self._header + outcome.content)
            self._header = b""
        sitting.done += outcome.done
        sitting.failed += outcome.failed
        sitting.undated += outcome.undated


def _header(sitting: Sitting) -> bytes:
    """The names of the columns; an id of the questionnaire needs no quotes and no guard."""
    instrument = sitting.instrument
    scores = score_columns(instrument, with_basis=sitting.reference is not None)
    return (",".join((LINE, *person_columns(instrument), *scores)) + "\n").encode()


def score_rows(sitting: Sitting, place: Output, form: str, *, rows: int) -> None:
    """Score assessments that are read one by one, so many at a time, as a table of scores."""
    from rely.research.batches import batch_of_rows

    add = _Adding(sitting, place, form)

    def score_waiting() -> None:
        batch = batch_of_rows(sitting.instrument, waiting)
        add(Outcome(content_of(sitting.instrument, batch, form, sitting.reference), done=len(batch.ids)))
        waiting.clear()

    waiting: list[AnswersRow] = []
    for row in read_answers(sitting.path, sitting.instrument):
        sitting.result_of(row)
        waiting.append(row)
        if len(waiting) == rows:
            score_waiting()
    score_waiting()
