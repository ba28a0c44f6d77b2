"""Prove that good questionnaires load without a word, and that each problem is told at its line."""

from pathlib import Path

import pytest

from rely.loading.files import read_file
from rely.loading.instrument import read_questionnaire
from rely.loading.problem_kinds import CATALOGUE
from rely.loading.problems import as_text
from rely.loading.reader import MAX_EVENTS
from rely.loading.source_text import MAX_BYTES

DATA = Path(__file__).parents[1] / "data" / "questionnaires"
VALID = sorted((DATA / "valid").glob("*.yaml"))
INVALID = sorted((DATA / "invalid").glob("*.yaml"))
MARK = b"# <- here"

NOT_IN_A_FILE_OF_TEXT = {
    "file-too-large": "tests below",
    "too-many-values": "tests below",
    "unreadable-file": "tests below",
    "no-instrument-file": "test_instrument",
    "not-read": "test_instrument",
    "key-in-two-files": "test_instrument",
    "wrong-folder": "test_instrument",
    "released-changed": "test_releases",
    "release-copy": "test_releases",
    "release-order": "test_releases",
    "norms-file": "test_norms",
    "stale-translation": "translations/test_stale",
    "broken-instrument": "test_borrowing",
    "circular-items": "test_borrowing",
}
"""Problems of sizes, folders and releases, with where they are proved."""


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
def test_a_good_questionnaire_loads_without_a_word(path: Path) -> None:
    loaded = read_questionnaire(path)
    assert [as_text(problem) for problem in loaded.problems] == []
    assert loaded.instrument is not None
    assert loaded.instrument.id == path.stem


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_each_problem_is_told_alone_at_its_line(path: Path) -> None:
    lines = path.read_bytes().split(b"\n")
    marked = [number for number, line in enumerate(lines, 1) if MARK in line]
    loaded = read_questionnaire(path)
    assert [(problem.code, problem.line) for problem in loaded.problems] == [(path.stem, marked[0])]
    assert len(marked) == 1
    assert (loaded.instrument is None) == (CATALOGUE[path.stem].severity == "error")


def test_every_problem_of_the_catalogue_has_its_example() -> None:
    assert {path.stem for path in INVALID} | set(NOT_IN_A_FILE_OF_TEXT) == set(CATALOGUE)
    assert not {path.stem for path in INVALID} & set(NOT_IN_A_FILE_OF_TEXT)


def test_no_message_has_an_empty_cure_or_calls_anything_invalid() -> None:
    for path in INVALID:
        for problem in read_questionnaire(path).problems:
            assert problem.hint
            assert "invalid" not in f"{problem.message} {problem.hint}".lower()


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    path.write_bytes(b"#" * (MAX_BYTES + 1))
    source, problems = read_file(path)
    assert source is None
    assert [problem.code for problem in problems] == ["file-too-large"]
    assert str(MAX_BYTES + 1) in problems[0].message


def test_more_values_than_any_questionnaire_has_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    path.write_text("a: [" + "1," * MAX_EVENTS + "]", encoding="utf-8")
    assert [problem.code for problem in read_questionnaire(path).problems] == ["too-many-values"]


def test_what_the_system_refuses_is_told_as_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "folder.yaml"
    path.mkdir()
    assert [problem.code for problem in read_file(path)[1]] == ["unreadable-file"]
    assert [problem.code for problem in read_file(tmp_path / "absent.yaml")[1]] == ["unreadable-file"]
