"""Prove that the shipped portfolio scan counts as the worked cases say, and that every type of client is told."""

import pytest

from rely.loading.catalogue import load_instrument
from rely.model.answers import Assessment, Code
from rely.model.instrument import Instrument
from rely.paths import questionnaires_dir
from rely.research.simulate import simulate
from rely.research.simulate.coverage import Watch
from rely.research.simulate.goals import WORD
from tests.questionnaires.reported import conclusion_in, report_in

FOLDER = questionnaires_dir() / "portfolio-scan"


@pytest.fixture(scope="module")
def scan() -> Instrument:
    return load_instrument(FOLDER)


def test_every_word_of_its_measures_can_be_reached(scan: Instrument) -> None:
    watch = Watch(scan)
    for each in simulate(scan, 100):
        watch.see(each)
    assert [goal for goal in watch.coverage(seed=1).missed if goal.kind == WORD] == []


KNOWN: dict[str, Code] = {"hour_cost": 50, "portfolio_mean_net": 6000, "hours_share": 10, "margin_share": 10}
BOUGHT: dict[str, Code] = {"PF_BOUGHT": "yes", "PF_RECENCY": 1, "PF_REGULAR": 12, "PF_DURATION": 5, "PF_REFERENCE": 4}
MONEY: dict[str, Code] = {"PF_MARGIN": 12_000, "PF_HOURS": 40}
TYPES: dict[str, tuple[dict[str, Code], dict[str, Code]]] = {
    "balloon": ({**KNOWN, "hours_share": 20}, {**BOUGHT, "PF_MARGIN": 3000, "PF_HOURS": 50}),
    "prospect": (KNOWN, {"PF_BOUGHT": "no"}),
    "sleeping": (KNOWN, {**BOUGHT, **MONEY, "PF_RECENCY": 20, "PF_REGULAR": 0}),
    "shared": (KNOWN, {**BOUGHT, **MONEY, "PF_WALLET": 30}),
    "partner": (KNOWN, {**BOUGHT, **MONEY, "PF_WALLET": 90}),
    "undetermined": (KNOWN, {**BOUGHT, **MONEY}),
}


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_each_type_of_client_has_its_own_conclusion_and_treatment(scan: Instrument, language: str) -> None:
    told, first = set(), set()
    for kind, (given, answers) in TYPES.items():
        report, facts, actions = report_in(scan, Assessment(answers=answers, given=given), language)
        assert facts["client_type"] == kind
        told.add(report.head.conclusion)
        first.add(actions[0])
    assert len(told) == len(first) == len(TYPES)


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_three_of_the_five_facts_are_too_few_for_a_conclusion(scan: Instrument, language: str) -> None:
    three: dict[str, Code] = {"PF_BOUGHT": "yes", "PF_RECENCY": 1, "PF_REGULAR": 12, "PF_REFERENCE": 4}
    report, facts, actions = report_in(scan, Assessment(answers=three), language)
    assert facts.get("five_r_index") is None
    assert actions == ()
    assert report.head.conclusion == conclusion_in(scan, "too_few", language)


def test_the_answers_of_the_compass_are_printed_as_they_were_given(scan: Instrument) -> None:
    words = "Twice a week:\n<b>fresh</b> & on time"
    report, _, _ = report_in(scan, Assessment(answers={"PF_COMPASS_REQ": words}), "en")
    assert report.findings is not None
    compass = next(each for each in report.findings.findings if each.id == "compass")
    assert compass.answers[0].answer == words
    assert [each.given for each in compass.answers] == [True, False, False, False]


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_the_figures_on_complaints_never_stand_without_their_caution(scan: Instrument, language: str) -> None:
    report, _, _ = report_in(scan, Assessment(answers={}), language)
    assert report.findings is not None
    complaints = next(each for each in report.findings.findings if each.id == "complaints")
    assert all(figure in complaints.intro for figure in ("9", "54", "82"))
    assert any(word in complaints.intro for word in ("bron", "source", "Quelle"))
    assert "Maxham & Netemeyer" in complaints.meaning
