"""Turn an instrument into the order of a table's columns, and into which of them each score adds up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from rely.model.instrument import Instrument
from rely.model.scores import MissingDataRule, Overall
from rely.scoring.coding import DONT_KNOW
from rely.scoring.plan import Plan, ScoreDefinition, ScoredItem, plan_of, score_ids

MOST = 255
"""The highest sum that a byte holds."""

WIDEST = 8
"""The most columns that are added up at a time: as many as stay in the processor's cache."""

HIGHEST_TOP = 127
"""The highest step that a signed byte holds."""

MOST_QUOTIENTS = 65536
"""The most combinations of a sum and a number of answers for which the scores are worked out beforehand."""


class Run(NamedTuple):
    """Columns that stand side by side and belong to the same scores: from `start` up to `stop`."""

    start: int
    stop: int

    @property
    def size(self) -> int:
        """How many columns it has."""
        return self.stop - self.start


@dataclass(frozen=True)
class CountedScore:
    """A score whose items weigh the same and have the same item scores, 0 to 100 in `top` equal steps.

    `runs` are the places of its runs; `specific` those of the items that belong to its cell alone, None where
    every item does or where it is no cell.
    """

    id: str
    top: int
    floor: float
    items: int
    runs: tuple[int, ...]
    specific: tuple[int, ...] | None


@dataclass(frozen=True)
class WeighedScore:
    """Any other score: the places of its columns, with weights and whether they belong to its cell alone."""

    id: str
    columns: tuple[int, ...]
    weights: tuple[float, ...]
    specific: tuple[bool, ...] | None


@dataclass(frozen=True)
class Scheme:
    """How the scores of one instrument are made from the columns of a table.

    `items` name the columns; those of `runs` come first. `item_scores` are the scores each item can have, low
    to high. `rules` are the missing-data rules by form. `ids` are the scores in the order of the instrument;
    arrays have one row for each of `counted` (those with `specific` last), then of `weighed`, then of the overall
    score.
    """

    items: tuple[str, ...]
    item_scores: tuple[tuple[float, ...], ...]
    floors: tuple[float, ...]
    runs: tuple[Run, ...]
    counted: tuple[CountedScore, ...]
    weighed: tuple[WeighedScore, ...]
    overall: Overall | None
    ids: tuple[str, ...]
    rules: Mapping[str, MissingDataRule]
    has_dont_know: bool
    has_not_asked: bool

    @property
    def rows(self) -> tuple[str, ...]:
        """The score that each row of an array holds."""
        made = (*(score.id for score in self.counted), *(score.id for score in self.weighed))
        return made if self.overall is None else (*made, self.overall.id)

    @property
    def parts(self) -> tuple[int, ...]:
        """How many items each row rests on; the overall score rests on scores."""
        counts = [score.items for score in self.counted] + [len(score.columns) for score in self.weighed]
        return tuple(counts) if self.overall is None else (*counts, len(self.overall.of))


def scheme_of(instrument: Instrument) -> Scheme:
    """The scheme of an instrument, made once."""
    return instrument.derived("scheme of columns", _build)


def item_scores_of(item: ScoredItem) -> tuple[float, ...]:
    """The scores, 0-100, that the item can have, low to high: one for each step of its column."""
    return tuple(sorted({score for score in item.by_code.values() if isinstance(score, float)}))


@lru_cache(maxsize=1024)
def smallest_share(share: float, most: int) -> Fraction:
    """The smallest a/p with p from 1 to `most` for which the quotient a/p is at least `share` (0-1).

    For all whole numbers up to `most`, a/p >= share exactly when it is at least this fraction, so that shares
    can be compared by products of whole numbers and still agree with the comparison of quotients.
    """
    found = Fraction(1)
    for whole in range(1, most + 1):
        part = max(0, ceil(share * whole) - 1)
        while part / whole < share:
            part += 1
        found = min(found, Fraction(part, whole))
    return found


def _build(instrument: Instrument) -> Scheme:
    plan = plan_of(instrument)
    alike = [definition for definition in plan.definitions if _are_alike(plan, definition.items)]
    alike.sort(key=lambda definition: definition.specific is not None and not all(definition.specific))
    memberships = _memberships(plan.scored, alike)
    order: list[str] = []
    runs: list[Run] = []
    runs_of: dict[tuple[tuple[int, bool], ...], list[int]] = {}
    for membership, names in memberships.items():
        top = len(item_scores_of(plan.scored[names[0]])) - 1
        for part in _parts(names, min(MOST // top, WIDEST)):
            runs_of.setdefault(membership, []).append(len(runs))
            runs.append(Run(len(order), len(order) + len(part)))
            order += part
    order += [name for name in plan.scored if name not in set(order)]
    column = {name: at for at, name in enumerate(order)}
    scored = [plan.scored[name] for name in order]
    return Scheme(
        items=tuple(order),
        item_scores=tuple(item_scores_of(item) for item in scored),
        floors=tuple(item.floor for item in scored),
        runs=tuple(runs),
        counted=tuple(_counted(plan, at, one, runs_of) for at, one in enumerate(alike)),
        weighed=tuple(_weighed(plan, one, column) for one in plan.definitions if one not in alike),
        overall=plan.overall,
        ids=score_ids(instrument),
        rules={form: plan.layout(form, None, frozenset()).rule for form in instrument.form_ids},
        has_dont_know=any(DONT_KNOW in item.by_code for item in scored),
        has_not_asked=_leaves_out(instrument, plan),
    )


def _are_alike(plan: Plan, names: Sequence[str]) -> bool:
    """Whether the items have the same weight, not 0, and the same item scores in equal steps."""
    items = [plan.scored[name] for name in names]
    kinds = {(item.item.weight, item_scores_of(item), item.floor) for item in items}
    if len(kinds) != 1 or len(set(names)) < len(names):
        return False
    weight, scores, _ = kinds.pop()
    top = len(scores) - 1
    if not 0 < top <= HIGHEST_TOP or (top * len(names) + 1) * (len(names) + 1) > MOST_QUOTIENTS:
        return False
    return weight > 0 and scores == tuple(100.0 * step / top for step in range(top + 1))


def _memberships(
    items: Iterable[str], scores: Sequence[ScoreDefinition]
) -> dict[tuple[tuple[int, bool], ...], list[str]]:
    """The items that belong to exactly the same scores, with whether they belong to a cell alone."""
    found: dict[tuple[tuple[int, bool], ...], list[str]] = {}
    for name in items:
        membership = tuple(
            (at, score.specific is None or score.specific[score.items.index(name)])
            for at, score in enumerate(scores)
            if name in score.items
        )
        if membership:
            found.setdefault(membership, []).append(name)
    return found


def _parts(names: list[str], size: int) -> list[list[str]]:
    return [names[start : start + size] for start in range(0, len(names), size)]


def _counted(
    plan: Plan, at: int, score: ScoreDefinition, runs_of: Mapping[tuple[tuple[int, bool], ...], list[int]]
) -> CountedScore:
    runs = tuple(run for membership, own in runs_of.items() if at in dict(membership) for run in own)
    specific = tuple(run for membership, own in runs_of.items() if (at, True) in membership for run in own)
    first = plan.scored[score.items[0]]
    return CountedScore(
        id=score.id,
        top=len(item_scores_of(first)) - 1,
        floor=first.floor,
        items=len(score.items),
        runs=runs,
        specific=None if specific == runs else specific,
    )


def _weighed(plan: Plan, score: ScoreDefinition, column: Mapping[str, int]) -> WeighedScore:
    return WeighedScore(
        id=score.id,
        columns=tuple(column[name] for name in score.items),
        weights=tuple(plan.scored[name].item.weight for name in score.items),
        specific=score.specific,
    )


def _leaves_out(instrument: Instrument, plan: Plan) -> bool:
    """Whether some scored item may not be asked: selected by a fact, hidden, or left out of a form."""
    items = [instrument.items[name] for name in plan.scored]
    return any(
        item.show_if is not None or (plan.selecting is not None and item.values(plan.selecting)) for item in items
    ) or any(not set(plan.scored) <= set(plan.in_form(form)) for form in instrument.form_ids)
