"""Prove that a Parquet file has real types, the labels beside them, and any number of blocks."""

import errno
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars
import pytest
from polars.exceptions import ComputeError

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


@pytest.fixture(params=[(polars.DataFrame, "write_parquet"), (polars.LazyFrame, "sink_parquet")])
def breaking_off(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let Polars break off, in a block or while they are joined, on a disk with so many free bytes."""

    owner, method = request.param

    def break_off(_: object, path: Path, **__: Any) -> None:
        Path(path).write_bytes(b"PAR1 and no more")
        raise ComputeError("parquet: File out of specification")

    def on_a_disk_with(free: int) -> None:
        monkeypatch.setattr(owner, method, break_off)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))

    return on_a_disk_with


def test_a_full_disk_is_told_as_one_and_leaves_nothing(tmp_path: Path, breaking_off: Callable[[int], None]) -> None:
    breaking_off(2**20 - 1)
    with pytest.raises(OSError, match="No space left") as told:
        write_export(tmp_path / "a.parquet", "parquet", KINDS, random_rows(ROWS + 1))
    assert told.value.errno == errno.ENOSPC
    assert list(tmp_path.iterdir()) == []


def test_what_else_goes_wrong_in_polars_is_told_as_it_is_and_leaves_nothing(
    tmp_path: Path, breaking_off: Callable[[int], None]
) -> None:
    breaking_off(2**20)
    with pytest.raises(ComputeError):
        write_export(tmp_path / "a.parquet", "parquet", KINDS, random_rows(ROWS + 1))
    assert list(tmp_path.iterdir()) == []
