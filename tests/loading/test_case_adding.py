"""Prove that worked cases are written so that they hold, and added without touching another byte."""

from pathlib import Path

import pytest

from rely.loading.case_adding import CaseRefused, add_cases
from rely.loading.case_text import case_text, is_case_id, publishable
from rely.loading.instrument import read_questionnaire
from rely.model.instrument import Instrument
from rely.scoring.accept import accept, accepted
from tests.random_assessments import random_assessments

VALID = Path(__file__).parents[1] / "data" / "questionnaires" / "valid"
ENTRY = "- id: more\n  answers:\n    DO01: 1\n  expect:\n    scores: {}\n"
LIKERT = (VALID / "likert-inventory.yaml").read_text(encoding="utf-8")
HEAD = LIKERT[: LIKERT.index("\ncases:")] if "\ncases:" in LIKERT else LIKERT.rstrip("\n")


def instrument_at(path: Path) -> Instrument:
    loaded = read_questionnaire(path)
    assert loaded.instrument is not None, loaded.problems
    return loaded.instrument


def written(here: Path, text: str, name: str = "q.yaml") -> Path:
    path = here / name
    path.write_bytes(text.encode())
    return path


def added(path: Path) -> str:
    assert add_cases(path, instrument_at(path), [ENTRY]) == path
    assert instrument_at(path).cases[-1].id == "more"
    return path.read_bytes().decode()


@pytest.mark.parametrize("name", sorted(path.name for path in VALID.glob("*.yaml")))
def test_the_case_of_any_answers_holds(name: str, tmp_path: Path) -> None:
    path = written(tmp_path, (VALID / name).read_text(encoding="utf-8"))
    instrument = instrument_at(path)
    before = len(instrument.cases)
    entries = []
    for number, assessment in enumerate(random_assessments(instrument, 30, seed=1)):
        kept, _ = publishable(instrument, assessment)
        if accept(instrument, kept.answers, given=kept.given)[0] is not None:  # some given facts lie out of range
            note = "A note: with 'marks', #1" if number else None
            entries.append(case_text(instrument, kept, f"more_{number}", note))
    assert len(entries) > 20
    add_cases(path, instrument, entries)
    assert len(instrument_at(path).cases) == before + len(entries)


def test_the_words_of_a_case_keep_their_meaning(tmp_path: Path) -> None:
    path = VALID / "tricky-scalars.yaml"
    instrument = instrument_at(path)
    answers = accepted(instrument, {"A1": 1, "A2": "NO", "A3": "NO", "A4": 2})
    text = case_text(instrument, answers, "norway")
    assert "    A2: 'NO'\n    A3: 'NO'\n" in text


CASES = "\n\ncases:\n  - id: one\n    answers:\n      DO01: 1\n    expect:\n      scores: {}\n"
INDENTED = "".join(f"  {line}\n" for line in ENTRY.splitlines())


def test_a_case_stands_below_the_last_one(tmp_path: Path) -> None:
    assert added(written(tmp_path, HEAD + CASES)) == HEAD + CASES + INDENTED


def test_a_file_without_a_last_line_end_keeps_its_way(tmp_path: Path) -> None:
    text = HEAD + CASES.rstrip("\n")
    assert added(written(tmp_path, text)) == text + "\n" + INDENTED.rstrip("\n")


def test_what_stands_below_the_cases_stays_below(tmp_path: Path) -> None:
    rest = HEAD[HEAD.index("\nversion:") :]
    text = HEAD[: HEAD.index("\nversion:")] + CASES + "\n# About the version.\n" + rest.lstrip("\n") + "\n"
    first, last = text.split("\n\n# About")
    assert added(written(tmp_path, text)) == f"{first}\n{INDENTED.rstrip()}\n\n# About{last}"


def test_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    text = "\ufeff" + (HEAD + CASES).replace("\n", "\r\n")
    assert added(written(tmp_path, text)) == text + INDENTED.replace("\n", "\r\n")


def test_a_comment_behind_the_last_line_stays_there(tmp_path: Path) -> None:
    text = HEAD + CASES.rstrip("\n") + " # nothing else\n"
    assert added(written(tmp_path, text)) == text + INDENTED


def test_a_note_of_several_lines_at_the_end_stays_whole(tmp_path: Path) -> None:
    text = HEAD + "\n\ncases:\n- answers: {DO01: 1}\n  expect: {}\n  id: one\n  note: |\n    First.\n    Second.\n\n\n"
    path = written(tmp_path, text)
    assert added(path) == text.rstrip("\n") + "\n" + ENTRY.rstrip("\n") + "\n\n\n"
    assert instrument_at(path).cases[0].note == "First.\nSecond.\n"


def test_a_single_file_without_cases_gets_the_key(tmp_path: Path) -> None:
    assert added(written(tmp_path, HEAD)) == HEAD + "\n\ncases:\n" + INDENTED
    assert added(written(tmp_path, HEAD + "\n")) == HEAD + "\n\ncases:\n" + INDENTED


def test_a_folder_without_cases_gets_a_file(tmp_path: Path) -> None:
    folder = tmp_path / "likert-inventory"
    folder.mkdir()
    written(folder, HEAD + "\n", "instrument.yaml")
    assert add_cases(folder, instrument_at(folder), [ENTRY]) == folder / "cases.yaml"
    assert instrument_at(folder).cases[-1].id == "more"
    assert (folder / "instrument.yaml").read_bytes().decode() == HEAD + "\n"


@pytest.mark.parametrize("cases", ["cases: []\n", "cases: [{id: one, answers: {DO01: 1}, expect: {}}]\n"])
def test_cases_between_brackets_are_not_added_to(tmp_path: Path, cases: str) -> None:
    path = written(tmp_path, HEAD + "\n" + cases)
    before = path.read_bytes()
    with pytest.raises(CaseRefused, match="one below the other"):
        add_cases(path, instrument_at(path), [ENTRY])
    assert path.read_bytes() == before


def test_a_case_that_does_not_hold_is_not_added(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + "\n")
    wrong = ENTRY.replace("DO01: 1", "DO01: 99")
    with pytest.raises(CaseRefused, match=r"\[case-answers\]"):
        add_cases(path, instrument_at(path), [wrong])
    assert path.read_bytes().decode() == HEAD + "\n"


def test_a_new_file_with_a_case_that_does_not_hold_is_taken_away(tmp_path: Path) -> None:
    folder = tmp_path / "likert-inventory"
    folder.mkdir()
    written(folder, HEAD + "\n", "instrument.yaml")
    with pytest.raises(CaseRefused):
        add_cases(folder, instrument_at(folder), [ENTRY.replace("DO01: 1", "DO01: 99")])
    assert [each.name for each in folder.iterdir()] == ["instrument.yaml"]


def test_an_id_is_made_of_letters_digits_and_underscores() -> None:
    assert all(map(is_case_id, ("a", "Case_1", "x" * 64)))
    assert not any(map(is_case_id, ("", "1a", "a-b", "a b", "é", "a\n", "x" * 65)))


@pytest.mark.parametrize("line", ["# yaml-language-server: $schema=../questionnaire.schema.json\n", "# By me.\n"])
def test_a_new_file_of_cases_names_the_schema_for_editors_where_the_main_file_does(tmp_path: Path, line: str) -> None:
    folder = tmp_path / "inventory"
    folder.mkdir()
    written(folder, line + HEAD + "\n", "instrument.yaml")
    file = add_cases(folder, instrument_at(folder), [ENTRY])
    assert file == folder / "cases.yaml"
    first = file.read_text(encoding="utf-8").splitlines(keepends=True)[0]
    assert first == (
        line
        if "$schema" in line
        else "# Worked cases: answers and what they must give, recomputed by `rely validate`.\n"
    )
