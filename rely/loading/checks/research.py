"""Find in what the analysis of many assessments needs what an instrument does not define."""

from __future__ import annotations

from collections.abc import Iterator

from rely.loading.checks.findings import Finding, Path, each_unknown, found, suggestion, unknown
from rely.loading.checks.index import Index
from rely.model.countries import COUNTRIES
from rely.model.measures import Given
from rely.model.research import Careless, Coarser
from rely.model.response_scales import Choice, Country, Likert, Multiple, NumberEntry, Rating


def check_research(index: Index) -> Iterator[Finding]:
    """Items, given facts, codes and response scales exist, and each fits what is made of it."""
    rules = index.instrument.research
    if rules is None:
        return
    named = rules.quasi_identifiers
    known = {**index.items, **index.given}
    yield from each_unknown(("research", "quasi_identifiers"), "item", "the list", named, known)
    told: set[str] = set()
    for at, coarser in enumerate(rules.coarser):
        path: Path = ("research", "coarser", at)
        if coarser.of not in named:
            yield unknown((*path, "of"), "item", "the entry under coarser", coarser.of, named)
        elif coarser.of in told:
            yield found((*path, "of"), "duplicate-id", noun="entry", name=coarser.of, other="the one", how="")
        elif coarser.of in index.given:
            yield from _coarser_given(path, coarser, index.given[coarser.of])
        elif coarser.of in index.items:
            yield from _coarser(index, path, coarser)
        told.add(coarser.of)
    for at, careless in enumerate(rules.careless):
        yield from _careless(index, ("research", "careless", at), careless)


def _coarser(index: Index, path: Path, rule: Coarser) -> Iterator[Finding]:
    scale = index.scale_of(rule.of)
    if isinstance(scale, NumberEntry | Likert | Rating):
        yield from _ranges(path, rule)
    elif isinstance(scale, Choice | Country):
        codes = list(COUNTRIES) if isinstance(scale, Country) else [option.code for option in scale.options]
        yield from _codes(path, rule, codes)
    elif scale is not None:
        what = "no entry" if not isinstance(scale, Multiple) else "no entry, as several answers may be given"
        yield found((*path, "of"), "wrong-coarsening", of=rule.of, what=what)


def _coarser_given(path: Path, rule: Coarser, given: Given) -> Iterator[Finding]:
    yield from _codes(path, rule, list(given.codes)) if given.codes else _ranges(path, rule)


def _ranges(path: Path, rule: Coarser) -> Iterator[Finding]:
    if rule.groups:
        yield found((*path, "groups"), "wrong-coarsening", of=rule.of, what="`edges`", of_key=True)


def _codes(path: Path, rule: Coarser, codes: list[str]) -> Iterator[Finding]:
    if rule.edges:
        yield found((*path, "edges"), "wrong-coarsening", of=rule.of, what="`groups`", of_key=True)
    seen: dict[str, str] = {}
    rest: str | None = None
    for at, group in enumerate(rule.groups):
        place = (*path, "groups", at)
        if not group.codes:
            if rest is not None:
                yield found(place, "duplicate-id", noun="group of all others", name=group.id, other=rest, how="")
            rest = f"'{rest or group.id}'"
        for position, code in enumerate(group.codes):
            if code not in codes:
                hint = suggestion(code, codes, noun="code")
                yield found((*place, "codes", position), "unknown-code", hint=hint, fact=rule.of, code=code)
            elif code in seen:
                other = f"that in '{seen[code]}'"
                yield found((*place, "codes", position), "duplicate-id", noun="code", name=code, other=other, how="")
            seen.setdefault(code, group.id)


def _careless(index: Index, path: Path, rule: Careless) -> Iterator[Finding]:
    scale = index.scales.get(rule.response_scale)
    if scale is None:
        owner = "the entry under careless"
        yield unknown((*path, "response_scale"), "response scale", owner, rule.response_scale, index.scales)
    elif not isinstance(scale, Likert | Rating):
        yield found((*path, "response_scale"), "careless-without-steps", name=rule.response_scale)
