"""Turn the rows of a data file, one by one, into what the codebook tells of each variable: counts and figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import sqrt
from typing import Final

from rely.languages import Words, words_for
from rely.research.codebook.content import Codebook, Count, DataNote, Entry, Statistics
from rely.research.rows import Cell, Row
from rely.research.variables import Dictionary, Variable

K: Final = 5
"""Fewer cases than this are not told where answers may point at a person."""

EMPTY: Final = ""
"""Stands for the empty cell among the reasons why there is no value."""


class Tally:
    """Counts the rows of one dictionary; its size does not depend on how many there are."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._columns = tuple(_Column(variable) for variable in dictionary.variables)
        self._research = dictionary.instrument.research
        self.cases = self.simulated = 0

    def add(self, row: Row, *, is_simulated: bool = False) -> None:
        """Count one row; `is_simulated` says that nobody gave its answers."""
        self.cases += 1
        self.simulated += is_simulated
        for column, cell in zip(self._columns, row, strict=True):
            column.add(cell)

    def statistics(self) -> dict[str, Statistics]:
        """By the name of the variable; what may point at a person, or tells the answers of a few, is left out."""
        quasi = frozenset(() if self._research is None else self._research.quasi_identifiers)
        return {
            each.variable.name: _protected(each.statistics(), is_quasi=each.variable.source in quasi)
            for each in self._columns
        }


class _Column:
    """What is known so far of one variable. Welford 1962 for the mean and the sum of squares."""

    def __init__(self, variable: Variable) -> None:
        self.variable = variable
        self._missing = {variable.missing_code(code) for code, _ in variable.missing}
        self._reasons: Counter[int | str] = Counter()
        self._counts: Counter[int | str] = Counter()
        self._lists_codes = bool(variable.values) or variable.level == "ordinal"
        self._n, self._mean, self._squares = 0, 0.0, 0.0
        self._low, self._high = float("inf"), float("-inf")

    def add(self, cell: Cell) -> None:
        if cell is None or cell in self._missing:
            self._reasons[EMPTY if cell is None else int(cell)] += 1
            return
        self._n += 1
        if self._lists_codes and not isinstance(cell, float):
            self._counts[cell] += 1
        if isinstance(cell, (int, float)):
            off = cell - self._mean
            self._mean += off / self._n
            self._squares += off * (cell - self._mean)
            self._low, self._high = min(self._low, cell), max(self._high, cell)

    def statistics(self) -> Statistics:
        """What was counted; figures for numbers that are more than names."""
        missing = tuple(Count(code, self._reasons[code]) for code in sorted(self._reasons, key=str))
        listed = dict.fromkeys([*(code for code, _ in self.variable.values), *sorted(self._counts, key=str)])
        counts = tuple(Count(code, self._counts[code]) for code in listed) if self._lists_codes else ()
        if self.variable.kind == "text" or self.variable.level == "nominal" or not self._n:
            return Statistics(self._n, missing, counts)
        sd = sqrt(self._squares / (self._n - 1)) if self._n > 1 else None
        return Statistics(self._n, missing, counts, self._mean, sd, self._low, self._high)


def _protected(found: Statistics, *, is_quasi: bool) -> Statistics:
    """Only how many answers there are where they are fewer than K: the mean of one is that one's answer.

    Of a quasi-identifier also without counts under K, without what gives them away by subtraction, and without the
    lowest and highest number.
    """
    if found.valid < K:
        return Statistics(found.valid, found.missing, is_suppressed=found.valid > 0)
    if not is_quasi:
        return found
    shown: list[int] = [each.n for each in found.counts if each.n]
    limit, hidden = K, [n for n in shown if n < K]
    while hidden and sum(hidden) < K and len(hidden) < len(shown):
        limit = min(n for n in shown if n >= limit) + 1  # what is hidden is the rest: it must be K cases, too
        hidden = [n for n in shown if n < limit]
    counts = tuple(Count(each.code, None if each.n and each.n < limit else each.n) for each in found.counts)
    is_suppressed = any(each.n is None for each in counts) or found.low is not None
    return replace(found, counts=counts, low=None, high=None, is_suppressed=is_suppressed)


def with_figures(codebook: Codebook, tally: Tally) -> Codebook:
    """The codebook with the statistics of a data file."""
    words, found = words_for(codebook.language), tally.statistics()
    entries = tuple(_with(entry, found[entry.name], words) for entry in codebook.entries)
    told = [
        words.ngettext("The figures are of %(n)s assessment.", "The figures are of %(n)s assessments.", tally.cases)
    ]
    if tally.simulated:
        told.append(
            words.ngettext(
                "%(n)s assessment is simulated: nobody gave these answers.",
                "%(n)s assessments are simulated: nobody gave these answers.",
                tally.simulated,
            )
        )
    if any(0 < each.valid < K for each in found.values()):
        told.append(words.gettext("Of fewer than %(k)s answers only their number is told.", k=K))
    if any(each.is_suppressed and each.valid >= K for each in found.values()):
        told.append(
            words.gettext(
                "Where answers may point at a person, numbers under %(k)s are left out, and so are the lowest and the "
                "highest value.",
                k=K,
            )
        )
    return replace(codebook, entries=entries, data=DataNote(tally.cases, tally.simulated, K, tuple(told)))


def _with(entry: Entry, found: Statistics, words: Words) -> Entry:
    return replace(entry, statistics=found, statistics_told="; ".join(_told(found, words)))


def _told(found: Statistics, words: Words) -> Sequence[str]:
    told = [words.gettext("n = %(n)s", n=words.number(found.valid))]
    if found.missing:
        told.append(words.gettext("missing: %(counts)s", counts=_counts(found.missing, words)))
    if found.mean is not None:
        told.append(words.gettext("mean %(number)s", number=words.number(found.mean, 2)))
    if found.sd is not None:
        told.append(words.gettext("standard deviation %(number)s", number=words.number(found.sd, 2)))
    if found.low is not None and found.high is not None:
        low, high = words.measured(found.low, 2), words.measured(found.high, 2)
        told.append(words.gettext("%(low)s to %(high)s", low=low, high=high))
    shown = [each for each in found.counts if each.n != 0]
    if shown:
        told.append(words.gettext("codes: %(counts)s", counts=_counts(shown, words)))
    return told


def _counts(counts: Sequence[Count], words: Words) -> str:
    labels: Mapping[int | str, str] = {EMPTY: words.gettext("empty cell")}
    left_out = words.gettext("left out")
    return ", ".join(
        f"{labels.get(each.code, each.code)}: {left_out if each.n is None else words.number(each.n)}" for each in counts
    )
