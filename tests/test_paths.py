"""Where Rely finds its content and keeps its data."""

from pathlib import Path

import pytest

from rely import paths
from rely.errors import RelyError

CHECKOUT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RELY_HOME", raising=False)
    monkeypatch.delenv("RELY_DATA", raising=False)


def content(folder: Path) -> Path:
    for name in ("questionnaires", "templates", "reports"):
        (folder / name).mkdir(parents=True)
    return folder


def test_in_a_checkout_the_content_is_that_of_the_checkout() -> None:
    assert paths.home() == CHECKOUT
    assert paths.questionnaires_dir() == CHECKOUT / "questionnaires"
    assert paths.templates_dir() == CHECKOUT / "templates"
    assert paths.reports_dir() == CHECKOUT / "reports"


def test_rely_home_comes_before_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELY_HOME", str(content(tmp_path / "own content")))
    assert paths.templates_dir() == tmp_path / "own content" / "templates"


def test_a_relative_rely_home_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content(tmp_path / "own")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RELY_HOME", "own")
    assert paths.home() == tmp_path / "own"


def test_a_rely_home_without_its_folders_is_told_with_their_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "templates").mkdir()
    monkeypatch.setenv("RELY_HOME", str(tmp_path))
    with pytest.raises(RelyError) as told:
        paths.questionnaires_dir()
    assert f"RELY_HOME is '{tmp_path}'" in str(told.value)
    assert "no folder questionnaires and no folder reports" in str(told.value)


def test_an_empty_setting_counts_as_unset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RELY_HOME", "")
    monkeypatch.setenv("RELY_DATA", "")
    assert paths.home() == CHECKOUT
    assert paths.data_dir() == tmp_path / "var"


def test_an_installed_rely_uses_the_content_of_its_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "_CHECKOUT", tmp_path)
    assert paths.home() == CHECKOUT / "rely" / "_data"


def test_data_lies_in_var_of_the_working_directory_unless_rely_data_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths.data_dir() == tmp_path / "var"
    monkeypatch.setenv("RELY_DATA", "elsewhere")
    assert paths.data_dir() == tmp_path / "elsewhere"
    assert not paths.data_dir().exists()
