"""Prove that a CSV file is read back as it was, and that no spreadsheet runs what stands in it."""

import csv
from pathlib import Path

import polars

from rely.loading.guard import unguarded
from rely.research.exports import write_export
from tests.research.exports.tables import FORMULA, HOSTILE, KINDS, random_rows


def read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_numbers_and_codes_come_back_exactly_and_an_empty_cell_is_none(tmp_path: Path) -> None:
    path, rows = tmp_path / "a.csv", random_rows(500)
    write_export(path, "csv", KINDS, rows)
    frame = polars.read_csv(path, infer_schema_length=None)
    assert frame.columns == ["answer", "choice", "amount", "story"]
    for place in (0, 1, 2):
        assert frame.to_series(place).to_list() == [row[place] for row in rows]


def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe_and_comes_back_without(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_export(path, "csv", KINDS, [(1, "yes", None, text) for text in HOSTILE])
    cells = [row[3] for row in read(path)[1:]]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in cells)
    assert [unguarded(cell) for cell in cells] == list(HOSTILE)
    assert f"'{FORMULA}" in cells


def test_negative_numbers_and_reasons_are_never_prefixed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_export(path, "csv", KINDS, [(-9, "-9", -1.5, "-9")])
    assert read(path)[1] == ["-9", "-9", "-1.5", "'-9"]


def test_it_is_utf_8_without_a_mark_and_a_line_feed_ends_each_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_export(path, "csv", KINDS, [(1, None, None, "é")])
    assert path.read_bytes() == "answer,choice,amount,story\n1,,,é\n".encode()
