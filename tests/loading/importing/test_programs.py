"""Prove that the tables of survey programs give the answers that were given, once their questions are answered."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from rely.loading.importing import (
    Draft,
    ImportRefused,
    draft_mapping,
    draft_text,
    imported_rows,
    open_import,
    own_rows,
    read_mapping,
)
from rely.loading.importing.programs import PROGRAMS
from rely.model.answers import Assessment, Code
from tests import foreign_tables as foreign
from tests.instruments import relationship_check

CASES: dict[str, tuple[Callable[[Path], Path], str, str]] = {
    "LimeSurvey": (foreign.lime_survey, "a.csv", "de"),
    "Qualtrics": (foreign.qualtrics, "a.csv", "en"),
    "Google Forms": (foreign.google_forms, "a.csv", ""),
    "Microsoft Forms": (foreign.microsoft_forms, "a.xlsx", ""),
    "SurveyMonkey": (foreign.survey_monkey, "a.csv", ""),
    "KoboToolbox or ODK": (foreign.kobo, "a.csv", ""),
    "": (foreign.own_table, "a.csv", ""),
}
"""By program: what makes its table, the name of the file, and the language that the table tells."""


def drafted(path: Path) -> tuple[Draft, Path]:
    draft = draft_mapping(path, relationship_check())
    mapping = path.with_name("mapping.yaml")
    mapping.write_text(draft_text(draft, path, mapping), encoding="utf-8")
    return draft, mapping


def answered(mapping: Path, **answers: str) -> Path:
    """The mapping with its questions answered."""
    text = mapping.read_text(encoding="utf-8")
    for mark, answer in answers.items():
        text = text.replace(f"{mark.replace('minus', '-')}': '?'", f"{mark.replace('minus', '-')}': {answer}")
    mapping.write_text(text, encoding="utf-8")
    return mapping


def imported(path: Path, mapping: Path) -> list[Assessment]:
    rows = list(imported_rows(open_import(path, relationship_check(), mapping)))
    assert [problem for row in rows for problem in row.problems] == []
    return [row.assessment for row in rows if row.assessment is not None]


@pytest.mark.parametrize("program", CASES)
def test_the_table_of_each_program_becomes_the_answers_that_were_given(program: str, tmp_path: Path) -> None:
    make, name, language = CASES[program]
    path = make(tmp_path / name)
    draft, mapping = drafted(path)
    assert (draft.program.name if draft.program else "") == program
    assert draft.questions == (1 if program == "Qualtrics" else 0)
    given = imported(path, answered(mapping, minus99="yes"))
    assert [each.date for each in given] == list(foreign.DAYS)
    assert {each.lang for each in given} == {language or None}
    for each, answers in zip(given, foreign.ANSWERS, strict=True):
        wanted: dict[str, Code] = {item: foreign.stored(code) for item, code in answers.items()}
        if program == "Qualtrics":
            wanted = {item: None if code == "na" else code for item, code in wanted.items()}
        assert dict(each.answers) == wanted
    if program not in ("Google Forms", "Microsoft Forms"):
        assert [each.id for each in given] == list(foreign.IDS)


@pytest.mark.parametrize("written", [("True", "False"), ("TRUE", "FALSE"), ("1", "0")])
def test_answers_that_were_not_finished_are_left_out(written: tuple[str, str], tmp_path: Path) -> None:
    path, (finished, unfinished) = foreign.qualtrics(tmp_path / "a.csv"), written
    text = path.read_text(encoding="utf-8").replace("True", unfinished, 1).replace("True", finished)
    path.write_text(text, encoding="utf-8")
    _, mapping = drafted(path)
    assert [each.id for each in imported(path, answered(mapping, minus99="yes"))] == list(foreign.IDS[1:])


def test_whether_an_answer_was_finished_is_a_question_where_the_column_does_not_say_it(tmp_path: Path) -> None:
    path = foreign.qualtrics(tmp_path / "a.csv")
    path.write_text(path.read_text(encoding="utf-8").replace("True", "Nearly", 1), encoding="utf-8")
    draft, _ = drafted(path)
    assert [(each.found, each.code) for each in draft.tables["finished"].meanings] == [
        ("Nearly", "?"),
        ("True", "keep"),
    ]


def test_every_program_that_is_known_is_tried() -> None:
    assert {program.name for program in PROGRAMS} == set(CASES) - {""}


def test_a_mark_for_a_missing_answer_is_a_question_and_never_a_guess(tmp_path: Path) -> None:
    path = foreign.qualtrics(tmp_path / "a.csv")
    draft, mapping = drafted(path)
    assert list(draft.marks) == ["-99"]
    with pytest.raises(ImportRefused) as refused:
        read_mapping(mapping)
    (problem,) = refused.value.problems
    line = mapping.read_text(encoding="utf-8").splitlines()[problem.line - 1]
    assert problem.code == "open-question"
    assert line.startswith("  '-99': '?'  # once, in column N.")


def test_a_wording_that_is_only_alike_is_offered_and_not_taken(tmp_path: Path) -> None:
    wording = foreign.text_of("TR01", "en").replace("clearly", "openly")
    path = tmp_path / "a.csv"
    path.write_text(f'TR02,"{wording}"\n4,5\n', encoding="utf-8")
    draft, _ = drafted(path)
    guess = draft.columns[1].guess
    assert (guess.to, guess.offers[0][0]) == ("?", "TR01")
    assert 0.9 < guess.offers[0][1] < 1
    assert draft.columns[1].table == draft.columns[0].table == "describes5"


def test_a_second_column_of_the_same_item_is_a_question(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("TR01,tr01\n4,5\n", encoding="utf-8")
    draft, _ = drafted(path)
    assert [each.guess.to for each in draft.columns] == ["TR01", "?"]


def test_words_that_respondents_typed_stand_in_no_remark(tmp_path: Path) -> None:
    path = foreign.lime_survey(tmp_path / "a.csv")
    _, mapping = drafted(path)
    assert "Café" not in mapping.read_text(encoding="utf-8")


def test_a_filled_form_needs_no_mapping(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,TR01,IN01\na,4,2\n", encoding="utf-8")
    rows = own_rows(path, relationship_check())
    assert rows is not None
    assert [(row.id, row.assessment is not None) for row in rows] == [("a", True)]
    path.write_text("id,TR01,Extra\na,4,2\n", encoding="utf-8")
    assert own_rows(path, relationship_check()) is None


HOSTILE = "x: y # ' \" \x07 \u202e\n- to: TR02 {a} %s"


def test_names_and_values_of_strangers_cannot_break_out_of_the_mapping(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(foreign.csv_of([["TR01", "cx_country", HOSTILE], [HOSTILE, "NL", HOSTILE]]), encoding="utf-8")
    draft, mapping = drafted(path)
    assert [each.guess.to for each in draft.columns] == ["TR01", "cx_country", "ignore"]
    text = mapping.read_text(encoding="utf-8")
    assert yaml.safe_load(text)["columns"][2]["to"] == "ignore"
    assert "\x07" not in text
    assert "\u202e" not in text
    rows = list(imported_rows(open_import(path, relationship_check(), answered(mapping))))
    assert [problem.code for row in rows for problem in row.problems] == ["unknown-code"]


def test_a_name_that_tells_of_reversing_is_the_item_and_a_question(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("TR06_r,TR01\n4,5\n", encoding="utf-8")
    draft, mapping = drafted(path)
    assert [each.guess.to for each in draft.columns] == ["TR06", "TR01"]
    assert "    already_reversed: '?'  # The name of the column says so." in mapping.read_text(encoding="utf-8")


def test_a_name_that_is_like_an_id_is_offered_and_others_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("TR01,Months,Remarks\n4,5,x\n", encoding="utf-8")
    draft, _ = drafted(path)
    assert [(each.guess.to, [offer for offer, _ in each.guess.offers]) for each in draft.columns] == [
        ("TR01", []),
        ("?", ["cx_months"]),
        ("ignore", []),
    ]


@pytest.mark.parametrize(
    ("first", "second"), [("Antwoord ID", "Datum ingezonden"), ("Nr", "Ingevuld op"), ("Antwort ID", "Ausgefüllt am")]
)
def test_the_usual_names_of_an_id_and_a_day_are_known_without_the_other_columns_of_a_program(
    tmp_path: Path, first: str, second: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"{first},{second},TR01\n7,2026-09-03,4\n", encoding="utf-8")
    draft, _ = drafted(path)
    assert draft.program is None
    assert [each.guess.to for each in draft.columns] == ["id", "date", "TR01"]
