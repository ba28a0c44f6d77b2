"""Prove that encoding, delimiter, sheet and header of a foreign file are found, and told where they are a guess."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from rely.loading.importing import ImportRefused
from rely.loading.importing.columns import Columns
from rely.loading.importing.finding import find_table
from rely.loading.importing.layout import Table
from tests.foreign_tables import csv_of
from tests.instruments import relationship_check

KNOWN = Columns(relationship_check())
ROWS = [["Naam", "TR01", "TR02"], ["Café", "4", "5"], ["Größe", "2", "1"]]


def found(path: Path) -> Table:
    return find_table(path, KNOWN.knows)[0]


@pytest.mark.parametrize(
    ("python", "encoding", "is_told"),
    [
        ("utf-8", "utf-8", False),
        ("utf-8-sig", "utf-8", False),
        ("utf-16", "utf-16", True),
        ("utf-16-le", "utf-16-le", True),
        ("cp1252", "windows-1252", True),
        ("mac_roman", "macintosh", True),
    ],
)
def test_the_encoding_is_found_and_told_where_it_is_not_plain(
    tmp_path: Path, python: str, encoding: str, is_told: bool
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_of(ROWS, ";").encode(python))
    table = found(path)
    assert (table.layout.encoding, table.layout.delimiter, bool(table.notes)) == (encoding, "semicolon", is_told)
    names, _ = table.head()
    assert names == ("Naam", "TR01", "TR02")
    assert [line.cell(0).text for line in table.answers()] == ["Café", "Größe"]


@pytest.mark.parametrize(("sign", "name"), [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "pipe")])
def test_the_delimiter_is_found_beside_texts_that_hold_the_others(tmp_path: Path, sign: str, name: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(csv_of([*ROWS, ["a, b; c", "1", "1"]], sign), encoding="utf-8")
    assert found(path).layout.delimiter == name


def test_the_line_that_tells_excel_the_delimiter_is_no_header(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=;\n" + csv_of([["Foo", "Bar"], ["1", "2"]], ";"), encoding="utf-8")
    layout = found(path).layout
    assert (layout.delimiter, layout.header, layout.first) == ("semicolon", 2, 3)


def test_a_title_above_the_header_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(csv_of([["Survey of 2026", "", ""], ["", "", ""], *ROWS]), encoding="utf-8")
    assert found(path).layout.header == 3


def test_of_several_sheets_the_fullest_that_is_seen_is_read_and_told(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = "Notes"
    book.worksheets[0].append(["x"])
    sheet = book.create_sheet("Answers")
    for row in ROWS:
        sheet.append(row)
    hidden = book.create_sheet("Old")
    hidden.sheet_state = "hidden"
    for row in [*ROWS, *ROWS]:
        hidden.append(row)
    path = tmp_path / "a.xlsx"
    book.save(path)
    table = found(path)
    assert table.layout.sheet == "Answers"
    assert table.notes == ("The sheet 'Answers' is read, and not: Notes, Old (hidden).",)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_read_only_where_no_other_holds_anything_and_that_is_told(tmp_path: Path, state: str) -> None:
    book = Workbook()
    hidden = book.create_sheet("Old")
    hidden.sheet_state = state
    for row in ROWS:
        hidden.append(row)
    path = tmp_path / "a.xlsx"
    book.save(path)
    table = found(path)
    assert table.layout.sheet == "Old"
    assert table.notes == ("The sheet 'Old' is hidden. It is read, for no other holds anything.",)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.csv", "empty-file"),
        (b"\r\n\r\n", "a.csv", "empty-file"),
        (b"PK\x03\x04rest", "a.csv", "not-utf8"),
        (b"$FL2@(#)", "a.sav", "not-utf8"),
        (b"no zip", "a.xlsx", "damaged-workbook"),
    ],
)
def test_files_that_are_no_tables_are_refused_in_words(tmp_path: Path, content: bytes, name: str, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ImportRefused) as told:
        found(tmp_path / name)
    assert [problem.code for problem in told.value.problems] == [code]


def test_a_workbook_that_is_too_large_is_sent_to_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rely.loading.answers.survey.MOST_ROWS", 2)
    book = Workbook()
    for row in ROWS:
        book.worksheets[0].append(row)
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(ImportRefused) as told:
        found(tmp_path / "a.xlsx")
    assert "CSV UTF-8" in told.value.problems[0].hint
