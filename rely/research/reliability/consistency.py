"""Turn the item scores of many respondents into how well the items go together."""

from __future__ import annotations

from typing import Final

import numpy as np

from rely.research.sheets import Floats

_NOISE: Final = 1e-9
"""Sums of the same numbers differ by less; nothing that is measured does."""


def complete_rows(values: Floats) -> Floats:
    """The rows (respondents) without NaN."""
    kept: Floats = values[~np.isnan(values).any(axis=1)]
    return kept


def alpha(values: Floats) -> float | None:
    """Coefficient alpha: k/(k-1) * (1 - sum of the items' variances / variance of their sum).

    `values` has a row for each respondent and a column for each item, after reverse coding; rows with NaN are left
    out. 1 or less, negative where items contradict each other: never clipped. None for fewer than two items or rows,
    and where the sum is the same for all. Cronbach 1951.
    """
    complete = complete_rows(values)
    rows, items = complete.shape
    if rows < 2 or items < 2:
        return None
    totals = complete.sum(axis=1)
    if np.ptp(totals) <= _NOISE:
        return None
    return float(items / (items - 1) * (1 - complete.var(axis=0, ddof=1).sum() / totals.var(ddof=1)))


def alpha_without(values: Floats) -> tuple[float | None, ...]:
    """Alpha of the other items, for each item; over the rows that are complete for all. None as in `alpha`."""
    complete = complete_rows(values)
    rows, items = complete.shape
    if rows < 2 or items < 3:
        return tuple([None] * items)
    # Taken from the sums rather than made anew, so that thousands of items take no longer than their table.
    variances = complete.var(axis=0, ddof=1)
    rests = complete.sum(axis=1)[:, np.newaxis] - complete
    total = rests.var(axis=0, ddof=1)
    varies = np.ptp(rests, axis=0) > _NOISE
    left = items - 1
    return tuple(
        float(left / (left - 1) * (1 - (variances.sum() - variances[at]) / total[at])) if varies[at] else None
        for at in range(items)
    )


def item_rest(values: Floats) -> tuple[float | None, ...]:
    """The correlation of each item with the sum of the others, over complete rows; None where one does not vary."""
    complete = complete_rows(values)
    rows, items = complete.shape
    if rows < 2 or items < 2:
        return tuple([None] * items)
    rests = complete.sum(axis=1)[:, np.newaxis] - complete
    return tuple(correlation(complete[:, at], rests[:, at]) for at in range(items))


def correlation(one: Floats, other: Floats) -> float | None:
    """Pearson's correlation, -1 to 1, of two columns without NaN; None where one of them does not vary."""
    if len(one) < 2 or np.ptp(one) <= _NOISE or np.ptp(other) <= _NOISE:
        return None
    first, second = one - one.mean(), other - other.mean()
    found = first @ second / np.sqrt((first @ first) * (second @ second))
    return float(np.clip(found, -1.0, 1.0))
