"""Turn simulated assessments, and a search for what they missed, into what an instrument can lead to and what not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rely.guidelines.recommend import recommend
from rely.model.answers import FULL_FORM, Assessment
from rely.model.instrument import Instrument
from rely.research.simulate.aims import wishes_for
from rely.research.simulate.assumptions import Assumptions
from rely.research.simulate.chance import Chance
from rely.research.simulate.goals import FORM, Goal, goals_of, reached
from rely.research.simulate.people import Person, assessment_of, people, settled
from rely.scoring.score import score

MOST_LOOKED_AT = 1000
"""How many simulated assessments are scored to see what they reach."""

TRIES = 60
"""How often answers are tried for one goal."""

_EFFORT = 400_000
"""About how many answers are scored in all, so that large instruments do not take for ever."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What answers can lead to (`goals`) by how it was reached; each in the order of the goals.

    `plain`: by the first `looked_at` simulated assessments. `searched`: only by answers made up for it. `missed`: in
    `TRIES` attempts not found, which is a hint and no proof. `untried`: not searched for, since there are too many.
    """

    looked_at: int
    plain: tuple[Goal, ...]
    searched: tuple[Goal, ...]
    missed: tuple[Goal, ...]
    untried: tuple[Goal, ...]


class Watch:
    """Looks at simulated assessments as they pass by, and then searches for what they did not reach."""

    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument
        self._effort = _EFFORT // (len(instrument.items) + 1)
        self._most = max(20, min(MOST_LOOKED_AT, self._effort))
        self._found: set[Goal] = set()
        self.looked_at = 0

    def see(self, assessment: Assessment) -> None:
        """Look at one more assessment, if not enough have been looked at."""
        if self.looked_at < self._most:
            self._found.update(_reached(self._instrument, assessment))
            self.looked_at += 1

    def coverage(self, *, seed: int, form: str = FULL_FORM) -> Coverage:
        """What was reached, and what more a search finds with any given facts; the same for the same seed."""
        goals = goals_of(self._instrument)
        plain, everything = frozenset(self._found), set(self._found)
        tries = max(TRIES, self._effort)
        search = _Search(self._instrument, seed)
        untried = []
        for goal in goals:
            if goal in everything:
                continue
            if tries <= 0:
                untried.append(goal)
            for _ in range(min(tries, TRIES)):
                tries -= 1
                everything.update(_reached(self._instrument, search.attempt(goal, form)))
                if goal in everything:
                    break
        untried = [goal for goal in untried if goal not in everything]
        return Coverage(
            looked_at=self.looked_at,
            plain=tuple(goal for goal in goals if goal in plain),
            searched=tuple(goal for goal in goals if goal in everything - plain),
            missed=tuple(goal for goal in goals if goal not in everything and goal not in untried),
            untried=tuple(untried),
        )


class _Search:
    """Makes up answers for a goal: those of a simulated person, except for what the goal needs."""

    def __init__(self, instrument: Instrument, seed: int) -> None:
        self._instrument = instrument
        self._chance = Chance(seed, 2)
        self._people = _endless(instrument, seed)

    def attempt(self, goal: Goal, form: str) -> Assessment:
        """One more guess; every other one fills in the full form."""
        wishes = wishes_for(self._instrument, goal, self._chance).facts
        person = next(self._people)
        whole = Person(
            answers=person.answers | {name: code for name, code in wishes.items() if name in person.answers},
            given=person.given | {name: code for name, code in wishes.items() if name in person.given},
            perspective=person.perspective,
        )
        chosen = goal.name if goal.kind == FORM else form if self._chance.below(2) else FULL_FORM
        return settled(self._instrument, assessment_of(self._instrument, whole, chosen, {}), iter(()))


def _endless(instrument: Instrument, seed: int) -> Iterator[Person]:
    """People who leave nothing out: a gap would spoil what a guess is about."""
    complete = replace(Assumptions(), na=0.0, dk=0.0, missing=0.0)
    for group in people(instrument, seed, complete):
        yield from group


def _reached(instrument: Instrument, assessment: Assessment) -> set[Goal]:
    result = score(instrument, assessment)
    return set(reached(instrument, result, recommend(instrument, result)))
