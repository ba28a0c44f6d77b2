"""Prove that whatever can be wrong with a table is told to a coach in plain words, in each language."""

import string

import pytest

from rely.languages import INTERFACE_LANGUAGES, words_for
from rely.loading.problem_kinds.answers import ANSWER_KINDS
from rely.services.coach_words import SENTENCES, problem_sentences

OF_OTHER_FILES = {"unknown-format", "unknown-key", "missing-answers", "not-a-map", "unknown-item"} | {
    "newer-draft",
    "wrong-draft",
}
"""What can only be wrong with a file that is no table."""

GIVEN = {"accepted", "name"}
"""What the reader tells besides of every answer."""


def facts_of(code: str) -> dict[str, str]:
    """The facts of which the reader makes its own message."""
    names = {name for _, name, _, _ in string.Formatter().parse(ANSWER_KINDS[code].message) if name}
    return dict.fromkeys(names | (GIVEN if "item" in names else set()), "7")


def cure(code: str, language: str, *, is_sheet: bool = True, **facts: str) -> str:
    said = problem_sentences(code, {"value": "x", **facts}, words_for(language), is_sheet=is_sheet)
    assert said is not None
    return said[1]


def test_every_problem_of_a_table_has_words_and_no_other() -> None:
    assert set(SENTENCES) == set(ANSWER_KINDS) - OF_OTHER_FILES


@pytest.mark.parametrize("is_sheet", [True, False])
@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_the_words_need_nothing_that_the_reader_does_not_tell(code: str, language: str, is_sheet: bool) -> None:
    said = problem_sentences(code, facts_of(code), words_for(language), is_sheet=is_sheet)
    assert said is not None
    for sentence in said:
        assert "%(" not in sentence
        assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("accepted", "told"),
    [
        ("1", "Geben Sie 1 ein."),
        ("1, 2, 3", "Geben Sie 1, 2 oder 3 ein."),
        ("a whole number from 0 to 1000", "Geben Sie eine ganze Zahl von 0 bis 1000 ein."),
        ("text of at most 20 characters", "Geben Sie einen Text von höchstens 20 Zeichen ein."),
        ("spade, rake, ho…", "Geben Sie spade, rake, ho… ein."),
    ],
)
def test_what_is_accepted_is_told_in_the_language_of_the_page(accepted: str, told: str) -> None:
    assert cure("not-a-number", "de", accepted=accepted) == told


@pytest.mark.parametrize(("language", "told"), [("en", "1, 2 or na."), ("nl", "1, 2 of na."), ("de", "1, 2 oder na.")])
def test_of_the_codes_one_is_to_be_chosen(language: str, told: str) -> None:
    for is_sheet in (True, False):
        assert cure("unknown-code", language, is_sheet=is_sheet, accepted="1, 2, na").endswith(f": {told}")


@pytest.mark.parametrize(
    ("language", "is_sheet", "told"),
    [
        ("de", True, "Geben Sie eine Zahl von mindestens 0,5 ein."),
        ("nl", True, "Typ een getal van 0,5 of meer."),
        ("en", True, "Type a number of 0.5 or more."),
        ("de", False, "Geben Sie eine Zahl von mindestens 0.5 ein."),
    ],
)
def test_a_number_is_told_as_it_is_typed_with_a_comma_in_a_spreadsheet_and_never_in_csv(
    language: str, is_sheet: bool, told: str
) -> None:
    assert cure("out-of-range", language, is_sheet=is_sheet, accepted="a number of 0.5 or more") == told


@pytest.mark.parametrize(("is_sheet", "told"), [(True, "0,25"), (False, "0.25")])
@pytest.mark.parametrize("code", ["out-of-range", "not-whole"])
def test_a_number_is_shown_as_the_cell_shows_it(code: str, is_sheet: bool, told: str) -> None:
    said = problem_sentences(code, {"value": "0.25", "accepted": "a number"}, words_for("nl"), is_sheet=is_sheet)
    assert said is not None
    assert said[0].startswith(f"{told} ")


def test_a_comma_in_csv_is_mended_by_a_point_and_not_by_a_format_that_csv_lacks() -> None:
    told = {is_sheet: cure("decimal-comma", "de", is_sheet=is_sheet, accepted="2.5") for is_sheet in (True, False)}
    assert told[False] == "Schreiben Sie die Zahl mit Punkt: 2.5."
    assert told[True].startswith("Stellen Sie das Zellformat auf Zahl.")


@pytest.mark.parametrize("code", ["unknown-code", "unknown-country", "unknown-lang"])
def test_only_where_there_are_lists_one_is_told_to_choose_from_them(code: str) -> None:
    told = {is_sheet: cure(code, "en", is_sheet=is_sheet, accepted="1, 2, 3") for is_sheet in (True, False)}
    assert "list in the cell" in told[True]
    assert "list" not in told[False]


def test_answers_that_contradict_each_other_are_named_by_their_questions() -> None:
    facts = {"accepted": "plants, acres", "name": "plants"}
    questions = {"plants": "How many, in all?"}
    said = problem_sentences("contradiction", facts, words_for("en"), questions=questions)
    assert said is not None
    assert said[0] == "Two answers do not go together: ‘How many, in all?’ and ‘acres’."
