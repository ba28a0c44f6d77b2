"""Turn several named numbers into the highest of them and its lead over the next."""

from collections.abc import Mapping
from typing import NamedTuple

from rely.scoring.rounding import without_noise


class Highest(NamedTuple):
    """The name of the highest number, or the word for a tie, and its lead of 0 or more; both None when unknown."""

    word: str | None
    lead: float | None


def highest(values: Mapping[str, float | None], *, lead: float, tie: str) -> Highest:
    """The name of the highest of two or more numbers; unknown unless all of them are known.

    It is `tie` when the lead over the next is smaller than `lead`, and whenever several share the highest
    number, so that the order in which they are written never decides. Noise up to 1e-9 is forgiven.
    """
    known = {name: value for name, value in values.items() if value is not None}
    if len(known) < len(values):
        return Highest(None, None)
    first, second, *_ = sorted(known, key=lambda name: known[name], reverse=True)
    ahead = without_noise(known[first] - known[second])
    return Highest(tie if not ahead or ahead < lead else first, ahead)
