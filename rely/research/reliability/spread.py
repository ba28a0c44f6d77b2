"""Turn the scores of many respondents into how they spread."""

from __future__ import annotations

from typing import Final

import numpy as np

from rely.model.reliability import Spread
from rely.research.reliability.notes import FEWEST
from rely.research.sheets import Floats

RANGES: Final = 10


def spread_of(scores: Floats) -> Spread:
    """The spread of scores of 0-100; those that are NaN are left out, and fewer than 10 are only counted.

    Source of the skew: the third moment with the variance over n - 1, type 3 of Joanes & Gill 1998.
    """
    known = scores[~np.isnan(scores)]
    count = len(known)
    if count < FEWEST:
        return Spread(n=count)
    mean, sd = float(known.mean()), float(known.std(ddof=1))
    places = np.clip(np.floor((known + 1e-9) / (100 / RANGES)), 0, RANGES - 1).astype(np.intp)
    return Spread(
        n=count,
        mean=mean,
        sd=sd,
        median=float(np.median(known)),
        skew=float(((known - mean) ** 3).mean() / sd**3) if np.ptp(known) > 1e-9 else None,
        lowest=float(known.min()),
        highest=float(known.max()),
        floor=float((known <= 1e-9).mean()),
        ceiling=float((known >= 100 - 1e-9).mean()),
        histogram=tuple(np.bincount(places, minlength=RANGES).tolist()),
    )
