"""Turn the columns of a data file that `rely export` wrote, and one row of its cells, into a checked assessment."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from rely.loading.answers.cells import GIVEN
from rely.loading.answers.export_head import Columns
from rely.loading.answers.row import AnswersRow, Written, answer_problem, build_row, is_of_another, named, refused
from rely.loading.data_file import DONT_KNOW, NOT_APPLICABLE, NOT_ASKED, UNANSWERED, tells_missing
from rely.loading.guard import unguarded
from rely.loading.problems import Place, Problem
from rely.model.answers import Assessment
from rely.model.digest import digest
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.model.response_scales import DONT_KNOW as DK
from rely.model.response_scales import NOT_APPLICABLE as NA
from rely.model.response_scales import Likert, NumberEntry, Rating
from rely.model.scalars import Plain
from rely.scoring.asked import asked_of

PlaceOf = Callable[[int | None], Place]
"""Gives the place of the cell at a position from 0 in a row, and with None that of the row."""

KEYS: Final[Mapping[str, str]] = {
    "relationship_id": "id",
    "instrument": "instrument",
    "language": "lang",
    "form": "form",
    "perspective": "perspective",
    "respondent": "respondent",
}
"""The administrative variables that an assessment has, and what it calls them.

Its id is that of the relationship, because whatever counts relationships must see which rows are about the same one.
"""

MOST_VERSIONS: Final = 20
"""Of how many other versions is told that the file holds answers to them."""

_CHOSEN: Final = {"1": True, "0": False}
_EXPONENT = re.compile(r"-?\d(\.\d+)?e[+-]\d\d\Z", re.ASCII)
_COUNT = re.compile(r"[1-9]\d{0,8}\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the answer to an item stands: in one column, or in one for each of several options."""

    item: str
    at: tuple[int, ...]
    codes: tuple[str, ...]
    reasons: Mapping[str, Plain | None]
    is_text: bool


class ExportReader:
    """Reads the rows of one export; what is told once is told with the first row that gives reason for it."""

    def __init__(self, instrument: Instrument, columns: Columns, warnings: Sequence[Problem], *, guards: bool) -> None:
        """`guards`: texts that a spreadsheet would run stand behind an apostrophe, as in CSV."""
        self._instrument, self._columns, self._guards = instrument, columns, guards
        self._waiting = list(warnings)
        self._digests = {digest(instrument)}
        self._items = tuple(self._sources())
        self._given = {source: at for (role, source, _), at in columns.at.items() if role == "given"}
        self._coded = {fact.id for fact in instrument.given if fact.codes}
        self._may_be_routed = [item.id for item in instrument.items.values() if item.requires is not None]
        self._case, self._digest, self._version = (
            columns.at["admin", name, ""] for name in ("case_id", "digest", "version")
        )
        admin = ((columns.admin(name), key) for name, key in KEYS.items())
        self._keys = {key: at for at, key in admin if at is not None}
        self._at = {
            **self._keys,
            **{f"{GIVEN}{fact}": at for fact, at in self._given.items()},
            **{source.item: source.at[0] for source in self._items},
        }

    def row(self, cells: Sequence[str], place: PlaceOf, *, line: int) -> AnswersRow:
        """The assessment of a row with as many cells as there are columns.

        Why there is no answer is read back: -9 and -6 as none, -7 as na where it can be answered so and as none
        where it cannot, -8 as dk. Scores, measures and the month are not read.
        """
        if not any(cells):
            return self._with_warnings(refused(answer_problem("empty-row", place(None)), line=line))
        problems: list[Problem] = []
        answers = {source.item: self._answer(source, cells, place, problems) for source in self._items}
        given = {fact: self._fact(fact, cells[at]) for fact, at in self._given.items()}
        keys = {key: self._text(cells[at]) or None for key, at in self._keys.items()}
        occasion = self._occasion(cells, place, problems)
        row = build_row(
            self._instrument, Written(answers, given, keys), lambda name: place(self._at.get(name)), line=line
        )
        of_cells = () if is_of_another(row.problems) else (named(problem, row.id) for problem in problems)
        found = sorted((*of_cells, *row.problems))
        if found or row.assessment is None:
            names = {place(at).column: self._columns.names[at] for at in self._at.values()}
            told = tuple(_in_column(problem, names) for problem in found)
            return self._with_warnings(replace(row, assessment=None, problems=told))
        self._look_at_version(cells, place)
        assessment, case = self._without_routed(row.assessment), self._text(cells[self._case]) or None
        return self._with_warnings(replace(row, assessment=assessment, case=case, occasion=occasion))

    def _without_routed(self, assessment: Assessment) -> Assessment:
        """-7 stands for both: answered so, and not asked because of what it needs; the latter is no answer."""
        if not any(assessment.answers.get(item) == NA for item in self._may_be_routed):
            return assessment
        routed = asked_of(self._instrument, assessment).routed
        answers = {item: None if item in routed else code for item, code in assessment.answers.items()}
        return replace(assessment, answers=answers)

    def _sources(self) -> Iterator[_Source]:
        at: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for (role, source, part), position in self._columns.at.items():
            if role == "item":
                at[source].append((position, part))
        for name, item in self._instrument.items.items():
            if name in at:
                places, codes = zip(*at[name], strict=True)
                scale = self._instrument.scale_of(item)
                is_text = not isinstance(scale, Likert | Rating | NumberEntry) and not codes[0]
                yield _Source(name, places, codes, _reasons(item, scale), is_text)

    def _answer(self, source: _Source, cells: Sequence[str], place: PlaceOf, problems: list[Problem]) -> object:
        if source.codes[0]:
            return self._chosen(source, [cells[at] for at in source.at], place, problems)
        cell = cells[source.at[0]]
        if not cell:
            return None
        if cell in source.reasons:
            return source.reasons[cell]
        return Plain(self._text(cell) if source.is_text else _number(cell))

    def _chosen(self, source: _Source, cells: list[str], place: PlaceOf, problems: list[Problem]) -> object:
        """The options that were chosen; where there is no answer, all columns of the item say the same."""
        if all(cell in _CHOSEN for cell in cells):
            return [Plain(code) for code, cell in zip(source.codes, cells, strict=True) if _CHOSEN[cell]]
        first = cells[0]
        if all(cell == first for cell in cells) and (not first or first in source.reasons):
            return source.reasons[first] if first else None
        at, cell = next((at, cell) for at, cell in zip(source.at, cells, strict=True) if cell not in _CHOSEN)
        accepted = f"1 or 0, or in all columns of '{source.item}' one code for a missing answer"
        problems.append(
            answer_problem("wrong-cell", place(at), column=self._columns.names[at], value=cell, accepted=accepted)
        )
        return None

    def _fact(self, fact: str, cell: str) -> Plain | None:
        if not cell:
            return None
        return Plain(self._text(cell) if fact in self._coded else _number(cell))

    def _text(self, cell: str) -> str:
        return unguarded(cell) if self._guards else cell

    def _occasion(self, cells: Sequence[str], place: PlaceOf, problems: list[Problem]) -> int | None:
        at = self._columns.admin("occasion")
        if at is None or not cells[at]:
            return None
        if _COUNT.match(cells[at]):
            return int(cells[at])
        facts = {"column": self._columns.names[at], "value": cells[at], "accepted": "a whole number from 1"}
        problems.append(answer_problem("wrong-cell", place(at), **facts))
        return None

    def _look_at_version(self, cells: Sequence[str], place: PlaceOf) -> None:
        """Tell of answers to another version, once for each."""
        if cells[self._digest] in self._digests or len(self._digests) > MOST_VERSIONS:
            return
        self._digests.add(cells[self._digest])
        facts = {"version": cells[self._version] or "?", "here": self._instrument.version}
        self._waiting.append(answer_problem("other-version", place(self._digest), **facts))

    def _with_warnings(self, row: AnswersRow) -> AnswersRow:
        if is_of_another(row.problems):
            return row  # the columns that it lacks are none of its own
        waiting, self._waiting = self._waiting, []
        return replace(row, problems=(*waiting, *row.problems)) if waiting else row


def _reasons(item: Item, scale: Any) -> dict[str, Plain | None]:
    """What the codes for missing answers come to where they stand in the column of an item."""
    if not tells_missing(scale):
        return {}
    reasons: dict[str, Plain | None] = {str(UNANSWERED): None, str(NOT_ASKED): None}
    if item.allow_na and getattr(scale, "na", None) is not None:
        reasons[str(NOT_APPLICABLE)] = Plain(NA)
    elif item.requires is not None:
        reasons[str(NOT_APPLICABLE)] = None
    if getattr(scale, "dk", None) is not None:
        reasons[str(DONT_KNOW)] = Plain(DK)
    return reasons


def _number(cell: str) -> str:
    """A number as an answer is written: without the exponent that very small and very large ones have."""
    return f"{Decimal(cell):f}" if _EXPONENT.match(cell) else cell


def _in_column(problem: Problem, names: Mapping[int, str]) -> Problem:
    """The problem with the name that its column has in the file, where it does not tell that already."""
    column = names.get(problem.column)
    if column is None or "column" in problem.facts:
        return problem
    return replace(problem, message=f"column '{column}': {problem.message}", facts={**problem.facts, "column": column})
