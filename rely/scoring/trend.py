"""Turn two measurements of the same score into whether it really changed."""

from collections.abc import Collection, Sequence
from math import sqrt
from typing import Literal, NamedTuple, TypeAlias

from rely.scoring.margins import group_margin
from rely.scoring.rounding import NOISE

Verdict: TypeAlias = Literal["improved", "declined", "no_reliable_change"]
"""Whether a change lies beyond what the error of measurement would bring about."""


class ReliableChange(NamedTuple):
    """`rci` is the change in standard errors of a difference, `s_diff` that error in score points,
    `min_change` the change in score points beyond which it counts as reliable."""

    rci: float
    s_diff: float
    min_change: float
    verdict: Verdict


def group_s_diff(sd: float, reliability: float) -> float:
    """The standard error of a difference from group data: sqrt(2) * SD * sqrt(1 - reliability).

    In score points. The factor sqrt(2) is that of Christensen & Mendoza 1986. ValueError as in
    `group_margin`.
    """
    return sqrt(2.0) * group_margin(sd, reliability)


def person_s_diff(margin_before: float, margin_after: float) -> float:
    """The standard error of a difference from its two margins: sqrt(SE1^2 + SE2^2), in score points."""
    return sqrt(margin_before * margin_before + margin_after * margin_after)


def reliable_change(before: float, after: float, *, s_diff: float, z: float) -> ReliableChange:
    """The reliable change index (after - before) / s_diff, reliable when it lies beyond z on either side.

    Scores 0-100; `z` is 1.96 by convention. Exactly z is not beyond it. Jacobson & Truax 1991; other
    variances: Maassen 2004; review: Blampied 2022. Raises ValueError unless `s_diff` is more than 0.
    """
    if s_diff <= 0:
        raise ValueError(f"The standard error of a difference must be more than 0, not {s_diff}.")
    rci = (after - before) / s_diff
    if abs(rci) <= z + NOISE:
        return ReliableChange(rci, s_diff, z * s_diff, "no_reliable_change")
    return ReliableChange(rci, s_diff, z * s_diff, "improved" if rci > 0 else "declined")


def anchor_items(before: Sequence[str], after: Collection[str]) -> tuple[str, ...]:
    """The item ids asked in both measurements, in the order of the first.

    Only these are compared when the two did not ask the same items; both scores are then made anew from the
    anchors alone, and the missing-data rule says whether they are enough.
    """
    return tuple(item for item in before if item in after)
