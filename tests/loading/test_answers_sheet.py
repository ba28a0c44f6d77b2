"""Prove that a workbook is read as the same table in text would be, and that whatever else it holds is told."""

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from rely.languages import words_for
from rely.loading.answers import AnswersRow, is_table, read_answers, survey, workbook
from rely.loading.answers.picks import BEFORE_LABEL, codes_by_pick, item_picks, key_picks, pick
from rely.loading.problems import Problem
from rely.model.instrument import Instrument
from tests.instruments import by_given_phase, choice, instrument, item, rating, relationship_check
from tests.small_instrument import small_instrument

SMALL = small_instrument()
HEAD = ["id", "data", "where", "plants", "acres", "sown", "since", "errors", "S1", "L1"]
ROW: list[Any] = ["a", "Tulip", "DE", 12, 2.5, "yes", datetime.date(2026, 3, 1), "spade|hoe", 4, 7]
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


def _book(*rows: list[Any], title: str = "Gardens") -> Workbook:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(row)
    return book


def _read(tmp_path: Path, book: Workbook | bytes, given: Instrument = SMALL) -> list[AnswersRow]:
    path = tmp_path / "a.xlsx"
    if isinstance(book, bytes):
        path.write_bytes(book)
    else:
        book.save(path)
    return list(read_answers(path, given))


def _bytes(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _changed(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A workbook with its parts changed."""
    new = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as made:
        for name in old.namelist():
            made.writestr(name, change(name, old.read(name)))
    return new.getvalue()


def _codes(rows: list[AnswersRow]) -> list[tuple[int | None, str]]:
    return [(row.line, problem.code) for row in rows for problem in row.problems]


def _problem(rows: list[AnswersRow]) -> Problem:
    (problem,) = [problem for row in rows for problem in row.problems]
    return problem


def test_a_plain_sheet_with_ids_above_its_columns_is_read(tmp_path: Path) -> None:
    (row,) = _read(tmp_path, _book(HEAD, ROW))
    assert row.assessment is not None, row.problems
    assert row.assessment.answers == ANSWERS
    assert (row.line, row.id) == (2, "a")


def test_a_workbook_is_a_table() -> None:
    assert is_table(Path("a.XLSX"))


def test_ids_may_stand_below_what_people_read(tmp_path: Path) -> None:
    rows = _read(tmp_path, _book(["The garden"], ["Name", "What do you call it?"], ["id", "data"], ["a", "x"]))
    assert [(row.line, row.id, row.problems) for row in rows] == [(4, "a", ())]


@pytest.mark.parametrize(
    ("cell", "answer"),
    [(4, 4), (4.0, 4), ("4", 4), ("4 – step 4", 4), ("na – does not apply", "na"), ("na", "na"), (None, None)],
)
def test_a_code_alone_a_number_and_a_line_of_the_pick_list_are_the_same_answer(
    tmp_path: Path, cell: object, answer: object
) -> None:
    (row,) = _read(tmp_path, _book(["id", "S2"], ["a", cell]))
    assert row.assessment is not None
    assert row.assessment.answers == {"S2": answer}


@pytest.mark.parametrize(
    "cell", ["step 4", "4 - step 4", "4 – step 5", "4 –", "4 – Step 4", " 4", "4.0", "four", True, 4.5]
)
def test_what_is_no_code_and_no_line_of_the_pick_list_is_told_with_its_cell(tmp_path: Path, cell: object) -> None:
    problem = _problem(_read(tmp_path, _book(["id", "S1"], ["a", cell])))
    assert (problem.code, problem.line, problem.column) == ("unknown-code", 2, 2)
    assert problem.message.startswith("Gardens!B2: 'a': item 'S1' cannot be")
    assert problem.hint.endswith("Accepted: 1, 2, 3, 4, 5.")


def test_pick_lists_are_read_in_every_language(tmp_path: Path) -> None:
    lines = ["DE – Germany", "DE – Duitsland", "DE – Deutschland", "DE"]
    rows = _read(tmp_path, _book(["id", "where", "sown"], *(["a", line, "yes – Ja"] for line in lines)))
    assert [row.assessment and row.assessment.answers for row in rows] == [{"where": "DE", "sown": "yes"}] * 4


def test_several_answers_may_be_lines_of_the_pick_list_too(tmp_path: Path) -> None:
    rows = _read(tmp_path, _book(["id", "errors"], ["a", "spade – spade|hoe"], ["b", "spade|axe"], ["c", "hoe|hoe"]))
    assert rows[0].assessment is not None
    assert rows[0].assessment.answers == {"errors": ("spade", "hoe")}
    assert _codes(rows) == [(3, "unknown-code"), (4, "repeated-code")]


def test_keys_and_given_facts_are_picked_like_answers(tmp_path: Path) -> None:
    given = by_given_phase()
    book = _book(
        ["id", "lang", "perspective", "form", "given.phase", "always"],
        ["a", "en – English", "self – Self", "full", "after – after", 3],
    )
    (row,) = _read(tmp_path, book, given)
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
    (row,) = _read(tmp_path, _book(["id", "date", "data"], ["a", cell, "x"]))
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
    problem = _problem(_read(tmp_path, _book(["id", name, "L1"], ["a", cell, 3])))
    assert (problem.code, problem.line, problem.column) == (code, 2, 2)
    assert problem.message.startswith("Gardens!B2: 'a': ")


def test_a_text_with_a_decimal_comma_is_mended_by_the_format_of_the_cell(tmp_path: Path) -> None:
    problem = _problem(_read(tmp_path, _book(["id", "acres"], ["a", "2,5"])))
    assert "format it as a number" in problem.hint


def test_a_number_has_the_digits_that_are_shown(tmp_path: Path) -> None:
    (row,) = _read(tmp_path, _book(["id", "acres"], [7.0, 0.1 + 0.7]))
    assert row.assessment is not None
    assert (row.id, row.assessment.answers) == ("7", {"acres": 0.8})


def test_an_error_of_the_spreadsheet_is_told(tmp_path: Path) -> None:
    book = _book(["id", "S1"], ["a", "#N/A"])
    book.worksheets[0]["B2"].data_type = "e"
    problem = _problem(_read(tmp_path, book))
    assert (problem.code, "#N/A" in problem.message) == ("error-cell", True)


def test_the_stored_value_of_a_formula_counts(tmp_path: Path) -> None:
    def stored(name: str, part: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return part
        assert b"<f>2+2</f><v" in part
        return part.replace(b"<f>2+2</f><v />", b"<f>2+2</f><v>4</v>").replace(
            b"<f>2+2</f><v></v>", b"<f>2+2</f><v>4</v>"
        )

    (row,) = _read(tmp_path, _changed(_bytes(_book(["id", "S1"], ["a", "=2+2"])), stored))
    assert row.assessment is not None, row.problems
    assert row.assessment.answers == {"S1": 4}


def test_a_cell_that_can_be_no_answer_is_told_together_with_the_others(tmp_path: Path) -> None:
    rows = _read(tmp_path, _book(["id", "S1", "plants", "sown"], ["a", datetime.date(2026, 1, 2), 2.5, "perhaps"]))
    assert _codes(rows) == [(2, "day-cell"), (2, "not-whole"), (2, "unknown-code")]
    assert rows[0].assessment is None


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "=cmd|' /C calc'!A0", "#N/A"])
def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path, text: str) -> None:
    book = _book(["respondent", "data"], ["x", "x"])
    for cell in ("A2", "B2"):
        book.worksheets[0][cell].value = text
        book.worksheets[0][cell].data_type = "s"
    (row,) = _read(tmp_path, book)
    assert row.assessment is not None, row.problems
    assert (row.assessment.respondent, row.assessment.answers["data"]) == (text, text)


def test_empty_rows_at_the_end_are_ignored_and_between_others_told(tmp_path: Path) -> None:
    book = _book(["id", "S1"], ["a", 1], [None, None], ["b", 2])
    book.worksheets[0]["A50"].number_format = "@"
    book.worksheets[0]["B60"].value = ""
    rows = _read(tmp_path, book)
    assert _codes(rows) == [(3, "empty-row")]
    assert [row.line for row in rows] == [2, 3, 4]


def test_columns_without_a_name_count_only_when_they_hold_something(tmp_path: Path) -> None:
    (row,) = _read(tmp_path, _book(["id", None, "S1"], ["a", None, 1]))
    assert row.assessment is not None
    problem = _problem(_read(tmp_path, _book(["id", None, "S1"], ["a", "note", 1])))
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
    rows = _read(tmp_path, _book(head, ["a", 1, 2], ["b", 1, 2]))
    assert _codes(rows) == [(None, code)]
    assert rows[0].problems[0].message.startswith(f"Gardens!{cell}: ")


def test_sheets_without_ids_are_passed_over(tmp_path: Path) -> None:
    book = _book(["a", "b"], ["S1", "explained"], ["S2", "explained"], title="About")
    answers = book.create_sheet("Answers")
    answers.append(["id", "S1"])
    answers.append(["a", 5])
    (row,) = _read(tmp_path, book)
    assert row.assessment is not None, row.problems
    assert row.assessment.answers == {"S1": 5}


def test_two_sheets_with_answers_are_refused(tmp_path: Path) -> None:
    book = _book(["id", "S1"], ["a", 1])
    second = book.create_sheet("More")
    second.append(["id", "S2"])
    problem = _problem(_read(tmp_path, book))
    assert (problem.code, "'Gardens' and 'More'" in problem.message) == ("several-sheets", True)


def test_a_hidden_sheet_with_answers_is_told(tmp_path: Path) -> None:
    book = _book(["id", "S1"], ["a", 1])
    book.create_sheet("More").append(["id", "S2"])
    book.worksheets[1].sheet_state = "hidden"
    (row,) = _read(tmp_path, book)
    assert row.assessment is not None
    assert [(problem.code, problem.severity) for problem in row.problems] == [("hidden-sheet", "warning")]
    assert "not read" in row.problems[0].message


@pytest.mark.parametrize("sheet", [[], [["x", "y"], ["a", "b"]], [["id", "lang"], ["a", "nl"]]])
def test_a_workbook_without_ids_of_items_says_so(tmp_path: Path, sheet: list[list[str]]) -> None:
    assert _codes(_read(tmp_path, _book(*sheet))) == [(None, "no-header-row")]


def test_a_header_without_rows_says_so(tmp_path: Path) -> None:
    assert _codes(_read(tmp_path, _book(["id", "S1"]))) == [(None, "no-rows")]


def test_hidden_rows_and_columns_are_read_and_told_once(tmp_path: Path) -> None:
    book = _book(["id", "S1", "S2"], ["a", 1, 1], ["b", 2, 2], ["c", 3, 3])
    sheet = book.worksheets[0]
    for line in (3, 4, 9):
        sheet.row_dimensions[line].hidden = True
    sheet.column_dimensions["B"].hidden = True
    rows = _read(tmp_path, book)
    assert all(row.assessment is not None for row in rows)
    assert _codes(rows) == [(2, "hidden-cells"), (2, "hidden-cells")]
    told = [problem.message for problem in rows[0].problems]
    assert "the rows 3, 4 of 'Gardens' are hidden" in told[0]
    assert "the column B of 'Gardens' is hidden" in told[1]


def test_merged_cells_in_a_row_are_refused_and_stop_no_other(tmp_path: Path) -> None:
    book = _book(["The garden", None], ["id", "S1"], ["a", 1], ["b", 2], ["c", 3])
    book.worksheets[0].merge_cells("A1:B1")
    book.worksheets[0].merge_cells("B4:B5")
    rows = _read(tmp_path, book)
    assert _codes(rows) == [(4, "merged-cells"), (5, "merged-cells")]
    assert "B4:B5" in rows[1].problems[0].message
    assert rows[0].assessment is not None


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
    assert _codes(_read(tmp_path, content)) == [(None, code)]


def test_a_workbook_that_is_damaged_anywhere_is_told_in_one_line(tmp_path: Path) -> None:
    whole = _bytes(_book(["id", "S1"], ["a", 1]))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    for broken in names:
        for bad in (b"", b"<", b"<a/>", b"\xff\xfe\x00"):
            content = _changed(whole, lambda name, part, broken=broken, bad=bad: bad if name == broken else part)
            rows = _read(tmp_path, content)
            assert all("\n" not in problem.message for row in rows for problem in row.problems)
            assert {code for _, code in _codes(rows)} <= {"damaged-workbook", "no-header-row"}, (broken, bad)


def test_every_cut_of_a_workbook_is_told(tmp_path: Path) -> None:
    whole = _bytes(_book(["id", "S1"], ["a", 1]))
    for end in range(1, len(whole), 97):
        assert _codes(_read(tmp_path, whole[:end])) == [(None, "damaged-workbook")]


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>'
    for part_name in ("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"):
        content = _changed(
            _bytes(_book(["id", "S1"], ["a", 1])),
            lambda name, part, aim=part_name: bomb + part if name == aim else part,
        )
        assert _codes(_read(tmp_path, content)) == [(None, "damaged-workbook")]


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _bytes(_book(["id", "S1"], ["a", 1]))
    big = {"xl/worksheets/sheet1.xml": workbook.MAX_UNPACKED, "xl/styles.xml": workbook.MAX_PART}
    monkeypatch.setattr(workbook, "ExcelReader", None)
    for part_name, size in big.items():
        content = _changed(whole, lambda name, part, n=part_name, s=size: b" " * (s + 1) if name == n else part)
        assert len(content) < 200_000
        assert _codes(_read(tmp_path, content)) == [(None, "workbook-too-large")]


@pytest.mark.parametrize(("name", "value"), [("MAX_FILE", 1000), ("MAX_PARTS", 3)])
def test_a_large_file_and_one_of_many_parts_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: int
) -> None:
    monkeypatch.setattr(workbook, name, value)
    assert _codes(_read(tmp_path, _book(["id", "S1"], ["a", 1]))) == [(None, "workbook-too-large")]


@pytest.mark.parametrize(("row", "column"), [(survey.MOST_ROWS + 1, 1), (1, survey.MOST_COLUMNS + 1)])
def test_too_many_rows_or_columns_are_refused(tmp_path: Path, row: int, column: int) -> None:
    book = _book(["id", "S1"], ["a", 1])
    book.worksheets[0].cell(row, column, "x")
    assert _codes(_read(tmp_path, book)) == [(None, "workbook-too-large")]


def test_a_sheet_that_lies_about_its_size_is_read_by_what_it_holds(tmp_path: Path) -> None:
    whole = _bytes(_book(["id", "S1"], ["a", 1], ["b", 2]))
    for lie in (b"A1:XFD1048576", b"A1:A2"):
        content = _changed(whole, lambda _, part, lie=lie: part.replace(b'ref="A1:B3"', b'ref="' + lie + b'"'))
        assert content != whole
        assert [row.id for row in _read(tmp_path, content)] == ["a", "b"]


@pytest.mark.parametrize("suffix", [".xls", ".xlsm", ".xlsb", ".ods"])
def test_other_workbooks_are_to_be_saved_as_xlsx(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(b"x")
    (row,) = read_answers(path, SMALL)
    assert (row.problems[0].code, ".xlsx" in row.problems[0].hint) == ("unknown-format", True)


def test_a_workbook_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (row,) = read_answers(tmp_path / "absent.xlsx", SMALL)
    assert row.problems[0].code == "unreadable-file"


def test_what_stands_in_a_cell_or_names_a_sheet_cannot_forge_lines(tmp_path: Path) -> None:
    book = _book(["id", "S1"], ["a", "x\ny\u202e"], title="a\u202eb")
    problem = _problem(_read(tmp_path, book))
    assert problem.message.isprintable()


def test_an_instrument_of_another_name_in_a_row_is_refused(tmp_path: Path) -> None:
    problem = _problem(_read(tmp_path, _book(["id", "instrument", "S1"], ["a", "big", 1])))
    assert problem.code == "wrong-instrument"


@pytest.mark.parametrize("given", [SMALL, relationship_check(), by_given_phase()], ids=lambda each: each.id)
def test_every_line_of_every_pick_list_is_read_back_as_its_code(given: Instrument) -> None:
    for language in ("nl", "en", "de"):
        words = words_for(language)
        picks = {name: item_picks(given, each, words) for name, each in given.items.items()}
        for name in ("lang", "form", "perspective", *(f"given.{fact.id}" for fact in given.given)):
            picks[name] = key_picks(given, name, words)
        assert any(picks.values())
        for name, pairs in picks.items():
            back = codes_by_pick(given, name)
            assert [back[pick(code, label)] for code, label in pairs] == [code for code, _ in pairs]


def test_a_label_is_one_line_and_a_code_without_label_stands_alone() -> None:
    assert pick("4", "so\n  so") == f"4{BEFORE_LABEL}so so"
    assert pick("5", "") == "5"


def test_specials_are_offered_where_the_item_takes_them() -> None:
    scales = [rating("stars", 1, 3, na=True, dk=True), choice("kind", dk=True, some=None, other=None)]
    given = instrument(
        items=[item("A", "stars", allow_na=False), item("B", "stars"), item("C", "kind")], response_scales=scales
    )
    words = words_for("en")
    codes = {name: [code for code, _ in item_picks(given, each, words)] for name, each in given.items.items()}
    assert codes == {
        "A": ["1", "2", "3", "dk"],
        "B": ["1", "2", "3", "na", "dk"],
        "C": ["some", "other", "dk"],
    }


def test_a_page_that_explains_columns_is_no_second_table(tmp_path: Path) -> None:
    book = _book(["id", "S1"], ["a", 1])
    pages = book.create_sheet("Pages")
    for row in (["S1", "plants", "explained", "at", "length"], ["S2", "S1", "explained", "at", "length"]):
        pages.append(row)
    (row,) = _read(tmp_path, book)
    assert row.assessment is not None, row.problems


def test_a_header_of_mostly_wrong_names_is_told_name_by_name(tmp_path: Path) -> None:
    rows = _read(tmp_path, _book(["id", "S1", "S8", "S9", "S10", "S11"], ["a", 1, 1, 1, 1, 1]))
    assert _codes(rows) == [(None, "unknown-column")] * 4


def test_a_last_row_of_formulas_without_values_is_not_lost(tmp_path: Path) -> None:
    rows = _read(tmp_path, _book(["id", "S1"], ["a", 1], ["=A2", "=B2"]))
    assert _codes(rows) == [(3, "formula-without-value")] * 2
    rows = _read(tmp_path, _book(["id", "S1"], ["=A2", "=B2"]))
    assert _codes(rows) == [(2, "formula-without-value")] * 2


def test_a_sheet_full_of_merged_cells_is_refused(tmp_path: Path) -> None:
    merged = b"".join(b'<mergeCell ref="A%d:B%d"/>' % (n, n) for n in range(3, survey.MOST_MERGED + 4))
    content = _changed(
        _bytes(_book(["id", "S1"], ["a", 1])),
        lambda _, part: part.replace(b"</sheetData>", b"</sheetData><mergeCells>" + merged + b"</mergeCells>"),
    )
    assert _codes(_read(tmp_path, content)) == [(None, "workbook-too-large")]
