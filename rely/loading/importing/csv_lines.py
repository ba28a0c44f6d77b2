"""Turn a table in text, in whatever encoding, into its rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from rely.loading.answers.table import reason_of
from rely.loading.answers.workbook import Cell
from rely.loading.importing.layout import DELIMITERS, ENCODINGS, NOTHING, Layout, Line

_MARK = "sep="


def csv_lines(path: Path, layout: Layout) -> Iterator[Line]:
    """The rows of a table in text. Raises OSError when the file cannot be read.

    Bytes of which no text can be made are told with their cell; a table whose quotes do not fit ends in a broken line.
    """
    # Of the bytes of UTF-8 that are none, each becomes a lone surrogate, so that the cell can be named.
    errors = "surrogateescape" if layout.encoding == "utf-8" else "replace"
    with path.open(encoding=ENCODINGS[layout.encoding], errors=errors, newline="") as text:
        yield from _lines(text, layout)


def _lines(text: io.TextIOBase, layout: Layout) -> Iterator[Line]:
    reader = csv.reader(text, delimiter=DELIMITERS[layout.delimiter], strict=True)
    row, number = 1, 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Line(row, number, (), broken=reason_of(error))
            return
        unread = tuple(at for at, cell in enumerate(cells) if not cell.isascii() and _is_unread(cell))
        yield Line(row, number, tuple(Cell(cell) if cell else NOTHING for cell in cells), unread)
        row, number = row + 1, reader.line_num + 1


def names_delimiter(first: str) -> bool:
    """Whether the first line of a file is the one by which Excel is told the delimiter: sep=;"""
    return first.strip().strip('"').lower().startswith(_MARK) and len(first.strip().strip('"')) <= len(_MARK) + 1


def _is_unread(text: str) -> bool:
    return any("\udc80" <= character <= "\udcff" or character == "\ufffd" for character in text)
