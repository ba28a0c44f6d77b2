"""Find bands and steps that no answers reach, because the numbers that they divide jump over them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from math import ceil, inf

from rely.loading.checks.facts import Domain, Facts
from rely.loading.checks.findings import Finding, Path, found
from rely.loading.checks.index import Index
from rely.model.measure_base import Threshold
from rely.model.measures import Steps
from rely.model.measures_of_answers import PairedDifference
from rely.model.response_scales import Choice, Likert, Rating
from rely.model.scalars import number_in, shortest
from rely.model.scores import Overall
from rely.scoring.plan import ScoreDefinition, score_definitions
from rely.scoring.rounding import NOISE
from rely.scoring.steps import step_of

MOST_VALUES = 4_000
"""Beyond this many different values a score is taken to reach every band."""
_SLIP = 1e-11
"""More than binary arithmetic can move a score."""

Values = frozenset[float]


def check_bands(index: Index, facts: Facts) -> Iterator[Finding]:
    """Every band holds a score that some answers give, and every step a number that its measure can be."""
    bands = index.instrument.bands
    edges = [band.from_ for band in bands] + [inf]
    definitions = score_definitions(index.instrument) if bands else ()
    plain = frozenset().union(*(_alike(index, each) for each in definitions))
    open_bands = [at for at in range(len(bands)) if not _hit(plain, edges[at], edges[at + 1])]
    reached = _all_values(index, definitions) if open_bands else None
    for at in open_bands:
        if reached is not None and not _hit(reached, edges[at], edges[at + 1]):
            to = "on" if edges[at + 1] == inf else f"to below {shortest(edges[at + 1])}"
            low = shortest(edges[at])
            yield found(("bands", at, "id"), "unreachable-band", band=bands[at].id, low=low, to=to)
    yield from _steps(index, facts)


def _hit(values: Collection[float], low: float, high: float) -> bool:
    """Whether one of the values may lie in the band, by the comparison of `rely.scoring.bands`."""
    return any(value + NOISE + _SLIP >= low and value + NOISE - _SLIP < high for value in values)


def _alike(index: Index, definition: ScoreDefinition) -> Values:
    """The scores of those who give the same answer everywhere, where all items share one response scale."""
    scales = {index.items[name].response_scale for name in definition.items}
    return _item_scores(index, definition.items[0]) if len(scales) == 1 else frozenset()


def _item_scores(index: Index, name: str) -> Values:
    """The item scores that answers to an item can have, 0-100."""
    scale = index.scale_of(name)
    if isinstance(scale, Likert | Rating):
        last = scale.highest - scale.lowest
        return frozenset(100.0 * step / last for step in range(last + 1))
    assert isinstance(scale, Choice)  # no other kind is scored
    anchors = [option.score or 0.0 for option in scale.options]
    return frozenset(100 - anchor if index.items[name].reverse else anchor for anchor in anchors)


def _all_values(index: Index, definitions: Sequence[ScoreDefinition]) -> Values | None:
    """All values that any score can have, and perhaps more; None when there are too many."""
    least = min(
        rule.min_answered
        for rule in (index.instrument.missing_data, *(form.missing_data for form in index.instrument.forms))
        if rule is not None
    )
    by_score = {each.id: _values(index, each, least) for each in definitions}
    known = [values for values in by_score.values() if values is not None]
    if len(known) < len(by_score):
        return None
    overall = index.instrument.scores.overall
    if overall is not None:
        mean = _means([by_score[name] or frozenset() for name in overall.of], overall)
        if mean is None:
            return None
        known.append(mean)
    return frozenset().union(*known)


def _values(index: Index, definition: ScoreDefinition, least: int) -> Values | None:
    """The values of a score for every number of answers from `least` on; with mixed items from one on."""
    items = [index.items[name] for name in definition.items]
    offered = {_item_scores(index, item.id) for item in items}
    ladders = {len(values) - 1 for values in offered if _is_ladder(values)}
    if len(offered) == len(ladders) == 1 and len({item.weight for item in items}) == 1:
        steps = next(iter(ladders))
        if steps * len(items) ** 2 > 2 * MOST_VALUES:
            return None
        parts = (steps * count for count in range(least, len(items) + 1))
        return frozenset(100.0 * step / total for total in parts for step in range(total + 1))
    sums = {(0.0, 0.0)}
    for item in items:
        weight = item.weight
        answers = _item_scores(index, item.id)
        sums |= {(round(of + weight, 9), round(sum_ + weight * each, 9)) for of, sum_ in sums for each in answers}
        if len(sums) > MOST_VALUES:
            return None
    return frozenset(sum_ / of for of, sum_ in sums if of)


def _is_ladder(values: Values) -> bool:
    """Whether the values are 0 to 100 in equal steps."""
    last = len(values) - 1
    return last > 0 and all(abs(value - 100.0 * step / last) < NOISE for step, value in enumerate(sorted(values)))


def _means(parts: Sequence[Values], overall: Overall) -> Values | None:
    """The values of the plain mean of at least so many of the parts."""
    sums = {(0, 0.0)}
    for values in parts:
        if len(sums) * len(values) > 20 * MOST_VALUES:
            return None
        sums |= {(count + 1, round(sum_ + each, 9)) for count, sum_ in sums for each in values}
        if len(sums) > MOST_VALUES:
            return None
    return frozenset(sum_ / count for count, sum_ in sums if count >= overall.at_least)


def _steps(index: Index, facts: Facts) -> Iterator[Finding]:
    for at, measure in enumerate(index.instrument.measures):
        if isinstance(measure, Steps | PairedDifference):
            fact = measure.of if isinstance(measure, Steps) else f"{measure.id}.difference"
            domain = facts.domains.get(fact, Domain(number=True))
            yield from _beyond(("measures", at, "steps"), measure.id, measure.steps, domain)


def _beyond(path: Path, measure: str, steps: Sequence[Threshold], domain: Domain) -> Iterator[Finding]:
    for position, step in enumerate(steps):
        higher = steps[position + 1] if position + 1 < len(steps) else None
        if not _can_be(domain, step, higher):
            what = f"its numbers {_range(domain)}, and none of them lies here"
            yield found((*path, position), "unreachable-step", measure=measure, code=step.is_, what=what)


def _can_be(domain: Domain, step: Threshold, higher: Threshold | None) -> bool:
    """Whether a number of the domain lies on this step; True where the domain does not tell."""
    if domain.codes is not None:
        return any(_lies(number_in(code) or 0.0, step, higher) for code in domain.codes)
    low = -inf if domain.low is None else domain.low
    high = inf if domain.high is None else domain.high
    # The numbers next to an edge are on either side of it; whole ones lie a step apart.
    edges = [edge for edge in (step.edge, inf if higher is None else higher.edge) if abs(edge) != inf]
    near: list[float] = [ceil(edge) + away for edge in edges for away in (-1, 0, 1)]
    if not domain.whole:
        near += [edge + away for edge in edges for away in (-1e-6, 0, 1e-6)]
    return any(_lies(value, step, higher) for value in (*near, low, high) if low <= value <= high)


def _lies(value: float, step: Threshold, higher: Threshold | None) -> bool:
    return step_of(value, [step]) is not None and (higher is None or step_of(value, [higher]) is None)


def _range(domain: Domain) -> str:
    if domain.codes is not None:
        return f"are {', '.join(domain.codes)}"
    low = "" if domain.low is None else f" from {shortest(domain.low)}"
    high = "" if domain.high is None else f" up to {shortest(domain.high)}"
    return f"are {'whole' if domain.whole else 'all'}{low}{high}"
