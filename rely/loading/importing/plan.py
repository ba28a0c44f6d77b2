"""Turn a mapping file, an instrument and the header of a file into a plan for each column, or into problems."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from rely.loading.checks.findings import suggestion
from rely.loading.importing.checking import misfits
from rely.loading.importing.columns import KEYS
from rely.loading.importing.finding import is_workbook, open_table
from rely.loading.importing.kinds import ROW, Kind, kind_of, scale_of
from rely.loading.importing.layout import Layout, Table
from rely.loading.importing.mapping import ColumnEntry
from rely.loading.importing.programs import IGNORE
from rely.loading.importing.reading import ImportRefused, MappingFile
from rely.loading.importing.text import letters, name_of, squeezed
from rely.loading.problems import Problem
from rely.model.instrument import Instrument
from rely.model.response_scales import (
    Multiple,
    OrderedScale,
)


@dataclass(frozen=True)
class PlannedColumn:
    """One column that is read: where it stands, what it becomes, and what its values become by its table."""

    at: int
    entry: ColumnEntry
    name: str
    kind: Kind
    table: Mapping[str, str] | None

    @property
    def to(self) -> str:
        """What it becomes."""
        return self.entry.to

    @property
    def shown(self) -> str:
        """The column as people find it: F 'Trust 3'."""
        return shown_column(self.at, self.name)


@dataclass(frozen=True)
class Plan:
    """How each row becomes an assessment. `marks` stand for missing answers; `width` counts the columns.

    `ranges` are the lowest and highest code of items on ordered scales.
    """

    instrument: Instrument
    table: Table
    columns: tuple[PlannedColumn, ...]
    constants: Mapping[str, str]
    marks: frozenset[str]
    width: int
    ranges: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @cached_property
    def several(self) -> frozenset[str]:
        """The items to which several answers can be given."""
        items = self.instrument.items.values()
        return frozenset(item.id for item in items if isinstance(self.instrument.scale_of(item), Multiple))


def shown_column(at: int, name: str, *, longest: int = 60) -> str:
    """A column by its letters and, where it has one, its name on one line."""
    line = name_of(name)
    line = line if len(line) <= longest else f"{line[: longest - 1]}…"
    return f"{letters(at)} '{line}'" if line else letters(at)


def plan_import(path: Path, instrument: Instrument, file: MappingFile) -> Plan:
    """Check a mapping against the instrument and the file. Raises ImportRefused with all problems at once."""
    mapping = file.mapping
    if mapping.instrument != instrument.id:
        named: dict[str, Any] = {"name": mapping.instrument, "instrument": instrument.id}
        raise ImportRefused([file.problem(("instrument",), "other-instrument", **named)])
    table = open_table(path, _layout(path, file))
    names, _ = table.head()
    problems = list(misfits(instrument, file))
    places, unplaced = _places(file, names)
    problems += unplaced
    if all(entry.to in (IGNORE, ROW, *KEYS) for entry in mapping.columns):
        problems.append(file.problem(("columns",), "nothing-mapped", of_key=True))
    if problems:
        raise ImportRefused(problems)
    tables = {name: {squeezed(value): code for value, code in each.items()} for name, each in mapping.values.items()}
    columns = tuple(
        PlannedColumn(at, entry, names[at], kind_of(instrument, entry), tables[entry.values] if entry.values else None)
        for at, entry in sorted(((places[at], entry) for at, entry in enumerate(mapping.columns)), key=lambda x: x[0])
        if entry.to != IGNORE
    )
    marks = frozenset(squeezed(mark) for mark, answer in mapping.missing.items() if answer == "yes")
    ordered = {
        column.to: scale for column in columns if isinstance(scale := scale_of(instrument, column.to), OrderedScale)
    }
    ranges = {name: (scale.lowest, scale.highest) for name, scale in ordered.items()}
    return Plan(instrument, table, columns, mapping.constants, marks, len(names), ranges)


def _layout(path: Path, file: MappingFile) -> Layout:
    """Where the answers stand, as the mapping says. Raises ImportRefused."""
    said = file.mapping.file
    what = ""
    if is_workbook(path) and (said.encoding or said.delimiter):
        what = "a workbook has no encoding and no delimiter; name its `sheet`"
    elif not is_workbook(path) and said.sheet is not None:
        what = "a table in text has no sheet; name its `encoding` and `delimiter`"
    elif not is_workbook(path) and (said.encoding is None or said.delimiter is None):
        what = "a table in text needs `encoding` and `delimiter`"
    elif said.first <= said.header:
        what = "`first`, the first row with answers, comes after `header`, the row with the names"
    if what:
        raise ImportRefused([file.problem(("file",), "wrong-layout", of_key=True, what=what)])
    return Layout(said.encoding or "", said.delimiter or "", said.sheet or "", said.header, said.first)


def _places(file: MappingFile, names: Sequence[str]) -> tuple[dict[int, int], list[Problem]]:
    """The position in the file of each column of the mapping: by its name, among equal names by its letters."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        by_name[name_of(name)].append(at)
    problems: list[Problem] = []
    places: dict[int, int] = {}
    entries = file.mapping.columns
    listed_names = [name_of(entry.name) for entry in entries]
    often = Counter(listed_names)
    for at, entry in enumerate(entries):
        found = by_name.get(listed_names[at], [])
        here = [each for each in found if letters(each) == entry.column]
        if len(found) == 1 and listed_names[at] and often[listed_names[at]] == 1:
            places[at] = found[0]
        elif here:
            places[at] = here[0]
        elif not found:
            hint = suggestion(entry.name, [name for name in names if name], noun="column")
            problems.append(file.problem(("columns", at, "name"), "no-such-column", hint=hint, name=entry.name))
        else:
            facts: dict[str, Any] = {"name": entry.name, "column": entry.column}
            problems.append(file.problem(("columns", at, "column"), "ambiguous-column", **facts))
    if file.mapping.other_columns == "refuse" and not problems:
        for at in sorted(set(range(len(names))) - set(places.values())):
            if names[at]:
                shown: dict[str, Any] = {"column": letters(at), "name": names[at]}
                problems.append(file.problem(("columns",), "column-not-listed", of_key=True, **shown))
    return places, problems
