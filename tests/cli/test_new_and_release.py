"""Prove that a new questionnaire is in order as it stands, and that a release is recorded only when it is."""

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_new_questionnaire_validates_without_a_word(rely: Run, here: Path) -> None:
    assert rely("new", "team-check").code == 0
    assert (here / "questionnaires" / "team-check" / "instrument.yaml").is_file()
    told = rely("validate", "--strict", "questionnaires/team-check")
    assert (told.code, told.out, told.err) == (0, "", "")


def test_a_new_questionnaire_names_a_schema_that_exists(rely: Run, here: Path) -> None:
    rely("new", "team-check")
    folder = here / "questionnaires"
    first = (folder / "team-check" / "instrument.yaml").read_text(encoding="utf-8").partition("\n")[0]
    assert first == "# yaml-language-server: $schema=../questionnaire.schema.json"
    assert (folder / "questionnaire.schema.json").read_text(encoding="utf-8") == rely("schema", "--part").out
    (folder / "questionnaire.schema.json").write_text("mine", encoding="utf-8")
    rely("new", "other-check")
    assert (folder / "questionnaire.schema.json").read_text(encoding="utf-8") == "mine"


def test_a_new_questionnaire_can_be_answered(rely: Run, here: Path) -> None:
    rely("new", "team-check")
    (here / "a.yaml").write_text("date: 2026-11-30\nanswers: {CT01: 5, CT02: 5, CT03: 1}\n", encoding="utf-8")
    told = rely("score", "questionnaires/team-check", "a.yaml")
    assert told.json["scores"]["contact"]["score"] == 100
    assert rely("report", "questionnaires/team-check", "a.yaml", "-o", "a.html", "--format", "html").code == 0


def test_it_is_made_in_the_home_that_is_set(rely: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELY_HOME", str(tmp_path / "home"))
    assert rely("new", "team-check").code == 0
    assert (tmp_path / "home" / "questionnaires" / "team-check" / "instrument.yaml").is_file()


def test_nothing_is_overwritten(rely: Run, here: Path) -> None:
    rely("new", "team-check")
    path = here / "questionnaires" / "team-check" / "instrument.yaml"
    path.write_text("mine", encoding="utf-8")
    told = rely("new", "team-check")
    assert told.code == 2
    assert "nothing is overwritten" in told.err
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["Team", "team_check", "../up", "a/b", "", "-x", "a--b", "a" * 65, "é"])
def test_an_id_that_cannot_be_one_is_wrong_usage(rely: Run, here: Path, name: str) -> None:
    assert rely("new", "--", name).code == 2
    assert list(here.iterdir()) == []


def test_a_release_is_recorded_and_told(rely: Run, here: Path) -> None:
    rely("new", "team-check")
    told = rely("release", "questionnaires/team-check", "--date", "2026-11-30")
    assert told.code == 0
    assert told.out.startswith("team-check 0.1.0 2026-11-30 sha256:")
    assert (here / "questionnaires" / "team-check" / "releases" / "0.1.0.json").is_file()
    again = rely("release", "questionnaires/team-check", "--date", "2027-01-01")
    assert (again.code, again.out) == (0, told.out)
    assert "nothing has changed" in again.err
    assert rely("validate", "--strict", "questionnaires/team-check").code == 0


def test_nothing_is_released_while_there_are_problems(rely: Run, here: Path) -> None:
    rely("new", "team-check")
    path = here / "questionnaires" / "team-check" / "instrument.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("      nl: Vooraf\n", ""), encoding="utf-8")
    told = rely("release", "questionnaires/team-check")
    assert told.code == 1
    assert "[missing-language]" in told.err
    assert not (path.parent / "releases.yaml").exists()


def test_a_released_version_is_not_released_again_with_other_content(rely: Run, here: Path) -> None:
    rely("new", "team-check")
    rely("release", "questionnaires/team-check")
    path = here / "questionnaires" / "team-check" / "instrument.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("A short check", "A check"), encoding="utf-8")
    told = rely("release", "questionnaires/team-check")
    assert told.code == 1
    assert "[released-changed]" in told.err


def raised(here: Path, version: str, *changes: tuple[str, str]) -> Path:
    """The file of a questionnaire that was released as 0.1.0, with another version and these changes."""
    path = here / "questionnaires" / "team-check" / "instrument.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in (("version: 0.1.0", f"version: {version}"), *changes):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path


HARDER = ("min_coverage: 0.5", "min_coverage: 0.6")
"""What changes scores."""


def test_a_version_step_that_is_too_small_is_told_and_recorded(rely: Run, here: Path) -> None:
    rely("new", "team-check")
    rely("release", "questionnaires/team-check")
    path = raised(here, "0.1.1", HARDER)
    told = rely("release", "questionnaires/team-check")
    assert (told.code, told.out.split()[:2]) == (0, ["team-check", "0.1.1"])
    compared = rely("diff", "questionnaires/team-check@0.1.0", "questionnaires/team-check").err
    assert compared.startswith("warning: ")
    assert told.err.startswith(compared.rstrip("\n"))
    assert "rely diff questionnaires/team-check@0.1.0 questionnaires/team-check" in told.err
    assert (path.parent / "releases" / "0.1.1.json").is_file()
    assert "warning" not in rely("release", "questionnaires/team-check").err


def test_a_version_step_that_is_large_enough_is_recorded_without_a_word(rely: Run, here: Path) -> None:
    rely("new", "team-check")
    rely("release", "questionnaires/team-check")
    raised(here, "1.0.0", HARDER)
    told = rely("release", "questionnaires/team-check")
    assert (told.code, told.err) == (0, "")


def test_a_day_that_is_none_is_wrong_usage(rely: Run) -> None:
    for day in ("30-11-2026", "2026-02-30", "today"):
        assert rely("release", "relationship-check", "--date", day).code == 2


def test_a_single_file_has_no_place_for_releases(rely: Run, here: Path) -> None:
    rely("new", "team-check")
    (here / "one.yaml").write_bytes((here / "questionnaires" / "team-check" / "instrument.yaml").read_bytes())
    assert rely("release", "one.yaml").code == 2


def test_the_schema_is_written_to_a_file_or_printed(rely: Run, here: Path) -> None:
    printed = rely("schema")
    assert "required" in printed.json
    assert "required" not in rely("schema", "--part").json
    assert rely("schema", "-o", "schema.json").out == ""
    assert (here / "schema.json").read_text(encoding="utf-8") == printed.out
    assert rely("schema", "-o", "absent/schema.json").code == 2
