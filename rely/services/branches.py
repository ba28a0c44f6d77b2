"""Turn an instrument into the branches that its conditions make, each with answers that lead there."""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from rely.model.answers import FULL_FORM, Assessment, Code
from rely.model.conditions import Condition
from rely.model.countries import COUNTRIES
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.model.response_scales import Choice, Country, Likert, Multiple, NumberEntry, Rating
from rely.model.scalars import number_in
from rely.scoring.asked import Asked, asked_of
from rely.services.given import with_given
from rely.services.outline import pages_of

FORM, SELECTED, UNMET, SHOWN, HIDDEN, PAGE = "form", "selected", "unmet", "shown", "hidden", "page"

MOST_TRIES = 3000
"""How many combinations of answers are tried; each takes a fraction of a millisecond."""

Answers = Mapping[str, Code]


@dataclass(frozen=True, slots=True)
class Branch:
    """One way that answers can lead: to a form, a value of the selecting facet, a requirement that is not met, an
    item shown or hidden, or a page (`<section>/<number>`); `name` says which."""

    kind: str
    name: str

    @property
    def id(self) -> str:
        """Its kind and its name."""
        return f"{self.kind}/{self.name}"


def branches(instrument: Instrument) -> tuple[Branch, ...]:
    """All branches but the pages, in the order of the instrument."""
    facet = instrument.selecting_facet
    routed = {item.requires for item in instrument.items.values()}
    return (
        *(Branch(FORM, form) for form in instrument.form_ids if form != FULL_FORM),
        *(Branch(SELECTED, value.id) for value in (facet.values if facet is not None else ())),
        *(Branch(UNMET, each.id) for each in instrument.requirements if each.id in routed),
        *(
            Branch(kind, item.id)
            for item in instrument.items.values()
            if item.show_if is not None
            for kind in (SHOWN, HIDDEN)
        ),
    )


def form_of(branch: Branch) -> str:
    """The form in which the branch is."""
    return branch.name if branch.kind == FORM else FULL_FORM


def find_answers(instrument: Instrument, branch: Branch) -> dict[str, Code] | None:
    """Answers and given facts that lead to a branch, no more than it needs; None where none were found.

    The items on which the way rests are tried out: all combinations where these are few, else some by a chance that
    is the same each time.
    """
    goal = _Goal(instrument, branch)
    tried = {name: _samples(instrument, name) for name in sorted(_deciding(instrument, goal.facts()))}
    for answers in _combinations(tried):
        if goal.is_reached(answers):
            return _fewest(goal, answers)
    return None


class _Goal:
    """Whether answers lead to a branch."""

    def __init__(self, instrument: Instrument, branch: Branch) -> None:
        self._instrument, self._branch = instrument, branch
        self._page = _items_of_page(instrument, branch.name) if branch.kind == PAGE else ()
        self._given = frozenset(fact.id for fact in instrument.given)

    def facts(self) -> set[str]:
        """The facts on which it rests."""
        found: set[str] = set()
        for item in self._items():
            found |= item.show_if.facts() if item.show_if is not None else set()
        needs = {item.requires for item in self._items()} | {self._branch.name}
        for each in self._instrument.requirements:
            if each.id in needs:
                found |= each.when.facts()
        facet = self._instrument.selecting_facet
        if facet is not None and facet.selects_by is not None:
            found.add(facet.selects_by)
        return found

    def is_reached(self, answers: Answers) -> bool:
        """Whether these answers lead there."""
        asked = self._asked(answers)
        name = self._branch.name
        if self._branch.kind == SELECTED:
            return asked.selected == name
        if self._branch.kind == UNMET:
            return name in asked.routed.values()
        if self._branch.kind == HIDDEN:
            return name not in asked.asked and self._is_selected(name, asked.selected)
        if self._branch.kind in (SHOWN, PAGE):
            return any(item.id in asked.asked and item.id not in asked.routed for item in self._items())
        return True

    def _asked(self, answers: Answers) -> Asked:
        given = {name: code for name, code in answers.items() if name in self._given and not isinstance(code, tuple)}
        own = {name: code for name, code in answers.items() if name not in self._given}
        return asked_of(self._instrument, Assessment(answers=own, given=given, form=form_of(self._branch)))

    def _items(self) -> tuple[Item, ...]:
        if self._branch.kind in (SHOWN, HIDDEN):
            return (self._instrument.items[self._branch.name],)
        if self._branch.kind == UNMET:
            return tuple(item for item in self._instrument.items.values() if item.requires == self._branch.name)
        return self._page

    def _is_selected(self, name: str, selected: str | None) -> bool:
        facet = self._instrument.selecting_facet
        values = () if facet is None else self._instrument.items[name].values(facet.id)
        return not values or selected in values


def _items_of_page(instrument: Instrument, name: str) -> tuple[Item, ...]:
    section, _, number = name.rpartition("/")
    found = next((each for each in instrument.sections if each.id == section), None)
    if found is None or not number.isdecimal():
        return ()
    pages = pages_of(found)
    names = pages[int(number) - 1] if 1 <= int(number) <= len(pages) else ()
    return tuple(instrument.items[each] for each in names)


def _deciding(instrument: Instrument, facts: Iterable[str]) -> set[str]:
    """The items and given facts on which these facts rest, if only through measures and through each other."""
    asked, found, waiting = with_given(instrument).items, set(), list(facts)
    done: set[str] = set()
    while waiting:
        fact = waiting.pop()
        name = fact.removeprefix("item_score.")
        if name in done:
            continue
        done.add(name)
        measure = instrument.measures_by_id.get(name.partition(".")[0])
        if name in asked:
            found.add(name)
            condition = asked[name].show_if
            waiting += condition.facts() if condition is not None else ()
        elif measure is not None:
            waiting += [each for _, each in measure.inputs()]
    return found


def _samples(instrument: Instrument, name: str) -> list[Code]:
    """Answers of each kind that the conditions of the instrument tell apart; the first is none."""
    asked = with_given(instrument)
    scale, named = asked.scale_of(asked.items[name]), _named(instrument).get(name, [])
    if isinstance(scale, Choice):
        return [None, *(option.code for option in scale.options)]
    if isinstance(scale, Multiple):
        codes = [option.code for option in scale.options]
        return [None, *((code,) for code in codes), tuple(codes)]
    if isinstance(scale, (Likert, Rating)):
        return [None, *range(scale.lowest, scale.highest + 1)]
    if isinstance(scale, NumberEntry):
        return [None, *_numbers(scale, named)]
    if isinstance(scale, Country):
        return [None, *(code for code in (*named, min(COUNTRIES)) if isinstance(code, str))]
    return [None, *(code for code in named if isinstance(code, str))]


def _numbers(scale: NumberEntry, named: Sequence[Code]) -> list[Code]:
    edges = {float(code) for code in named if isinstance(code, (int, float))} or {0.0}
    edges |= {edge for edge in (scale.min, scale.max) if edge is not None}
    near = {value for edge in edges for value in (edge - 1, edge, edge + 1)}
    least, most = scale.min, scale.max
    fit = sorted(each for each in near if (least is None or each >= least) and (most is None or each <= most))
    return [int(each) if each == int(each) else each for each in fit if each == int(each) or not scale.whole]


def _named(instrument: Instrument) -> dict[str, list[Code]]:
    """With what each fact is compared anywhere: codes as texts, and the numbers among them as numbers, too."""
    return instrument.derived("compared with", _compared)


def _compared(instrument: Instrument) -> dict[str, list[Code]]:
    found: dict[str, dict[Code, None]] = {}
    for condition in _conditions(instrument):
        for _, part in condition.parts():
            own = found.setdefault(part.fact or "", {})
            codes = [*([part.is_] if part.is_ is not None else []), *(part.in_ or ())]
            numbers = [part.at_least, part.at_most, part.below, part.above, *map(number_in, codes)]
            own.update(dict.fromkeys([*codes, *(each for each in numbers if each is not None)]))
    return {fact: list(values) for fact, values in found.items()}


def _conditions(instrument: Instrument) -> Iterator[Condition]:
    """All conditions that decide what is asked."""
    yield from (item.show_if for item in instrument.items.values() if item.show_if is not None)
    yield from (each.when for each in instrument.requirements)
    for measure in instrument.measures:
        yield from (case.when for case in getattr(measure, "cases", ()))


def _combinations(tried: Mapping[str, Sequence[Code]]) -> Iterator[dict[str, Code]]:
    """Combinations of one answer each: all of them where they are few, the simplest first."""
    if prod(len(values) for values in tried.values()) <= MOST_TRIES:
        for values in product(*tried.values()):
            yield _given(dict(zip(tried, values, strict=True)))
        return
    chance = random.Random(0)  # the same each time, so that a branch is opened by the same answers
    for name, codes in tried.items():
        yield from (_given({name: code}) for code in codes)
    for _ in range(MOST_TRIES):
        yield _given({name: chance.choice(codes) for name, codes in tried.items()})


def _given(answers: dict[str, Code]) -> dict[str, Code]:
    return {name: code for name, code in answers.items() if code is not None}


def _fewest(goal: _Goal, answers: dict[str, Code]) -> dict[str, Code]:
    """These answers without those that the goal does not need."""
    kept = dict(answers)
    for name in answers:
        rest = {other: code for other, code in kept.items() if other != name}
        if goal.is_reached(rest):
            kept = rest
    return kept
