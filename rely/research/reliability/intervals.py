"""Turn a coefficient alpha into the interval in which that of all such respondents may lie."""

from __future__ import annotations


def feldt_ci(alpha: float, n: int, k: int, confidence: float = 0.95) -> tuple[float, float] | None:
    """The interval of alpha from `n` respondents and `k` items: 1 - (1 - alpha) * F, lower end first.

    F are the quantiles of the F distribution with n - 1 and (n - 1)(k - 1) degrees of freedom. `confidence` lies
    between 0 and 1. None for fewer than two respondents or items. It assumes items of equal importance that differ
    from each other by chance, and answers without outliers. Feldt 1965; Feldt, Woodruff & Salih 1987.
    """
    from scipy.special import fdtri  # of the extra `research`; takes half a second to load

    if n < 2 or k < 2:
        return None
    tail = (1 - confidence) / 2
    first, second = n - 1, (n - 1) * (k - 1)
    low = 1 - (1 - alpha) * float(fdtri(first, second, 1 - tail))
    high = 1 - (1 - alpha) * float(fdtri(first, second, tail))
    return low, high
