"""Turn conditions that should be true, and facts that should have a value, into answers that may do it: guesses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from rely.model.answers import Assessment
from rely.model.conditions import Condition
from rely.model.instrument import Instrument
from rely.model.measures import FirstMatch, Measure
from rely.model.results import Fact
from rely.research.scheme import item_scores_of
from rely.research.simulate.chance import Chance
from rely.research.simulate.landmarks import compared
from rely.research.simulate.samples import samples
from rely.scoring.bands import band_of
from rely.scoring.conditions import FactReader, holds
from rely.scoring.facts import Facts
from rely.scoring.plan import plan_of
from rely.scoring.score import score

Test = Callable[[Fact], bool]
Kind = TypeVar("Kind")

_DRAWS = 25
"""How often the facts behind a measure are drawn until it gives what is wished for."""


class Wishes:
    """Answers and given facts to try, by name: a code, or None to leave it unknown."""

    def __init__(self, instrument: Instrument, chance: Chance) -> None:
        self.facts: dict[str, Any] = {}
        self.instrument = instrument
        self.chance = chance
        self.compared = compared(instrument)

    def condition(self, condition: Condition, truth: bool) -> None:
        """Wish that a condition is true, or that it is false."""
        if condition.not_ is not None:
            self.condition(condition.not_, not truth)
            return
        group = condition.all or condition.any
        if group is not None:
            every = (condition.all is not None) is truth
            for inner in self.shuffled(group) if every else (self.pick(group),):
                self.condition(inner, truth)
            return
        assert condition.fact is not None  # the model allows no fourth shape
        self.fact(condition.fact, lambda value: holds(condition, lambda _: value) is truth)

    def fact(self, name: str, passes: Test) -> None:
        """Wish that a fact has a value that passes."""
        instrument = self.instrument
        first, _, rest = name.partition(".")
        if name in instrument.items or any(name == fact.id for fact in instrument.given):
            self._base(name, passes)
        elif first == "item_score" and rest in instrument.items:
            outcome = plan_of(instrument).scored[rest].outcome
            self._base(rest, lambda code: passes(None if code is None else outcome(code)))
        elif first in ("score", "band"):
            self._score(rest, lambda level: passes(self._banded(level) if first == "band" else level))
        elif name == "one_sided":
            self._one_sided(passes)
        elif first in instrument.measures_by_id:
            self._measure(instrument.measures_by_id[first], name, passes)

    def anything(self, facts: Iterable[str]) -> None:
        """Wish that these facts have any of the values that the instrument tells apart."""
        for name in facts:
            self.fact(name, lambda value: value is not None)

    def asked(self) -> None:
        """Wish that what is wished for is asked, too."""
        instrument, selecting = self.instrument, self.instrument.selecting_facet
        rules = {rule.id: rule for rule in instrument.requirements}
        for name in [name for name, value in self.facts.items() if value is not None and name in instrument.items]:
            item = instrument.items[name]
            if item.show_if is not None:
                self.condition(item.show_if, True)
            if item.requires is not None:
                self.condition(rules[item.requires].when, True)
            values = item.values(selecting.id) if selecting is not None else ()
            if values:
                self.selected(values)

    def selected(self, values: Sequence[str]) -> None:
        """Wish that the selecting facet has one of these values."""
        selecting = self.instrument.selecting_facet
        if selecting is not None and selecting.selects_by is not None:
            self.fact(selecting.selects_by, lambda value: value in values)

    def _base(self, name: str, passes: Test) -> None:
        if name in self.facts and passes(self.facts[name]):
            return
        fit = [value for value in samples(self.instrument, name, self.compared.landmarks[name]) if passes(value)]
        if fit:
            self.facts[name] = self.pick(fit)

    def _measure(self, measure: Measure, name: str, passes: Test) -> None:
        if isinstance(measure, FirstMatch) and self.chance.below(2):
            fit = [place for place, case in enumerate(measure.cases) if passes(case.is_)]
            if fit:
                at = self.pick(fit)
                for case in measure.cases[:at]:
                    self.condition(case.when, False)
                self.condition(measure.cases[at].when, True)
                return
        bases = self.compared.bases(name)
        for _ in range(_DRAWS):
            drawn = Wishes(self.instrument, self.chance)
            drawn.facts.update(self.facts if self.chance.below(2) else {})
            drawn.anything(base for base in bases if base not in drawn.facts)
            if passes(self._known(drawn, bases)(name)):
                self.facts.update(drawn.facts)
                return

    def _known(self, drawn: Wishes, bases: Iterable[str]) -> FactReader:
        """What would be known if these wishes came true; scores are made only where they count."""
        known = {name: value for name, value in drawn.facts.items() if value is not None}
        answers = {name: value for name, value in known.items() if name in self.instrument.items}
        if any(base not in self.compared.landmarks for base in bases):
            given = {name: value for name, value in known.items() if name not in answers}
            return score(self.instrument, Assessment(answers=answers, given=given)).facts.get
        scored = plan_of(self.instrument).scored
        outcomes = {name: scored[name].outcome(value) for name, value in answers.items() if name in scored}
        more = {f"item_score.{name}": outcome for name, outcome in outcomes.items() if isinstance(outcome, float)}
        return Facts(self.instrument, known | more)

    def _score(self, score_id: str, passes: Test) -> None:
        """Wish for answers whose mean is a level that passes; None: for no answers at all."""
        plan = plan_of(self.instrument)
        wanted = {score_id}
        if plan.overall is not None and score_id == plan.overall.id:
            wanted = set(plan.overall.of)
        items = [name for each in plan.definitions if each.id in wanted for name in each.items]
        levels: list[float | None] = [step * 2.5 for step in range(41) if passes(step * 2.5)]
        if not levels and passes(None):
            levels = [None]
        if not levels:
            return
        level, owed = self.pick(levels), 0.0
        for name in dict.fromkeys(items):
            # What one answer is short of the level, the next ones make up for.
            if level is None:
                self.facts[name] = None
                continue
            owed += level
            steps = item_scores_of(plan.scored[name])
            near = min(steps, key=lambda step: abs(step - owed))
            owed -= near
            codes = [code for code, outcome in plan.scored[name].by_code.items() if outcome == near]
            self.facts[name] = codes[0]

    def _banded(self, level: Fact) -> str | None:
        return band_of(level, plan_of(self.instrument).bands) if isinstance(level, float) else None

    def _one_sided(self, passes: Test) -> None:
        sides = self.instrument.sides
        fit = [] if sides is None else [v.id for v in self.instrument.facets_by_id[sides.facet].values if passes(v.id)]
        if sides is None or not fit:
            return
        side = self.pick(fit)
        for item in self.instrument.items.values():
            if item.values(sides.facet) == (side,):
                self.facts[item.id] = None

    def pick(self, several: Sequence[Kind]) -> Kind:
        """One of them by chance."""
        return several[self.chance.below(len(several))]

    def shuffled(self, several: Sequence[Kind]) -> list[Kind]:
        """All of them in any order."""
        order = sorted(range(len(several)), key=self.chance.uniform(max(1, len(several))).tolist().__getitem__)
        return [several[at] for at in order]
