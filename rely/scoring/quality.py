"""Turn a row of raw answers into signs that it was filled in carelessly."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import Literal, TypeAlias

Flag: TypeAlias = Literal["straightline", "agrees_with_opposites"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagRule:
    """When a row of answers is flagged.

    `min_answers`: fewer answers are never called straight-lining. `same_share`: the share of equal codes,
    0-1, from which they are. `agrees_from`: the mean code from which a group of items counts as agreed with.
    """

    min_answers: int
    same_share: float
    agrees_from: float


def response_flags(answers: Sequence[tuple[int, bool]], rule: FlagRule) -> tuple[Flag, ...]:
    """Signs of careless answering: `straightline`, `agrees_with_opposites`, both or neither.

    `answers` holds (code before reverse coding, whether the item is reverse-coded) of the answered items on
    one response scale. Straight-lining: one code makes up at least `same_share` of at least `min_answers`
    answers. Agreeing with opposites: the mean codes of the plain and of the reverse-coded items both reach
    `agrees_from`. A flag asks to look again and deletes nothing. Overview of such signs: Meade & Craig 2012.
    """
    flags: list[Flag] = []
    codes = [code for code, _ in answers]
    if codes and len(codes) >= rule.min_answers:
        most_common = max(Counter(codes).values())
        if most_common / len(codes) >= rule.same_share:
            flags.append("straightline")
    groups = [[code for code, reverse in answers if reverse is kind] for kind in (False, True)]
    if all(group and fsum(group) / len(group) >= rule.agrees_from for group in groups):
        flags.append("agrees_with_opposites")
    return tuple(flags)
