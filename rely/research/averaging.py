"""Turn the scores of many assessments into their overall score."""

from __future__ import annotations

import numpy as np

from rely.model.scores import Overall
from rely.research.scheme import Scheme
from rely.research.sheets import NOT_APPLICABLE, PARTIAL, TOO_FEW, Bytes, Counts, Flags, Floats, Sheets, count_type
from rely.research.statuses import has_score


class Averaging:
    """Writes the plain mean of other scores for `rows` assessments at a time, the last row of the sheets.

    The rules are those of `rely.scoring.means.overall` and `rely.scoring.margins.overall_margin`.
    """

    def __init__(self, scheme: Scheme, overall: Overall, rows: int) -> None:
        parts = [scheme.rows.index(name) for name in overall.of]
        side_by_side = parts == list(range(parts[0], parts[0] + len(parts)))
        self._parts: slice | list[int] = slice(parts[0], parts[-1] + 1) if side_by_side else parts
        self._count = len(parts)
        self._at_least = overall.at_least
        self._zeros: Floats = np.zeros(rows)
        self._known: Floats = np.empty((len(parts), rows))
        self._total: Floats = np.empty(rows)
        self._share: Floats = np.empty(rows)
        self._shares: Floats = np.array([np.nan, *(1.0 / count for count in range(1, len(parts) + 1))])
        self._used: Counts = np.empty(rows, count_type(scheme))
        self._each: Flags = np.empty((len(parts), rows), np.bool_)
        self._flags: Flags = np.empty(rows, np.bool_)

    def write(self, sheets: Sheets) -> None:
        """Fill in the last row of `sheets` from those of the parts."""
        answered, applicable, status = sheets.answered[-1], sheets.applicable[-1], sheets.status[-1]
        if sheets.asked.flags.writeable:
            sheets.asked[-1] = self._count
        if sheets.dont_know.flags.writeable:
            sheets.dont_know[-1] = 0
        statuses, each = sheets.status[self._parts], self._each.view(np.uint8)
        np.not_equal(statuses, NOT_APPLICABLE, out=self._each)
        np.add.reduce(each, axis=0, dtype=applicable.dtype, out=applicable)
        has_score(statuses, out=self._each)
        np.add.reduce(each, axis=0, dtype=answered.dtype, out=answered)
        self._write_status(answered, applicable, status)
        # Without a score nothing is counted, and the share of one in none is NaN.
        count = np.multiply(answered, has_score(status, out=self._flags).view(np.uint8), out=self._used)
        share = np.take(self._shares, count, out=self._share, mode="wrap")
        # fmax passes over NaN, and no score is below 0.
        known = np.fmax(sheets.score[self._parts], self._zeros, out=self._known)
        np.multiply(np.add.reduce(known, axis=0, out=self._total), share, out=sheets.score[-1])
        if sheets.margin is not None:
            # A part that has a score but no margin makes the margin NaN as well.
            squares = np.where(self._each, np.square(sheets.margin[self._parts]), 0.0)
            total = np.add.reduce(squares, axis=0, out=self._total)
            np.multiply(np.sqrt(total, out=total), share, out=sheets.margin[-1])

    def _write_status(self, answered: Counts, applicable: Counts, status: Bytes) -> None:
        flags = self._flags.view(np.uint8)
        np.less(answered, self._at_least, out=self._flags)
        np.multiply(flags, TOO_FEW, out=status)
        # Where nothing applies there are too few, and not_applicable is the status after too_few.
        np.equal(applicable, 0, out=self._flags)
        np.add(status, flags, out=status)
        np.less(answered, self._count, out=self._flags)
        np.maximum(status, np.multiply(flags, PARTIAL, out=flags), out=status)
