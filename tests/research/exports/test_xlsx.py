"""Prove that a workbook holds codes, labels and questions on three sheets, and no formula."""

from pathlib import Path

import openpyxl
import pytest

from rely.research.exports import TooManyForFormat, limits, write_export
from tests.research.exports.tables import FORMULA, KINDS, random_rows, renamed


def test_the_data_come_back_and_the_other_sheets_say_what_they_mean(tmp_path: Path) -> None:
    path, rows = tmp_path / "a.xlsx", random_rows(60)
    write_export(path, "xlsx", KINDS, rows)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Data", "Variables", "Value labels"]
    data = list(book["Data"].iter_rows(values_only=True))
    assert data[0] == ("answer", "choice", "amount", "story")
    for read, written in zip(data[1:], rows, strict=True):
        assert (*read[:2], read[3]) == (*written[:2], written[3])
        assert read[2] == pytest.approx(written[2], rel=1e-14) if written[2] is not None else read[2] is None
    assert ("answer", "ANSWER", None, "ordinal", None) in list(book["Variables"].iter_rows(values_only=True))
    labels = list(book["Value labels"].iter_rows(values_only=True))
    assert ("answer", 1, "Never", None) in labels
    assert ("answer", -9, "Not answered", "yes") in labels
    assert ("choice", "-9", "Not answered", "yes") in labels


def test_a_planted_formula_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_export(path, "xlsx", KINDS, [(1, "yes", 1.0, FORMULA), (1, "yes", 1.0, "http://evil.example")])
    sheet = openpyxl.load_workbook(path)["Data"]
    assert [sheet.cell(row, 4).data_type for row in (2, 3)] == ["s", "s"]
    assert sheet.cell(2, 4).value == FORMULA
    assert sheet.cell(3, 4).hyperlink is None


def test_a_text_that_is_longer_than_a_cell_is_cut_and_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_export(path, "xlsx", KINDS, [(1, "yes", 1.0, "x" * 32_768)])
    assert openpyxl.load_workbook(path)["Data"].cell(2, 4).value == "x" * 32_767


def test_more_than_a_sheet_holds_is_refused_with_what_holds_it_and_no_file_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_ROWS", {"xlsx": 3})
    with pytest.raises(TooManyForFormat, match=r"at most 3 rows, and there are 4.* csv or parquet"):
        write_export(tmp_path / "a.xlsx", "xlsx", KINDS, random_rows(4))
    with pytest.raises(TooManyForFormat, match="16,384 columns"):
        write_export(tmp_path / "a.xlsx", "xlsx", renamed(16_385), [])
    assert list(tmp_path.iterdir()) == []
