"""Turn a count into a rate, and a rate into how well it fits a norm."""

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from rely.scoring.rounding import NOISE

Position: TypeAlias = Literal["below", "within", "beyond", "above"]
"""Where a number lies: below the minimum, within, beyond what is typical but allowed, above the maximum."""


def rate(count: float | None, age: float | None, *, window: float, per: float, min_age: float) -> float | None:
    """How often something happens in each period `per`: count * per / min(age, window).

    `count` is taken over the last `window`; `age` is how long there has been something to count; all times in
    one unit. None when a fact is unknown or `age` is below `min_age`: a young relationship cannot be judged
    yet. Raises ValueError unless `window`, `per` and `min_age` are more than 0.
    """
    if min(window, per, min_age) <= 0:
        raise ValueError("window, per and min_age must be more than 0.")
    if count is None or age is None or age < min_age:
        return None
    return count * per / min(age, window)


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """The range a number should lie in; None where there is no such edge.

    `typical_max` is allowed to be passed, but unusual. Raises ValueError unless minimum <= typical_max <=
    maximum.
    """

    minimum: float | None
    maximum: float | None
    typical_max: float | None = None

    def __post_init__(self) -> None:
        edges = [edge for edge in (self.minimum, self.typical_max, self.maximum) if edge is not None]
        if edges != sorted(edges):
            raise ValueError("A norm's minimum, typical_max and maximum must go up.")


class Fit(NamedTuple):
    """`fit` 0-100 and the position; both None when the number or the norm is unknown."""

    fit: float | None
    position: Position | None


UNKNOWN_FIT = Fit(None, None)


def fit(value: float | None, norm: Norm | None) -> Fit:
    """How far a frequency fits its norm: 100 inside, 100 * x / min below, 100 * max / x above, cut to 0-100.

    Above means more cost than needed, not a danger. Edges belong to the norm; noise up to 1e-9 is forgiven.
    """
    if value is None or norm is None:
        return UNKNOWN_FIT
    if norm.minimum is not None and value + NOISE < norm.minimum:
        return Fit(100.0 * value / norm.minimum if value > 0 else 0.0, "below")
    if norm.maximum is not None and value - NOISE > norm.maximum:
        return Fit(100.0 * norm.maximum / value if norm.maximum > 0 else 0.0, "above")
    beyond = norm.typical_max is not None and value - NOISE > norm.typical_max
    return Fit(100.0, "beyond" if beyond else "within")
