"""Tell of a condition whether any facts make it true and any make it false, before anyone has answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise, product
from math import ceil, floor, prod

from rely.loading.checks.facts import Domain, Judged, Outcomes
from rely.model.conditions import Condition
from rely.model.results import Fact
from rely.model.scalars import number_in
from rely.scoring.conditions import holds

MOST_COMBINATIONS = 20_000
"""Beyond this many combinations of facts a group of conditions is taken to be possible both ways."""

_OTHER = "\0other"


def possible(condition: Condition, domains: Mapping[str, Domain], judged: Judged | None = None) -> Outcomes:
    """Whether the condition can be true, and whether it can be false.

    Every comparison divides the values of its fact into finitely many kinds; one value of each kind is
    tried, in all combinations of facts that meet in the condition. Parts that share no fact are judged
    apart, so that long conditions stay cheap. Facts are taken as independent of each other. `judged` keeps the
    outcomes of single comparisons for the next condition with the same domains.
    """
    group = condition.all or condition.any
    if condition.not_ is not None:
        can_hold, can_fail = possible(condition.not_, domains, judged)
        return can_fail, can_hold
    if group is None:
        return _single(condition, domains, {} if judged is None else judged)
    apart = [_joined(condition, parts, domains, judged) for parts in _sharing(group)]
    if condition.all is not None:
        return all(hold for hold, _ in apart), any(fail for _, fail in apart)
    return any(hold for hold, _ in apart), all(fail for _, fail in apart)


def _single(part: Condition, domains: Mapping[str, Domain], judged: Judged) -> Outcomes:
    key = (part.fact, part.is_, part.in_, part.at_least, part.at_most, part.below, part.above, part.known)
    if key not in judged:
        judged[key] = _by_trial((part,), part, domains)
    return judged[key]


def _joined(whole: Condition, parts: list[Condition], domains: Mapping[str, Domain], judged: Judged | None) -> Outcomes:
    if len(parts) == 1:
        return possible(parts[0], domains, judged)
    joined = tuple(parts)
    if whole.all is not None:
        return _by_trial(joined, Condition.model_construct(all=joined), domains)
    return _by_trial(joined, Condition.model_construct(any=joined), domains)


def _sharing(group: tuple[Condition, ...]) -> Iterator[list[Condition]]:
    """The parts of a group, those together that share facts, if only through others."""
    bundles: list[tuple[set[str], list[Condition]]] = []
    for part in group:
        facts, together = set(part.facts()), [part]
        for bundle in [bundle for bundle in bundles if bundle[0] & facts]:
            bundles.remove(bundle)
            facts |= bundle[0]
            together = bundle[1] + together
        bundles.append((facts, together))
    return (together for _, together in bundles)


def _by_trial(parts: tuple[Condition, ...], condition: Condition, domains: Mapping[str, Domain]) -> Outcomes:
    comparisons: dict[str, list[Condition]] = {}
    for part in parts:
        for _, comparison in part.parts():
            comparisons.setdefault(comparison.fact or "", []).append(comparison)
    tried = {fact: _samples(domains.get(fact, Domain()), found) for fact, found in comparisons.items()}
    if prod(len(values) for values in tried.values()) > MOST_COMBINATIONS:
        return True, True
    outcomes: set[bool | None] = set()
    for values in product(*tried.values()):
        outcomes.add(holds(condition, dict(zip(tried, values, strict=True)).get))
        if True in outcomes and False in outcomes:
            break
    return True in outcomes, False in outcomes


def _samples(domain: Domain, comparisons: list[Condition]) -> list[Fact]:
    """One value of each kind that the comparisons tell apart, and None."""
    named = {code for comparison in comparisons for code in _codes(comparison)}
    if domain.several:
        several = sorted(named)[:8]
        sets = (tuple(some) for size in range(len(several) + 1) for some in combinations(several, size))
        return [None, *sets]
    if domain.codes is not None and domain.number:
        return [None, *map(number_in, domain.codes)]
    if domain.codes is not None:
        rest = [code for code in domain.codes if code not in named][:1]
        return [None, *sorted(named & set(domain.codes)), *rest]
    if domain.number:
        return [None, *_numbers(domain, comparisons, named)]
    return [None, _OTHER, *sorted(named)]


def _numbers(domain: Domain, comparisons: list[Condition], named: set[str]) -> list[float]:
    edges = [
        edge
        for comparison in comparisons
        for edge in (comparison.at_least, comparison.at_most, comparison.below, comparison.above)
        if edge is not None
    ]
    edges += [number for number in map(number_in, named) if number is not None]
    edges += [edge for edge in (domain.low, domain.high) if edge is not None]
    edges = sorted(set(edges))
    near = {value for edge in edges for value in (edge, floor(edge - 0.5), ceil(edge + 0.5))}
    between = {(one + other) / 2 for one, other in pairwise(edges)}
    return sorted(value for value in near | between if _in(domain, value)) or [0.0]


def _in(domain: Domain, value: float) -> bool:
    if domain.whole and value != floor(value):
        return False
    return (domain.low is None or value >= domain.low) and (domain.high is None or value <= domain.high)


def _codes(comparison: Condition) -> tuple[str, ...]:
    return (*(() if comparison.is_ is None else (comparison.is_,)), *(comparison.in_ or ()))
