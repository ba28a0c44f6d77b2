"""Turn the reliabilities of two scores into that of their difference."""

from __future__ import annotations


def difference_reliability(
    sd_first: float, sd_second: float, *, reliability_first: float, reliability_second: float, correlation: float
) -> float | None:
    """The reliability of first minus second: what is left of the true variance when the common part is taken away.

    (s1^2 r11 + s2^2 r22 - 2 s1 s2 r12) / (s1^2 + s2^2 - 2 s1 s2 r12). Two scores that go together leave a difference
    that is mostly error, as gaps between two views are (Cronbach & Furby 1970). Errors of the two are taken as
    independent. May be negative, which says that the correlation is higher than the reliabilities allow. None where
    the difference does not vary. ValueError for a negative standard deviation or a correlation beyond 1. Lord & Novick
    1968.
    """
    if sd_first < 0 or sd_second < 0:
        raise ValueError("A standard deviation is 0 or more.")
    if not -1 <= correlation <= 1:
        raise ValueError(f"A correlation lies between -1 and 1, not at {correlation}.")
    shared = 2 * sd_first * sd_second * correlation
    varies = sd_first**2 + sd_second**2 - shared
    if varies <= 1e-12:
        return None
    return (sd_first**2 * reliability_first + sd_second**2 * reliability_second - shared) / varies
