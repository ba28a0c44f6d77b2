"""Turn a CSV table of any size into pieces of whole records, which can be read apart from each other."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from rely.loading.answers.row import AnswersRow, answer_problem, refused
from rely.loading.answers.table import STANDARD_INPUT, Head, read_head, shown_path
from rely.loading.problems import Place
from rely.model.instrument import Instrument

PIECE = 1 << 21
"""About how many bytes a piece has."""

_ENDS = (b"\n", b"\r")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Piece:
    """Whole records of a table: the bytes, and the line on which they begin, counted from 1 with the header."""

    line: int
    content: bytes

    def lines(self) -> io.StringIO:
        """Its lines as `rely.loading.answers.table` reads them: what is no UTF-8 comes as lone surrogates."""
        return io.StringIO(self.content.decode("utf-8", "surrogateescape"), newline="")


class PiecedTable:
    """A table that is open: its head, and its pieces in the order of the file, to be taken once."""

    def __init__(self, head: Head, file: BinaryIO, begin: bytes, size: int) -> None:
        self.head = head
        self._file, self._begin, self._size = file, begin, size

    def pieces(self) -> Iterator[Piece]:
        """The pieces, of about `size` bytes each; where they end depends on the file and on `size` alone."""
        line, waiting, self._begin = 2, self._begin, b""
        while True:
            read = self._file.read(self._size)
            waiting += read
            cut = _whole(waiting, self.head.delimiter) if read else len(waiting)
            if cut:
                piece, waiting = Piece(line, waiting[:cut]), waiting[cut:]
                yield piece
                line += _count_lines(piece.content)
            if not read:
                return


@contextmanager
def pieces_of_table(path: Path, instrument: Instrument, *, size: int = PIECE) -> Iterator[PiecedTable | AnswersRow]:
    """Open a CSV table, or `STANDARD_INPUT`; a row with problems when nothing in it can be read.

    Of the file no more is in memory than about one piece.
    """
    name = shown_path(path)
    try:
        file = path.open("rb") if path != STANDARD_INPUT else io.BufferedReader(io.FileIO(0, closefd=False))
    except OSError as error:
        reason = (error.strerror or "it is no ordinary file").lower()
        yield refused(answer_problem("unreadable-file", Place(name), reason=reason))
        return
    with file:
        yield _opened(file, name, instrument, size)


def _opened(file: BinaryIO, name: str, instrument: Instrument, size: int) -> PiecedTable | AnswersRow:
    begin = file.read(max(size, len(codecs.BOM_UTF8)))
    if begin.startswith(_UTF16):
        return refused(answer_problem("not-utf8", Place(name), what="it begins with the mark of UTF-16"))
    begin = begin.removeprefix(codecs.BOM_UTF8)
    while (end := _end_of_line(begin)) is None and (more := file.read(size)):
        begin += more
    first, rest = begin[:end], begin[end:] if end else b""
    head = read_head(name, instrument, first.decode("utf-8", "surrogateescape"))
    if isinstance(head, AnswersRow):
        return head
    return PiecedTable(head, file, rest, size)


def _end_of_line(content: bytes) -> int | None:
    """Where the first line ends; None when it may go on after what is there."""
    found = [at for at in (content.find(end) for end in _ENDS) if at >= 0]
    if not found:
        return None
    at = min(found)
    if content[at : at + 1] == b"\n":
        return at + 1
    if at + 1 == len(content):
        return None  # perhaps half of the two bytes that end a line
    return at + (2 if content[at + 1 : at + 2] == b"\n" else 1)


def _whole(content: bytes, delimiter: str) -> int:
    """Up to where there are whole records; 0 when the first one is not at its end.

    Where there are quotes a line end may stand inside a cell; then the records are read as they will be read.
    """
    end = content.rfind(b"\n") + 1 or content.rfind(b"\r", 0, -1) + 1
    if b'"' not in content[:end]:
        return end
    lines = list(io.StringIO(content[:end].decode("utf-8", "surrogateescape"), newline=""))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    whole = 0
    try:
        for _ in reader:
            whole = reader.line_num
    except csv.Error as error:
        if "unexpected end of data" not in str(error):
            return end  # whoever reads the piece comes to the same error
    return len("".join(lines[:whole]).encode("utf-8", "surrogateescape"))


def _count_lines(content: bytes) -> int:
    return content.count(b"\n") + content.count(b"\r") - content.count(b"\r\n")
