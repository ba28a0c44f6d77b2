"""Turn the outcomes of some items into counts, and the counts into whether a score may be given."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from rely.model.scores import MissingDataRule
from rely.scoring.coding import DONT_KNOW, NOT_APPLICABLE, Outcome

Status: TypeAlias = Literal["ok", "partial", "narrow", "too_few", "not_applicable", "no_specific"]
"""How a score came about, or why there is none (too_few, not_applicable, no_specific)."""


class Basis(NamedTuple):
    """How many items a score was asked of and what became of them.

    asked = na + dk + missing + answered; applicable = missing + answered;
    coverage = answered / applicable, 0-1, or None when nothing applies.
    """

    asked: int
    na: int
    dk: int
    missing: int
    answered: int
    applicable: int
    coverage: float | None


def count_answers(outcomes: Sequence[Outcome]) -> Basis:
    """Count what became of the items asked; "na" and "dk" leave the denominator, missing (None) stays in it.

    The half rule of the SF-36 and SF-12 counts so; Peyre et al. 2011 found little bias at low non-response.
    """
    asked = len(outcomes)
    na = outcomes.count(NOT_APPLICABLE)
    dk = outcomes.count(DONT_KNOW)
    missing = outcomes.count(None)
    applicable = asked - na - dk
    answered = applicable - missing
    return Basis(asked, na, dk, missing, answered, applicable, answered / applicable if applicable else None)


def basis_status(basis: Basis, rule: MissingDataRule, *, specific_answered: int | None = None) -> Status:
    """Tell whether this basis carries a score: ok or narrow if it does, else the reason why not.

    The first that holds: not_applicable (no item applies), too_few (the rule is not met), no_specific (no
    item of this cell alone was answered), narrow, ok. `specific_answered` counts the answered items that
    belong to this cell alone; None for a score that is no cell. Quotients are compared, not products, so
    that 3 of 10 meets a coverage written as 0.3.
    """
    if basis.coverage is None:
        return "not_applicable"
    if basis.answered < rule.min_answered or basis.coverage < rule.min_coverage:
        return "too_few"
    if specific_answered == 0:
        return "no_specific"
    return "narrow" if basis.applicable / basis.asked < rule.narrow_below else "ok"
