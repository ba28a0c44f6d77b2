"""Turn a CSV table of answers into checked assessments, row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rely.loading.answers.cells import Header, build_cells, build_header, header_problems, id_in, is_known
from rely.loading.answers.export_head import columns_of_export, is_export
from rely.loading.answers.exported import ExportReader
from rely.loading.answers.row import AnswersRow, answer_problem, refused
from rely.loading.problems import Place
from rely.model.instrument import Instrument

STANDARD_INPUT = Path("-")
"""The path that means: what is piped in."""

_DELIMITERS = (",", ";")


def read_table(path: Path, instrument: Instrument) -> Iterator[AnswersRow]:
    """The assessments of a CSV file in UTF-8, with or without a byte order mark; comma or semicolon."""
    name = shown_path(path)
    try:
        raw = path.open("rb") if path != STANDARD_INPUT else io.BufferedReader(io.FileIO(0, closefd=False))
    except OSError as error:
        reason = (error.strerror or "it is no ordinary file").lower()
        yield refused(answer_problem("unreadable-file", Place(name), reason=reason))
        return
    with raw:
        if raw.peek(2)[:2] in (b"\xff\xfe", b"\xfe\xff"):
            yield refused(answer_problem("not-utf8", Place(name), what="it begins with the mark of UTF-16"))
            return
        # Bytes that are no UTF-8 come as lone surrogates, so that the row they stand in can be named.
        text = io.TextIOWrapper(raw, encoding="utf-8-sig", errors="surrogateescape", newline="")
        yield from _rows(name, instrument, text)


def shown_path(path: Path) -> str:
    """What people read for the path of a table."""
    return "standard input" if path == STANDARD_INPUT else str(path)


@dataclass(frozen=True, slots=True)
class Head:
    """What the first line of a CSV table says: the names of its columns, and what parts them.

    `path` is what people read for the table. `export` reads the rows of a data file that Rely exported.
    """

    path: str
    header: Header
    delimiter: str
    export: ExportReader | None = None


class TornTable(Exception):
    """The table cannot be read from a line on: quotes do not fit together."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def _rows(path: str, instrument: Instrument, text: io.TextIOWrapper) -> Iterator[AnswersRow]:
    head = read_head(path, instrument, text.readline())
    if isinstance(head, AnswersRow):
        yield head
        return
    is_empty = True
    for row in rows_of(head, text, line=2):
        is_empty = is_empty and row.is_empty
        yield row
    if is_empty:
        yield no_rows(path)


def read_head(path: str, instrument: Instrument, first: str) -> Head | AnswersRow:
    """The head of a table from its first line, or a row with the problems that stand in the way."""
    if not first.strip():
        return refused(answer_problem("empty-file", Place(path)))
    try:
        delimiter = _delimiter(first, instrument)
        names = next(csv.reader([first], delimiter=delimiter))
    except csv.Error as error:
        return refused(answer_problem("csv-syntax", Place(path), reason=reason_of(error)))
    if any(_is_undecoded(name) for name in names):
        return refused(answer_problem("not-utf8", Place(path), what="the header holds other bytes"))
    return head_of(path, instrument, names, delimiter)


def head_of(
    path: str, instrument: Instrument, names: Sequence[str], delimiter: str = ",", *, guards: bool = True
) -> Head | AnswersRow:
    """The head of a table of answers or of an export, or a row with what is wrong with the names of its columns.

    `guards`: texts that a spreadsheet would run stand behind an apostrophe.
    """
    header = build_header(instrument, names)
    if not is_export(names):
        problems = header_problems(instrument, names, lambda _: Place(path))
        return refused(*problems) if problems else Head(path, header, delimiter)
    columns, problems = columns_of_export(instrument, names, lambda _: Place(path))
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        return refused(*errors)
    return Head(path, header, delimiter, ExportReader(instrument, columns, problems, guards=guards))


def records(lines: Iterable[str], delimiter: str, *, line: int) -> Iterator[tuple[int, list[str]]]:
    """The cells of each record with its line; `line` is that of the first. Empty lines are passed over.

    Raises TornTable.
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    start = line
    try:
        for cells in reader:
            if cells:
                yield start, cells
            start = line + reader.line_num
    except csv.Error as error:
        raise TornTable(start, reason_of(error)) from error


def rows_of(head: Head, lines: Iterable[str], *, line: int) -> Iterator[AnswersRow]:
    """The assessments in lines below the head, of which `line` is the first; a torn table ends with its problem."""
    try:
        for number, cells in records(lines, head.delimiter, line=line):
            yield row_of_cells(head, cells, number)
    except TornTable as torn:
        yield torn_row(head, torn)


def torn_row(head: Head, torn: TornTable) -> AnswersRow:
    """The row that tells from where on a table cannot be read."""
    return refused(answer_problem("csv-syntax", Place(head.path, torn.line), reason=torn.reason), line=torn.line)


def no_rows(path: str) -> AnswersRow:
    """What there is to say of a table with nothing below its header but empty rows."""
    return refused(answer_problem("no-rows", Place(path)))


def row_of_cells(head: Head, cells: Sequence[str], line: int) -> AnswersRow:
    """The assessment of one record, or the problems that stand in its way."""
    return _row(head, cells, Place(head.path, line))


def _delimiter(first: str, instrument: Instrument) -> str:
    """Comma or semicolon: the one that parts the header into more columns that have a meaning."""

    def known(delimiter: str) -> tuple[int, int]:
        names = next(csv.reader([first], delimiter=delimiter))
        meant = sum(is_known(instrument, name) for name in names)
        return meant, len(names)

    return max(_DELIMITERS, key=known)


def _row(head: Head, cells: Sequence[str], place: Place) -> AnswersRow:
    header, line, row_id = head.header, place.line, id_in(head.header, cells)
    if any(cells) and len(cells) != len(header.names):
        counted = answer_problem("ragged-row", place, count=len(cells), columns=len(header.names))
        return refused(counted, line=line, id=row_id)
    undecoded = [name for name, cell in zip(header.names, cells, strict=False) if _is_undecoded(cell)]
    if undecoded:
        what = f"the cell under '{undecoded[0]}' holds other bytes"
        return refused(answer_problem("not-utf8", place, what=what), line=line, id=row_id)
    if head.export is not None:
        return head.export.row(cells, lambda at: place if at is None else Place(place.path, line, at + 1), line=line)
    return build_cells(header, cells, lambda _: place, line=line)


def _is_undecoded(text: str) -> bool:
    return any("\udc80" <= character <= "\udcff" for character in text)


def reason_of(error: csv.Error) -> str:
    """Why a table cannot be read, in words."""
    said = str(error)
    if "unexpected end of data" in said:
        return "a quote that opens here is never closed"
    if "field larger" in said:
        return "a cell is longer than any answer can be, perhaps because a quote is not closed"
    if "expected after" in said:
        return "a quote inside a cell is not written twice"
    return said
