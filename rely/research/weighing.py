"""Turn columns of bytes into the scores that weigh their items, or whose items differ in their item scores."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rely.research.scheme import Scheme, WeighedScore
from rely.research.sheets import TOO_FEW, Counts, Flags, Floats, Sheets, count_type
from rely.research.statuses import Form, Statuses, has_score, mark_no_specific
from rely.research.table import Mark, Steps


class Weighing:
    """Scores the weighed scores of a scheme for `rows` assessments at a time.

    Every step of a column is looked up: its item score, or 0 for a mark.
    """

    def __init__(self, scheme: Scheme, rows: int) -> None:
        kind = count_type(scheme)
        self._scores = scheme.weighed
        self._item_scores = [_looked_up(scores) for scores in scheme.item_scores]
        self._floors = scheme.floors
        rules = list(scheme.rules.values())
        self._statuses = [Statuses(rules, [len(score.columns)], rows, kind) for score in scheme.weighed]

    def write(self, steps: Steps, form: Form, sheets: Sheets) -> None:
        """Fill in the rows of the weighed scores in `sheets` for these columns of steps and marks."""
        for at, score in enumerate(self._scores):
            own = sheets.of_scores(slice(at, at + 1))
            columns = steps[list(score.columns)]
            is_answered = columns >= 0
            _write_counts(columns, is_answered, own)
            self._statuses[at].write(own.answered, own.applicable, own.asked, form, own.status)
            if score.specific is not None:
                specific = is_answered[np.array(score.specific)].sum(axis=0, dtype=own.answered.dtype)
                mark_no_specific(own.status[0], specific)
            self._write_score(score, columns, is_answered, own)

    def _write_score(self, score: WeighedScore, columns: Steps, is_answered: Flags, sheets: Sheets) -> None:
        item_scores = np.empty(columns.shape)
        for row, (at, column) in enumerate(zip(score.columns, columns, strict=True)):
            np.take(self._item_scores[at], column, out=item_scores[row], mode="wrap")
        weights = _column(score.weights) * is_answered
        total: Floats = weights.sum(axis=0)
        status, written = sheets.status[0], sheets.score[0]
        status[has_score(status) & (total == 0)] = TOO_FEW
        np.divide((weights * item_scores).sum(axis=0), total, out=written)
        written[~has_score(status)] = np.nan
        if sheets.margin is not None:
            floors = _column([self._floors[at] for at in score.columns])
            _write_margin(item_scores, is_answered, weights, floors, sheets)


def _write_counts(columns: Steps, is_answered: Flags, sheets: Sheets) -> None:
    def count(flags: Flags) -> Counts:
        counted: Counts = flags.sum(axis=0, dtype=sheets.answered.dtype)
        return counted

    sheets.answered[0] = count(is_answered)
    not_asked, dont_know = count(columns == Mark.NOT_ASKED), count(columns == Mark.DONT_KNOW)
    if sheets.asked.flags.writeable:
        sheets.asked[0] = len(columns) - not_asked
    if sheets.dont_know.flags.writeable:
        sheets.dont_know[0] = dont_know
    sheets.applicable[0] = len(columns) - not_asked - dont_know - count(columns == Mark.NOT_APPLICABLE)


def _write_margin(item_scores: Floats, is_answered: Flags, weights: Floats, floors: Floats, sheets: Sheets) -> None:
    """sqrt(v * sum(w^2)) / sum(w) with v = max(s^2, mean floor), as in `rely.scoring.margins.person_margin`."""
    assert sheets.margin is not None
    answered = is_answered.sum(axis=0)
    mean = (item_scores * is_answered).sum(axis=0) / answered
    spread = (np.square(item_scores - mean) * is_answered).sum(axis=0) / (answered - 1)
    variance = np.maximum(spread, (floors * is_answered).sum(axis=0) / answered)
    margin = np.sqrt(variance * np.square(weights).sum(axis=0)) / weights.sum(axis=0)
    sheets.margin[0] = np.where((answered > 1) & has_score(sheets.status[0]), margin, np.nan)


def _looked_up(item_scores: Sequence[float]) -> Floats:
    """The item score of every step; then 0 for every mark, which counts from the end."""
    return np.array([*item_scores, *[0.0] * -min(Mark)])


def _column(numbers: Sequence[float]) -> Floats:
    return np.array(numbers, np.float64)[:, np.newaxis]
