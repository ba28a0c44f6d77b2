"""Find measures whose inputs do not exist, are of the wrong kind, or whose words they never give."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from rely.loading.checks.conditions import codes_problem, fact_problem
from rely.loading.checks.facts import Facts
from rely.loading.checks.findings import Finding, Path, found, suggestion, unknown
from rely.loading.checks.index import Index
from rely.model.measures import Balance, FirstMatch, Fit, Measure, Rate
from rely.model.measures_of_answers import CountAtLeast, Nps, PairedDifference
from rely.model.scalars import shortest
from rely.scoring.nps import HIGHEST, LOWEST


def check_measures(index: Index, facts: Facts) -> Iterator[Finding]:
    """Measures take facts that exist and fit their kind; their words are among the codes they give."""
    for position, measure in enumerate(index.instrument.measures):
        path: Path = ("measures", position)
        owner = f"measure '{measure.id}'"
        if isinstance(measure, Balance):
            yield from _balance(index, path, owner, measure)
        elif not isinstance(measure, FirstMatch):  # the conditions of its cases are checked as conditions
            yield from _inputs(index, facts, path, owner, measure)
        yield from _words(facts, path, measure)


def _inputs(index: Index, facts: Facts, path: Path, owner: str, measure: Measure) -> Iterator[Finding]:
    for place, fact in measure.inputs():
        where = (*path, *place)
        problem = fact_problem(index, facts, where, owner, fact)
        if isinstance(measure, PairedDifference) and fact not in index.items:
            yield unknown(where, "item", owner, fact, index.items)
        elif problem is not None:
            yield problem
        elif measure.counts_item_scores and fact in index.items:
            if not index.scored(fact):
                yield not_scored(index, where, owner, fact)
        elif not facts.domains[fact].number:
            yield found(where, "not-numeric", owner=owner, fact=fact)
        elif isinstance(measure, CountAtLeast):
            yield from codes_problem(index, facts, (*path, "code"), fact, (shortest(measure.code),))
        elif isinstance(measure, Nps):
            yield from _recommending(facts, where, owner, fact)
    if isinstance(measure, Fit) and measure.norm not in index.norms:
        yield unknown((*path, "norm"), "norm", owner, measure.norm, index.norms)


def _recommending(facts: Facts, path: Path, owner: str, fact: str) -> Iterator[Finding]:
    """The groups of a net promoter score are those of one response scale, and of no other."""
    domain = facts.domains[fact]
    if not domain.whole or (domain.low, domain.high) != (LOWEST, HIGHEST):
        yield found(path, "nps-scale", owner=owner, fact=fact)


def not_scored(index: Index, path: Path, owner: str, item: str) -> Finding:
    """The finding that answers to an item are to be counted and have no item scores."""
    return found(path, "not-scored", owner=owner, item=item, scale=index.items[item].response_scale)


def _balance(index: Index, path: Path, owner: str, measure: Balance) -> Iterator[Finding]:
    sides = index.instrument.sides
    values = () if sides is None else index.values_of(sides.facet)
    for position, side in enumerate(measure.between):
        here = (*path, "between", position)
        if side.side not in values:
            yield unknown((*here, "side"), "facet value", owner, side.side, values)
        yield from _measure_of_kind(index, (*here, "fit"), owner, side.fit, Fit)
        yield from _measure_of_kind(index, (*here, "rate"), owner, side.rate, Rate)
    for one, other in pairwise(measure.between):
        if one.side == other.side:
            place = (*path, "between", 1, "side")
            yield found(place, "duplicate-id", name=other.side, noun="side", other="the same side", how="")


def _measure_of_kind(
    index: Index, path: Path, owner: str, name: str, kind: type[Fit] | type[Rate]
) -> Iterator[Finding]:
    measure = index.measures.get(name)
    fitting = [each.id for each in index.instrument.measures if isinstance(each, kind)]
    if measure is None:
        yield unknown(path, "measure", owner, name, fitting)
    elif not isinstance(measure, kind):
        word = kind.__name__.lower()
        yield found(path, "wrong-measure", owner=owner, name=name, kind=word, hint=suggestion(name, fitting, noun=word))


def _words(facts: Facts, path: Path, measure: Measure) -> Iterator[Finding]:
    if not measure.words:
        return
    prefix = f"{measure.id}."
    domains = [domain for fact, domain in facts.domains.items() if fact == measure.id or fact.startswith(prefix)]
    codes = tuple(code for domain in domains for code in domain.codes or ())
    seen: set[str] = set()
    for position, word in enumerate(measure.words):
        where = (*path, "words", position, "code")
        if word.code not in codes:
            hint = suggestion(word.code, codes, noun="code")
            yield found(where, "unknown-code", fact=measure.id, code=word.code, hint=hint)
        elif word.code in seen:
            yield found(where, "duplicate-id", name=word.code, noun="word", other="the same word", how="")
        seen.add(word.code)
