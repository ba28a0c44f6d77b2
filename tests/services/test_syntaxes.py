"""Prove that both programs come to lie beside a data file, named after it, as a whole or not at all."""

from pathlib import Path

import pytest

from rely.research.variables import dictionary_of
from rely.services.syntaxes import write_syntaxes
from tests.research.programs.samples import GARDEN, opened


def test_both_programs_lie_beside_the_data_file_and_name_it_without_its_folder(tmp_path: Path) -> None:
    dictionary = dictionary_of(opened(str(GARDEN)), "en")
    paths = list(write_syntaxes(dictionary, tmp_path / "my data.csv"))
    assert [path.name for path in paths] == ["my data.csv.scoring.sps", "my data.csv.scoring.R"]
    assert sorted(tmp_path.iterdir()) == sorted(paths)
    assert "/FILE='my data.csv'" in paths[0].read_text(encoding="utf-8")
    assert 'data_file <- "my data.csv"' in paths[1].read_text(encoding="utf-8")


def test_a_program_is_made_anew_with_its_data(tmp_path: Path) -> None:
    dictionary = dictionary_of(opened(str(GARDEN)), "en")
    (tmp_path / "data.csv.scoring.sps").write_text("old")
    first, _ = write_syntaxes(dictionary, tmp_path / "data.csv")
    assert "old" not in first.read_text(encoding="utf-8").splitlines()


def test_a_folder_that_is_not_there_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        list(write_syntaxes(dictionary_of(opened(str(GARDEN)), "en"), tmp_path / "none" / "data.csv"))
    assert list(tmp_path.iterdir()) == []
