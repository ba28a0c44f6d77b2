"""Turn counts of answers into the statuses of many scores at once, by the missing-data rules of the forms."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil
from typing import Any, TypeAlias

import numpy as np

from rely.model.scores import MissingDataRule
from rely.research.scheme import smallest_share
from rely.research.sheets import LAST_WITH_SCORE, NARROW, NO_SPECIFIC, TOO_FEW, Bytes, Counts, Flags

Form: TypeAlias = int | Bytes
"""The number of the form of some assessments: one for all, or one for each."""


class Statuses:
    """The statuses of some scores, for `rows` assessments at a time.

    `rules` are the missing-data rules of the forms, in order; `items` the numbers of items of the scores.
    """

    def __init__(
        self, rules: Sequence[MissingDataRule], items: Sequence[int], rows: int, kind: np.dtype[np.unsignedinteger[Any]]
    ) -> None:
        shape = (len(items), rows)
        self._rules = [_WholeRule(rule, items, kind) for rule in rules]
        self._room: tuple[Counts, Counts] = np.empty(shape, kind), np.empty(shape, kind)
        self._flags: tuple[Flags, Flags] = np.empty(shape, np.bool_), np.empty(shape, np.bool_)
        self._other: Bytes = np.empty(shape, np.uint8)

    def write(self, answered: Counts, applicable: Counts, asked: Counts | None, form: Form, status: Bytes) -> None:
        """Write not_applicable, too_few, narrow or ok to `status`; `asked` is None where that is always all items."""
        if isinstance(form, int):
            self._write(self._rules[form], answered, applicable, asked, status)
            return
        for number, rule in enumerate(self._rules):
            self._write(rule, answered, applicable, asked, self._other)
            np.copyto(status, self._other, where=form == number)

    def _write(
        self, rule: _WholeRule, answered: Counts, applicable: Counts, asked: Counts | None, status: Bytes
    ) -> None:
        few, flag = self._flags
        self._write_is_less(answered, applicable, rule.enough, few)
        np.less(answered, rule.at_least, out=flag)
        np.logical_or(few, flag, out=few)
        np.multiply(few.view(np.uint8), TOO_FEW, out=status)
        # Where nothing applies too little is answered, and not_applicable is the status after too_few.
        np.equal(applicable, 0, out=flag)
        np.add(status, flag.view(np.uint8), out=status)
        if asked is None:
            np.less(applicable, rule.wide_of_all, out=flag)
        else:
            self._write_is_less(applicable, asked, rule.wide, flag)
        np.multiply(flag.view(np.uint8), NARROW, out=flag.view(np.uint8))
        np.maximum(status, flag.view(np.uint8), out=status)

    def _write_is_less(self, part: Counts, whole: Counts, share: tuple[Factor, Factor], out: Flags) -> None:
        """Whether part / whole is less than the share."""
        numerator, denominator = share
        np.less(_times(part, denominator, self._room[0]), _times(whole, numerator, self._room[1]), out=out)


Factor: TypeAlias = Counts | int
"""One number for all scores, or a column of one for each."""


class _WholeRule:
    """A missing-data rule in whole numbers; shares as numerator and denominator.

    Shares are compared by products with the smallest fraction that meets them, so that the outcome is exactly
    that of `rely.scoring.missing.basis_status`.
    """

    def __init__(self, rule: MissingDataRule, items: Sequence[int], kind: np.dtype[np.unsignedinteger[Any]]) -> None:
        def factors(shares: Sequence[Fraction]) -> tuple[Factor, Factor]:
            return (
                _factor([share.numerator for share in shares], kind),
                _factor([share.denominator for share in shares], kind),
            )

        wide = [smallest_share(rule.narrow_below, count) for count in items]
        self.enough = factors([smallest_share(rule.min_coverage, count) for count in items])
        self.wide = factors(wide)
        self.wide_of_all = _factor([ceil(share * count) for share, count in zip(wide, items, strict=True)], kind)
        self.at_least = _factor([min(rule.min_answered, count + 1) for count in items], kind)


def _factor(numbers: Sequence[int], kind: np.dtype[np.unsignedinteger[Any]]) -> Factor:
    return numbers[0] if len(set(numbers)) == 1 else np.array(numbers, kind)[:, np.newaxis]


def _times(counts: Counts, factor: Factor, room: Counts) -> Counts:
    if isinstance(factor, int) and factor == 1:
        return counts
    product: Counts = np.multiply(counts, factor, out=room)
    return product


def mark_no_specific(status: Bytes, specific_answered: Counts) -> None:
    """Write no_specific where a cell has enough answers, but none to an item of its own."""
    lacks = (specific_answered == 0).view(np.uint8)
    np.multiply(lacks, NO_SPECIFIC, out=lacks)
    np.maximum(status, lacks, out=status)


def has_score(status: Bytes, out: Flags | None = None) -> Flags:
    """Whether there is a score."""
    found: Flags = np.less_equal(status, LAST_WITH_SCORE, out=out)
    return found
