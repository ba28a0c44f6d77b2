"""Prove that the client pulse asks what the check mirrors, keeps expectation apart, and says what to do."""

from collections.abc import Mapping
from datetime import date

import pytest

from rely.languages import words_for
from rely.loading.answers import read_answers
from rely.loading.catalogue import load_instrument
from rely.model.answers import Assessment, Code
from rely.model.instrument import Instrument
from rely.model.items import mirrored
from rely.model.results import Result
from rely.paths import questionnaires_dir
from rely.research.simulate import simulate
from rely.research.simulate.coverage import Watch
from rely.scoring.comparison import compare
from rely.scoring.score import score
from tests.instruments import relationship_check
from tests.questionnaires.reported import report_of

NAME = "client-pulse"
DAY = date(2026, 11, 22)
LANGUAGES = ("nl", "en", "de")
EXPECTED = ("CP_XTR", "CP_XEM", "CP_XCO", "CP_XIN")
AS_EXPECTED: dict[str, Code] = dict.fromkeys(EXPECTED, 3)
SHORT: dict[str, Code] = {**AS_EXPECTED, "CP_XCO": 2}

CONCLUSIONS: dict[str, Mapping[str, Code]] = {
    "too_few": {"CP_TR1": 4},
    "reserved_below": {"CP_NPS": 6, **SHORT},
    "reserved_met": {"CP_NPS": 0, **AS_EXPECTED},
    "reserved": {"CP_NPS": 3},
    "neutral_below": {"CP_NPS": 7, "CP_XTR": 1},
    "neutral_met": {"CP_NPS": 8, **AS_EXPECTED},
    "neutral": {"CP_NPS": 7, "CP_XTR": 3},
    "recommends_below": {"CP_NPS": 10, **SHORT},
    "recommends_met": {"CP_NPS": 9, **AS_EXPECTED, "CP_XIN": 5},
    "recommends": {"CP_NPS": 9},
    "below": SHORT,
    "met": AS_EXPECTED,
    "half": {"CP_XTR": 3},
}
"""By conclusion, the fewest answers that lead to it."""


@pytest.fixture(scope="module")
def pulse() -> Instrument:
    return load_instrument(NAME)


def scored(pulse: Instrument, answers: Mapping[str, Code], phase: str = "follow_up") -> Result:
    return score(pulse, Assessment(answers=dict(answers), given={"phase": phase}, perspective="client"))


@pytest.mark.parametrize("phase", ["initial", "follow_up"])
def test_a_client_sees_sixteen_of_the_nineteen_questions(pulse: Instrument, phase: str) -> None:
    questions = [name for name in pulse.items if name.startswith("CP_")]
    assert len(questions) == 19
    assert len([name for name in scored(pulse, {}, phase).asked if name in questions]) == 16


@pytest.mark.parametrize("phase", ["initial", "follow_up"])
def test_each_ingredient_has_two_statements_that_mirror_the_check(pulse: Instrument, phase: str) -> None:
    check = relationship_check()
    found: list[str] = []
    for name in scored(pulse, {}, phase).asked:
        item = pulse.items[name]
        if item.mirror_of is not None:
            own = check.items[mirrored(item.mirror_of)[2]]
            assert phase in own.values("phase")
            assert (item.values("ingredient"), item.allow_na, item.reverse) == (
                own.values("ingredient"), own.allow_na, own.reverse
            )  # fmt: skip
            found += item.values("ingredient")
    assert sorted(found) == sorted(["trust", "emotion", "content", "interaction"] * 2)


def test_expectation_runs_from_minus_100_to_100_and_enters_no_score(pulse: Instrument) -> None:
    measures = [scored(pulse, {"CP_XEM": code}).facts["expect_emotion"] for code in (1, 2, 3, 4, 5)]
    assert measures == [-100, -50, 0, 50, 100]
    apart = {"CP_NPS": 0, "CP_DELIGHT": 1, **dict.fromkeys(EXPECTED, 1)}
    assert {each.answered for each in scored(pulse, apart).scores.values()} == {0}


def test_the_check_and_the_pulse_lie_as_far_apart_as_in_the_worked_case(pulse: Instrument) -> None:
    check = relationship_check()
    own = score(check, Assessment(answers={"cx_first_transaction": "yes", "TR02": 5, "TR01": 4}))
    found = compare(check, own, pulse, [scored(pulse, {"CP_TR1": 3, "CP_TR2": 3})])
    assert (found.gaps["trust"].gap, found.gaps["trust"].level) == (37.5, "large")
    assert found.gaps["emotion"].gap is None
    assert found.agrees is None, "agreement is for colleagues"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CONCLUSIONS)
def test_each_conclusion_is_reached_and_takes_two_lines_at_most(pulse: Instrument, name: str, language: str) -> None:
    assert pulse.report is not None
    assert [each.id for each in pulse.report.conclusions] == list(CONCLUSIONS)
    sentence = next(each for each in pulse.report.conclusions if each.id == name)
    shown = report_of(pulse, scored(pulse, CONCLUSIONS[name]), language).head.conclusion
    assert shown == words_for(language, marks=True).text(sentence.text)
    assert len(shown) <= 125


def test_every_word_and_band_can_be_reached(pulse: Instrument) -> None:
    watch = Watch(pulse)
    for assessment in simulate(pulse, 1000, 1):
        watch.see(assessment)
    found = watch.coverage(seed=1)
    # Advice on what falls short holds only where it does, so some of its statuses cannot be.
    # That on a critic asks for the very answer of its trigger, which rules its other statuses out beforehand.
    conditional = {each.id for each in pulse.guidelines if each.when is not None} - {"pulse_repair"}
    assert {(goal.kind, goal.name) for goal in found.missed} == {("guideline", name) for name in conditional}
    assert "act" not in {goal.value for goal in found.missed}
    assert found.untried == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_give_a_report_with_the_client_s_own_words(pulse: Instrument, language: str) -> None:
    for file in sorted((questionnaires_dir() / NAME / "examples").glob("*.yaml")):
        (row,) = read_answers(file, pulse)
        assert row.assessment is not None, row.problems
        assert "CP_FIRST" in row.assessment.answers
        content = report_of(pulse, score(pulse, row.assessment), language)
        assert content.findings is not None
        told = {line.answer for line in content.findings.findings[0].answers}
        assert row.assessment.answers["CP_FIRST"] in told
        assert content.actions is not None
        assert content.actions.actions
