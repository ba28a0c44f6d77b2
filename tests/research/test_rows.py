"""Prove that a row of a data file holds raw codes, why there is none, and what `score` says."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rely.loading.catalogue import load_instrument
from rely.model.answers import Assessment, Code
from rely.model.instrument import Instrument
from rely.model.response_scales import Multiple
from rely.research.cases import Case
from rely.research.rows import Cell, RowMaker, row_of
from rely.research.variables import dictionary_of
from rely.scoring.score import score
from tests.many import NAMES, questionnaire
from tests.random_assessments import random_assessments
from tests.small_instrument import small_instrument

EVERY = (*NAMES, "relationship-check", "client-pulse", "colleague-view", "nine-factors")


def _instrument(name: str) -> Instrument:
    return questionnaire(name) if name in NAMES else load_instrument(name)


def case_of(assessment: Assessment, **facts: Any) -> Case:
    return Case(assessment=assessment, key="k", relationship="r", **facts)


def cells(instrument: Instrument, assessment: Assessment, **facts: object) -> dict[str, Cell]:
    """The row of an assessment by the names of the variables, with all that was typed."""
    found = dictionary_of(instrument, "en", with_texts=True)
    result = score(instrument, assessment)
    row = row_of(found, case_of(assessment, **facts), result, case_id="c1", relationship_id="r1")
    return {variable.name: cell for variable, cell in zip(found.variables, row, strict=True)}


def small(**answers: Code) -> dict[str, Cell]:
    return cells(small_instrument(), Assessment(answers={"sown": "yes", "plants": 10, **answers}))


@pytest.mark.parametrize("name", EVERY)
def test_every_cell_is_what_was_answered_or_what_score_says_for_every_instrument(name: str) -> None:
    instrument = _instrument(name)
    found = dictionary_of(instrument, "nl", with_texts=True)
    maker = RowMaker(found)
    for assessment in random_assessments(instrument, 40, seed=7):
        result = score(instrument, assessment)
        row = maker.row(case_of(assessment), result, case_id="c", relationship_id="r")
        for variable, cell in zip(found.variables, row, strict=True):
            if variable.role == "score":
                assert cell == getattr(result.scores[variable.source], variable.part)
            elif variable.role == "given":
                assert cell == assessment.given.get(variable.source)
            elif variable.role == "measure":
                measure, _, part = variable.source.partition(".")
                told = result.measures[measure]
                fact = told[part] if part else next(iter(told.values()))
                assert cell == fact or (cell is not None and str(cell) == fact)
            elif variable.role == "item":
                _check_item(instrument, assessment, variable.source, variable.part, cell, result.asked, result.routed)


def _check_item(
    instrument: Instrument,
    assessment: Assessment,
    item: str,
    option: str,
    cell: Cell,
    asked: tuple[str, ...],
    routed: Mapping[str, str],
) -> None:
    answer = assessment.answers.get(item)
    reasons = {None: -9, "na": -7, "dk": -8}
    if item not in asked:
        assert cell in (-6, "-6", None)
    elif item in routed:
        assert cell in (-7, "-7", None)
    elif answer is None or (isinstance(answer, str) and answer in reasons):
        assert cell in (reasons[answer], str(reasons[answer]), None)
    elif isinstance(instrument.scale_of(instrument.items[item]), Multiple):
        assert isinstance(answer, tuple)
        assert cell == int(option in answer)
    else:
        assert cell == answer


def test_a_reverse_coded_answer_stands_as_it_was_given_and_its_score_apart() -> None:
    found = cells(small_instrument(), Assessment(answers={"sown": "yes", "plants": 900, "S1": 1, "S3": 2}))
    assert found["season"] == "autumn"
    assert (found["s1"], found["s3"]) == (1, 2)
    assert found["sc_soil"] == pytest.approx((0 + 75) / 2)


def test_not_asked_not_applicable_cannot_judge_and_not_answered_are_four_codes() -> None:
    assert small()["s1"] == -9
    assert small(S2="na")["s2"] == -7
    assert small()["s3"] == -6
    cannot = questionnaire("relationship-norms")
    item = next(each for each in cannot.items.values() if getattr(cannot.scale_of(each), "dk", None) is not None)
    answered = cells(cannot, Assessment(answers={item.id: "dk"}))
    assert answered[item.id.lower()] == -8


def test_an_answer_that_was_not_asked_for_or_cannot_apply_is_not_in_the_row() -> None:
    found = small(S3=5)
    assert found["s3"] == -6
    routed = small(plants=0, csrf_token=4)
    assert routed["csrf_token"] == -7


def test_several_choices_are_a_column_each_and_none_of_them_is_an_answer_too() -> None:
    chosen = small(errors=("spade", "hoe"))
    assert [chosen[f"errors_{tool}"] for tool in ("spade", "rake", "hoe")] == [1, 0, 1]
    assert [small(errors=())[f"errors_{tool}"] for tool in ("spade", "rake")] == [0, 0]
    assert small()["errors_rake"] == -9


def test_a_reason_in_a_text_variable_is_text_and_a_number_that_could_be_one_has_an_empty_cell() -> None:
    found = small(sown=None)
    assert (found["sown"], found["since"]) == ("-9", "-9")
    assert small(sown="no")["since"] == "-6"
    assert small()["acres"] == -9
    assert small()["notes"] is None


def test_of_the_day_there_is_the_month_and_pseudonyms_stand_for_ids() -> None:
    assessment = Assessment(
        answers={"sown": "yes"}, id="Tulip Ltd", respondent="Jansen", lang="nl", date=date(2026, 3, 9)
    )
    found = cells(small_instrument(), assessment, finished=date(2026, 3, 9), occasion=2)
    assert (found["case_id"], found["relationship_id"]) == ("c1", "r1")
    assert (found["month"], found["occasion"], found["language"]) == ("2026-03", 2, "nl")
    assert (found["instrument"], found["version"], found["form"]) == ("small", "1.0.0", "full")
    assert str(found["digest"]).startswith("sha256:")
    assert found["respondent"] == "Jansen"
    assert not any("Tulip" in str(cell) or "-09" in str(cell) for cell in found.values())
    unknown = cells(small_instrument(), replace(assessment, date=None))
    assert (unknown["month"], unknown["occasion"]) == (None, None)


def test_a_measure_whose_words_spell_numbers_is_a_number() -> None:
    portfolio = questionnaire("portfolio-scan")
    many = [cells(portfolio, each) for each in random_assessments(portfolio, 60, seed=3)]
    found = {each["recency"] for each in many}
    assert found <= {None, 1, 2, 3, 4, 5}
    assert len(found) > 2
    assert all(cell is None or type(cell) is int for cell in found)


def test_an_item_may_be_called_as_the_one_who_answered() -> None:
    source = small_instrument().model_dump(mode="json", by_alias=True, exclude_unset=True)
    source["sections"][0]["items"][-1]["id"] = "respondent"
    source["sections"][0]["pages"][-1][-1] = "respondent"
    instrument = Instrument.model_validate(source)
    found = cells(instrument, Assessment(answers={"respondent": "said so"}, respondent="Jansen"))
    assert [cell for name, cell in found.items() if name.startswith("respondent")] == ["Jansen", "said so"]
