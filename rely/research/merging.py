"""Turn the dictionaries of several versions of an instrument into one, and their rows into rows of that one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rely.languages import words_for
from rely.loading.data_file import Names
from rely.loading.diff.compare import compare_content
from rely.loading.diff.definitions import Definitions
from rely.loading.diff.scores import compare_scores
from rely.model.instrument import Instrument
from rely.research.rows import Cell, Row
from rely.research.variables import NOT_ASKED, Dictionary, Variable
from rely.research.variables.missing import labels_of_missing


class MergedDictionary:
    """One dictionary for several versions: the variables of the newest, then what only older ones have.

    A variable of an older version shares a column where it has the same name, kind, codes and reverse coding, and
    where, by docs/decisions/0019-comparable-scores.md, a score is comparable or a measure is made in the same way.
    Else it has a column of its own, with its version at the end of the name. What a version does not have was not
    asked there. `dictionary` is labelled as the newest version is.
    """

    def __init__(self, dictionaries: Sequence[Dictionary]) -> None:
        """`dictionaries`: at least one, the newest version first, of the same instrument and language."""
        newest = dictionaries[0]
        self._columns: list[Variable] = list(newest.variables)
        self._owners: list[int] = [0] * len(self._columns)
        self._at: dict[str, list[int]] = {each.name: [at] for at, each in enumerate(self._columns)}
        self._names = Names()
        for each in self._columns:
            self._names.name(each.name)
        self._dictionaries = dictionaries
        places = [list(range(len(newest.variables)))]
        places += [self._place(version) for version in range(1, len(dictionaries))]
        self._add_not_asked(places)
        self.dictionary = Dictionary(newest.instrument, newest.language, tuple(self._columns))
        self._shapes = [self._shape(own) for own in places]

    def row(self, version: int, row: Row) -> Row:
        """The row of the dictionary that stands at `version`, as a row of the merged one."""
        return tuple([row[place] if place is not None else cell for place, cell in self._shapes[version]])

    def _place(self, version: int) -> list[int]:
        """In which columns the variables of a version stand; columns are added for those that need their own."""
        dictionary = self._dictionaries[version]
        likeness: dict[int, _Likeness] = {}
        found = []
        for variable in dictionary.variables:
            for at in self._at.get(variable.name, ()):
                owner = self._owners[at]
                if owner not in likeness:
                    likeness[owner] = _Likeness(dictionary.instrument, self._dictionaries[owner].instrument)
                if likeness[owner].is_same(variable, self._columns[at]):
                    self._columns[at] = _both(self._columns[at], variable)
                    found.append(at)
                    break
            else:
                found.append(self._added(variable, version))
        return found

    def _added(self, variable: Variable, version: int) -> int:
        number = self._dictionaries[version].instrument.version
        wished = variable.name
        if wished in self._at:
            wished = f"{wished}_v{number}"
        named = replace(variable, name=self._names.name(wished), label=f"{variable.label} ({number})")
        self._columns.append(named)
        self._owners.append(version)
        self._at.setdefault(variable.name, []).append(len(self._columns) - 1)
        return len(self._columns) - 1

    def _add_not_asked(self, places: Sequence[Sequence[int]]) -> None:
        """Declare the code for what was not asked where some version does not have an item."""
        words = words_for(self._dictionaries[0].language)
        everywhere = set(range(len(self._columns))).intersection(*places)
        for at, column in enumerate(self._columns):
            if at not in everywhere and column.missing:
                codes = tuple({code for code, _ in column.missing} | {NOT_ASKED})
                self._columns[at] = replace(column, missing=labels_of_missing(codes, words))

    def _shape(self, places: Sequence[int]) -> list[tuple[int | None, Cell]]:
        """Along the columns: where the row of a version has the cell, or the cell of what it does not have."""
        here = {column: own for own, column in enumerate(places)}
        return [(here.get(at), column.missing_code(NOT_ASKED)) for at, column in enumerate(self._columns)]


class _Likeness:
    """Which variables of two versions mean the same."""

    def __init__(self, old: Instrument, new: Instrument) -> None:
        verdicts = compare_scores(old, new, compare_content(old, new))
        self._incomparable = {verdict.score for verdict in verdicts if verdict.comparable == "no"}
        self._definitions = Definitions(old), Definitions(new)

    def is_same(self, was: Variable, now: Variable) -> bool:
        if _shape_of(was) != _shape_of(now):
            return False
        if was.role == "score":
            return was.source not in self._incomparable
        if was.role == "measure":
            old, new = (each.behind(was.source) for each in self._definitions)
            return old == new
        return True


def _shape_of(variable: Variable) -> tuple[object, ...]:
    codes = () if variable.role == "admin" else tuple(sorted(str(code) for code, _ in variable.values))
    return variable.role, variable.kind, variable.source, variable.part, variable.is_reversed, codes


def _both(column: Variable, older: Variable) -> Variable:
    """A column that holds what either can hold."""
    labels = dict(older.missing) | dict(column.missing)
    return replace(
        column,
        values=(*column.values, *((code, label) for code, label in older.values if code not in dict(column.values))),
        missing=tuple(sorted(labels.items())),
        low=None if None in (column.low, older.low) else min(column.low or 0, older.low or 0),
        high=None if None in (column.high, older.high) else max(column.high or 0, older.high or 0),
        longest=None if None in (column.longest, older.longest) else max(column.longest or 0, older.longest or 0),
    )
