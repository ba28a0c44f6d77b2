"""Prove that each cell becomes what the mapping says, and that what does not is told by row and column."""

import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from rely.loading.answers import AnswersRow
from rely.loading.importing import imported_rows, open_import
from rely.loading.problems import as_text
from rely.model.answers import Assessment
from tests.foreign_tables import csv_of
from tests.instruments import relationship_check

MAPPING = """\
format: 1
instrument: relationship-check
file: {file}
missing: {{'-99': yes, 'x': no}}
values:
  five: {{'1': 1, '2': 2, '3': 3, '4': 4, 'Mostly': 4, '5': 5, 'n/a': na}}
  channels: {{'E-mail': email, 'Chat, or chatbot': chat, 'none': missing}}
  ticks: {{'1': chosen, '0': not_chosen}}
  rows: {{'ok': keep, 'test': leave_out}}
{more}other_columns: ignore
columns:
{columns}
"""
TEXT = "{encoding: utf-8, delimiter: comma, header: 1, first: 2}"


def rows_of(
    tmp_path: Path, table: list[list[str]] | str | Workbook, columns: str, more: str = "", file: str = TEXT
) -> list[AnswersRow]:
    mapping = tmp_path / "m.yaml"
    listed = "".join(f"  - {{{column}}}\n" for column in columns.split("; "))
    mapping.write_text(MAPPING.format(file=file, more=more, columns=listed), encoding="utf-8")
    path = tmp_path / "a.csv"
    if isinstance(table, Workbook):
        path = tmp_path / "a.xlsx"
        table.save(path)
    else:
        path.write_text(table if isinstance(table, str) else csv_of(table), encoding="utf-8")
    return list(imported_rows(open_import(path, relationship_check(), mapping)))


def one(rows: list[AnswersRow]) -> Assessment:
    (row,) = rows
    assert row.problems == ()
    assert row.assessment is not None
    return row.assessment


Q = "column: A, name: Q"


@pytest.mark.parametrize(
    ("cell", "settings", "wanted"),
    [
        ("Mostly", "to: TR01, values: five", 4),
        ("  Mostly\u00a0", "to: TR01, values: five", 4),
        ("n/a", "to: TR01, values: five", "na"),
        ("-99", "to: TR01, values: five", None),
        ("3", "to: TR01", 3),
        ("5", "to: TR06, values: five, already_reversed: true", 1),
        ("5", "to: TR06, values: five", 5),
        ("1.200", "to: cx_months, numbers: '1.234,5'", 1200),
        ("12,0", "to: cx_months, numbers: '1234,5'", 12),
        ("12 %", "to: cx_months, percent: sign", 12),
        ("0.12", "to: cx_months, percent: fraction", 12),
        ("E-mail;Chat, or chatbot;", "to: cx_channels_used, separator: ';', values: channels", ("email", "chat")),
        ("Chat, or chatbot, E-mail", "to: cx_channels_used, separator: ',', values: channels", ("email", "chat")),
        ("none", "to: cx_channels_used, separator: ',', values: channels", None),
        ("email|chat", "to: cx_channels_used", ("email", "chat")),
        ("DE", "to: cx_country", "DE"),
    ],
)
def test_a_cell_becomes_what_the_mapping_says(tmp_path: Path, cell: str, settings: str, wanted: object) -> None:
    target = settings.split(",")[0].removeprefix("to: ")
    row = one(rows_of(tmp_path, [["Q", "id"], [cell, "a"]], f"{Q}, {settings}; column: B, name: id, to: id"))
    assert row.answers.get(target) == wanted


def test_of_columns_with_the_same_name_the_one_with_the_letters_is_read(tmp_path: Path) -> None:
    columns = "column: A, name: id, to: id; column: C, name: Q, to: TR01"
    assert one(rows_of(tmp_path, [["id", "Q", "Q"], ["a", "2", "4"]], columns)).answers == {"TR01": 4}


def test_keys_and_constants_come_along(tmp_path: Path) -> None:
    columns = f"{Q}, to: TR01; column: B, name: When, to: date, days: day-month-year; column: C, name: L, to: lang"
    more = "constants: {form: scan, cx_first_contact: yes, cx_channels_used: email}\n"
    row = one(rows_of(tmp_path, [["Q", "When", "L"], ["4", "31.12.2025 14:02", "de"]], columns, more))
    assert (row.form, row.lang, row.date) == ("scan", "de", datetime.date(2025, 12, 31))
    assert row.answers == {"cx_first_contact": "yes", "cx_channels_used": ("email",), "TR01": 4}


def test_options_in_columns_of_their_own_become_one_answer(tmp_path: Path) -> None:
    columns = "; ".join(
        f"column: {letter}, name: {name}, to: cx_channels_used, option: {name}, values: ticks"
        for letter, name in (("A", "email"), ("B", "chat"))
    )
    table = [["email", "chat"], ["1", "0"], ["1", "1"], ["0", "0"], ["", "1"]]
    rows = rows_of(tmp_path, table, columns)
    found = [row.assessment.answers["cx_channels_used"] for row in rows if row.assessment is not None]
    assert found == [("email",), ("email", "chat"), None, ("chat",)]


def test_rows_can_be_left_out_and_empty_ones_are_skipped(tmp_path: Path) -> None:
    columns = f"{Q}, to: TR01; column: B, name: Status, to: row, values: rows"
    rows = rows_of(tmp_path, [["Q", "Status"], ["1", "ok"], ["9", "test"], ["", ""], ["2", "ok"]], columns)
    assert [(row.line, row.assessment is not None) for row in rows] == [(2, True), (3, False), (5, True)]
    assert [row.problems for row in rows] == [(), (), ()]


def test_a_file_of_which_every_row_is_left_out_has_nothing_to_import(tmp_path: Path) -> None:
    columns = f"{Q}, to: TR01; column: B, name: Status, to: row, values: rows"
    left_out, refused = rows_of(tmp_path, [["Q", "Status"], ["1", "test"]], columns)
    assert (left_out.line, left_out.problems) == (2, ())
    assert [problem.code for problem in refused.problems] == ["nothing-to-import"]


@pytest.mark.parametrize(
    ("cell", "settings", "code", "told"),
    [
        ("Mostyl", "to: TR01, values: five", "unlisted-value", "does not say what 'Mostyl' becomes"),
        ("n/a", "to: TR07, values: five", "na-not-allowed", "item 'TR07' cannot be 'na'"),
        ("6", "to: TR01", "unknown-code", "item 'TR01' cannot be '6'"),
        ("1,5", "to: cx_months", "not-in-format", "'1,5' is not written as 1234.5"),
        ("-3", "to: cx_months", "out-of-range", "item 'cx_months' cannot be '-3'"),
        ("2025-31-12", "to: date", "not-in-format", "'2025-31-12' is not written as year-month-day"),
        ("x", "to: cx_channels_used, separator: ';', values: channels", "unlisted-value", "what 'x' becomes"),
    ],
)
def test_a_cell_that_does_not_fit_is_told_by_row_and_column(
    tmp_path: Path, cell: str, settings: str, code: str, told: str
) -> None:
    table = [["id", "Trust 3", "other"], ["a", "", "5"], ["b", cell, "5"]]
    columns = f"column: A, name: id, to: id; column: B, name: Trust 3, {settings}; column: C, name: other, to: CO01"
    bad = rows_of(tmp_path, table, columns)[1]
    (problem,) = bad.problems
    assert (bad.assessment, problem.code, problem.line, problem.column) == (None, code, 3, 2)
    assert problem.message.startswith("row 3, column B 'Trust 3': ")
    assert told in problem.message


def test_all_mistakes_of_a_row_are_told_at_once(tmp_path: Path) -> None:
    columns = f"{Q}, to: TR01, values: five; column: B, name: M, to: cx_months; column: C, name: R, to: TR02"
    (row,) = rows_of(tmp_path, [["Q", "M", "R"], ["u", "v", "9"]], columns)
    assert [problem.column for problem in row.problems] == [1, 2, 3]


def test_rows_are_counted_as_a_spreadsheet_does_and_lines_as_an_editor(tmp_path: Path) -> None:
    table = 'id,Q\na,"4\n"\nb,9\n'
    rows = rows_of(tmp_path, table, "column: A, name: id, to: id; column: B, name: Q, to: TR01")
    (problem,) = rows[1].problems
    assert (problem.line, problem.message[:6]) == (4, "row 3,")


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("id,Q\na\n", ["short-row"]),
        ("id,Q\na,4,5\n", ["long-row"]),
        ("id,Q\na,4,\n", []),
        ('id,Q\na,4\nb,"5\n', ["broken-table"]),
        ("id,Q\n", ["nothing-to-import"]),
        ("id,Q\na,4\na,5\n", ["same-id"]),
    ],
)
def test_rows_that_do_not_fit_the_header_are_told(tmp_path: Path, table: str, codes: list[str]) -> None:
    rows = rows_of(tmp_path, table, "column: A, name: id, to: id; column: B, name: Q, to: TR01")
    assert [problem.code for row in rows for problem in row.problems] == codes


def test_bytes_of_another_encoding_are_told_with_their_cell(tmp_path: Path) -> None:
    rows_of(tmp_path, "alias,Q\nx,4\n", "column: A, name: alias, to: cx_alias; column: B, name: Q, to: TR01")
    (tmp_path / "a.csv").write_bytes("alias,Q\nCafé,4\nCafe,4\n".encode("cp1252"))
    bad, good = imported_rows(open_import(tmp_path / "a.csv", relationship_check(), tmp_path / "m.yaml"))
    assert [problem.code for problem in bad.problems] == ["unread-cell"]
    assert good.assessment is not None


def test_cells_of_a_workbook_that_are_no_answers_are_told(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["id", "Q"])
    sheet.append(["a", "=1+3"])
    sheet.append(["b", datetime.date(2026, 2, 1)])
    sheet.append(["c", "#N/A"])
    sheet.append(["d", 4.0])
    columns = "column: A, name: id, to: id; column: B, name: Q, to: TR01, values: five"
    rows = rows_of(tmp_path, book, columns, file="{sheet: Sheet}")
    assert [[problem.code for problem in row.problems] for row in rows] == [
        ["formula-without-value"],
        ["day-cell"],
        ["error-cell"],
        [],
    ]
    assert "row 2, column B 'Q'" in as_text(rows[0].problems[0])


def test_an_error_of_a_spreadsheet_can_be_listed_as_a_missing_answer(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["Q", "id"])
    book.worksheets[0].append(["#N/A", "a"])
    columns = f"{Q}, to: TR01, values: errors; column: B, name: id, to: id"
    more = "  errors: {'#N/A': missing}\n"
    assert one(rows_of(tmp_path, book, columns, more, file="{sheet: Sheet}")).answers["TR01"] is None
