"""Turn the item scores of many respondents into the correlations of all pairs of items."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from rely.model.reliability import Correlations
from rely.research.reliability.consistency import correlation
from rely.research.sheets import Floats

MOST_PAIRED: Final = 40
"""With more items a table of all pairs is not readable any more, and is left out."""


def correlation_matrix(complete: Floats) -> Floats:
    """The correlations of the columns of rows without NaN; NaN in the row and column of one that does not vary."""
    varies = np.ptp(complete, axis=0) > 1e-9
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.atleast_2d(np.corrcoef(complete, rowvar=False))
    found[~varies, :] = np.nan
    found[:, ~varies] = np.nan
    return found


def pairwise(ids: Sequence[str], values: Floats) -> Correlations | None:
    """Pearson correlations of all pairs, each over the rows that answered both, with their numbers.

    `values` has a row for each respondent and a column for each id; NaN where there is no answer. None for fewer than
    two ids and for more than `MOST_PAIRED`.
    """
    items = len(ids)
    if not 2 <= items <= MOST_PAIRED:
        return None
    known = ~np.isnan(values)
    r: list[list[float | None]] = [[None] * items for _ in range(items)]
    n = [[0] * items for _ in range(items)]
    for one in range(items):
        for other in range(one, items):
            both = known[:, one] & known[:, other]
            n[one][other] = n[other][one] = int(both.sum())
            r[one][other] = r[other][one] = correlation(values[both, one], values[both, other])
    defined = [each for at, row in enumerate(r) for each in row[:at] if each is not None]
    average = sum(defined) / len(defined) if defined else None
    return Correlations(ids=tuple(ids), r=tuple(map(tuple, r)), n=tuple(map(tuple, n)), average=average)
