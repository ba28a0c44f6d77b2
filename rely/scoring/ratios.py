"""Turn numbers into the ratio of one to another."""


def ratio(part: float | None, whole: float | None) -> float | None:
    """The quotient part / whole; None when either is unknown or `whole` is not above 0.

    A share of nothing, or of a loss, has no meaning that a reader could use.
    """
    if part is None or whole is None or whole <= 0:
        return None
    return part / whole


def net_ratio(
    gain: float | None, *, hours: float | None, hour_cost: float | None, reference: float | None
) -> float | None:
    """(gain - hours * hour_cost) / reference; None when a number is unknown or `reference` is not above 0.

    `gain` and `reference` are in the money of `hour_cost`, over the period in which the hours were spent.
    """
    if gain is None or hours is None or hour_cost is None:
        return None
    return ratio(gain - hours * hour_cost, reference)
