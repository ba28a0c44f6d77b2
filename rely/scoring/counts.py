"""Turn several answers into how many of them reach a number."""

from collections.abc import Sequence

from rely.scoring.rounding import NOISE


def count_at_least(values: Sequence[float | None], edge: float) -> tuple[int | None, int]:
    """How many of the known values are `edge` or more, and how many are known.

    What is unknown is not counted as low: without a known value the count is None, and with some the reader is
    told of how many. Noise up to 1e-9 is forgiven.
    """
    known = [value for value in values if value is not None]
    return (sum(value + NOISE >= edge for value in known) if known else None), len(known)
