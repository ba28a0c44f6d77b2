"""Hold how a file of another program is laid out, and one row of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from rely.loading.answers.workbook import Cell

ENCODINGS: Final = {
    "utf-8": "utf-8-sig",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "windows-1252": "cp1252",
    "windows-1250": "cp1250",
    "macintosh": "mac_roman",
}
"""The encodings of tables, and what Python calls each."""

DELIMITERS: Final = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
"""What parts the columns of a table in text, by its name."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the answers stand: `encoding` and `delimiter` of a table in text, or the `sheet` of a workbook.

    `header` is the row with the names of the columns, `first` the first row with answers; both count from 1.
    """

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header: int = 1
    first: int = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file: its number as a spreadsheet shows it, its line in a text file, and its cells.

    In a workbook both numbers are the same. `unread` are the positions of cells in which no text can be made of the
    bytes; `broken` says why nothing more can be read from here on. `merged` and `without_value` are positions of
    cells of a workbook that are merged with others, or hold a formula that was never computed.
    """

    row: int
    number: int
    cells: tuple[Cell, ...]
    unread: tuple[int, ...] = ()
    broken: str = ""
    merged: tuple[int, ...] = ()
    without_value: tuple[int, ...] = ()

    def cell(self, at: int) -> Cell:
        """The cell at a position from 0; an empty one behind the last."""
        return self.cells[at] if at < len(self.cells) else NOTHING


NOTHING: Final = Cell()


@dataclass(frozen=True)
class Table:
    """The rows of a file, from the first to the last; `lines` begins anew each time.

    `names` are those of the columns in the row of the header, `further` the rows between it and the first answers.
    `notes` are what an author should know about how the file was read.
    """

    path: str
    layout: Layout
    lines: Callable[[], Iterator[Line]]
    notes: tuple[str, ...] = field(default=())

    def head(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """The names above the columns, and the texts in the rows between these and the first answers."""
        names: tuple[str, ...] = ()
        further: list[tuple[str, ...]] = []
        for line in self.lines():
            if line.row >= self.layout.first:
                break
            if line.row == self.layout.header:
                names = tuple(cell.text for cell in line.cells)
            elif line.row > self.layout.header:
                further.append(tuple(cell.text for cell in line.cells))
        return names, tuple(further)

    def answers(self) -> Iterator[Line]:
        """The rows from the first with answers on."""
        return (line for line in self.lines() if line.row >= self.layout.first)
