"""Turn columns of steps into the margins of the scores whose items count alike."""

from __future__ import annotations

import numpy as np

from rely.research.scheme import Scheme
from rely.research.sheets import Counts, Floats
from rely.research.table import Steps


class Margins:
    """The margins of counted scores: sqrt(max(s^2, floor) / k), as in `rely.scoring.margins.person_margin`."""

    def __init__(self, scheme: Scheme, rows: int) -> None:
        self._scores, self._runs = scheme.counted, scheme.runs
        self._by_run = np.empty((len(scheme.runs), rows), np.uint32)

    def write(self, steps: Steps, sums: Counts, answered: Counts, out: Floats) -> None:
        """Write the margins by the sums of the steps and the numbers of answers; NaN with fewer than two answers."""
        for run, squares in zip(self._runs, self._by_run, strict=True):
            answered_steps = np.maximum(steps[run.start : run.stop], 0).astype(np.uint16)
            np.add.reduce(np.square(answered_steps), axis=0, dtype=np.uint32, out=squares)
        for at, score in enumerate(self._scores):
            squares = np.add.reduce(self._by_run[list(score.runs)], axis=0)
            count, total, margin = answered[at].astype(np.float64), sums[at].astype(np.float64), out[at]
            # s^2 = (k * sum of squares - square of the sum) / (k * (k - 1)); all but the division is exact.
            np.multiply(squares, count, out=margin)
            np.subtract(margin, np.square(total), out=margin)
            np.divide(margin, count * (count - 1), out=margin)
            np.multiply(margin, (100.0 / score.top) ** 2, out=margin)
            np.maximum(margin, score.floor, out=margin)
            np.sqrt(np.divide(margin, count, out=margin), out=margin)
            margin[count < 2] = np.nan
