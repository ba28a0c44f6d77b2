"""Turn a condition and the known facts into true, false or unknown."""

from __future__ import annotations

from collections.abc import Callable

from rely.model.conditions import Condition
from rely.model.results import Fact
from rely.model.scalars import number_in

FactReader = Callable[[str], Fact]
"""Gives the value of a fact by its name, None when it is unknown."""


def holds(condition: Condition, fact: FactReader) -> bool | None:
    """Whether the condition holds; None when the facts do not tell (three-valued logic, Kleene 1952)."""
    if condition.all is not None:
        return _all([holds(inner, fact) for inner in condition.all])
    if condition.any is not None:
        return _any([holds(inner, fact) for inner in condition.any])
    if condition.not_ is not None:
        inner = holds(condition.not_, fact)
        return None if inner is None else not inner
    assert condition.fact is not None  # the model allows no fourth shape
    return _compare(condition, fact(condition.fact))


def same(value: Fact, code: str) -> bool:
    """Whether a known fact is this code; a fact of several codes: whether it contains it."""
    if isinstance(value, tuple):
        return code in value
    if isinstance(value, (int, float)):
        return number_in(code) == value
    return value == code


def _compare(condition: Condition, value: Fact) -> bool | None:
    """Whether all comparisons of a condition hold for this value: false if one does not, else unknown if one is."""
    if condition.known is not None:
        if condition.known != (value is not None):
            return False
        if value is None and condition.comparisons() == ("known",):
            return True
    if value is None:
        return None
    if condition.is_ is not None and not same(value, condition.is_):
        return False
    if condition.in_ is not None and not any(same(value, code) for code in condition.in_):
        return False
    bounds = (condition.at_least, condition.at_most, condition.below, condition.above)
    if bounds == _NO_BOUNDS:
        return True
    if not isinstance(value, (int, float)):
        return None
    at_least, at_most, below, above = bounds
    return (
        (at_least is None or value >= at_least)
        and (at_most is None or value <= at_most)
        and (below is None or value < below)
        and (above is None or value > above)
    )


_NO_BOUNDS = (None, None, None, None)


def _all(values: list[bool | None]) -> bool | None:
    return False if False in values else None if None in values else True


def _any(values: list[bool | None]) -> bool | None:
    return True if True in values else None if None in values else False
