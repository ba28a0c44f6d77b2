"""Turn a CSV table of answers into checked assessments, row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from rely.loading.answers.cells import Header, build_cells, build_header, header_problems, id_in, is_known
from rely.loading.answers.row import AnswersRow, answer_problem, refused
from rely.loading.problems import Place, Problem
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


def _rows(path: str, instrument: Instrument, text: io.TextIOWrapper) -> Iterator[AnswersRow]:
    first = text.readline()
    if not first.strip():
        yield refused(answer_problem("empty-file", Place(path)))
        return
    try:
        delimiter = _delimiter(first, instrument)
        header = next(csv.reader([first], delimiter=delimiter))
    except csv.Error as error:
        yield refused(answer_problem("csv-syntax", Place(path), reason=_reason(error)))
        return
    problems = _header_problems(path, instrument, header)
    if problems:
        yield refused(*problems)
        return
    table = build_header(instrument, header)
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    rows = 0
    line = 2
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            place = Place(path, line)
            yield refused(answer_problem("csv-syntax", place, reason=_reason(error)), line=line)
            return
        if cells:
            rows += 1
            yield _row(table, cells, Place(path, line))
        line = reader.line_num + 2
    if not rows:
        yield refused(answer_problem("no-rows", Place(path)))


def _delimiter(first: str, instrument: Instrument) -> str:
    """Comma or semicolon: the one that parts the header into more columns that have a meaning."""

    def known(delimiter: str) -> tuple[int, int]:
        names = next(csv.reader([first], delimiter=delimiter))
        meant = sum(is_known(instrument, name) for name in names)
        return meant, len(names)

    return max(_DELIMITERS, key=known)


def _header_problems(path: str, instrument: Instrument, header: Sequence[str]) -> list[Problem]:
    place = Place(path)
    if any(_is_undecoded(name) for name in header):
        return [answer_problem("not-utf8", place, what="the header holds other bytes")]
    return header_problems(instrument, header, lambda _: place)


def _row(header: Header, cells: Sequence[str], place: Place) -> AnswersRow:
    line, row_id = place.line, id_in(header, cells)
    if any(cells) and len(cells) != len(header.names):
        counted = answer_problem("ragged-row", place, count=len(cells), columns=len(header.names))
        return refused(counted, line=line, id=row_id)
    undecoded = [name for name, cell in zip(header.names, cells, strict=False) if _is_undecoded(cell)]
    if undecoded:
        what = f"the cell under '{undecoded[0]}' holds other bytes"
        return refused(answer_problem("not-utf8", place, what=what), line=line, id=row_id)
    return build_cells(header, cells, lambda _: place, line=line)


def _is_undecoded(text: str) -> bool:
    return any("\udc80" <= character <= "\udcff" for character in text)


def _reason(error: csv.Error) -> str:
    said = str(error)
    if "unexpected end of data" in said:
        return "a quote that opens here is never closed"
    if "field larger" in said:
        return "a cell is longer than any answer can be, perhaps because a quote is not closed"
    if "expected after" in said:
        return "a quote inside a cell is not written twice"
    return said
