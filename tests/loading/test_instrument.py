"""Prove that a folder becomes one instrument, and that all problems of all its files are told at once."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from rely.loading.instrument import QuestionnaireError, read_questionnaire
from rely.loading.problems import as_text
from rely.model.digest import digest

DATA = Path(__file__).parents[1] / "data" / "questionnaires" / "valid"
NO_FACETS = (DATA / "no-facets.yaml").read_text(encoding="utf-8")
MATURITY = (DATA / "maturity-assessment.yaml").read_text(encoding="utf-8")


def _folder(tmp_path: Path, **files: str) -> Path:
    folder = tmp_path / "any"
    folder.mkdir()
    for name, text in files.items():
        (folder / name.replace("_yaml", ".yaml").replace("_yml", ".yml")).write_text(text, encoding="utf-8")
    return folder


def _codes(path: Path) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in read_questionnaire(path).problems]


def _problems_of(text: str) -> list[str]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "one.yaml"
        path.write_text(text, encoding="utf-8")
        return sorted(problem.code for problem in read_questionnaire(path).problems)


def test_the_keys_of_all_files_of_a_folder_make_one_instrument(tmp_path: Path) -> None:
    head, _, guidelines = MATURITY.partition("guidelines:\n")
    guidelines, _, rest = guidelines.partition("report:\n")
    folder = _folder(tmp_path, instrument_yaml=f"{head}report:\n{rest}", guidelines_yaml=f"guidelines:\n{guidelines}")
    loaded = read_questionnaire(folder)
    assert loaded.problems == ()
    whole = read_questionnaire(DATA / "maturity-assessment.yaml").instrument
    assert loaded.instrument is not None
    assert whole is not None
    assert digest(loaded.instrument) == digest(whole)


def test_a_key_in_two_files_is_told_with_both_places(tmp_path: Path) -> None:
    folder = _folder(tmp_path, instrument_yaml=NO_FACETS, more_yaml="# more\ntitle: Another\n")
    (problem,) = read_questionnaire(folder).problems
    assert (Path(problem.path).name, problem.line, problem.code) == ("more.yaml", 2, "key-in-two-files")
    assert "instrument.yaml:6" in problem.message


def test_the_problems_of_all_files_are_told_each_with_its_own_file(tmp_path: Path) -> None:
    folder = _folder(
        tmp_path,
        instrument_yaml=NO_FACETS.replace("reverse: true", "reverse: yes"),
        works_yaml="works:\n  - id: a1\n",
    )
    told = [(Path(problem.path).name, problem.code) for problem in read_questionnaire(folder).problems]
    assert told == [("instrument.yaml", "not-a-flag"), ("works.yaml", "missing-key")]


def test_mistakes_of_shape_and_of_meaning_are_told_together() -> None:
    text = (
        MATURITY.replace("response_scale: tested", "response_scale: testd")
        .replace("weight: 2", "weight: two")
        .replace("fact: size", "fact: sise")
        .replace("title: Backup maturity", "titel: Backup maturity")
    )
    assert _problems_of(text) == ["missing-key", "not-a-number", "unknown-fact", "unknown-key", "unknown-scale"]


def test_what_stood_in_a_broken_part_is_not_called_unknown_elsewhere() -> None:
    text = MATURITY.replace("      - id: BK01\n        text:", "      - id: BK01\n        txt:")
    assert _problems_of(text) == ["missing-key", "unknown-key"]


def test_a_worked_case_is_recomputed_although_there_are_warnings() -> None:
    text = NO_FACETS.replace("  - en\n", "  - en\n  - nl\n").replace("title: A mood", "title:\n  en: A mood")
    assert _problems_of(text.replace("mood: 100", "mood: 99")) == ["case-differs", "missing-language"]


def test_a_missing_key_at_the_top_does_not_hide_what_else_is_wrong() -> None:
    text = MATURITY.replace("missing_data:", "missing_dta:").replace("fact: size", "fact: sise")
    assert _problems_of(text) == ["missing-key", "unknown-fact", "unknown-key"]


def test_places_stay_right_when_entries_before_them_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    without_text = MATURITY.replace("      - id: BK01\n        text:", "      - id: BK01\n        txt:")
    path.write_text(without_text.replace("response_scale: tested", "response_scale: testd"), encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    problem = next(each for each in read_questionnaire(path).problems if each.code == "unknown-scale")
    assert "testd" in lines[problem.line - 1]


def test_a_file_that_cannot_be_read_does_not_make_its_keys_missing(tmp_path: Path) -> None:
    head, _, tail = NO_FACETS.partition("sections:")
    folder = _folder(tmp_path, instrument_yaml=head, rest_yaml=f"sections:{tail}\n---\n")
    assert [code for code, _ in _codes(folder)] == ["several-documents"]


def test_a_folder_without_its_main_file_is_told(tmp_path: Path) -> None:
    assert _codes(_folder(tmp_path, other_yaml=NO_FACETS)) == [("no-instrument-file", 1)]


def test_a_file_with_another_ending_is_not_left_out_in_silence(tmp_path: Path) -> None:
    folder = _folder(tmp_path, instrument_yaml=NO_FACETS, guidelines_yml="guidelines: []\n")
    (problem,) = read_questionnaire(folder).problems
    assert (problem.code, Path(problem.path).name) == ("not-read", "guidelines.yml")


def test_a_folder_of_the_catalogue_is_named_after_its_instrument(tmp_path: Path) -> None:
    folder = tmp_path / "questionnaires" / "facets-none"
    folder.mkdir(parents=True)
    (folder / "instrument.yaml").write_text(NO_FACETS, encoding="utf-8")
    assert _codes(folder) == [("wrong-folder", 2)]
    assert _codes(folder / "instrument.yaml") == [("wrong-folder", 2)]


def test_a_file_outside_the_catalogue_stands_for_itself_alone(tmp_path: Path) -> None:
    folder = _folder(tmp_path, instrument_yaml=NO_FACETS, answers_yaml="answers: {MD01: 3}\n")
    assert _codes(folder / "instrument.yaml") == []
    assert _codes(folder) == [("unknown-key", 1)]


def test_an_error_carries_all_problems_and_tells_them_one_a_line() -> None:
    loaded = read_questionnaire(DATA.parent / "invalid" / "missing-key.yaml")
    error = QuestionnaireError(loaded.problems)
    assert str(error) == as_text(loaded.problems[0])
    assert error.problems == loaded.problems


@pytest.mark.parametrize("value", ["null", "~", ""])
def test_a_key_with_nothing_behind_it_is_told(value: str) -> None:
    assert _problems_of(f"{NO_FACETS}about: {value}\n") == ["empty"]
