"""Turn a number into a number by a straight line."""


def linear(value: float | None, *, offset: float, factor: float) -> float | None:
    """The number offset + factor * value; None stays None.

    A direct comparison with expectation, answered 1-5 and read as -100 (far below) to 100 (far above), is
    offset -150, factor 50. It is asked directly because differences of two ratings are unreliable (Peter,
    Churchill & Brown 1993).
    """
    return None if value is None else offset + factor * value
