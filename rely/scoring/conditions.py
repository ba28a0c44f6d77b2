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
    return _all(_compare(condition, fact(condition.fact)))


def same(value: Fact, code: str) -> bool:
    """Whether a known fact is this code; a fact of several codes: whether it contains it."""
    if isinstance(value, tuple):
        return code in value
    if isinstance(value, (int, float)):
        return number_in(code) == value
    return value == code


def _compare(condition: Condition, value: Fact) -> list[bool | None]:
    results: list[bool | None] = []
    if condition.known is not None:
        results.append((value is not None) == condition.known)
    if condition.is_ is not None:
        results.append(None if value is None else same(value, condition.is_))
    if condition.in_ is not None:
        results.append(None if value is None else any(same(value, code) for code in condition.in_))
    number = value if isinstance(value, (int, float)) else None
    if condition.at_least is not None:
        results.append(None if number is None else number >= condition.at_least)
    if condition.at_most is not None:
        results.append(None if number is None else number <= condition.at_most)
    if condition.below is not None:
        results.append(None if number is None else number < condition.below)
    if condition.above is not None:
        results.append(None if number is None else number > condition.above)
    return results


def _all(values: list[bool | None]) -> bool | None:
    return False if False in values else None if None in values else True


def _any(values: list[bool | None]) -> bool | None:
    return True if True in values else None if None in values else False
