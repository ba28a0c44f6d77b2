"""Turn a number into a code or word by half-open thresholds."""

from collections.abc import Sequence
from dataclasses import dataclass

from rely.scoring.rounding import NOISE


@dataclass(frozen=True, slots=True)
class Step:
    """A code and its lower edge: `from_` belongs to the step, `above` does not; the bottom step has neither.

    Raises ValueError when both edges are given.
    """

    code: int | str
    from_: float | None = None
    above: float | None = None

    def __post_init__(self) -> None:
        if self.from_ is not None and self.above is not None:
            raise ValueError(f"The step {self.code!r} has one lower edge: from or above, not both.")

    def reached_by(self, value: float) -> bool:
        """Whether the value lies at or over the lower edge; noise up to 1e-9 counts as lying on it."""
        if self.from_ is not None:
            return value + NOISE >= self.from_
        return self.above is None or value - NOISE > self.above


def step_of(value: float | None, steps: Sequence[Step]) -> int | str | None:
    """The code of the highest step that the value reaches; None without a value or below every step.

    `steps` stand from low to high. Half-open, so that every number belongs to exactly one step.
    """
    if value is None:
        return None
    return next((step.code for step in reversed(steps) if step.reached_by(value)), None)
