"""Prove that the sheet with answers is found in a workbook, and in it the row that names the columns."""

from pathlib import Path

import pytest

from tests.loading.workbooks import book_of, codes_of, problem_of, rows_of


def test_ids_may_stand_below_what_people_read(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, book_of(["The garden"], ["Name", "What do you call it?"], ["id", "data"], ["a", "x"]))
    assert [(row.line, row.id, row.problems) for row in rows] == [(4, "a", ())]


def test_columns_without_a_name_count_only_when_they_hold_something(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path, book_of(["id", None, "S1"], ["a", None, 1]))
    assert row.assessment is not None
    problem = problem_of(rows_of(tmp_path, book_of(["id", None, "S1"], ["a", "note", 1])))
    assert (problem.code, problem.message[:11]) == ("unnamed-column", "Gardens!B1:")


@pytest.mark.parametrize(
    ("head", "code", "cell"),
    [
        (["id", "S1", "S11"], "unknown-column", "C1"),
        (["id", "S1", "S1"], "duplicate-column", "C1"),
        (["id", "S1", "given.x"], "unknown-column", "C1"),
    ],
)
def test_a_wrong_header_is_told_once_for_the_whole_file(tmp_path: Path, head: list[str], code: str, cell: str) -> None:
    rows = rows_of(tmp_path, book_of(head, ["a", 1, 2], ["b", 1, 2]))
    assert codes_of(rows) == [(None, code)]
    assert rows[0].problems[0].message.startswith(f"Gardens!{cell}: ")


def test_sheets_without_ids_are_passed_over(tmp_path: Path) -> None:
    book = book_of(["a", "b"], ["S1", "explained"], ["S2", "explained"], title="About")
    answers = book.create_sheet("Answers")
    answers.append(["id", "S1"])
    answers.append(["a", 5])
    (row,) = rows_of(tmp_path, book)
    assert row.assessment is not None, row.problems
    assert row.assessment.answers == {"S1": 5}


def test_two_sheets_with_answers_are_refused(tmp_path: Path) -> None:
    book = book_of(["id", "S1"], ["a", 1])
    second = book.create_sheet("More")
    second.append(["id", "S2"])
    problem = problem_of(rows_of(tmp_path, book))
    assert (problem.code, "'Gardens' and 'More'" in problem.message) == ("several-sheets", True)


def test_a_hidden_sheet_with_answers_is_told(tmp_path: Path) -> None:
    book = book_of(["id", "S1"], ["a", 1])
    book.create_sheet("More").append(["id", "S2"])
    book.worksheets[1].sheet_state = "hidden"
    (row,) = rows_of(tmp_path, book)
    assert row.assessment is not None
    assert [(problem.code, problem.severity) for problem in row.problems] == [("hidden-sheet", "warning")]
    assert "not read" in row.problems[0].message


def test_a_hidden_sheet_is_read_where_no_other_holds_answers_and_that_is_told(tmp_path: Path) -> None:
    book = book_of(["What this is about"], title="About")
    hidden = book.create_sheet("Old")
    hidden.append(["id", "S1"])
    hidden.append(["a", 1])
    hidden.sheet_state = "veryHidden"
    (row,) = rows_of(tmp_path, book)
    assert row.assessment is not None
    assert [problem.code for problem in row.problems] == ["hidden-sheet"]
    assert "the sheet 'Old' is hidden and holds answers; it is read." in row.problems[0].message


@pytest.mark.parametrize("sheet", [[], [["x", "y"], ["a", "b"]], [["id", "lang"], ["a", "nl"]]])
def test_a_workbook_without_ids_of_items_says_so(tmp_path: Path, sheet: list[list[str]]) -> None:
    assert codes_of(rows_of(tmp_path, book_of(*sheet))) == [(None, "no-header-row")]


def test_a_header_without_rows_says_so(tmp_path: Path) -> None:
    assert codes_of(rows_of(tmp_path, book_of(["id", "S1"]))) == [(None, "no-rows")]


def test_a_page_that_explains_columns_is_no_second_table(tmp_path: Path) -> None:
    book = book_of(["id", "S1"], ["a", 1])
    pages = book.create_sheet("Pages")
    for row in (["S1", "plants", "explained", "at", "length"], ["S2", "S1", "explained", "at", "length"]):
        pages.append(row)
    (row,) = rows_of(tmp_path, book)
    assert row.assessment is not None, row.problems


def test_a_header_of_mostly_wrong_names_is_told_name_by_name(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, book_of(["id", "S1", "S8", "S9", "S10", "S11"], ["a", 1, 1, 1, 1, 1]))
    assert codes_of(rows) == [(None, "unknown-column")] * 4
