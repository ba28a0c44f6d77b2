"""Find conditions that look at unknown facts or codes, look forward, or can never be true or false."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rely.loading.checks.dependencies import Dependencies
from rely.loading.checks.facts import ITEM_SCORE, Domain, Facts, is_country
from rely.loading.checks.findings import Finding, Path, found, listed, suggestion, unknown
from rely.loading.checks.index import Index
from rely.loading.checks.satisfiable import possible
from rely.model.conditions import Condition
from rely.model.measures import FirstMatch
from rely.model.scalars import number_in, shortest

NUMERIC = ("at_least", "at_most", "below", "above")


@dataclass(frozen=True, slots=True)
class Placed:
    """A condition with its path and what it belongs to; `before`: the item that must come after all it needs.

    `asking` says that it decides what is asked, so that it cannot look at scores.
    """

    path: Path
    owner: str
    condition: Condition
    before: str | None = None
    asking: bool = False


def placed_conditions(index: Index) -> Iterator[Placed]:
    """Every condition of the instrument."""
    instrument = index.instrument
    for path, item in index.placed_items():
        if item.show_if is not None:
            yield Placed((*path, "show_if"), f"item '{item.id}'", item.show_if, item.id, asking=True)
    for at, requirement in enumerate(instrument.requirements):
        owner = f"requirement '{requirement.id}'"
        yield Placed(("requirements", at, "when"), owner, requirement.when, asking=True)
    for at, rule in enumerate(instrument.consistency):
        yield Placed(("consistency", at, "when"), f"contradiction '{rule.id}'", rule.when)
    for at, measure in enumerate(instrument.measures):
        if isinstance(measure, FirstMatch):
            for position, case in enumerate(measure.cases):
                path = ("measures", at, "cases", position, "when")
                yield Placed(path, f"measure '{measure.id}'", case.when)
    for at, norm in enumerate(instrument.norms):
        if norm.when is not None:
            yield Placed(("norms", at, "when"), f"norm row '{norm.id}'", norm.when)
    for at, guideline in enumerate(instrument.guidelines):
        if guideline.when is not None:
            yield Placed(("guidelines", at, "when"), f"guideline '{guideline.id}'", guideline.when)
    report = instrument.report
    for path, sentences, _ in () if report is None else report.sentences():
        for at, sentence in enumerate(sentences):
            if sentence.when is not None:
                yield Placed(("report", *path, at, "when"), f"sentence '{sentence.id}'", sentence.when)


def check_conditions(index: Index, facts: Facts, dependencies: Dependencies) -> Iterator[Finding]:
    """Conditions look at known facts and possible codes, only backwards, and can be both true and false."""
    for placed in placed_conditions(index):
        findings: list[Finding] = []
        for path, part in placed.condition.parts():
            findings += _comparison(index, facts, (*placed.path, *path), placed.owner, part)
        if not findings:
            findings += _outcomes(facts, placed)
        yield from findings
        yield from _order(index, dependencies, placed)
    yield from _requirements_first(index, dependencies)


def _comparison(index: Index, facts: Facts, path: Path, owner: str, part: Condition) -> Iterator[Finding]:
    fact = part.fact or ""
    missing = fact_problem(index, facts, (*path, "fact"), owner, fact)
    if missing is not None:
        yield missing
        return
    domain = facts.domains[fact]
    if part.is_ is not None:
        yield from codes_problem(index, facts, (*path, "is"), fact, (part.is_,))
    if part.in_ is not None:
        for position, code in enumerate(part.in_):
            yield from codes_problem(index, facts, (*path, "in", position), fact, (code,))
    for key in NUMERIC:
        if getattr(part, key) is not None and not domain.number:
            yield found((*path, key), "not-numeric", owner=owner, fact=fact)


def fact_problem(index: Index, facts: Facts, path: Path, owner: str, fact: str) -> Finding | None:
    """What is wrong with the name of a fact, if anything."""
    if fact in facts.domains:
        return None
    if fact in facts.parts:
        parts = tuple(f"{fact}.{part}" for part in facts.parts[fact])
        hint = f"Write {' or '.join(parts)}."
        return found(path, "needs-part", owner=owner, fact=fact, parts=listed(parts), hint=hint)
    known = [name for name in facts.domains if not name.startswith(f"{ITEM_SCORE}.")]
    return unknown(path, "fact", owner, fact, known)


def codes_problem(index: Index, facts: Facts, path: Path, fact: str, codes: tuple[str, ...]) -> Iterator[Finding]:
    """Codes that the fact can never have."""
    domain = facts.domains[fact]
    for code in codes:
        if _can_be(domain, code):
            continue
        if domain.codes is None and domain.number:
            hint = f"Possible here: {_range(domain)}."
        elif is_country(index, fact):
            hint = "A country is written as its two-letter code in capitals, such as DE."
        else:
            hint = suggestion(code, domain.codes or (), noun="code")
        yield found(path, "unknown-code", fact=fact, code=code, hint=hint)


def _can_be(domain: Domain, code: str) -> bool:
    if domain.codes is not None:
        return code in domain.codes
    number = number_in(code)
    if not domain.number:
        return True
    if number is None:
        return False
    if domain.whole and not number.is_integer():
        return False
    return (domain.low is None or number >= domain.low) and (domain.high is None or number <= domain.high)


def _range(domain: Domain) -> str:
    what = "whole numbers" if domain.whole else "numbers"
    if domain.low is not None and domain.high is not None:
        return f"{what} from {shortest(domain.low)} to {shortest(domain.high)}"
    if domain.low is not None:
        return f"{what} from {shortest(domain.low)} on"
    return what if domain.high is None else f"{what} up to {shortest(domain.high)}"


def _outcomes(facts: Facts, placed: Placed) -> Iterator[Finding]:
    """Comparisons, else the whole condition, that cannot be true or cannot be false."""
    clear = True
    for path, part in placed.condition.parts():
        for finding in _one_sided((*placed.path, *path), placed.owner, possible(part, facts.domains, facts.judged)):
            clear = False
            yield finding
    if clear and placed.condition.fact is None:
        yield from _one_sided(placed.path, placed.owner, possible(placed.condition, facts.domains, facts.judged))


def _one_sided(path: Path, owner: str, outcomes: tuple[bool, bool]) -> Iterator[Finding]:
    can_hold, can_fail = outcomes
    if not can_hold:
        yield found(path, "never-true", owner=owner)
    elif not can_fail:
        yield found(path, "always-true", owner=owner)


def _order(index: Index, dependencies: Dependencies, placed: Placed) -> Iterator[Finding]:
    if not placed.asking:
        return
    for path, part in placed.condition.parts():
        fact = part.fact or ""
        basis = dependencies.basis(fact)
        where = (*placed.path, *path, "fact")
        if basis.scores:
            yield found(where, "depends-on-scores", owner=placed.owner, fact=fact)
        if placed.before is None:
            continue
        later = [name for name in basis.items if not _asked_before(index, name, placed.before)]
        if later:
            first = min(later, key=lambda name: index.position[name])
            yield found(where, "looks-forward", owner=placed.owner, item=first)


def _asked_before(index: Index, earlier: str, later: str) -> bool:
    """Whether one item is asked before another; those that everyone is asked are read first."""
    if index.position[earlier] >= index.position[later]:
        return False
    facet = "" if index.selecting is None else index.selecting.id
    return bool(index.items[later].values(facet)) or not index.items[earlier].values(facet)


def _requirements_first(index: Index, dependencies: Dependencies) -> Iterator[Finding]:
    """What an item requires is asked before the item."""
    needed = {
        requirement.id: frozenset().union(*(dependencies.basis(fact).items for fact in requirement.when.facts()))
        for requirement in index.instrument.requirements
    }
    for path, item in index.placed_items():
        needs = needed.get(item.requires or "", frozenset())
        later = [name for name in needs if index.position[name] >= index.position[item.id]]
        if later:
            first = min(later, key=lambda name: index.position[name])
            yield found((*path, "requires"), "looks-forward", owner=f"item '{item.id}'", item=first)
