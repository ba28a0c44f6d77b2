"""Prove that the colleague view borrows the check's statements, judges the record apart, and says what to do."""

import re
from collections.abc import Mapping
from datetime import date

import pytest

from rely.languages import words_for
from rely.loading.answers import read_answers
from rely.loading.catalogue import load_instrument
from rely.model.answers import Assessment, Code
from rely.model.instrument import Instrument
from rely.model.response_scales import Likert
from rely.model.results import Result
from rely.paths import questionnaires_dir
from rely.research.simulate import simulate
from rely.research.simulate.coverage import Watch
from rely.scoring.comparison import compare
from rely.scoring.score import score
from tests.instruments import relationship_check
from tests.questionnaires.reported import report_of

NAME = "colleague-view"
DAY = date(2026, 11, 22)
LANGUAGES = ("nl", "en", "de")
PLANNED = {
    "initial": {"TR01", "TR02", "TR06", "EM01", "EM03", "EM06", "CO01", "CO02", "CO07", "IN01", "IN05", "IN06"},
    "follow_up": {"TR02", "TR06", "TR08", "EM01", "EM08", "EM11", "CO01", "CO08", "CO11", "IN01", "IN06", "IN09"},
}

RECORD = ("DQ01", "DQ02", "DQ03", "DQ04", "DQ05", "DQ06")


def record(code: int, **others: Code) -> dict[str, Code]:
    """The whole record at one level; DQ05 says the opposite."""
    return {**dict.fromkeys(RECORD, code), "DQ05": 6 - code, **others}


def seen(code: int, **others: Code) -> dict[str, Code]:
    """Two statements on each ingredient at one level; TR06 and IN06 say the opposite."""
    plain: dict[str, Code] = dict.fromkeys(("TR02", "EM01", "EM08", "CO01", "CO11", "IN01"), code)
    return {**plain, "TR06": 6 - code, "IN06": 6 - code, **others}


CONCLUSIONS: dict[str, Mapping[str, Code]] = {
    "too_few": {"TR02": 4, "DQ01": "dk"},
    "no_overall": record(3),
    "no_overall_solid": record(4),
    "one_head": {**seen(5), **record(5, DQ03=1, DQ05=5, DQ06=1)},
    "not_kept": {**seen(5), **record(1, DQ03=5, DQ05=1, DQ06=5)},
    "solid": {**seen(4), **record(4)},
    "solid_relation": {**seen(4), **record(3)},
    "partly": {**seen(4), **record(3), "EM01": 2, "EM08": 2},
    "partly_even": {**seen(3), **record(3)},
    "limited": {**seen(2), **record(4)},
}
"""By conclusion, answers that lead to it."""


@pytest.fixture(scope="module")
def view() -> Instrument:
    return load_instrument(NAME)


def scored(view: Instrument, answers: Mapping[str, Code], phase: str = "follow_up") -> Result:
    return score(view, Assessment(answers=dict(answers), given={"phase": phase}, perspective="colleague"))


@pytest.mark.parametrize("phase", PLANNED)
def test_the_statements_of_the_phase_are_those_of_the_check(view: Instrument, phase: str) -> None:
    check = relationship_check()
    asked = {name for name in scored(view, {}, phase).asked if name not in (*RECORD, "cx_alias")}
    assert asked == PLANNED[phase]
    for name in asked:
        mine, own = view.items[name], check.items[name]
        assert (mine.text, mine.reverse, mine.allow_na) == (own.text, own.reverse, own.allow_na)
        scale = view.scale_of(mine)
        assert isinstance(scale, Likert)
        assert scale.dk is not None


def test_what_only_one_person_knows_counts_the_other_way_round(view: Instrument) -> None:
    scores = scored(view, {**record(1), "DQ05": 1}).scores
    assert scores["shared"].score == pytest.approx(100 / 3)
    assert scores["kept"].score == 0
    assert scores["overall"].answered == 0, "the record is no part of the overall score"


@pytest.mark.parametrize(("emotion", "agrees"), [(4, True), (5, False)])
def test_below_an_agreement_of_75_there_is_something_to_discuss(view: Instrument, emotion: int, agrees: bool) -> None:
    check = relationship_check()
    own = score(check, Assessment(answers={"cx_first_transaction": "yes", "TR06": 4, "TR02": 5, "EM01": 2}))
    found = compare(check, own, view, [scored(view, {"TR06": 3, "TR02": 5, "EM01": emotion})])
    assert found.agrees is agrees
    assert found.agreement == pytest.approx(75 if agrees else 75 - 25 / 3)
    assert set(found.gaps) == {"trust", "emotion", "content", "interaction"}, "the record has nothing to compare with"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CONCLUSIONS)
def test_each_conclusion_is_reached_and_takes_two_lines_at_most(view: Instrument, name: str, language: str) -> None:
    assert view.report is not None
    assert [each.id for each in view.report.conclusions] == list(CONCLUSIONS)
    sentence = next(each for each in view.report.conclusions if each.id == name)
    shown = report_of(view, scored(view, CONCLUSIONS[name]), language).head.conclusion
    wordings = [words_for(language, marks=True).text(text) for text in (sentence.text, sentence.tied) if text]
    patterns = [re.sub(r"\\\{\w+\\\}", ".+", re.escape(each)) for each in wordings]
    assert any(re.fullmatch(pattern, shown) for pattern in patterns), shown
    assert len(shown) <= 125


def test_every_word_band_and_status_can_be_reached(view: Instrument) -> None:
    watch = Watch(view)
    for assessment in simulate(view, 1000, 1):
        watch.see(assessment)
    found = watch.coverage(seed=1)
    assert (found.missed, found.untried) == ((), ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_give_a_report_on_the_relationship_and_on_the_record(view: Instrument, language: str) -> None:
    for file in sorted((questionnaires_dir() / NAME / "examples").glob("*.yaml")):
        (row,) = read_answers(file, view)
        assert row.assessment is not None, row.problems
        content = report_of(view, score(view, row.assessment), language)
        assert content.findings is not None
        assert [len(each.scores) for each in content.findings.findings] == [5, 3]
        assert all(each.meaning for each in content.findings.findings)
