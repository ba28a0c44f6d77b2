"""Prove that the long layout has one row for each answer, and never takes a reason for a number."""

from rely.model.answers import Assessment, Code
from rely.research.cases import Case
from rely.research.long_layout import LongLayout
from rely.research.rows import Cell, RowMaker
from rely.research.variables import dictionary_of
from rely.scoring.score import score
from tests.small_instrument import small_instrument


def long_rows(*, with_texts: bool = False, **answers: Code) -> dict[str, dict[str, Cell]]:
    """By variable: the long row of an assessment."""
    wide = dictionary_of(small_instrument(), "en", with_texts=with_texts)
    assessment = Assessment(answers={"sown": "yes", **answers})
    case = Case(assessment=assessment, key="", relationship="")
    row = RowMaker(wide).row(case, score(small_instrument(), assessment), case_id="c1", relationship_id="r1")
    layout = LongLayout(wide)
    names = [each.name for each in layout.dictionary.variables]
    found = [dict(zip(names, long, strict=True)) for long in layout.rows([row])]
    assert len(found) == layout.rows_of_a_case
    return {str(each["variable"]): each for each in found}


def told(row: dict[str, Cell]) -> tuple[Cell, ...]:
    return row["code"], row["number"], row["label"], row["missing"]


def test_every_answer_is_a_row_with_code_number_label_or_the_reason_for_none() -> None:
    found = long_rows(plants=10, S1=4, S2="na", acres=2.5, errors=("rake",))
    assert told(found["s1"]) == ("4", 4, "step 4", None)
    assert told(found["s2"]) == (None, None, "Does not apply", -7)
    assert told(found["sown"]) == ("yes", None, "Yes", None)
    assert told(found["acres"]) == ("2.5", 2.5, None, None)
    assert told(found["errors_rake"]) == ("1", 1, "Chosen", None)
    assert told(found["since"]) == (None, None, "Not answered", -9)
    assert {row["case_id"] for row in found.values()} == {"c1"}
    assert {row["relationship_id"] for row in found.values()} == {"r1"}


def test_scores_measures_and_what_was_typed_are_no_answers_unless_asked_for() -> None:
    assert {"sc_soil", "season", "data", "notes"}.isdisjoint(long_rows(notes="secret"))
    assert told(long_rows(notes="secret", with_texts=True)["notes"]) == ("secret", None, None, None)


def test_the_reasons_are_labelled_and_no_variable_has_missing_codes() -> None:
    layout = LongLayout(dictionary_of(small_instrument(), "nl"))
    assert layout.dictionary.by_name["missing"].values[0] == (-9, "Niet beantwoord")
    assert all(each.missing == () for each in layout.dictionary.variables)
