"""Turn a file of another program into a table: find its encoding, delimiter, sheet and header, or take them as told."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from rely.loading.answers.row import answer_problem
from rely.loading.answers.workbook import Sheet, read_workbook
from rely.loading.importing.csv_lines import csv_lines, names_delimiter
from rely.loading.importing.layout import DELIMITERS, ENCODINGS, Layout, Line, Table
from rely.loading.importing.programs import Program, program_of
from rely.loading.importing.reading import ImportRefused, import_problem
from rely.loading.importing.sheet_lines import sheet_lines, size_of
from rely.loading.problems import Place, Problem, visible

HEADER_WITHIN: Final = 10
_FIRST_BYTES: Final = 1_000_000
_FIRST_ROWS: Final = 40
_NO_ASCII = re.compile(rb"[A-Za-z]*[\x80-\xff]+[A-Za-z\x80-\xff]*")
_LETTERS: Final = "éèëêïîöôüûäâàáçñóíßÉÖÜÄ’–"
_TOO_LARGE: Final = "Save the sheet as 'CSV UTF-8' in the spreadsheet program, and import that."


def is_workbook(path: Path) -> bool:
    """Whether the name of a file is that of a workbook; all others are tables in text."""
    return path.suffix.lower() == ".xlsx"


def open_table(path: Path, layout: Layout) -> Table:
    """The table of a file whose layout is known. Raises ImportRefused."""
    if not is_workbook(path):
        _check_readable(path)
        return Table(str(path), layout, lambda: csv_lines(path, layout))
    found = _workbook(path)
    sheet = next((each for each in found if each.name == layout.sheet), None)
    if sheet is None:
        names = ", ".join(f"'{each.name}'" for each in found)
        raise ImportRefused([import_problem("wrong-layout", Place(str(path)), what=_no_sheet(layout.sheet, names))])
    return Table(str(path), layout, partial(sheet_lines, sheet))


def find_table(path: Path, knows: Callable[[str], bool]) -> tuple[Table, Program | None]:
    """The table of a file about which nothing is known, and the program that seems to have made it.

    `knows` says whether a text is the name of a column that can be imported. Raises ImportRefused.
    """
    table = _found_in_workbook(path) if is_workbook(path) else _found_in_text(path)
    first = list(islice(table.lines(), _FIRST_ROWS))
    if not any(cell.text for line in first for cell in line.cells):
        raise ImportRefused([answer_problem("empty-file", Place(str(path)))])
    header = _header(first, knows)
    names = [cell.text for cell in next(line for line in first if line.row == header).cells]
    program = program_of(names)
    layout = replace(table.layout, header=header, first=_first(first, header, program))
    return replace(table, layout=layout, lines=table.lines), program


def _workbook(path: Path) -> tuple[Sheet, ...]:
    found = read_workbook(path)
    if not isinstance(found, Problem):
        return found
    hint = _TOO_LARGE if found.code == "workbook-too-large" else found.hint
    raise ImportRefused([replace(found, hint=hint)])


def _no_sheet(sheet: str, names: str) -> str:
    if not sheet:
        return f"`file` does not say which sheet is read; there are {names}"
    return f"the workbook has no sheet '{sheet}'; there are {names}"


def _found_in_workbook(path: Path) -> Table:
    sheets = [sheet for sheet in _workbook(path) if size_of(sheet)]
    if not sheets:
        raise ImportRefused([answer_problem("empty-file", Place(str(path)))])
    sheet = max(sheets, key=lambda each: (not each.hidden, size_of(each)))
    notes = []
    others = [f"{visible(each.name)}{' (hidden)' if each.hidden else ''}" for each in sheets if each is not sheet]
    if others:
        notes.append(f"The sheet '{visible(sheet.name)}' is read, and not: {', '.join(others)}.")
    if sheet.hidden:
        notes.append(f"The sheet '{visible(sheet.name)}' is hidden. It is read, for no other holds anything.")
    hidden = [line for line in sheet.survey.hidden_rows if line in sheet.rows]
    if hidden:
        notes.append(f"{len(hidden)} rows are hidden, by a filter perhaps; they are read like the others.")
    layout = Layout(sheet=sheet.name)
    return Table(str(path), layout, partial(sheet_lines, sheet), tuple(notes))


def _found_in_text(path: Path) -> Table:
    _check_readable(path)
    encoding, notes = _encoding(path)
    with path.open(encoding=ENCODINGS[encoding], errors="replace", newline="") as text:
        begin = text.read(_FIRST_BYTES)
    delimiter = _delimiter(begin)
    layout = Layout(encoding=encoding, delimiter=delimiter)
    return Table(str(path), layout, lambda: csv_lines(path, layout), notes)


def _check_readable(path: Path) -> None:
    try:
        with path.open("rb") as file:
            begin = file.read(4)
    except OSError as error:
        reason = (error.strerror or "it is no ordinary file").lower()
        raise ImportRefused([answer_problem("unreadable-file", Place(str(path)), reason=reason)]) from error
    if not begin:
        raise ImportRefused([answer_problem("empty-file", Place(str(path)))])
    if begin in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"$FL2", b"$FL3"):
        hint = "Give a workbook a name that ends in .xlsx; anything else save as .xlsx or as CSV."
        what = "it is no table in text, but a workbook or a document"
        raise ImportRefused([answer_problem("not-utf8", Place(str(path)), what=what, hint=hint)])


def _encoding(path: Path) -> tuple[str, tuple[str, ...]]:
    """The encoding of a text, and what its author has to look at."""
    with path.open("rb") as file:
        begin = file.read(_FIRST_BYTES)
        if begin.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16", ("The file begins with the mark of UTF-16.",)
        zeros = begin[:4096].count(0)
        if zeros * 4 > len(begin[:4096]):
            which = "utf-16-le" if begin[1:4096:2].count(0) > begin[0:4096:2].count(0) else "utf-16-be"
            return which, ("The file seems to be UTF-16, and has no mark that says so.",)
        decoder = codecs.getincrementaldecoder("utf-8")()
        file.seek(0)
        try:
            while chunk := file.read(_FIRST_BYTES):
                last = chunk
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return _old_encoding(last)
    return "utf-8", ()


def _old_encoding(chunk: bytes) -> tuple[str, tuple[str, ...]]:
    """Which of the old encodings gives the letters that are usual, with words to look at."""
    words = list(dict.fromkeys(_NO_ASCII.findall(chunk)))[:2000]

    def usual(encoding: str) -> int:
        text = b" ".join(words).decode(ENCODINGS[encoding], errors="replace")
        return sum(letter in _LETTERS for letter in text)

    encoding = max(("windows-1252", "macintosh"), key=usual)
    shown = [visible(word.decode(ENCODINGS[encoding], errors="replace")[:30]) for word in words[:5]]
    read = ", ".join(f"'{word}'" for word in shown)
    note = f"The file is no UTF-8. Read as {encoding} it has the words {read}: look whether they are right."
    return encoding, (note,)


def _delimiter(begin: str) -> str:
    """What parts the columns: the one with which most rows have the same number of cells, and many."""
    first = begin.partition("\n")[0].removeprefix("\ufeff")
    if names_delimiter(first):
        named = first.strip().strip('"')[-1]
        return next((name for name, mark in DELIMITERS.items() if mark == named), "comma")

    def fits(name: str) -> tuple[bool, float, int]:
        widths = list(_widths(begin, DELIMITERS[name]))
        usual = max(set(widths), key=widths.count, default=1)
        return usual > 1, widths.count(usual) / max(1, len(widths)) > 0.8, usual

    return max(DELIMITERS, key=fits)


def _widths(begin: str, delimiter: str) -> Iterator[int]:
    rows = csv.reader(io.StringIO(begin, newline=""), delimiter=delimiter)
    try:
        for cells in islice(rows, _FIRST_ROWS):
            if cells:
                yield len(cells)
    except csv.Error:
        return


def _header(first: list[Line], knows: Callable[[str], bool]) -> int:
    """The row with the names: of the first rows the one with most names that are known, else the first filled."""
    filled = [line for line in first if any(cell.text for cell in line.cells)]
    if names_delimiter("".join(cell.text for cell in filled[0].cells)) and len(filled) > 1:
        filled = filled[1:]

    def known(line: Line) -> tuple[bool, int, int]:
        names = [cell.text for cell in line.cells if cell.text]
        return program_of(names) is not None, sum(knows(name) for name in names), -line.row

    rows = [line for line in filled if line.row <= HEADER_WITHIN] or filled[:1]
    best = max(rows, key=known)
    return best.row if any(known(best)[:2]) else filled[0].row


def _first(first: list[Line], header: int, program: Program | None) -> int:
    """The first row with answers."""
    if program is not None and program.ends_header:
        for line in first:
            if line.row > header and any(cell.text.startswith(program.ends_header) for cell in line.cells):
                return line.row + 1
    return header + (2 if program is not None and program.options_below else 1)
