"""Recompute the worked cases of an instrument and find where it gives something else than they say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rely.guidelines.recommend import recommend
from rely.loading.checks.findings import Finding, Path, each_unknown, found, listed, unknown
from rely.loading.checks.index import Index
from rely.model.instrument import Expectation, Instrument, WorkedCase
from rely.model.results import Advice, Fact, Result
from rely.model.scalars import Plain, number_in, shortest
from rely.scoring.accept import accept
from rely.scoring.answer_problems import ANSWER_PROBLEMS, AnswerProblem
from rely.scoring.conditions import same
from rely.scoring.score import score

TOLERANCE = 1e-4
"""How far a score or number may lie from what a case says; cases are written with four decimals."""


def cases_to_check(instrument: Instrument) -> Iterator[Iterator[Finding]]:
    """Every worked case is accepted and gives what it says, each in its turn. The instrument must have no errors."""
    index = Index(instrument)
    for place, case in enumerate(instrument.cases):
        yield _check(index, ("cases", place), case)


def _check(index: Index, path: Path, case: WorkedCase) -> Iterator[Finding]:
    instrument = index.instrument
    assessment, problems = accept(
        instrument,
        {name: _as_written(code) for name, code in case.answers.items()},
        given={name: _as_written(value) for name, value in case.given.items()},
        form=case.form,
    )
    yield from (_refused(path, index, case, problem) for problem in problems)
    if assessment is not None:
        result = score(instrument, assessment)
        yield from _differences(index, path, case, result, recommend(instrument, result))


def _as_written(code: str | tuple[str, ...] | None) -> object:
    if isinstance(code, str):
        return Plain(code)
    return None if code is None else list(code)


def _refused(path: Path, index: Index, case: WorkedCase, problem: AnswerProblem) -> Finding:
    if problem.kind == "unknown-item":
        return unknown((*path, "answers", problem.item), "item", f"case '{case.id}'", problem.item, index.items)
    if problem.kind == "unknown-given":
        return unknown((*path, "given", problem.item), "given fact", f"case '{case.id}'", problem.item, index.given)
    if problem.kind == "unknown-form":
        forms = index.instrument.form_ids
        return unknown((*path, "form"), "form", f"case '{case.id}'", case.form, forms)
    key = "answers" if problem.item in index.items else "given"
    value = listed(problem.value) if isinstance(problem.value, list) else str(problem.value)
    hint = f"Accepted: {listed(problem.accepted)}." if problem.accepted else ""
    what = f"'{value}' for '{problem.item}': {ANSWER_PROBLEMS[problem.kind]}"
    return found((*path, key, problem.item), "case-answers", hint=hint, case=case.id, what=what)


def _differences(index: Index, path: Path, case: WorkedCase, result: Result, advice: Advice) -> Iterator[Finding]:
    here = (*path, "expect")
    expect = case.expect
    yield from _unknown_names(index, here, case, result)
    for name, number in expect.scores.items():
        if name in result.scores and not _close(result.scores[name].score, number):
            yield _differs((*here, "scores", name), case, f"the score '{name}'", result.scores[name].score, number)
    for name, band in expect.bands.items():
        known = name in result.scores and (band is None or band in index.bands)
        if known and result.scores[name].band != band:
            yield _differs((*here, "bands", name), case, f"the band of '{name}'", result.scores[name].band, band)
    facts = derived_facts(result)
    for name, value in expect.facts.items():
        if name in facts and not _is(facts[name], value):
            yield _differs((*here, "facts", name), case, f"'{name}'", facts[name], value)
    yield from _advice(index, here, case, expect, advice)


def _advice(index: Index, here: Path, case: WorkedCase, expect: Expectation, advice: Advice) -> Iterator[Finding]:
    statuses = {each.guideline.id: each.status for each in advice.recommendations}
    for name, status in expect.statuses.items():
        if name in index.guidelines and statuses.get(name) != status:
            actual = statuses.get(name, "no recommendation")
            yield _differs((*here, "statuses", name), case, f"the guideline '{name}'", actual, status)
    if expect.actions is not None and expect.actions != advice.actions:
        actual, expected = listed(advice.actions) or "none", listed(expect.actions) or "none"
        yield _differs((*here, "actions"), case, "the actions", actual, expected)


def _unknown_names(index: Index, here: Path, case: WorkedCase, result: Result) -> Iterator[Finding]:
    owner = f"case '{case.id}'"
    expect = case.expect
    facts = derived_facts(result)
    named: tuple[tuple[str, str, Mapping[str, object], Mapping[str, object]], ...] = (
        ("scores", "score", expect.scores, result.scores),
        ("bands", "score", expect.bands, result.scores),
        ("facts", "fact", expect.facts, facts),
        ("statuses", "guideline", expect.statuses, index.guidelines),
    )
    for key, kind, names, known in named:
        for name in names:
            if name not in known:
                yield unknown((*here, key, name), kind, owner, name, known)
    for name, band in expect.bands.items():
        if band is not None and band not in index.bands:
            yield unknown((*here, "bands", name), "band", owner, band, index.bands)
    yield from each_unknown((*here, "actions"), "guideline", owner, expect.actions or (), index.guidelines)


def derived_facts(result: Result) -> dict[str, Fact]:
    """All facts that are not answers, unknown ones as None."""
    facts: dict[str, Fact] = {"one_sided": result.one_sided}
    for name, parts in result.measures.items():
        if len(parts) == 1:
            facts[name] = next(iter(parts.values()))
        else:
            facts.update({f"{name}.{part}": value for part, value in parts.items()})
    return facts


def _differs(path: Path, case: WorkedCase, what: str, actual: Fact, expected: Fact) -> Finding:
    return found(path, "case-differs", case=case.id, what=what, actual=_shown(actual), expected=_shown(expected))


def _shown(value: Fact) -> str:
    if value is None:
        return "null"
    if isinstance(value, int | float):
        return shortest(round(float(value), 4))
    return listed(value) if isinstance(value, tuple) else str(value)


def _close(actual: float | None, expected: float | None) -> bool:
    if actual is None or expected is None:
        return actual is expected
    return abs(actual - expected) <= TOLERANCE


def _is(actual: Fact, expected: str | None) -> bool:
    if actual is None or expected is None:
        return actual is expected
    if isinstance(actual, int | float):
        return _close(float(actual), number_in(expected))
    return same(actual, expected)
