"""Prove that a new questionnaire begins where an editor can help, and that nothing else is written."""

from pathlib import Path

import pytest

from rely.loading.schema import schema_text
from rely.loading.starting import MODELINE, start_questionnaire


def test_below_questionnaires_the_file_names_the_schema_beside_it(tmp_path: Path) -> None:
    file = start_questionnaire(tmp_path / "questionnaires" / "mine", "id: mine\n")
    assert file.read_text(encoding="utf-8") == f"{MODELINE}id: mine\n"
    schema = file.parent / MODELINE.strip().partition("=")[2]
    assert schema.read_text(encoding="utf-8") == schema_text(part=True)


def test_a_schema_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "questionnaires").mkdir()
    (tmp_path / "questionnaires" / "questionnaire.schema.json").write_text("mine", encoding="utf-8")
    start_questionnaire(tmp_path / "questionnaires" / "mine", "id: mine\n")
    assert (tmp_path / "questionnaires" / "questionnaire.schema.json").read_text(encoding="utf-8") == "mine"


def test_elsewhere_nothing_is_written_outside_the_folder(tmp_path: Path) -> None:
    file = start_questionnaire(tmp_path / "desk" / "mine", "id: mine\n")
    assert file.read_text(encoding="utf-8") == "id: mine\n"
    assert [path.name for path in (tmp_path / "desk").iterdir()] == ["mine"]


def test_a_folder_that_is_there_is_never_written_to(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        start_questionnaire(tmp_path, "id: mine\n")
    assert list(tmp_path.iterdir()) == []
