"""Prove that the value strategy scan is complete, judges as it was worked out, and concludes what its answers say."""

import re
from datetime import date

import pytest

from rely.guidelines.recommend import recommend
from rely.languages import words_for
from rely.loading.catalogue import load_instrument
from rely.model.answers import Assessment, Code
from rely.model.instrument import Instrument
from rely.model.scalars import Plain
from rely.research.simulate import simulate
from rely.research.simulate.coverage import Watch
from rely.scoring.accept import accept
from rely.scoring.score import score
from tests.questionnaires.reported import report_in

NAME = "value-strategy"
DAY = date(2026, 11, 22)
LANGUAGES = ("nl", "en", "de")
UNNAMED = {"nl": "uw bedrijf", "en": "your company", "de": "Ihr Unternehmen"}
CONCLUSIONS = {
    "focused": "focused_match",
    "focused_other": "focused_other",
    "close_together": "middle_none",
    "below_threshold": "product_below",
    "leaning": "leaning_none",
    "tie": "middle_chosen",
    "complete_high": "all_high",
    "complete_low": "several_below",
    "nearly_empty": "too_few",
    "one_below_is_enough": "closeness_below",
}
"""By the id of a worked case, the sentence with which its report begins."""


@pytest.fixture(scope="module")
def scan() -> Instrument:
    return load_instrument(NAME)


def _case(scan: Instrument, name: str, **more: str) -> Assessment:
    """The answers of a worked case, and some more."""
    answers = {**next(each.answers for each in scan.cases if each.id == name), **more}
    assessment, problems = accept(scan, {item: Plain(str(code)) for item, code in answers.items()})
    assert assessment is not None, problems
    return assessment


def test_a_lead_over_a_strategy_without_a_score_is_no_lead(scan: Instrument) -> None:
    answers: dict[str, Code] = {"VS_CI1": 5, "VS_CI2": 5, "VS_OE1": 3, "VS_OE2": 4, "VS_PL1": 4}
    facts = score(scan, Assessment(answers=answers)).facts
    assert (facts["score.customer_intimacy"], facts.get("verdict"), facts.get("leader.lead")) == (100.0, None, None)


def test_a_strategy_below_the_threshold_is_the_first_action(scan: Instrument) -> None:
    low = dict.fromkeys(("CRM_CUST", "CRM_STRA", "CRM_PROC", "CRM_PEOP", "CRM_TECH"), "1")
    result = score(scan, _case(scan, "below_threshold", **low))
    assert recommend(scan, result).actions[0] == "vs_raise_product"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CONCLUSIONS)
def test_each_report_begins_with_the_sentence_that_fits(scan: Instrument, case: str, language: str) -> None:
    assert scan.report is not None
    sentence = next(each for each in scan.report.conclusions if each.id == CONCLUSIONS[case])
    pattern = re.sub(r"\\\{[\w\\.]+\\\}", ".+", re.escape(words_for(language).text(sentence.text)))
    unnamed = report_in(scan, _case(scan, case), language)[0].head.conclusion
    named = report_in(scan, _case(scan, case, vs_name="Team Noord"), language)[0].head.conclusion
    assert re.fullmatch(pattern, unnamed, re.IGNORECASE), unnamed
    assert UNNAMED[language].lower() in unnamed.lower()
    assert "Team Noord" in named


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_reads_that_a_company_is_stuck_unless_in_quotation_marks(scan: Instrument, language: str) -> None:
    report = report_in(scan, _case(scan, "close_together"), language)[0]
    assert report.findings is not None
    (picture, _) = report.findings.findings[0].measures
    assert "stuck" not in f"{report.head.conclusion} {picture.value}".lower()
    assert re.search("[‘„]stuck in the middle[’“]", picture.meaning)


def test_all_but_one_status_can_be_reached(scan: Instrument) -> None:
    watch = Watch(scan)
    for assessment in simulate(scan, 1000, 1):
        watch.see(assessment)
    found = watch.coverage(seed=1)
    # Whether choice and practice agree is looked at only where both are known, so it is never open.
    assert [goal.name for goal in found.missed] == ["vs_match"]
    assert found.untried == ()
