"""Prove that a sheet is read as the same table in text would be, and that whatever else its cells hold is told."""

import datetime
from pathlib import Path

import pytest

from rely.loading.answers import is_table
from tests.instruments import by_given_phase
from tests.loading.workbooks import HEAD, ROW, book_of, bytes_of, changed, codes_of, problem_of, rows_of

ANSWERS = {
    "data": "Tulip",
    "where": "DE",
    "plants": 12,
    "acres": 2.5,
    "sown": "yes",
    "since": "2026-03-01",
    "errors": ("spade", "hoe"),
    "S1": 4,
    "L1": 7,
}


def test_a_plain_sheet_with_ids_above_its_columns_is_read(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path, book_of(HEAD, ROW))
    assert row.assessment is not None, row.problems
    assert row.assessment.answers == ANSWERS
    assert (row.line, row.id) == (2, "a")


def test_a_workbook_is_a_table() -> None:
    assert is_table(Path("a.XLSX"))


@pytest.mark.parametrize(
    ("cell", "answer"),
    [(4, 4), (4.0, 4), ("4", 4), ("4 – step 4", 4), ("na – does not apply", "na"), ("na", "na"), (None, None)],
)
def test_a_code_alone_a_number_and_a_line_of_the_pick_list_are_the_same_answer(
    tmp_path: Path, cell: object, answer: object
) -> None:
    (row,) = rows_of(tmp_path, book_of(["id", "S2"], ["a", cell]))
    assert row.assessment is not None
    assert row.assessment.answers == {"S2": answer}


@pytest.mark.parametrize(
    "cell", ["step 4", "4 - step 4", "4 – step 5", "4 –", "4 – Step 4", " 4", "4.0", "four", True, 4.5]
)
def test_what_is_no_code_and_no_line_of_the_pick_list_is_told_with_its_cell(tmp_path: Path, cell: object) -> None:
    problem = problem_of(rows_of(tmp_path, book_of(["id", "S1"], ["a", cell])))
    assert (problem.code, problem.line, problem.column) == ("unknown-code", 2, 2)
    assert problem.message.startswith("Gardens!B2: 'a': item 'S1' cannot be")
    assert problem.hint.endswith("Accepted: 1, 2, 3, 4, 5.")


def test_pick_lists_are_read_in_every_language(tmp_path: Path) -> None:
    lines = ["DE – Germany", "DE – Duitsland", "DE – Deutschland", "DE"]
    rows = rows_of(tmp_path, book_of(["id", "where", "sown"], *(["a", line, "yes – Ja"] for line in lines)))
    assert [row.assessment and row.assessment.answers for row in rows] == [{"where": "DE", "sown": "yes"}] * 4


def test_several_answers_may_be_lines_of_the_pick_list_too(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path, book_of(["id", "errors"], ["a", "spade – spade|hoe"], ["b", "spade|axe"], ["c", "hoe|hoe"])
    )
    assert rows[0].assessment is not None
    assert rows[0].assessment.answers == {"errors": ("spade", "hoe")}
    assert codes_of(rows) == [(3, "unknown-code"), (4, "repeated-code")]


def test_keys_and_given_facts_are_picked_like_answers(tmp_path: Path) -> None:
    given = by_given_phase()
    book = book_of(
        ["id", "lang", "perspective", "form", "given.phase", "always"],
        ["a", "en – English", "self – Self", "full", "after – after", 3],
    )
    (row,) = rows_of(tmp_path, book, given)
    assert row.assessment is not None, row.problems
    assert (row.assessment.lang, row.assessment.perspective) == ("en", "self")
    assert row.assessment.given == {"phase": "after"}


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (datetime.date(2026, 11, 30), "2026-11-30"),
        (datetime.datetime(2026, 11, 30), "2026-11-30"),
        ("2026-11-30", "2026-11-30"),
    ],
)
def test_a_day_is_a_day_or_its_text(tmp_path: Path, cell: object, day: str) -> None:
    (row,) = rows_of(tmp_path, book_of(["id", "date", "data"], ["a", cell, "x"]))
    assert row.assessment is not None
    assert str(row.assessment.date) == day


@pytest.mark.parametrize(
    ("name", "cell", "code"),
    [
        ("S1", datetime.date(2026, 2, 1), "day-cell"),
        ("data", datetime.date(2026, 2, 1), "day-cell"),
        ("date", datetime.datetime(2026, 2, 1, 13, 30), "time-cell"),
        ("plants", datetime.time(13, 30), "time-cell"),
        ("date", 46000, "not-a-day"),
        ("date", "30-11-2026", "not-a-day"),
        ("since", "30.11.2026", "not-a-date"),
        ("acres", "2,5", "decimal-comma"),
        ("plants", 2.5, "not-whole"),
        ("plants", 1e20, "not-a-number"),
        ("plants", "=1+1", "formula-without-value"),
        ("where", "Germany", "unknown-country"),
        ("where", "de", "unknown-country"),
        ("respondent", "a\nb", "wrong-text"),
    ],
)
def test_what_spreadsheets_make_of_answers_is_told_and_never_guessed(
    tmp_path: Path, name: str, cell: object, code: str
) -> None:
    problem = problem_of(rows_of(tmp_path, book_of(["id", name, "L1"], ["a", cell, 3])))
    assert (problem.code, problem.line, problem.column) == (code, 2, 2)
    assert problem.message.startswith("Gardens!B2: 'a': ")


def test_a_text_with_a_decimal_comma_is_mended_by_the_format_of_the_cell(tmp_path: Path) -> None:
    problem = problem_of(rows_of(tmp_path, book_of(["id", "acres"], ["a", "2,5"])))
    assert "format it as a number" in problem.hint


def test_a_number_has_the_digits_that_are_shown(tmp_path: Path) -> None:
    (row,) = rows_of(tmp_path, book_of(["id", "acres"], [7.0, 0.1 + 0.7]))
    assert row.assessment is not None
    assert (row.id, row.assessment.answers) == ("7", {"acres": 0.8})


def test_an_error_of_the_spreadsheet_is_told(tmp_path: Path) -> None:
    book = book_of(["id", "S1"], ["a", "#N/A"])
    book.worksheets[0]["B2"].data_type = "e"
    problem = problem_of(rows_of(tmp_path, book))
    assert (problem.code, "#N/A" in problem.message) == ("error-cell", True)


def test_the_stored_value_of_a_formula_counts(tmp_path: Path) -> None:
    def stored(name: str, part: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return part
        assert b"<f>2+2</f><v" in part
        return part.replace(b"<f>2+2</f><v />", b"<f>2+2</f><v>4</v>").replace(
            b"<f>2+2</f><v></v>", b"<f>2+2</f><v>4</v>"
        )

    (row,) = rows_of(tmp_path, changed(bytes_of(book_of(["id", "S1"], ["a", "=2+2"])), stored))
    assert row.assessment is not None, row.problems
    assert row.assessment.answers == {"S1": 4}


def test_a_cell_that_can_be_no_answer_is_told_together_with_the_others(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, book_of(["id", "S1", "plants", "sown"], ["a", datetime.date(2026, 1, 2), 2.5, "perhaps"]))
    assert codes_of(rows) == [(2, "day-cell"), (2, "not-whole"), (2, "unknown-code")]
    assert rows[0].assessment is None


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "=cmd|' /C calc'!A0", "#N/A"])
def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path, text: str) -> None:
    book = book_of(["respondent", "data"], ["x", "x"])
    for cell in ("A2", "B2"):
        book.worksheets[0][cell].value = text
        book.worksheets[0][cell].data_type = "s"
    (row,) = rows_of(tmp_path, book)
    assert row.assessment is not None, row.problems
    assert (row.assessment.respondent, row.assessment.answers["data"]) == (text, text)


def test_empty_rows_at_the_end_are_ignored_and_between_others_told(tmp_path: Path) -> None:
    book = book_of(["id", "S1"], ["a", 1], [None, None], ["b", 2])
    book.worksheets[0]["A50"].number_format = "@"
    book.worksheets[0]["B60"].value = ""
    rows = rows_of(tmp_path, book)
    assert codes_of(rows) == [(3, "empty-row")]
    assert [row.line for row in rows] == [2, 3, 4]


def test_hidden_rows_and_columns_are_read_and_told_once(tmp_path: Path) -> None:
    book = book_of(["id", "S1", "S2"], ["a", 1, 1], ["b", 2, 2], ["c", 3, 3])
    sheet = book.worksheets[0]
    for line in (3, 4, 9):
        sheet.row_dimensions[line].hidden = True
    sheet.column_dimensions["B"].hidden = True
    rows = rows_of(tmp_path, book)
    assert all(row.assessment is not None for row in rows)
    assert codes_of(rows) == [(2, "hidden-cells"), (2, "hidden-cells")]
    told = [problem.message for problem in rows[0].problems]
    assert "the rows 3, 4 of 'Gardens' are hidden" in told[0]
    assert "the column B of 'Gardens' is hidden" in told[1]


def test_merged_cells_in_a_row_are_refused_and_stop_no_other(tmp_path: Path) -> None:
    book = book_of(["The garden", None], ["id", "S1"], ["a", 1], ["b", 2], ["c", 3])
    book.worksheets[0].merge_cells("A1:B1")
    book.worksheets[0].merge_cells("B4:B5")
    rows = rows_of(tmp_path, book)
    assert codes_of(rows) == [(4, "merged-cells"), (5, "merged-cells")]
    assert "B4:B5" in rows[1].problems[0].message
    assert rows[0].assessment is not None


def test_what_stands_in_a_cell_or_names_a_sheet_cannot_forge_lines(tmp_path: Path) -> None:
    book = book_of(["id", "S1"], ["a", "x\ny\u202e"], title="a\u202eb")
    problem = problem_of(rows_of(tmp_path, book))
    assert problem.message.isprintable()


def test_an_instrument_of_another_name_in_a_row_is_refused(tmp_path: Path) -> None:
    problem = problem_of(rows_of(tmp_path, book_of(["id", "instrument", "S1"], ["a", "big", 1])))
    assert problem.code == "wrong-instrument"


def test_a_last_row_of_formulas_without_values_is_not_lost(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, book_of(["id", "S1"], ["a", 1], ["=A2", "=B2"]))
    assert codes_of(rows) == [(3, "formula-without-value")] * 2
    rows = rows_of(tmp_path, book_of(["id", "S1"], ["=A2", "=B2"]))
    assert codes_of(rows) == [(2, "formula-without-value")] * 2
