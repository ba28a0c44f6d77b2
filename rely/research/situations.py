"""Turn what decides in an assessment into what is asked in it, found out once for all that agree in that."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.model.measures import Fit
from rely.research.scheme import Scheme
from rely.scoring.conditions import holds
from rely.scoring.plan import Plan
from rely.scoring.reading import read


class Mark(IntEnum):
    """What stands in a column where no answer is scored: below every step, which is 0 or more.

    The numbers are weights: those of fewer than 16 marks, missing and not applicable, can be told from their sum.
    """

    NOT_APPLICABLE = -1
    DONT_KNOW = -2
    NOT_ASKED = -3
    MISSING = -16


AS_ANSWERED: Final = 0
"""What stands where no mark is imposed."""


def deciding_facts(instrument: Instrument, *, contradictions: bool = False) -> tuple[str, ...]:
    """The items and given facts that decide what is asked and what is routed, through measures too.

    With `contradictions` those as well that decide whether answers contradict each other.
    """
    seen = _closure(instrument, contradictions=contradictions)
    return tuple(name for name in (*instrument.items, *(fact.id for fact in instrument.given)) if name in seen)


def _closure(instrument: Instrument, *, contradictions: bool) -> set[str]:
    """Every name that decides: of items, given facts, measures, and of what is known only once there are scores."""
    selecting = instrument.selecting_facet
    waiting = [fact for item in instrument.items.values() if item.show_if for fact in item.show_if.facts()]
    waiting += [fact for rule in instrument.requirements for fact in rule.when.facts()]
    waiting += [selecting.selects_by] if selecting is not None and selecting.selects_by is not None else []
    if contradictions:
        waiting += [fact for rule in instrument.consistency for fact in rule.when.facts()]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop().removeprefix("item_score.")
        if name in seen:
            continue
        seen.add(name)
        measure = instrument.measures_by_id.get(name.partition(".")[0])
        if measure is not None:
            waiting += [fact for _, fact in measure.inputs()]
            waiting += _facts_of_norm(instrument, measure.norm) if isinstance(measure, Fit) else []
    return seen


def _facts_of_norm(instrument: Instrument, norm: str) -> list[str]:
    selecting = instrument.selecting_facet
    decide = [instrument.profile_fact, None if selecting is None else selecting.selects_by]
    conditions = [row.when for row in instrument.norms if row.norm == norm and row.when is not None]
    return [fact for fact in decide if fact is not None] + [fact for when in conditions for fact in when.facts()]


class Situations:
    """The different situations that assessments are in, by number; each list has an entry for each number.

    `imposed` says of each column of the scheme: a Mark, or that it is as answered. `selected` is the value of the
    selecting fact. With `telling` there is more: `counting` holds the items whose answers count, asked and not
    routed, and `contradictory` says whether the answers contradict each other; None when scores decide that.
    """

    def __init__(self, plan: Plan, scheme: Scheme, *, telling: bool = False) -> None:
        instrument = plan.instrument
        deciding = deciding_facts(instrument, contradictions=telling)
        self.answers = tuple(name for name in deciding if name in instrument.items)
        self.given = tuple(name for name in deciding if name not in instrument.items)
        self.items = scheme.items
        self.imposed: list[list[int]] = []
        self.selected: list[str | None] = []
        self.counting: list[frozenset[str]] = []
        self.contradictory: list[bool | None] = []
        self._plan, self._telling = plan, telling
        self._scores_decide = telling and any(_needs_scores(name) for name in _closure(instrument, contradictions=True))
        self._known: dict[tuple[object, ...], int] = {}

    def number(self, assessment: Assessment) -> int:
        """The number of the situation of an assessment."""
        answers, given = assessment.answers, assessment.given
        key = (assessment.form, *[answers.get(name) for name in self.answers], *[given.get(n) for n in self.given])
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = len(self.imposed)
            self._add(assessment)
        return found

    def _add(self, assessment: Assessment) -> None:
        asked = read(self._plan, assessment)
        shown = set(asked.layout.asked)
        self.selected.append(asked.selected)
        self.imposed.append(
            [
                Mark.NOT_ASKED if name not in shown else Mark.NOT_APPLICABLE if name in asked.routed else AS_ANSWERED
                for name in self.items
            ]
        )
        if self._telling:
            rules = self._plan.instrument.consistency
            self.counting.append(frozenset(shown - set(asked.routed)))
            self.contradictory.append(
                None if self._scores_decide else any(holds(each.when, asked.facts) for each in rules)
            )


def _needs_scores(name: str) -> bool:
    return name == "one_sided" or name.startswith(("score.", "band."))
