"""Turn a full float into the whole number that people are shown."""

from math import copysign, floor
from typing import overload

NOISE = 1e-9
"""A difference up to this size comes from binary arithmetic, not from answers; comparisons forgive it."""


def without_noise(value: float) -> float:
    """The value to nine decimals, for sorting: where numbers decide an order, noise must not."""
    return round(value, 9)


@overload
def round_half_up(value: float) -> int: ...
@overload
def round_half_up(value: None) -> None: ...
def round_half_up(value: float | None) -> int | None:
    """Round to a whole number, halves away from zero: 62.5 -> 63, 64.5 -> 65, -12.5 -> -13; None stays None.

    Commercial rounding, because readers check a printed score by hand; Python's `round` goes to the even
    neighbour. Noise below 1e-9 is removed first, so 57.49999999999 counts as 57.5.
    """
    if value is None:
        return None
    return int(copysign(floor(abs(value) + 0.5 + NOISE), value))
