"""Prove that a Parquet file has real types, the labels beside them, and any number of blocks."""

import json
from pathlib import Path

import polars
import pytest

from rely.research.exports import write_export
from rely.research.exports.blocks import ROWS
from tests.research.exports.tables import KINDS, random_rows


@pytest.mark.parametrize("count", [0, 1, ROWS, ROWS + 1])
def test_every_cell_comes_back_in_its_type_whatever_the_number_of_blocks(tmp_path: Path, count: int) -> None:
    path, rows = tmp_path / "a.parquet", random_rows(count)
    write_export(path, "parquet", KINDS, rows)
    frame = polars.read_parquet(path)
    assert list(frame.schema.values()) == [polars.Int64(), polars.String(), polars.Float64(), polars.String()]
    assert frame.rows() == rows
    assert list(tmp_path.iterdir()) == [path]


def test_a_whole_number_among_numbers_is_one_of_them(tmp_path: Path) -> None:
    write_export(tmp_path / "a.parquet", "parquet", KINDS, [(1, None, 3, None), (1, None, 2.5, None)])
    assert polars.read_parquet(tmp_path / "a.parquet")["amount"].to_list() == [3.0, 2.5]


def test_the_metadata_names_labels_and_the_codes_for_missing_answers(tmp_path: Path) -> None:
    write_export(tmp_path / "a.parquet", "parquet", KINDS, random_rows(3))
    told = json.loads(polars.read_parquet_metadata(tmp_path / "a.parquet")["rely"])
    assert (told["instrument"], told["version"], told["language"]) == ("small", "1.0.0", "en")
    answer = told["variables"][0]
    assert (answer["name"], answer["label"], answer["level"]) == ("answer", "ANSWER", "ordinal")
    assert answer["values"] == {"1": "Never", "5": "Always"}
    assert answer["missing"]["-9"] == "Not answered"
