"""Prove that a file which is no workbook, a damaged one or a bomb is told and never unpacked."""

import io
import zipfile
from pathlib import Path

import pytest

from rely.loading.answers import read_answers, survey, workbook
from tests.loading.workbooks import SMALL, book_of, bytes_of, changed, codes_of, rows_of

LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b"id,S1\na,1\n", "damaged-workbook"),
        (b"PK\x03\x04 cut off", "damaged-workbook"),
        (LOCKED, "locked-workbook"),
        (LOCKED[:500], "old-workbook"),
    ],
)
def test_a_file_that_is_no_workbook_says_what_it_is(tmp_path: Path, content: bytes, code: str) -> None:
    assert codes_of(rows_of(tmp_path, content)) == [(None, code)]


def test_a_workbook_that_is_damaged_anywhere_is_told_in_one_line(tmp_path: Path) -> None:
    whole = bytes_of(book_of(["id", "S1"], ["a", 1]))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    for broken in names:
        for bad in (b"", b"<", b"<a/>", b"\xff\xfe\x00"):
            content = changed(whole, lambda name, part, broken=broken, bad=bad: bad if name == broken else part)
            rows = rows_of(tmp_path, content)
            assert all("\n" not in problem.message for row in rows for problem in row.problems)
            assert {code for _, code in codes_of(rows)} <= {"damaged-workbook", "no-header-row"}, (broken, bad)


def test_every_cut_of_a_workbook_is_told(tmp_path: Path) -> None:
    whole = bytes_of(book_of(["id", "S1"], ["a", 1]))
    for end in range(1, len(whole), 97):
        assert codes_of(rows_of(tmp_path, whole[:end])) == [(None, "damaged-workbook")]


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>'
    for part_name in ("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"):
        content = changed(
            bytes_of(book_of(["id", "S1"], ["a", 1])),
            lambda name, part, aim=part_name: bomb + part if name == aim else part,
        )
        assert codes_of(rows_of(tmp_path, content)) == [(None, "damaged-workbook")]


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = bytes_of(book_of(["id", "S1"], ["a", 1]))
    big = {"xl/worksheets/sheet1.xml": workbook.MAX_UNPACKED, "xl/styles.xml": workbook.MAX_PART}
    monkeypatch.setattr(workbook, "ExcelReader", None)
    for part_name, size in big.items():
        content = changed(whole, lambda name, part, n=part_name, s=size: b" " * (s + 1) if name == n else part)
        assert len(content) < 200_000
        assert codes_of(rows_of(tmp_path, content)) == [(None, "workbook-too-large")]


@pytest.mark.parametrize(("name", "value"), [("MAX_FILE", 1000), ("MAX_PARTS", 3)])
def test_a_large_file_and_one_of_many_parts_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: int
) -> None:
    monkeypatch.setattr(workbook, name, value)
    assert codes_of(rows_of(tmp_path, book_of(["id", "S1"], ["a", 1]))) == [(None, "workbook-too-large")]


@pytest.mark.parametrize(("row", "column"), [(survey.MOST_ROWS + 1, 1), (1, survey.MOST_COLUMNS + 1)])
def test_too_many_rows_or_columns_are_refused(tmp_path: Path, row: int, column: int) -> None:
    book = book_of(["id", "S1"], ["a", 1])
    book.worksheets[0].cell(row, column, "x")
    assert codes_of(rows_of(tmp_path, book)) == [(None, "workbook-too-large")]


def test_a_sheet_that_lies_about_its_size_is_read_by_what_it_holds(tmp_path: Path) -> None:
    whole = bytes_of(book_of(["id", "S1"], ["a", 1], ["b", 2]))
    for lie in (b"A1:XFD1048576", b"A1:A2"):
        content = changed(whole, lambda _, part, lie=lie: part.replace(b'ref="A1:B3"', b'ref="' + lie + b'"'))
        assert content != whole
        assert [row.id for row in rows_of(tmp_path, content)] == ["a", "b"]


@pytest.mark.parametrize("suffix", [".xls", ".xlsm", ".xlsb", ".ods"])
def test_other_workbooks_are_to_be_saved_as_xlsx(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"x")
    (row,) = read_answers(path, SMALL)
    assert (row.problems[0].code, ".xlsx" in row.problems[0].hint) == ("unknown-format", True)


def test_a_workbook_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (row,) = read_answers(tmp_path / "absent.xlsx", SMALL)
    assert row.problems[0].code == "unreadable-file"


def test_a_sheet_full_of_merged_cells_is_refused(tmp_path: Path) -> None:
    merged = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (n, n) for n in range(3, survey.MOST_MERGED + 4))
    content = changed(
        bytes_of(book_of(["id", "S1"], ["a", 1])),
        lambda _, part: part.replace(b"</sheetData>", b"</sheetData><mergeCells>" + merged + b"</mergeCells>"),
    )
    assert codes_of(rows_of(tmp_path, content)) == [(None, "workbook-too-large")]
