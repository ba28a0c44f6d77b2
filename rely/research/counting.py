"""Turn sums and counts of columns into the scores whose items count alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rely.research.margins import Margins
from rely.research.scheme import CountedScore, Scheme
from rely.research.sheets import Bytes, Counts, Flags, Floats, Sheets, count_type
from rely.research.statuses import Form, Statuses, has_score, mark_no_specific
from rely.research.table import Steps
from rely.research.tallies import ANSWERED, APPLICABLE, ASKED, DONT_KNOW, SUM, Tallies


class Counting:
    """Scores the counted scores of a scheme for `rows` assessments at a time, in arrays made once.

    Columns of the same scores are added up first, and each score adds up these sums. What a score comes to is
    then looked up by the sum of its steps and the number of its answers.
    """

    def __init__(self, scheme: Scheme, rows: int, *, margins: bool) -> None:
        scores, kind = scheme.counted, count_type(scheme)
        self._scores = scores
        self._tallies = Tallies(scheme, rows)
        self._counts: Counts = np.empty((self._tallies.planes, len(scores), rows), kind)
        self._mixed = [score.specific for score in scores if score.specific is not None]
        self._specific: Counts = np.empty((1, len(self._mixed), rows), kind)
        self._used: Flags = np.empty((len(scores), rows), np.bool_)
        self._statuses = Statuses(list(scheme.rules.values()), [score.items for score in scores], rows, kind)
        self._lookups = [self._lookup(at, score) for at, score in enumerate(scores)]
        self._margins = Margins(scheme, rows) if margins else None

    def _lookup(self, at: int, score: CountedScore) -> _Lookup:
        quotients = _quotients(score)
        place = np.empty(self._used.shape[1], np.min_scalar_type(len(quotients) - 1))
        stride = score.top * score.items + 1
        return _Lookup(self._counts[ANSWERED, at], stride, self._counts[SUM, at], place, quotients)

    def write(self, steps: Steps, form: Form, sheets: Sheets) -> None:
        """Fill in the rows of the counted scores in `sheets` for these columns of steps and marks."""
        if not self._scores:
            return
        tallies = self._tallies.count(steps)
        for at, score in enumerate(self._scores):
            _add_up(tallies, score.runs, self._counts[:, at])
        self._write_counts(sheets)
        asked = self._counts[ASKED] if self._tallies.has_not_asked else None
        self._statuses.write(self._counts[ANSWERED], self._counts[APPLICABLE], asked, form, sheets.status)
        if self._mixed:
            for at, specific in enumerate(self._mixed):
                _add_up(tallies[ANSWERED : ANSWERED + 1], specific, self._specific[:, at])
            mark_no_specific(sheets.status[-len(self._mixed) :], self._specific[0])
        self._write_scores(sheets.status, sheets.score)
        if self._margins is not None and sheets.margin is not None:
            self._margins.write(steps, self._counts[SUM], self._counts[ANSWERED], sheets.margin)

    def _write_counts(self, sheets: Sheets) -> None:
        np.copyto(sheets.answered, self._counts[ANSWERED])
        np.copyto(sheets.applicable, self._counts[APPLICABLE])
        if self._tallies.has_not_asked:
            np.copyto(sheets.asked, self._counts[ASKED])
        if self._tallies.has_dont_know:
            np.copyto(sheets.dont_know, self._counts[DONT_KNOW])

    def _write_scores(self, status: Bytes, written: Floats) -> None:
        """Look up every score; where there is none no answers are counted, which gives NaN."""
        used = has_score(status, out=self._used).view(np.uint8)
        answered = self._counts[ANSWERED]
        np.multiply(answered, used, out=answered)
        for lookup, score in zip(self._lookups, written, strict=True):
            np.multiply(lookup.answered, lookup.stride, out=lookup.place, dtype=lookup.place.dtype)
            np.add(lookup.place, lookup.sums, out=lookup.place)
            # No place lies outside; the default mode would look for one first.
            np.take(lookup.quotients, lookup.place, out=score, mode="wrap")


class _Lookup(NamedTuple):
    """How the scores of one row are found: at place `answered * stride + sums` of the quotients."""

    answered: Counts
    stride: int
    sums: Counts
    place: NDArray[Any]
    quotients: Floats


def _quotients(score: CountedScore) -> Floats:
    """The mean item score for every number of answers and every sum of steps, in one row; NaN for no answers."""
    sums, answered = np.arange(score.top * score.items + 1.0), np.arange(score.items + 1.0)[:, np.newaxis]
    with np.errstate(divide="ignore", invalid="ignore"):
        quotients = 100.0 * sums / (score.top * answered)
    quotients[0] = np.nan
    return np.ravel(quotients)


def _add_up(stack: NDArray[Any], rows: Sequence[int], out: NDArray[Any]) -> None:
    """Write the sum of some rows of a stack, (planes, rows, n), to `out`, (planes, n)."""
    if len(rows) < 2:
        np.copyto(out, stack[:, rows[0]] if rows else 0)
        return
    np.add(stack[:, rows[0]], stack[:, rows[1]], out=out, dtype=out.dtype)
    for row in rows[2:]:
        np.add(out, stack[:, row], out=out)
