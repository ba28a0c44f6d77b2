"""Turn correlations of items into one factor behind them, and into omega: how much of a sum that factor explains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from rely.research.sheets import Floats

MOST_ITEMS: Final = 200
"""With more items no factor is looked for: each round takes time by their number to the third power."""

_ROUNDS: Final = 5_000
_CLOSE: Final = 1e-10
_BELOW_ZERO: Final = -1e-6


@dataclass(frozen=True, slots=True)
class Factor:
    """The loadings of the items on one factor, and what they came to.

    `omega` is None where a uniqueness is negative (`heywood`), where the rounds came to no end (`converged` is then
    False), and where the factor explains nothing.
    """

    loadings: tuple[float, ...]
    omega: float | None
    heywood: bool
    converged: bool


def omega_from_loadings(loadings: Sequence[float]) -> float | None:
    """Omega total of one factor: (sum l)^2 / ((sum l)^2 + sum of 1 - l^2), 0-1.

    `loadings` are of standardised items. None where a loading lies beyond 1 (a Heywood case), or without loadings.
    McDonald 1999.
    """
    values = np.asarray(loadings, dtype=np.float64)
    unique = 1 - values**2
    if not len(values) or unique.min() < _BELOW_ZERO:
        return None
    common = float(values.sum()) ** 2
    return common / (common + float(unique.sum()))


def omega_from_matrix(matrix: Floats) -> Factor | None:
    """One factor by iterated principal axes on a matrix of correlations, and omega from its loadings.

    Communalities begin with the squared multiple correlations and are made anew from the loadings until none moves by
    more than 1e-10, at most 5,000 times. None for fewer than three items, which no factor is determined by, for more
    than `MOST_ITEMS`, and where a correlation is undefined (NaN). Harman 1976.
    """
    items = len(matrix)
    if not 3 <= items <= MOST_ITEMS or np.isnan(matrix).any():
        return None
    communality = _first_communalities(matrix)
    reduced, loadings, converged = matrix.copy(), np.zeros(items), False
    for _ in range(_ROUNDS):
        np.fill_diagonal(reduced, communality)
        loadings = _principal_axis(reduced)
        moved = np.abs(loadings**2 - communality).max()
        communality = loadings**2
        if moved <= _CLOSE:
            converged = True
            break
        if communality.max() > 1e3:
            break  # it runs away, which no further round mends
    # A communality above 1 is a uniqueness below 0.
    heywood = bool(1 - communality.max() < _BELOW_ZERO)
    turned = loadings if loadings.sum() >= 0 else -loadings
    omega = None if heywood or not converged else omega_from_loadings([float(each) for each in turned])
    return Factor(tuple(float(each) for each in turned), omega, heywood, converged)


def _first_communalities(matrix: Floats) -> Floats:
    """The squared multiple correlation of each item with the others; the highest correlation where that fails."""
    off: Floats = np.abs(matrix - np.diag(np.diag(matrix))).max(axis=1)
    try:
        found: Floats = 1 - 1 / np.diag(np.linalg.inv(matrix))
    except np.linalg.LinAlgError:
        return off
    fits = np.isfinite(found) & (found >= 0) & (found <= 1)
    first: Floats = np.where(fits, found, off)
    return first


def _principal_axis(reduced: Floats) -> Floats:
    values, vectors = np.linalg.eigh(reduced)
    axis: Floats = vectors[:, -1] * np.sqrt(max(float(values[-1]), 0.0))
    return axis
