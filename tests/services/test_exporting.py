"""Prove that a data file holds exactly the cases that may leave, each scored by its own version."""

import random
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from rely.loading.answers import AnswersRow
from rely.model.answers import Assessment, Code
from rely.model.instrument import Instrument
from rely.research.cases import SIMULATED, SIMULATED_SIGN
from rely.research.pseudonyms import Pseudonyms
from rely.research.rows import LONGEST_PSEUDONYM, Cell
from rely.scoring.score import score
from rely.services.answers import Arrived, save_answers
from rely.services.assessments import finish_assessment, get_assessment, start_assessment
from rely.services.exporting import (
    Cases,
    DataFile,
    NothingConsented,
    SeveralInstruments,
    case_of_row,
    cases_in_database,
    cases_of_answers,
    data_file,
    in_long_layout,
)
from rely.services.research_consent import withdraw
from rely.services.row_crew import BUNDLE
from rely.services.site import Site
from rely.storage.database import Database
from tests.random_assessments import random_assessments
from tests.services.test_finished_results import FACTS, again, finished
from tests.services.test_research_consent import agrees
from tests.sites import clock_of, make_site
from tests.small_instrument import SOURCE, small_instrument

STUDY = Pseudonyms(b"s" * 32)


def agreeing(site: Site, *, with_words: bool = False, **answers: object) -> uuid.UUID:
    id = finished(site, **answers)
    agrees(site, id, with_words=with_words)
    return id


def table(data: DataFile) -> list[dict[str, Cell]]:
    names = [each.name for each in data.dictionary.variables]
    return [dict(zip(names, row, strict=True)) for row in data.rows()]


def exported(site: Site, *, study: Pseudonyms = STUDY, **choices: Any) -> list[dict[str, Cell]]:
    cases = cases_in_database(site, choices.pop("instrument_id", None), all_occasions=choices.pop("every", False))
    return table(data_file(cases, study, language="en", **choices))


def test_a_withdrawal_removes_the_row_from_the_next_export_and_moves_no_pseudonym(site: Site) -> None:
    kept, withdrawn = agreeing(site, S1=4), agreeing(site, S1=2)
    before = {row["case_id"]: row["s1"] for row in exported(site)}
    assert Counter(before.values()) == Counter([2, 4])
    withdraw(site, get_assessment(site, withdrawn))
    (after,) = exported(site)
    assert after["case_id"] == STUDY.case(str(kept))
    assert before[after["case_id"]] == after["s1"] == 4


def test_a_relationship_keeps_its_pseudonym_over_its_occasions(site: Site) -> None:
    id = agreeing(site, S1=1)
    clock_of(site).move(days=40)
    again(site, id, S1=5)
    first, second = sorted(exported(site, every=True), key=lambda row: str(row["occasion"]))
    assert (first["occasion"], second["occasion"]) == (1, 2)
    assert first["relationship_id"] == second["relationship_id"]
    assert first["case_id"] != second["case_id"]
    assert (first["month"], second["month"]) == ("2026-11", "2026-12")
    assert [row["s1"] for row in exported(site)] == [5]


def test_neither_ids_nor_what_was_typed_leave_unless_asked_for(site: Site) -> None:
    id = agreeing(site, notes="Call Zwanenbloem tomorrow", with_words=True)
    (row,) = exported(site)
    told = " ".join(map(str, row.values()))
    assert not any(word in told for word in ("Tulp", "Zwanenbloem", str(id), id.hex))
    (whole,) = exported(site, with_texts=True)
    assert (whole["data"], whole["notes"]) == ("Tulp", "Call Zwanenbloem tomorrow")


def test_what_was_typed_is_empty_for_those_who_did_not_allow_it_also_in_the_long_layout(site: Site) -> None:
    agreeing(site, notes="Call Zwanenbloem tomorrow", S1=2, S2=2)
    agreeing(site, notes="Call Iris", S1=4, with_words=True)
    assert cases_in_database(site).agreed == (2, 1)
    closed, allowed = sorted(exported(site, with_texts=True), key=lambda row: str(row["s1"]))
    assert (closed["data"], closed["notes"], closed["s1"]) == (None, None, 2)
    assert (allowed["data"], allowed["notes"]) == ("Tulp", "Call Iris")
    # The scores are those of all answers.
    assert closed["sc_soil"] == 25
    wide = data_file(cases_in_database(site), STUDY, language="en", with_texts=True)
    long = table(in_long_layout(wide))
    assert sorted(str(row["code"]) for row in long if row["variable"] == "notes") == ["Call Iris", "None"]


def test_what_was_typed_is_withheld_again_after_agreeing_anew_without_it(site: Site) -> None:
    id = agreeing(site, with_words=True)
    (row,) = exported(site, with_texts=True)
    assert row["data"] == "Tulp"
    withdraw(site, get_assessment(site, id))
    agrees(site, id)
    (row,) = exported(site, with_texts=True)
    assert row["data"] is None


def test_each_case_is_scored_by_the_version_it_was_answered_with(database: Database) -> None:
    agreeing(make_site(database, small_instrument()), S1=2, S2=2)
    sections = [dict(each) for each in SOURCE["sections"]]
    sections[1] = {**sections[1], "items": [{**item, "reverse": True} for item in sections[1]["items"]]}
    newer = Instrument.model_validate({**SOURCE, "version": "2.0.0", "sections": sections})
    site = replace(make_site(database, newer), choose=random.Random(2).choice)  # another code than the first
    agreeing(site, S1=2, S2=2)
    new, old = exported(site)
    assert (new["version"], new["s1"], new["sc_soil"], new["sc_soil_v1_0_0"]) == ("2.0.0", 2, 75, None)
    assert (old["version"], old["s1_v1_0_0"], old["sc_soil"], old["sc_soil_v1_0_0"]) == ("1.0.0", 2, None, 25)


def test_where_several_questionnaires_have_cases_one_has_to_be_chosen(database: Database) -> None:
    other = Instrument.model_validate({**SOURCE, "id": "other"})
    site = make_site(database, small_instrument(), other)
    agreeing(site)
    assert len(exported(site)) == 1
    id = start_assessment(site, "other", language="en").id
    save_answers(site, get_assessment(site, id), {name: Arrived(value) for name, value in FACTS.items()})
    finish_assessment(site, id)
    agrees(site, id)
    with pytest.raises(SeveralInstruments, match="other, small"):
        cases_in_database(site)
    assert [row["instrument"] for row in exported(site, instrument_id="other")] == ["other"]


def test_that_nobody_agreed_is_said_and_which_questionnaires_have_cases(site: Site) -> None:
    with pytest.raises(NothingConsented, match="nobody agreed"):
        cases_in_database(site)
    agreeing(site)
    with pytest.raises(NothingConsented, match=r"of 'large' .*There are some of: small"):
        cases_in_database(site, "large")


def rows_of(*assessments: Assessment) -> Cases:
    rows = [AnswersRow(line, each.id, each) for line, each in enumerate(assessments, start=2)]
    return cases_of_answers(small_instrument(), lambda: rows)


def row(line: int, **facts: Any) -> AnswersRow:
    answers: dict[str, Code] = {"data": facts.pop("data", None)}
    return AnswersRow(line, facts.get("id"), Assessment(answers=answers, **facts))


def test_rows_of_a_file_are_known_by_their_id_and_else_by_who_answered_about_whom() -> None:
    def known(*rows: AnswersRow) -> tuple[int, int]:
        cases = [case_of_row(small_instrument(), each) for each in rows]
        return len({case.key for case in cases if case}), len({case.relationship for case in cases if case})

    assert known(row(2, id="a"), row(3, id="a")) == (1, 1)
    assert known(row(2, id="a", form="full"), row(3, id="a", form="short")) == (2, 1)
    assert known(row(2, id="a"), row(3, id="b")) == (2, 2)
    assert known(row(2, data="Tulp", respondent="x"), row(3, data="Tulp", respondent="x")) == (2, 1)
    assert known(row(2, data="Tulp", respondent="x"), row(3, data=" Tulp", respondent="x")) == (2, 1)
    assert known(row(2, data="Tulp", respondent="x"), row(3, data="Tulp", respondent="y")) == (2, 2)
    assert known(row(2, respondent="x"), row(3, respondent="x")) == (2, 2)
    assert case_of_row(small_instrument(), AnswersRow(2, "a", None)) is None


def test_a_simulated_assessment_keeps_its_sign_and_no_other_has_it() -> None:
    cases = rows_of(Assessment({}, respondent=SIMULATED), Assessment({}, respondent="anna"))
    made_up, given = table(data_file(cases, STUDY, language="en"))
    assert str(made_up["case_id"]).startswith(SIMULATED_SIGN)
    assert str(made_up["relationship_id"]).startswith(SIMULATED_SIGN)
    assert SIMULATED not in f"{given['case_id']}{given['relationship_id']}"
    assert max(len(str(made_up[name])) for name in ("case_id", "relationship_id")) <= LONGEST_PSEUDONYM


def test_several_processes_make_the_rows_of_one_in_the_same_order() -> None:
    many = rows_of(*random_assessments(small_instrument(), 3 * BUNDLE + 7, seed=5))
    one, two = (data_file(many, STUDY, language="en", with_texts=True, processes=count) for count in (1, 2))
    expected = list(one.rows())
    assert len(expected) == 3 * BUNDLE + 7
    assert list(two.rows()) == expected
    assert list(two.rows()) == expected


def test_what_goes_wrong_on_the_way_ends_the_other_processes_and_is_told() -> None:
    def cases() -> Iterator[tuple[int, Any]]:
        yield from (rows_of(*random_assessments(small_instrument(), 2 * BUNDLE, seed=5))).each()
        raise KeyError("stop")

    broken = Cases((small_instrument(),), cases)
    with pytest.raises(KeyError, match="stop"):
        list(data_file(broken, STUDY, language="en", processes=2).rows())


def test_the_long_layout_has_the_answers_of_the_wide_one() -> None:
    assessments = list(random_assessments(small_instrument(), 20, seed=6))
    wide = data_file(rows_of(*assessments), STUDY, language="en")
    long = in_long_layout(wide)
    assert len(table(long)) == 20 * long.rows_of_a_case
    codes = {(each["case_id"], each["variable"]): each["number"] for each in table(long)}
    for each in table(wide):
        if isinstance(each["s1"], int) and each["s1"] > 0:
            assert codes[each["case_id"], "s1"] == each["s1"]


def test_scores_of_the_file_are_those_of_score() -> None:
    assessments = list(random_assessments(small_instrument(), 30, seed=8))
    rows = table(data_file(rows_of(*assessments), STUDY, language="en"))
    expected = [score(small_instrument(), each).scores["soil"].score for each in assessments]
    assert [each["sc_soil"] for each in rows] == expected
    assert any(each is not None for each in expected)
