"""Turn a number into a code or word by half-open thresholds."""

from collections.abc import Sequence

from rely.model.measure_base import Threshold
from rely.scoring.rounding import NOISE


def step_of(value: float | None, steps: Sequence[Threshold]) -> str | None:
    """The code of the highest step that the value reaches; None without a value or below every step.

    `steps` stand from low to high. Half-open, so that every number belongs to exactly one step; noise up to
    1e-9 counts as lying on an edge.
    """
    if value is None:
        return None
    return next((step.is_ for step in reversed(steps) if _reaches(value, step)), None)


def _reaches(value: float, step: Threshold) -> bool:
    """Whether the value lies on or over a lower edge `from`, over one `above`; a bottom step has neither."""
    if step.from_ is not None:
        return value + NOISE >= step.from_
    return step.above is None or value - NOISE > step.above
