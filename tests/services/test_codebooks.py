"""The file of a codebook: whole, in every format, with the releases of its instrument."""

import json
from pathlib import Path
from typing import get_args

import pytest

from rely.cli.codebook import FORMATS
from rely.loading.catalogue import load_instrument
from rely.services.codebooks import CodebookFormat, write_codebook
from tests.instruments import instrument, item


def test_every_format_that_can_be_written_can_be_asked_for() -> None:
    assert set(FORMATS) == set(get_args(CodebookFormat))


@pytest.mark.parametrize("form", get_args(CodebookFormat))
def test_every_format_is_written_as_a_whole(form: CodebookFormat, tmp_path: Path) -> None:
    path = tmp_path / f"book.{FORMATS[form]}"
    write_codebook(instrument(items=[item("a")]), path, language="en", format=form)
    assert path.read_bytes()[:5] in (b"<!DOC", b'{\n  "', b"name,", b"<?xml", b"%PDF-")
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_what_the_file_leaves_out_is_named_and_described_only_when_it_is_there(tmp_path: Path) -> None:
    path = tmp_path / "book.json"
    write_codebook(load_instrument("relationship-check"), path, language="en", format="json")
    without = json.loads(path.read_text(encoding="utf-8"))
    assert without["left_out"] == ["respondent", "cx_alias"]
    assert [each["version"] for each in without["releases"]][:2] == ["1.0.0", "1.1.0"]
    write_codebook(load_instrument("relationship-check"), path, language="en", format="json", with_texts=True)
    whole = json.loads(path.read_text(encoding="utf-8"))
    assert whole["left_out"] == []
    assert "cx_alias" in {variable["name"] for variable in whole["variables"]}


def test_an_instrument_of_no_catalogue_has_no_releases(tmp_path: Path) -> None:
    path = tmp_path / "book.json"
    write_codebook(instrument(items=[item("a")]), path, language="en", format="json")
    assert json.loads(path.read_text(encoding="utf-8"))["releases"] == []


def test_a_folder_that_cannot_be_written_to_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write_codebook(instrument(items=[item("a")]), tmp_path / "no" / "book.csv", language="en", format="csv")
    assert list(tmp_path.iterdir()) == []
