"""Turn a table of assessments into all their scores, by the same rules as `score` and to the same numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.research.averaging import Averaging
from rely.research.counting import Counting
from rely.research.scheme import Scheme, scheme_of
from rely.research.sheets import STATUSES, Bytes, Counts, Floats, Sheets, new_sheets
from rely.research.table import Steps, Table, build_table
from rely.research.weighing import Weighing
from rely.scoring.bands import BandEdge
from rely.scoring.plan import plan_of
from rely.scoring.rounding import NOISE

CHUNK = 20_000
"""How many assessments are scored at a time, so that what is in work stays in the processor's cache."""


@dataclass(frozen=True, eq=False)
class ScoreColumn:
    """One score of many assessments, an array for each part, in the order of the table.

    `score` is 0-100, NaN where there is none; `status` indexes `STATUSES`; `margin` is one standard error in
    score points, NaN where unknown, None unless it was asked for. For an overall score the counts are numbers
    of scores, not of items.
    """

    id: str
    score: Floats
    answered: Counts
    applicable: Counts
    asked: Counts
    dk: Counts
    status: Bytes
    margin: Floats | None
    bands: tuple[BandEdge, ...]

    @property
    def na(self) -> Counts:
        """How many items did not apply."""
        return self.asked - self.applicable - self.dk

    @property
    def missing(self) -> Counts:
        """How many items that applied were not answered."""
        return self.applicable - self.answered

    @property
    def band(self) -> NDArray[np.int16]:
        """The place of the band that holds the score; -1 without a score or without bands."""
        cut_offs = np.array([band.cut_off for band in self.bands])
        found = np.searchsorted(cut_offs, self.score + NOISE, side="right") - 1
        return np.where(np.isnan(self.score), -1, found).astype(np.int16)


@dataclass(frozen=True, eq=False)
class ManyScores:
    """All scores of many assessments: `scores["trust"]` is one of them; `ids` names them, overall first."""

    ids: tuple[str, ...]
    sheets: Sheets
    rows: tuple[str, ...]
    bands: tuple[BandEdge, ...]

    def __len__(self) -> int:
        """How many assessments were scored."""
        return int(self.sheets.score.shape[1])

    def __iter__(self) -> Iterator[str]:
        """The ids of the scores."""
        return iter(self.ids)

    def __getitem__(self, score_id: str) -> ScoreColumn:
        """One score; KeyError when the instrument has none of this id."""
        if score_id not in self.rows:
            raise KeyError(score_id)
        at, sheets = self.rows.index(score_id), self.sheets
        return ScoreColumn(
            id=score_id,
            score=sheets.score[at],
            answered=sheets.answered[at],
            applicable=sheets.applicable[at],
            asked=sheets.asked[at],
            dk=sheets.dont_know[at],
            status=sheets.status[at],
            margin=None if sheets.margin is None else sheets.margin[at],
            bands=self.bands,
        )


def score_many(instrument: Instrument, table: Table | Iterable[Assessment], *, margins: bool = False) -> ManyScores:
    """Score many assessments at once: the numbers of `rely.scoring.score.score` to 1e-9.

    Takes a table of this instrument (ValueError for another's) or the assessments themselves, which are then
    made into a table: ImpossibleAnswer and KeyError as in `build_table`. Margins are the person's own; for those of a
    group see `rely.research.group_margins`.
    """
    table = table if isinstance(table, Table) else build_table(instrument, table)
    scheme = _scheme_for(instrument, table)
    sheets = new_sheets(scheme, len(table), margins=margins)
    for start, stop, scorer in _chunks(scheme, len(table), CHUNK, margins):
        scorer.write(table.steps[:, start:stop], table.form[start:stop], sheets.part(start, stop))
    return _many(instrument, scheme, sheets)


def score_in_chunks(
    instrument: Instrument, table: Table, *, rows: int = CHUNK, margins: bool = False
) -> Iterator[ManyScores]:
    """Score a table piece by piece in bounded memory: each piece is written over the one before.

    Copy what is to be kept. ValueError as in `score_many`.
    """
    scheme = _scheme_for(instrument, table)
    sheets = new_sheets(scheme, min(rows, len(table)), margins=margins)
    for start, stop, scorer in _chunks(scheme, len(table), rows, margins):
        part = sheets.part(0, stop - start)
        scorer.write(table.steps[:, start:stop], table.form[start:stop], part)
        yield _many(instrument, scheme, part)


def _scheme_for(instrument: Instrument, table: Table) -> Scheme:
    scheme = scheme_of(instrument)
    if table.items != scheme.items:
        raise ValueError(f"The table was not made for {instrument.id} {instrument.version}: its items are others.")
    return scheme


def _many(instrument: Instrument, scheme: Scheme, sheets: Sheets) -> ManyScores:
    return ManyScores(ids=scheme.ids, sheets=sheets, rows=scheme.rows, bands=plan_of(instrument).bands)


class _Scorer:
    """Writes all scores of a scheme for a fixed number of assessments."""

    def __init__(self, scheme: Scheme, rows: int, margins: bool) -> None:
        counted, made = len(scheme.counted), len(scheme.counted) + len(scheme.weighed)
        self._counted, self._weighed = slice(0, counted), slice(counted, made)
        self._counting = Counting(scheme, rows, margins=margins)
        self._weighing = Weighing(scheme, rows)
        self._averaging = None if scheme.overall is None else Averaging(scheme, scheme.overall, rows)

    def write(self, steps: Steps, forms: Bytes, sheets: Sheets) -> None:
        """Fill in `sheets` for these columns of steps and marks."""
        first = int(forms[0])
        form = first if (forms == first).all() else forms
        with np.errstate(divide="ignore", invalid="ignore"):
            self._counting.write(steps, form, sheets.of_scores(self._counted))
            self._weighing.write(steps, form, sheets.of_scores(self._weighed))
            if self._averaging is not None:
                self._averaging.write(sheets)


def _chunks(scheme: Scheme, count: int, rows: int, margins: bool) -> Iterator[tuple[int, int, _Scorer]]:
    """Where each chunk starts and stops, with a scorer of its size; only the last may be shorter."""
    scorer: _Scorer | None = None
    for start in range(0, count, rows):
        stop = min(count, start + rows)
        if scorer is None or stop - start < rows:
            scorer = _Scorer(scheme, stop - start, margins)
        yield start, stop, scorer


__all__ = ["STATUSES", "ManyScores", "ScoreColumn", "score_in_chunks", "score_many"]
