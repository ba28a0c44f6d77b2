"""Turn what simulated answers reached into lines for an author, and into a document for a program."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from rely.cli.streams import counted
from rely.model.instrument import Instrument
from rely.research.simulate.coverage import TRIES, Coverage
from rely.research.simulate.goals import (
    BAND,
    FORM,
    GUIDELINE,
    HIDDEN,
    MET,
    SELECTED,
    SHOWN,
    UNMET,
    WORD,
    Goal,
    goals_of,
)

MOST_MISSED, MOST_SEARCHED = 40, 8
"""How many lines are written about what was not reached, and about what was only searched for; the document has all."""

_GROUPS: Mapping[str, str] = {
    SELECTED: "branches",
    SHOWN: "branches",
    HIDDEN: "branches",
    MET: "branches",
    UNMET: "branches",
    FORM: "forms",
    BAND: "bands",
    WORD: "words of measures",
    GUIDELINE: "statuses of guidelines",
}

_SENTENCES: Mapping[str, str] = {
    SELECTED: "{name} '{value}'",
    SHOWN: "item '{name}' is shown",
    HIDDEN: "item '{name}' is hidden",
    MET: "requirement '{name}' is met",
    UNMET: "requirement '{name}' is not met",
    FORM: "form '{name}' gives a score",
    BAND: "a score in the band '{name}'",
    WORD: "{name} is '{value}'",
    GUIDELINE: "guideline '{name}' is '{value}'",
}


def coverage_lines(instrument: Instrument, coverage: Coverage) -> Iterator[str]:
    """What was reached, and by name what was not."""
    goals = goals_of(instrument)
    if not goals:
        yield "The questionnaire has no branches, bands, words or guidelines that could be missed."
        return
    reached = {*coverage.plain, *coverage.searched}
    yield (
        f"Looked at {counted(coverage.looked_at, 'of them', 'of them')}, and then searched for what was missing. "
        f"Reached: {_counts(goals, reached)}."
    )
    if coverage.searched:
        yield f"Not by these answers, but by others that were searched for: {len(coverage.searched)}."
        yield from _named(goals, coverage.searched, MOST_SEARCHED)
    if coverage.missed:
        yield (
            f"No answers were found for these, in {TRIES} attempts each. That is no proof: look at them again, "
            "whether any respondent can get there."
        )
        yield from _named(goals, coverage.missed, MOST_MISSED)
    if coverage.untried:
        yield f"Not searched for, since the questionnaire is large: {len(coverage.untried)}."
        yield from _named(goals, coverage.untried, MOST_SEARCHED)


def _counts(goals: Iterable[Goal], reached: set[Goal]) -> str:
    totals: dict[str, list[int]] = {}
    for goal in goals:
        total = totals.setdefault(_GROUPS[goal.kind], [0, 0])
        total[0] += goal in reached
        total[1] += 1
    return ", ".join(f"{some} of {all_} {group}" for group, (some, all_) in totals.items())


def _named(goals: Iterable[Goal], some: Iterable[Goal], most: int) -> Iterator[str]:
    """One line for each; a guideline of which no status was reached has one line for all of them."""
    chosen = set(some)
    statuses: dict[str, list[Goal]] = {}
    for goal in goals:
        if goal.kind == GUIDELINE:
            statuses.setdefault(goal.name, []).append(goal)
    never = {name for name, every in statuses.items() if chosen.issuperset(every)}
    lines = list(dict.fromkeys(_line(goal, never) for goal in goals if goal in chosen))
    yield from lines[:most]
    if len(lines) > most:
        yield f"  ... and {len(lines) - most} more; --coverage FILE writes all of them."


def _line(goal: Goal, never: set[str]) -> str:
    if goal.kind == GUIDELINE and goal.name in never:
        return f"  guideline '{goal.name}' is given at all"
    return "  " + _SENTENCES[goal.kind].format_map(goal._asdict())


def coverage_document(instrument: Instrument, coverage: Coverage, *, seed: int, rows: int) -> str:
    """The same as JSON: reached by the rows, found by the search, unreached, not searched for."""
    parts = {
        "reached": coverage.plain,
        "found": coverage.searched,
        "unreached": coverage.missed,
        "untried": coverage.untried,
    }
    document = {
        "instrument": {"id": instrument.id, "version": instrument.version},
        "seed": seed,
        "rows": rows,
        "looked_at": coverage.looked_at,
        "attempts": TRIES,
        **{name: [goal._asdict() for goal in goals] for name, goals in parts.items()},
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
