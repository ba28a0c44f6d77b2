"""Turn one cell of a foreign table into the answer it stands for, by the plan of its column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from rely.loading.importing.columns import ASK
from rely.loading.importing.days import day_of
from rely.loading.importing.kinds import Kind
from rely.loading.importing.mapping import ColumnEntry
from rely.loading.importing.meanings import MISSING
from rely.loading.importing.numbers import number_of
from rely.loading.importing.plan import Plan, PlannedColumn
from rely.loading.importing.text import squeezed
from rely.model.scalars import Plain

SEPARATORS: Final[Mapping[str, str]] = {";": ";", ",": ",", "|": "|", "/": "/", "space": " ", "line": "\n"}
"""What stands between several answers in one cell, by its name in a mapping."""

_MOST_PARTS = 400
_MOST_KEPT = 5_000


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that no answer can be made of: the kind of problem and the facts it is told with."""

    code: str
    facts: Mapping[str, object]
    hint: str = ""


Read = object
"""What a cell comes to: None for no answer, Plain or a list of them as the answers reader gives them, or Unread."""


@dataclass
class CellReader:
    """Reads the cells of one column, each value only once."""

    plan: Plan
    column: PlannedColumn
    _known: dict[str, Read] = field(default_factory=dict)

    def read(self, text: str) -> Read:
        """What a cell with this text comes to."""
        if text in self._known:
            return self._known[text]
        found = self._read(text)
        if len(self._known) < _MOST_KEPT:
            self._known[text] = found
        return found

    def lists(self, text: str) -> bool:
        """Whether the mapping says by itself what this text becomes."""
        value = squeezed(text)
        return value in (self.column.table or {}) or value in self.plan.marks

    def _read(self, text: str) -> Read:
        value = squeezed(text)
        if not value:
            return None
        table, kind = self.column.table, self.column.kind
        if table is not None and value in table:
            code = self._coded(table[value])
            return [code] if kind == "several" and code is not None else code
        if value in self.plan.marks:
            return None
        if table is not None and kind in ("coded", "tick", "row"):
            return self._unlisted(value)
        if kind == "several":
            return self._several(text)
        return _READERS[kind](self.column.entry, text, value)

    def _coded(self, code: str) -> Plain | None:
        if code == ASK or (code == MISSING and not self._is_option(MISSING)):
            return None
        return Plain(self._turned(code))

    def _is_option(self, code: str) -> bool:
        item = self.plan.instrument.items.get(self.column.to)
        options = getattr(self.plan.instrument.scale_of(item), "options", ()) if item is not None else ()
        return any(str(option.code) == code for option in options)

    def _turned(self, code: str) -> str:
        """The code before it was reversed elsewhere."""
        steps = self.plan.ranges.get(self.column.to)
        if not self.column.entry.already_reversed or steps is None or not code.lstrip("-").isdigit():
            return code
        return str(sum(steps) - int(code))

    def _several(self, text: str) -> Read:
        """The answers in one cell; an answer that holds the separator itself is found as a whole."""
        sign = SEPARATORS[self.column.entry.separator or "|"]
        parts = [part for part in text.split(sign) if part.strip()]
        table = self.column.table
        if table is None or len(parts) > _MOST_PARTS:
            return [Plain(squeezed(part)) for part in parts] or None
        found, begin = [], 0
        while begin < len(parts):
            joined = ((end, squeezed(sign.join(parts[begin:end]))) for end in range(len(parts), begin, -1))
            end, value = next(((end, value) for end, value in joined if value in table), (0, ""))
            if not end:
                return self._unlisted(squeezed(parts[begin]))
            code = self._coded(table[value])
            found += [] if code is None else [code]
            begin = end
        return found or None

    def _unlisted(self, value: str) -> Unread:
        table = self.column.entry.values or ""
        mend = (
            f"Add a line to the table '{table}' of the mapping, or, where it means that there is no answer, to "
            "`missing`."
        )
        return Unread("unlisted-value", {"value": value, "table": table}, mend)


def _number(entry: ColumnEntry, text: str, value: str) -> Read:
    format = entry.numbers or "1234.5"
    number = number_of(value, format, entry.percent or "")
    return Unread("not-in-format", {"value": value, "format": format}) if number is None else Plain(number)


def _day(entry: ColumnEntry, text: str, value: str) -> Read:
    format = entry.days or "year-month-day"
    day = day_of(value, format)
    return Unread("not-in-format", {"value": value, "format": format}) if day is None else Plain(day)


def _free(entry: ColumnEntry, text: str, value: str) -> Read:
    return Plain(text.strip() if entry.to not in ("id", "respondent") else value)


def _as_it_is(entry: ColumnEntry, text: str, value: str) -> Read:
    return Plain(value)


_READERS: Final[Mapping[Kind, Callable[[ColumnEntry, str, str], Read]]] = {
    "number": _number,
    "day": _day,
    "free": _free,
    "coded": _as_it_is,
}
