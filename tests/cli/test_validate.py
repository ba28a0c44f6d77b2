"""Prove that `rely validate` is silent when all is well, and tells every problem in the form asked for."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.homes import make_home

DATA = Path(__file__).parents[1] / "data" / "questionnaires"
GOOD = DATA / "valid" / "no-facets.yaml"
BAD = DATA / "invalid" / "duplicate-id.yaml"
WARNED = DATA / "invalid" / "unused.yaml"
SILENCED = DATA / "valid" / "likert-inventory.yaml"


def test_the_shipped_questionnaires_give_neither_errors_nor_warnings(rely: Run) -> None:
    told = rely("validate", "--strict")
    assert (told.code, told.out) == (0, "")
    # One of the examples keeps its published wording, negations and all.
    assert re.fullmatch(r"\d+ warnings silenced\.\n", told.err)


def test_a_broken_norms_file_is_told_with_its_path_beside_the_questionnaire(
    rely: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = make_home(tmp_path / "home")
    norms = home / "questionnaires" / "no-facets" / "norms"
    norms.mkdir(parents=True)
    shutil.copy(GOOD, norms.parent / "instrument.yaml")
    (norms / "1.json").write_text("{}")
    monkeypatch.setenv("RELY_HOME", str(home))
    told = rely("validate", "no-facets")
    assert told.code == 1
    assert told.out.startswith(f"{norms / '1.json'}:1:1: this norms file is not used: ")
    assert told.out.endswith("or take it out of its folder. [norms-file]\n")
    assert told.err == "1 error and 0 warnings in 1 questionnaire.\n"


def test_without_a_path_the_examples_are_checked_too_by_their_path(
    rely: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = make_home(tmp_path / "home")
    for folder, file in (("no-facets", GOOD), ("examples/broken", BAD)):
        (home / "questionnaires" / folder).mkdir(parents=True)
        shutil.copy(file, home / "questionnaires" / folder / "instrument.yaml")
    monkeypatch.setenv("RELY_HOME", str(home))
    told = rely("validate")
    assert told.code == 1
    assert told.out.startswith(f"{home / 'questionnaires' / 'examples' / 'broken' / 'instrument.yaml'}:26:13: ")
    assert told.err == "1 error and 0 warnings in 2 questionnaires.\n"


def test_good_questionnaires_are_met_with_silence(rely: Run) -> None:
    told = rely("validate", GOOD)
    assert (told.code, told.out, told.err) == (0, "", "")


def test_silenced_warnings_are_counted_for_people_and_never_told_even_when_strict(rely: Run) -> None:
    for form in ("text", "github"):
        told = rely("validate", "--strict", "--format", form, SILENCED, GOOD)
        assert (told.code, told.out, told.err) == (0, "", "4 warnings silenced.\n")


def test_warnings_about_the_method_are_one_line_with_their_cure_and_without_the_literature(rely: Run) -> None:
    [line] = rely("validate", DATA / "invalid" / "negation.yaml").out.splitlines()
    assert line.endswith(
        "denies something: 'not'. Say it the other way round; mark the item `reverse: true` if a high "
        "answer then means less. [negation]"
    )
    [problem] = rely("validate", "--format", "json", DATA / "invalid" / "negation.yaml").json
    assert list(problem) == ["path", "line", "column", "code", "severity", "message", "hint"]


def test_a_problem_is_data_and_the_summary_is_for_people(rely: Run) -> None:
    told = rely("validate", BAD, GOOD)
    assert told.code == 1
    assert told.out.startswith(f"{BAD}:26:13: ")
    assert told.out.endswith("[duplicate-id]\n")
    assert told.err == "1 error and 0 warnings in 2 questionnaires.\n"


def test_warnings_alone_end_with_0_and_with_1_when_strict(rely: Run) -> None:
    told = rely("validate", WARNED)
    assert told.code == 0
    assert "[unused]" in told.out
    assert rely("validate", "--strict", WARNED).code == 1


def test_json_is_a_list_with_the_keys_of_the_contract(rely: Run) -> None:
    told = rely("validate", "--format", "json", BAD, WARNED)
    assert [list(problem) for problem in told.json] == [
        ["path", "line", "column", "code", "severity", "message", "hint"],
        ["path", "line", "column", "code", "severity", "message", "hint"],
    ]
    assert [problem["severity"] for problem in told.json] == ["error", "warning"]
    assert type(told.json[0]["line"]) is int


def test_json_of_nothing_is_an_empty_list(rely: Run) -> None:
    assert rely("validate", "--format", "json", GOOD).json == []


def test_github_is_one_workflow_command_a_line(rely: Run) -> None:
    lines = rely("validate", "--format", "github", BAD, WARNED).out.splitlines()
    assert lines[0].startswith("::error file=")
    assert lines[1].startswith("::warning file=")


@pytest.mark.parametrize("reference", ["absent.yaml", "relationship-chek", "", "absent/instrument.yaml"])
def test_a_path_that_does_not_exist_is_wrong_usage(rely: Run, reference: str) -> None:
    told = rely("validate", reference)
    assert told.code == 2
    assert told.out == ""


def test_a_folder_of_questionnaires_means_all_of_them_each_once(rely: Run, here: Path) -> None:
    for name in ("one", "two"):
        (here / "all" / name).mkdir(parents=True)
        shutil.copy(BAD, here / "all" / name / "instrument.yaml")
    told = rely("validate", "all", "all/one")
    assert [line.partition(":")[0] for line in told.out.splitlines()] == [
        "all/one/instrument.yaml",
        "all/two/instrument.yaml",
    ]


def test_an_instrument_may_be_named_by_its_id(rely: Run) -> None:
    assert rely("validate", "relationship-check").code == 0


def test_paths_are_told_as_they_were_given(rely: Run, here: Path) -> None:
    shutil.copy(BAD, here / "mine.yaml")
    assert rely("validate", "mine.yaml").out.startswith("mine.yaml:26:13:")
    assert rely("validate", "./mine.yaml").out.startswith("mine.yaml:26:13:")


def test_a_file_name_cannot_forge_a_line_of_output(rely: Run, here: Path) -> None:
    path = here / "a\nforged.yaml:1:1: all is well.yaml"
    shutil.copy(BAD, path)
    assert len(rely("validate", path).out.splitlines()) == 1
    assert len(json.loads(rely("validate", "--format", "json", path).out)) == 1
    assert len(rely("validate", "--format", "github", path).out.splitlines()) == 1


def test_an_empty_file_and_a_binary_one_are_problems_and_not_errors(rely: Run, here: Path) -> None:
    (here / "empty.yaml").touch()
    (here / "binary.yaml").write_bytes(bytes(range(256)) * 40)
    told = rely("validate", "empty.yaml", "binary.yaml")
    assert told.code == 1
    assert len(told.out.splitlines()) == 2
