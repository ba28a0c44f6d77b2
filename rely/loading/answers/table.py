"""Turn a CSV table of answers into checked assessments, row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rely.loading.answers.row import AnswersRow, Written, answer_problem, build_row, refused
from rely.loading.checks.findings import suggestion
from rely.loading.problems import Place, Problem
from rely.model.instrument import Instrument
from rely.model.response_scales import Multiple
from rely.model.scalars import Plain

COLUMNS = ("id", "instrument", "lang", "form", "perspective", "respondent", "date")
"""The columns that are no items."""

GIVEN = "given."
BETWEEN_CODES = "|"
_DELIMITERS = (",", ";")


@dataclass(frozen=True, slots=True)
class _Table:
    path: str
    instrument: Instrument
    header: list[str]
    several: frozenset[str]

    def place(self, line: int) -> Place:
        return Place(self.path, line)


def read_table(path: Path, instrument: Instrument) -> Iterator[AnswersRow]:
    """The assessments of a CSV file in UTF-8, with or without a byte order mark; comma or semicolon."""
    try:
        raw = path.open("rb")
    except OSError as error:
        reason = (error.strerror or "it is no ordinary file").lower()
        yield refused(answer_problem("unreadable-file", Place(str(path)), reason=reason))
        return
    with raw:
        if raw.peek(2)[:2] in (b"\xff\xfe", b"\xfe\xff"):
            yield refused(answer_problem("not-utf8", Place(str(path)), what="it begins with the mark of UTF-16"))
            return
        # Bytes that are no UTF-8 come as lone surrogates, so that the row they stand in can be named.
        text = io.TextIOWrapper(raw, encoding="utf-8-sig", errors="surrogateescape", newline="")
        yield from _rows(str(path), instrument, text)


def _rows(path: str, instrument: Instrument, text: io.TextIOWrapper) -> Iterator[AnswersRow]:
    first = text.readline()
    if not first.strip():
        yield refused(answer_problem("empty-file", Place(path)))
        return
    delimiter = _delimiter(first, instrument)
    header = next(csv.reader([first], delimiter=delimiter))
    problems = _header_problems(path, instrument, header)
    if problems:
        yield refused(*problems)
        return
    several = frozenset(
        item.id for item in instrument.items.values() if isinstance(instrument.scale_of(item), Multiple)
    )
    table = _Table(path, instrument, header, several)
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
            yield _row(table, cells, line)
        line = reader.line_num + 2
    if not rows:
        yield refused(answer_problem("no-rows", Place(path)))


def _delimiter(first: str, instrument: Instrument) -> str:
    """Comma or semicolon: the one that parts the header into more columns that have a meaning."""

    def known(delimiter: str) -> tuple[int, int]:
        names = next(csv.reader([first], delimiter=delimiter))
        meant = sum(name in instrument.items or name in COLUMNS or name.startswith(GIVEN) for name in names)
        return meant, len(names)

    return max(_DELIMITERS, key=known)


def _header_problems(path: str, instrument: Instrument, header: Sequence[str]) -> list[Problem]:
    place = Place(path)
    if any(_is_undecoded(name) for name in header):
        return [answer_problem("not-utf8", place, what="the header holds other bytes")]
    problems = []
    given = tuple(f"{GIVEN}{fact.id}" for fact in instrument.given)
    known = (*COLUMNS, *given, *instrument.items)
    for position, name in enumerate(header):
        if not name.strip():
            problems.append(answer_problem("unnamed-column", place, number=position + 1))
        elif name in header[:position]:
            problems.append(answer_problem("duplicate-column", place, name=name))
        elif name not in known:
            hint = suggestion(name, known, noun="column")
            if "\t" in name:
                hint = "Separate the columns by commas or semicolons."
            problems.append(answer_problem("unknown-column", place, hint=hint, name=name, instrument=instrument.id))
    return problems


def _row(table: _Table, cells: Sequence[str], line: int) -> AnswersRow:
    place = table.place(line)
    row_id = _id(table, cells)
    if not any(cells):
        return refused(answer_problem("empty-row", place), line=line)
    if len(cells) != len(table.header):
        counted = answer_problem("ragged-row", place, count=len(cells), columns=len(table.header))
        return refused(counted, line=line, id=row_id)
    undecoded = [name for name, cell in zip(table.header, cells, strict=True) if _is_undecoded(cell)]
    if undecoded:
        what = f"the cell under '{undecoded[0]}' holds other bytes"
        return refused(answer_problem("not-utf8", place, what=what), line=line, id=row_id)
    answers: dict[str, object] = {}
    given: dict[str, object] = {}
    keys: dict[str, object] = {}
    for name, cell in zip(table.header, cells, strict=True):
        if name in table.instrument.items:
            answers[name] = _answer(cell, name in table.several)
        elif name.startswith(GIVEN):
            given[name.removeprefix(GIVEN)] = Plain(cell) if cell else None
        else:
            keys[name] = cell or None
    return build_row(table.instrument, Written(answers, given, keys), lambda _: place, line=line)


def _answer(cell: str, several: bool) -> object:
    if not cell:
        return None
    if several and cell not in ("na", "dk"):
        return [Plain(code) for code in cell.split(BETWEEN_CODES)]
    return Plain(cell)


def _id(table: _Table, cells: Sequence[str]) -> str | None:
    if "id" not in table.header:
        return None
    position = table.header.index("id")
    return cells[position] if position < len(cells) and cells[position].isprintable() else None


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
