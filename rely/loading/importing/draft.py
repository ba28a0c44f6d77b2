"""Turn a file of another program into a first mapping: what can be told is filled in, all else is a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from rely.loading.answers.cells import GIVEN
from rely.loading.importing.columns import ASK, ColumnGuess, Columns, columns_of
from rely.loading.importing.kinds import KEEP, LEAVE_OUT, Kind, kind_of
from rely.loading.importing.layout import Table
from rely.loading.importing.mapping import ColumnEntry
from rely.loading.importing.meanings import (
    MARK,
    MISSING,
    Meaning,
    is_mark,
    meanings_of,
    meanings_of_ticks,
    vocabulary_of,
)
from rely.loading.importing.profile import MOST_VALUES, Profile, profiles_of
from rely.loading.importing.programs import FINISHED, IGNORE, Program
from rely.loading.importing.reading import ImportRefused, import_problem
from rely.loading.importing.settings import Setting, settings_of
from rely.loading.importing.text import folded, letters
from rely.loading.importing.words import RECODED
from rely.loading.problems import Place
from rely.model.instrument import Instrument
from rely.model.items import Item
from rely.model.response_scales import Multiple

WRITE_ROWS = "Write a row for each respondent below the names of the columns."


@dataclass
class DraftColumn:
    """One column: what it becomes, what occurs in it, the settings by which it is read, and its table of values."""

    guess: ColumnGuess
    profile: Profile
    settings: list[Setting] = field(default_factory=list)
    table: str = ""

    @property
    def letters(self) -> str:
        """What a spreadsheet calls the column."""
        return letters(self.guess.column.at)

    @property
    def meant(self) -> str:
        """What it becomes, or, where that is a question, what it is most like."""
        guess = self.guess
        return guess.offers[0][0] if guess.to == ASK and guess.offers else guess.to


@dataclass
class DraftTable:
    """What the values of one or several columns become."""

    name: str
    codes: tuple[str, ...]
    meanings: list[Meaning] = field(default_factory=list)


@dataclass
class Draft:
    """A first mapping. `marks` are values that may stand for missing answers, with how often they occur where."""

    instrument: Instrument
    table: Table
    program: Program | None
    rows: int
    columns: list[DraftColumn] = field(default_factory=list)
    tables: dict[str, DraftTable] = field(default_factory=dict)
    marks: dict[str, list[tuple[str, int]]] = field(default_factory=dict)

    @property
    def questions(self) -> int:
        """How many questions its author has to answer."""
        asked = sum(each.guess.to == ASK for each in self.columns)
        asked += sum(setting.value == ASK for each in self.columns for setting in each.settings)
        asked += sum(meaning.code == ASK for table in self.tables.values() for meaning in table.meanings)
        return asked + len(self.marks)

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The items and given facts that no column becomes."""
        there = {each.guess.to for each in self.columns}
        given = (f"{GIVEN}{fact.id}" for fact in self.instrument.given)
        return tuple(target for target in (*given, *self.instrument.items) if target not in there)


def draft_of(path: Path, table: Table, program: Program | None, instrument: Instrument, known: Columns) -> Draft:
    """The first mapping of a file. Raises ImportRefused when the file has no rows with answers."""
    names, further = table.head()
    guesses = known.guess(columns_of(names, further, program), program)
    profiles = profiles_of(table, [guess.column.at for guess in guesses if guess.to != IGNORE])
    if not profiles.rows:
        place = Place(str(path), table.layout.first)
        raise ImportRefused([import_problem("nothing-to-import", place, hint=WRITE_ROWS)])
    draft = Draft(instrument, table, program, profiles.rows)
    for guess in guesses:
        profile = profiles.of.get(guess.column.at, Profile())
        if guess.column.name or profile.filled:
            draft.columns.append(DraftColumn(_without_empty(guess, profile), profile))
    _fill(draft, program.codes if program is not None else {})
    return draft


def _without_empty(guess: ColumnGuess, profile: Profile) -> ColumnGuess:
    if guess.to == ASK and not profile.filled:
        return replace(guess, to=IGNORE, why="the column is empty")
    return guess


def _fill(draft: Draft, known: Mapping[str, str]) -> None:
    """Add tables, settings and marks."""
    groups: dict[tuple[str, ...], list[DraftColumn]] = {}
    for column in draft.columns:
        if column.meant in (IGNORE, ASK):
            continue
        kind = _kind(draft.instrument, column)
        column.settings += settings_of(draft.instrument, column.meant, kind, column.profile.counts)
        column.settings += _recoded(draft.instrument, column)
        if kind in ("coded", "several", "tick"):
            groups.setdefault(_group(draft.instrument, column, kind), []).append(column)
        elif kind == "row":
            _add_rows(draft, column)
        elif kind in ("number", "day"):
            _add_others(draft, column, known)
    for group, columns in groups.items():
        _add_table(draft, group, columns, known)
    for mark in draft.marks:
        for table in draft.tables.values():
            table.meanings = [each for each in table.meanings if each.found != mark or each.why != MARK]
    _empty_tables(draft)


def _kind(instrument: Instrument, column: DraftColumn) -> Kind:
    guess = column.guess
    return kind_of(instrument, ColumnEntry(column="A", to=column.meant, option=guess.option or None))


def _recoded(instrument: Instrument, column: DraftColumn) -> list[Setting]:
    """Whether the answers of a reverse-coded item were reversed already: a question where the name says something."""
    item = instrument.items.get(column.meant)
    if item is None or not item.reverse:
        return []
    last = folded(column.guess.column.name).rpartition(" ")[2]
    if last in RECODED:
        why = "The name of the column says so. true: the answers were reversed already; else false."
        return [Setting("already_reversed", ASK, why)]
    return [Setting("already_reversed", "false", "A reverse-coded item. true: the answers were reversed already.")]


def _group(instrument: Instrument, column: DraftColumn, kind: Kind) -> tuple[str, ...]:
    """What columns have in common that share a table, with the name of the table last."""
    target = column.meant
    item = instrument.items.get(target)
    if item is None:
        name = target.replace(".", "_")
        return (target, name)
    if kind == "tick":
        return (item.response_scale, kind, f"{item.response_scale}_chosen")
    if _lacks_na(instrument, item):
        return (item.response_scale, "no na", f"{item.response_scale}_without_na")
    return (item.response_scale, item.response_scale)


def _lacks_na(instrument: Instrument, item: Item) -> bool:
    return getattr(instrument.scale_of(item), "na", None) is not None and not item.allow_na


def _add_table(draft: Draft, group: tuple[str, ...], columns: list[DraftColumn], known: Mapping[str, str]) -> None:
    name = _free_name(draft, group[-1])
    vocabulary = vocabulary_of(draft.instrument, columns[0].meant)
    assert vocabulary is not None, "a coded target has codes"
    table = DraftTable(name, vocabulary.codes)
    counts = _together(_parts(column) for column in columns)
    if "tick" in group:
        scale = draft.instrument.scale_of(draft.instrument.items[columns[0].meant])
        options = scale.options if isinstance(scale, Multiple) else ()
        labels = [text for option in options for _, text in option.label.versions()]
        codes = [option.code for option in options]
        table.meanings = meanings_of_ticks(counts, [*labels, *codes], known)
    else:
        table.meanings = meanings_of(vocabulary, counts, known)
    for meaning in table.meanings:
        if meaning.why == MARK:
            there = [(column.letters, count) for column in columns if (count := _parts(column).get(meaning.found))]
            draft.marks.setdefault(meaning.found, []).extend(there)
    draft.tables[name] = table
    for column in columns:
        column.table = name


def _add_rows(draft: Draft, column: DraftColumn) -> None:
    """Which rows are taken: those whose respondents came to the end."""
    found = [
        Meaning(value, FINISHED.get(value.lower(), ASK), "whether it was finished", count)
        for value, count in column.profile.counts.items()
    ]
    column.table = _free_name(draft, "finished")
    draft.tables[column.table] = DraftTable(column.table, (KEEP, LEAVE_OUT), found)


def _parts(column: DraftColumn) -> Mapping[str, int]:
    """The values of a column; of several answers in a cell each by itself."""
    separator = next((setting for setting in column.settings if setting.key == "separator"), None)
    return column.profile.counts if separator is None else separator.parts


def _together(every: Iterable[Mapping[str, int]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for each in every:
        for value, count in each.items():
            if value in counts or len(counts) < MOST_VALUES:
                counts[value] = counts.get(value, 0) + count
    return counts


def _add_others(draft: Draft, column: DraftColumn, known: Mapping[str, str]) -> None:
    """What stands in a column of numbers or days and is none, or is one that cannot be meant."""
    found: list[Meaning] = []
    for setting in column.settings:
        for value in setting.unread:
            count = column.profile.counts[value]
            if known.get(value, ASK) != ASK:
                found.append(Meaning(value, MISSING, "as the program writes it", count))
            elif is_mark(value):
                draft.marks.setdefault(value, []).append((column.letters, count))
            else:
                found.append(Meaning(value, ASK, setting.refusal, count))
    if found:
        name = _free_name(draft, column.meant.replace(".", "_"))
        draft.tables[name] = DraftTable(name, (), found)
        column.table = name


def _free_name(draft: Draft, wished: str) -> str:
    name, number = wished, 2
    while name in draft.tables:
        name, number = f"{wished}_{number}", number + 1
    return name


def _empty_tables(draft: Draft) -> None:
    """Leave out tables in which nothing is left."""
    for name in [name for name, table in draft.tables.items() if not table.meanings]:
        del draft.tables[name]
        for column in draft.columns:
            column.table = "" if column.table == name else column.table
