"""Prove that the shipped check of norms counts as the worked cases say, and that each finding has its words."""

import pytest

from rely.languages import words_for
from rely.loading.catalogue import load_instrument
from rely.model.answers import Assessment, Code
from rely.model.instrument import Instrument
from rely.paths import questionnaires_dir
from rely.research.simulate import simulate
from rely.research.simulate.coverage import Watch
from rely.research.simulate.goals import WORD
from tests.questionnaires.reported import conclusion_in, report_in

FOLDER = questionnaires_dir() / "relationship-norms"
NORMS = ("COM", "AUT", "PER")


@pytest.fixture(scope="module")
def check() -> Instrument:
    return load_instrument(FOLDER)


def answers(signal: str, expect: str, violations: str = "1111", **more: Code) -> Assessment:
    """An assessment from one digit for each norm and each thing that clashed; a dash is skipped."""
    given: dict[str, Code] = {f"RN_S_{norm}": digit for norm, digit in zip(NORMS, signal, strict=True)}
    given |= {f"RN_E_{norm}": digit for norm, digit in zip(NORMS, expect, strict=True)}
    given |= {f"RN_V{at}": digit for at, digit in enumerate(violations, 1)}
    numbers: dict[str, Code] = {name: int(str(digit)) for name, digit in given.items() if digit != "-"}
    return Assessment(answers=numbers | more)


def test_every_word_of_its_measures_can_be_reached(check: Instrument) -> None:
    watch = Watch(check)
    for each in simulate(check, 100):
        watch.see(each)
    assert [goal for goal in watch.coverage(seed=1).missed if goal.kind == WORD] == []


@pytest.mark.parametrize("language", ["nl", "en", "de"])
@pytest.mark.parametrize(
    ("assessment", "sentence"),
    [
        (answers("522", "325", "4151"), "clash_and_gap"),
        (answers("432", "432", "1511"), "clash"),
        (answers("4--", "---", "4---"), "clash_unknown"),
        (answers("515", "151"), "gap"),
        (answers("422", "332"), "watch"),
        (answers("432", "432", RN_W1=5), "aligned_distant"),
        (answers("432", "432", RN_W1=1), "aligned"),
        (answers("422", "---", "----"), "expect_unknown"),
        (answers("4--", "---", "----"), "too_few"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_the_conclusion_is_the_one_for_these_answers(
    check: Instrument, assessment: Assessment, sentence: str, language: str
) -> None:
    report, _, _ = report_in(check, assessment, language)
    assert report.head.conclusion == conclusion_in(check, sentence, language)


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_two_norms_that_differ_are_both_named(check: Instrument, language: str) -> None:
    report, _, _ = report_in(check, answers("522", "325"), language)
    labels = {word.code: word.in_sentence for word in check.measures_by_id["signal"].words}
    for code in ("commercial", "personal"):
        label = labels[code]
        assert label is not None
        assert words_for(language).text(label) in report.head.conclusion


def test_the_difference_of_a_norm_says_whose_side_is_higher(check: Instrument) -> None:
    _, facts, actions = report_in(check, answers("524", "234"), "en")
    assert [facts[f"gap_{norm}"] for norm in ("commercial", "authority", "personal")] == [
        "ours",
        "theirs_step",
        "alike",
    ]
    assert "com_less" in actions
    assert "aut_more" not in actions, "one step on one answer is no reason to change anything"


def test_a_wish_for_distance_is_no_fault(check: Instrument) -> None:
    _, facts, actions = report_in(check, answers("432", "432", RN_C1=5, RN_W1=5), "en")
    assert facts["distance"] == "distant"
    assert actions == ()


def test_what_clashed_counts_from_mostly_on_and_not_at_all_without_answers(check: Instrument) -> None:
    assert report_in(check, answers("432", "432", "3451"), "en")[1]["violations.count"] == 2
    assert report_in(check, answers("432", "432", "----"), "en")[1].get("violations.count") is None
