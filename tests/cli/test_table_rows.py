"""Prove that the rows of a table of answers are told, counted and ended alike by every command that reads them."""

from pathlib import Path

import pytest

from rely.cli.table_rows import TableRows
from rely.model.response_scales import Likert
from tests.small_instrument import small_instrument


def test_good_rows_pass_and_bad_ones_are_told_counted_and_end_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    instrument = small_instrument()
    item = next(name for name, item in instrument.items.items() if isinstance(instrument.scale_of(item), Likert))
    path.write_text(f"id,{item}\na,1\nb,99\nc,2\n", encoding="utf-8")
    rows = TableRows(instrument, path)
    assert [row.assessment is not None for row in rows.each()] == [True, False, True]
    assert (rows.done, rows.failed, rows.end("counted")) == (2, 1, 1)
    told = capsys.readouterr().err
    assert f"{path}:3" in told
    assert told.endswith("2 rows counted, 1 with problems.\n")


def test_a_file_that_cannot_be_read_is_told_once_and_no_rows_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = TableRows(small_instrument(), tmp_path / "absent.csv")
    assert [row.assessment for row in rows.each()] == [None]
    assert rows.end("counted") == 1
    assert capsys.readouterr().err.count("\n") == 1
