"""Prove that the errors of a row are told in one text: where, what and how to mend it."""

import pytest

from rely.languages import words_for
from rely.loading.answers.row import answer_problem
from rely.loading.problems import Place, Problem
from rely.services.coach_troubles import errors_in_words, tell, troubles_of

PLACE = Place("upload", 5, 3)


def unknown(value: str, **facts: str) -> Problem:
    return answer_problem("unknown-code", PLACE, item="item 'S1'", value=value, name="S1", accepted="1, 2", **facts)


@pytest.mark.parametrize(
    ("language", "is_sheet", "told"),
    [
        (
            "nl",
            True,
            "Cel C5: ‘9’ is geen van de antwoorden. Kies uit de lijst in de cel, of typ een van deze codes: 1 of 2.",
        ),
        ("nl", False, "Kolom S1: ‘9’ is geen van de antwoorden. Hier kan wel: 1 of 2."),
        ("de", False, "Spalte S1: „9“ ist keine der Antworten. Hier können Sie eingeben: 1 oder 2."),
        ("en", False, "Column S1: ‘9’ is not one of the answers. These answers are accepted here: 1 or 2."),
        ("fr", False, "Column S1: ‘9’ is not one of the answers. These answers are accepted here: 1 or 2."),
    ],
)
def test_an_error_says_where_what_and_how_to_mend_it(language: str, is_sheet: bool, told: str) -> None:
    assert errors_in_words([unknown("9", cell="C5")], words_for(language), is_sheet=is_sheet) == told


def test_every_error_of_a_row_is_told_and_no_warning() -> None:
    warning = answer_problem("not-asked", PLACE, item="item 'S2'")
    found = [warning, *(unknown(f"x{number}") for number in range(20))]
    said = errors_in_words(found, words_for("en"), is_sheet=False)
    assert said.count("Column S1") == 20
    assert "not asked" not in said
    assert errors_in_words([warning], words_for("en"), is_sheet=False) == ""


def test_what_has_no_cell_is_told_without_a_place() -> None:
    (trouble,) = troubles_of([answer_problem("ragged-row", PLACE, count=2, columns=3)])
    told = tell(trouble, words_for("en"), is_sheet=False)
    assert (told.place, told.line) == ("", f"{told.what} {told.cure}")
    assert told.line.startswith("The row has 2 cells")
