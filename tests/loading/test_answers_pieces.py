"""A table that is read in pieces gives the rows that it gives when it is read at once, wherever the pieces end."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rely.loading.answers import AnswersRow
from rely.loading.answers.pieces import pieces_of_table
from rely.loading.answers.table import no_rows, read_table, rows_of
from rely.loading.catalogue import load_instrument
from tests.instruments import VALID

MATURITY = load_instrument(VALID / "maturity-assessment.yaml")
HEADER = b"id,date,BK01,BK03,staff"
SIZES = (1, 2, 3, 7, 16, 61, 500, 1 << 20)


def in_pieces(path: Path, size: int) -> list[AnswersRow]:
    rows: list[AnswersRow] = []
    with pieces_of_table(path, MATURITY, size=size) as table:
        if isinstance(table, AnswersRow):
            return [table]
        for piece in table.pieces():
            found = list(rows_of(table.head, piece.lines(), line=piece.line))
            rows += found
            if any(problem.code == "csv-syntax" for row in found for problem in row.problems):
                break
    return [*rows, no_rows(str(path))] if all(row.is_empty for row in rows) else rows


def shown(rows: list[AnswersRow]) -> list[object]:
    return [(row.line, row.id, row.assessment, row.problems) for row in rows]


def assert_same(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    at_once = shown(list(read_table(path, MATURITY)))
    for size in SIZES:
        assert shown(in_pieces(path, size)) == at_once, size


TABLES = {
    "plain": HEADER + b"\na,,daily,2,50\nb,,none,1,5\nc,,x,1,5\n",
    "windows": HEADER + b"\r\na,,daily,2,50\r\nb,,none,1,5\r\n",
    "old mac": HEADER + b"\ra,,daily,2,50\rb,,none,1,5\rc,,none,1,5",
    "mixed line ends": HEADER + b"\r\na,,daily,2,50\rb,,none,1,5\nc,,none,1,5\r\n",
    "no end to the last line": HEADER + b"\na,,daily,2,50\nb,,none,1,5",
    "empty lines": HEADER + b"\n\n\na,,daily,2,50\n\r\n\nb,,x,1,5\n\n",
    "mark of UTF-8": b"\xef\xbb\xbf" + HEADER + b"\na,,daily,2,50\n",
    "line end in a cell": HEADER + b'\n"a\nb",,daily,2,50\n"c ""d""\r\n",,none,1,5\ne,,x,1,5\n',
    "quotes around every cell": HEADER + b'\n"a","","daily","2","50"\n"b","","none","1","5"\n',
    "quote inside a cell": HEADER + b'\na"b,,daily,2,50\nc",,none,1,5\nd,,none,1,5\n',
    "quote that is never closed": HEADER + b'\na,,daily,2,50\nb,,"none,1,5\nc,,none,1,5\n',
    "text behind a quote": HEADER + b'\na,,daily,2,50\n"b"x,,none,1,5\nc,,none,1,5\n',
    "ragged": HEADER + b"\na,,daily\nb,,none,1,5,6\nc,,none,1,5\n",
    "other bytes": HEADER + b"\n\xe9a,,daily,2,50\nb,,\xff,1,5\nc,,none,1,5\n",
    "half of a letter at the end of a line": HEADER + b"\na\xc3\nb,,none,1,5\n",
    "semicolons": HEADER.replace(b",", b";") + b"\na;;daily;2;50\nb;;none;1;5\n",
    "line mark of Unicode": HEADER + "\na\u2028b,,daily,2,50\nc,,none,1,5\n".encode(),
    "header alone": HEADER + b"\n",
    "header without a line end": HEADER,
    "empty rows alone": HEADER + b"\n,,,,\n,,,,\n",
    "nothing": b"",
    "UTF-16": b"\xff\xfe" + HEADER,
    "unknown column": HEADER + b",color\na,,daily,2,50,red\n",
}


@pytest.mark.parametrize("content", TABLES.values(), ids=TABLES)
def test_pieces_give_the_same_rows_as_the_whole(content: bytes, tmp_path: Path) -> None:
    assert_same(tmp_path / "t.csv", content)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(alphabet='a",\n\r1;é', max_size=40))
def test_pieces_give_the_same_rows_whatever_stands_in_the_table(tmp_path: Path, text: str) -> None:
    assert_same(tmp_path / "t.csv", HEADER + b"\n" + text.encode())


def test_a_quote_that_is_never_closed_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(HEADER + b'\n"' + b"a,,daily,2,50\n" * 100_000)
    with pieces_of_table(path, MATURITY, size=10_000) as table:
        assert not isinstance(table, AnswersRow)
        first = next(table.pieces())
    assert len(first.content) < 200_000
    (row,) = rows_of(table.head, first.lines(), line=first.line)
    assert (row.line, [problem.code for problem in row.problems]) == (2, ["csv-syntax"])


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    (row,) = in_pieces(tmp_path / "t.csv", 10)
    assert [problem.code for problem in row.problems] == ["unreadable-file"]
