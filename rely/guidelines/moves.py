"""Turn the advice of two assessments into the guidelines that were taken up in between, and those that fell back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rely.model.results import Advice, Because, Recommendation

_TO_DO = ("act", "partly")
_DONE = "in_place"


@dataclass(frozen=True, slots=True)
class Move:
    """One guideline in both advices."""

    before: Recommendation
    now: Recommendation


@dataclass(frozen=True, slots=True)
class Moves:
    """`taken_up` came to be in place since then; `fallen_back` was in place and is so no longer."""

    taken_up: tuple[Move, ...]
    fallen_back: tuple[Move, ...]


def moves(before: Advice, now: Advice) -> Moves:
    """The guidelines that moved to or from in place, in the order of the later advice.

    Only guidelines that hold both times and rest on answers to the same items and on the same facts: another
    status that comes from other questions is no change of the relationship.
    """
    then = {each.guideline.id: each for each in before.recommendations}
    both = [Move(then[each.guideline.id], each) for each in now.recommendations if each.guideline.id in then]
    alike = [each for each in both if _grounds(each.before.because) == _grounds(each.now.because)]
    return Moves(
        taken_up=tuple(each for each in alike if each.before.status in _TO_DO and each.now.status == _DONE),
        fallen_back=tuple(each for each in alike if each.before.status == _DONE and each.now.status in _TO_DO),
    )


def _grounds(because: Iterable[Because]) -> set[tuple[str | None, str | None, str | None]]:
    """What a status rests on: the items that were scored, and the known facts with the norm they are held against."""
    return {
        (each.item, each.fact, each.norm)
        for each in because
        if (each.answer if each.item is None else each.item_score) is not None
    }
