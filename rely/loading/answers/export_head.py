"""Turn the names above the columns of an export into what each column holds, or into what stands in the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from rely.loading.answers.another import export_of_another
from rely.loading.answers.row import answer_problem
from rely.loading.checks.findings import listed
from rely.loading.data_file import ColumnName, column_names
from rely.loading.problems import Place, Problem
from rely.model.instrument import Instrument
from rely.model.response_scales import TextEntry

SIGNS: Final = frozenset({"case_id", "relationship_id", "instrument", "version", "digest"})
"""The columns by which an export is known."""

LONG: Final = frozenset({"variable", "code", "number", "label", "missing"})
"""The columns that an export with one row an answer has besides."""

_SIGN = re.compile(r"[^a-z0-9]")

Meaning = tuple[str, str, str]
"""The role, the source and the part of a column."""


@dataclass(frozen=True)
class Columns:
    """The columns of an export: their names, and at which position from 0 stands what the questionnaire knows."""

    names: tuple[str, ...]
    at: dict[Meaning, int] = field(default_factory=dict)

    def admin(self, name: str) -> int | None:
        """The position of an administrative variable, or of who answered."""
        return self.at.get(("admin", name, ""), self.at.get(("text", name, "")))


def is_export(names: Sequence[str]) -> bool:
    """Whether these names stand above the columns of an export."""
    return set(names) >= SIGNS


def columns_of_export(
    instrument: Instrument, names: Sequence[str], place: Callable[[int], Place]
) -> tuple[Columns, list[Problem]]:
    """What the columns hold, and errors and warnings about them; `place` is that of a column by its position."""
    if set(names) >= LONG:
        return Columns(tuple(names)), [answer_problem("long-layout", place(names.index("variable")))]
    known = {column.name: column for column in column_names(instrument)}
    absent = _absent(instrument, known, names)
    written = {_plain(column.name): column.name for column in absent}
    strange = [name for name in names if name.strip() and name not in known and _plain(name) not in written]
    another = export_of_another(instrument, names, strange, lambda: place(names.index(strange[0])))
    if another is not None:
        return Columns(tuple(names)), [another]
    problems, aside, seen = [], [], set[str]()
    columns = Columns(tuple(names))
    for at, name in enumerate(names):
        if not name.strip():
            problems.append(answer_problem("unnamed-column", place(at), number=at + 1))
        elif name in seen:
            problems.append(answer_problem("duplicate-column", place(at), name=name))
        elif name in known:
            column = known[name]
            columns.at[column.role, column.source, column.part] = at
        elif _plain(name) in written:
            problems.append(_unknown(instrument, name, written[_plain(name)], place(at)))
        else:
            aside.append((at, name))
        seen.add(name)
    if aside:
        told = {"names": listed(name for _, name in aside), "instrument": instrument.id, "version": instrument.version}
        problems.append(answer_problem("left-aside", place(aside[0][0]), **told))
    if absent:
        _leave_out_parts(columns, {column.source for column in absent})
        problems.append(answer_problem("absent-columns", place(0), names=listed(column.name for column in absent)))
    return columns, problems


def _absent(instrument: Instrument, known: dict[str, ColumnName], names: Sequence[str]) -> list[ColumnName]:
    """The columns of facts and items that are not there; what was typed is left out unless it was asked for."""
    there = set(names)
    return [
        column
        for column in known.values()
        if column.name not in there
        and (column.role == "given" or (column.role == "item" and not _is_typed(instrument, column.source)))
    ]


def _is_typed(instrument: Instrument, item: str) -> bool:
    return isinstance(instrument.scale_of(instrument.items[item]), TextEntry)


def _plain(name: str) -> str:
    """A name as it can be told again after another program has changed its letters or its signs."""
    return _SIGN.sub("", name.lower())


def _unknown(instrument: Instrument, name: str, near: str, place: Place) -> Problem:
    problem = answer_problem(
        "unknown-column", place, hint=f"Did you mean '{near}'?", name=name, instrument=instrument.id
    )
    message = f"the column '{problem.facts['name']}' is no variable of '{instrument.id}' {instrument.version}."
    return replace(problem, message=message)


def _leave_out_parts(columns: Columns, items: set[str]) -> None:
    """Of an item with several answers all columns are needed: with one less it would be open what was chosen."""
    for meaning in [meaning for meaning in columns.at if meaning[0] == "item" and meaning[1] in items]:
        del columns.at[meaning]
