"""Run the worked cases of tests/data/scoring_cases.yaml that need the whole relationship-check."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from rely.guidelines.priorities import rank_priorities
from rely.guidelines.recommend import recommend
from rely.model.answers import Assessment
from rely.model.results import Result
from rely.scoring.quality import FlagRule, response_flags
from rely.scoring.score import score
from rely.scoring.trend import anchor_items
from tests.instruments import relationship_check

SOURCE = Path(__file__).parents[1] / "data" / "scoring_cases.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(SOURCE.read_text("utf-8"))["cases"]
RULES = FlagRule(min_answers=10, same_share=0.9, agrees_from=4)
INGREDIENTS = ("trust", "emotion", "content", "interaction")
TRANSACTION = {"initial": "no", "follow_up": "yes"}


def cases(function: str) -> list[Any]:
    return [pytest.param(case, id=case["id"]) for case in CASES if case["function"] == function]


def in_phase(phase: str, **answers: Any) -> Result:
    known = {"cx_first_contact": "yes", "cx_first_transaction": TRANSACTION[phase]}
    return score(relationship_check(), Assessment(answers={**known, **answers}))


def of_report(given: dict[str, Any]) -> Result:
    importance = {f"im_{name}": code for name, code in given["importance"].items()}
    return in_phase(given["phase"], cx_physical_12m=given["physical_12m"], **given["answers"], **importance)


@pytest.mark.parametrize("case", cases("core_report"))
def test_scores_bands_and_margins_come_out(case: dict[str, Any]) -> None:
    result, expected = of_report(case["input"]), case["expected"]
    close = {"abs": case["tolerance"]}
    for name, wanted in {**expected["ingredients"], **expected["cells"]}.items():
        found = result.scores[name]
        assert (found.score, found.status) == (pytest.approx(wanted["score"], **close), wanted["status"]), name
        if "se" in wanted:
            assert (found.answered, found.applicable) == (wanted["answered"], wanted["applicable"]), name
            assert found.margin == pytest.approx(wanted["se"], **close), name
    assert {name: result.scores[name].band for name in expected["bands"]} == expected["bands"]
    overall = result.scores["overall"]
    assert overall.score == pytest.approx(expected["overall"]["score"], **close)
    assert (overall.status, overall.answered) == (expected["overall"]["status"], expected["overall"]["basis"])
    assert result.one_sided == expected["one_sided"]


@pytest.mark.parametrize("case", cases("core_report"))
def test_priorities_quadrants_and_their_ranking_come_out(case: dict[str, Any]) -> None:
    check, result, expected = relationship_check(), of_report(case["input"]), case["expected"]
    rules, advice = check.priorities, recommend(check, result)
    assert rules is not None
    assert {name: advice.quadrants[name] for name in INGREDIENTS} == expected["quadrants"]
    for name, wanted in expected["priorities"].items():
        assert advice.priorities[name] == pytest.approx(wanted, abs=case["tolerance"]), name
    importance = {name: result.facts.get(f"item_score.{rules.importance[name]}") for name in INGREDIENTS}
    scores = {name: result.scores[name].score for name in INGREDIENTS}
    assert rank_priorities(importance, scores, target=rules.target, order=INGREDIENTS) == expected["ranking"]


@pytest.mark.parametrize("case", cases("core_report"))
def test_signs_of_careless_answering_come_out(case: dict[str, Any]) -> None:
    result = of_report(case["input"])
    answers = case["input"]["answers"]
    items = [relationship_check().items[name] for name in result.asked if type(answers.get(name)) is int]
    found = response_flags([(answers[item.id], item.reverse) for item in items], RULES)
    assert list(found) == case["expected"]["flags"]


@pytest.mark.parametrize("case", cases("phase"))
def test_the_phase_comes_out(case: dict[str, Any]) -> None:
    answers = {f"cx_{name}": code for name, code in case["input"].items()}
    assert score(relationship_check(), Assessment(answers=answers)).selected == case["expected"]


@pytest.mark.parametrize("case", cases("anchor_items"))
def test_the_items_that_both_phases_ask_come_out(case: dict[str, Any]) -> None:
    items = relationship_check().items
    both = anchor_items(in_phase("initial").asked, in_phase("follow_up").asked)
    for ingredient, wanted in case["expected"].items():
        assert [name for name in both if ingredient in items[name].values("ingredient")] == wanted
