"""Run the worked cases of the satellites against the shipped satellites: no Python knows their words."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from rely.loading.catalogue import load_instrument
from rely.model.answers import Assessment, Code
from rely.model.results import Fact
from rely.scoring.facts import Facts
from rely.scoring.score import score
from tests.scoring.test_worked_cases import CASES, NEED_A_SATELLITE, assert_matches

DATA = Path(__file__).parents[1] / "data" / "questionnaires" / "valid"

# Answers and net ratios that reach exactly each of the five steps of the portfolio scan.
MONTHS = {5: 3, 4: 6, 3: 12, 2: 24, 1: 25}
ORDERS = {5: 12, 4: 6, 3: 3, 2: 1, 1: 0}
YEARS = {5: 10, 4: 5, 3: 3, 2: 1, 1: 0}
NET = {5: 2.0, 4: 1.0, 3: 0.5, 2: 0.01, 1: 0.0}
NORMS = {"COM": "commercial", "AUT": "authority", "PER": "personal"}


def _portfolio(answers: Mapping[str, Code], net: float, **given: Code) -> Mapping[str, Any]:
    money = {"PF_MARGIN": net * 6000 + 3000, "PF_HOURS": 60}
    known: dict[str, Code] = {"hour_cost": 50, "portfolio_mean_net": 6000, **given}
    assessment = Assessment(answers={**answers, **money}, given=known)
    return score(load_instrument("portfolio-scan"), assessment).measures


def _five_r(recency_months: int | None, orders_12m: int, years: int, net_ratio: float, reference: int) -> Any:
    bought = "no" if recency_months is None else "yes"
    asked = {"PF_RECENCY": recency_months, "PF_REGULAR": orders_12m, "PF_DURATION": years, "PF_REFERENCE": reference}
    found = _portfolio({"PF_BOUGHT": bought, **asked}, net_ratio)
    names = ("recency", "regularity", "duration", "revenue", "reference")
    return {"scores": {name: int(found[name]["value"]) for name in names}, "index": found["five_r_index"]["value"]}


def _client_type(
    scores: dict[str, int],
    attention_ratio: float,
    wallet_share: float | None,
    *,
    ever_bought: bool,
) -> Any:
    answers: dict[str, Code] = {
        "PF_BOUGHT": "yes" if ever_bought else "no",
        "PF_RECENCY": MONTHS[scores["recency"]],
        "PF_REGULAR": ORDERS[scores["regularity"]],
        "PF_DURATION": YEARS[scores["duration"]],
        "PF_REFERENCE": scores["reference"],
        "PF_WALLET": None if wallet_share is None else round(100 * wallet_share),
    }
    found = _portfolio(answers, NET[scores["revenue"]], hours_share=attention_ratio * 10, margin_share=10)
    assert found["revenue"]["value"] == scores["revenue"]
    return found["client_type"]["value"]


def _norm_mismatch(signal: dict[str, int], expect: dict[str, int], violations: list[int]) -> Any:
    answers: dict[str, Code] = {}
    for code, norm in NORMS.items():
        answers |= {f"RN_S_{code}": signal[norm], f"RN_E_{code}": expect[norm]}
    # A case without clashes answers "not at all" to each: not answered at all, the count would be unknown.
    answers |= {f"RN_V{at}": code for at, code in enumerate(violations or [1, 1, 1, 1], 1)}
    found = score(load_instrument("relationship-norms"), Assessment(answers=answers)).measures
    return {
        "mismatch": found["mismatch"]["difference"],
        "level": found["mismatch"]["level"],
        "signal": found["signal"]["word"],
        "expect": found["expect"]["word"],
        "violations": found["violations"]["count"],
    }


def _value_strategy(scores: dict[str, float], chosen: str | None) -> Any:
    known: dict[str, Fact] = {f"score.{name}": value for name, value in scores.items()}
    facts = Facts(load_instrument("value-strategy"), known if chosen is None else {**known, "VS_CHOICE": chosen})
    matches = facts.measure("matches_choice")["value"]
    return {
        "top": facts("leader.word"),
        "lead": facts("leader.lead"),
        "verdict": facts("verdict"),
        "matches_choice": None if matches is None else matches == "yes",
    }


def _disconfirmation(x: int) -> Any:
    made = load_instrument(DATA / "recommendation.yaml")
    found = score(made, Assessment(answers={"TRUST": x})).measures
    return {"value": found["disconfirmation"]["value"], "verdict": found["expectation"]["value"]}


ADAPTERS: dict[str, Callable[..., Any]] = {
    "client_type": _client_type,
    "disconfirmation": _disconfirmation,
    "five_r": _five_r,
    "norm_mismatch": _norm_mismatch,
    "value_strategy": _value_strategy,
}
RUN = [case for case in CASES if case["function"] in ADAPTERS]


@pytest.mark.parametrize("case", RUN, ids=[f"{case['id']}-{case['function']}" for case in RUN])
def test_the_worked_case_comes_out_of_the_questionnaire(case: dict[str, Any]) -> None:
    found = ADAPTERS[case["function"]](**case["input"])
    assert_matches(found, case["expected"], case["tolerance"])


def test_every_function_that_needs_a_satellite_is_run() -> None:
    assert set(ADAPTERS) == NEED_A_SATELLITE


def test_what_was_skipped_is_unknown_and_never_a_low_figure() -> None:
    found = _portfolio({"PF_BOUGHT": "yes", "PF_REGULAR": 12, "PF_REFERENCE": 5}, 2.0)
    assert found["recency"]["value"] is None
    assert found["five_r"]["score"] is None, "three of five are known, and four are needed"
    assert found["five_r_index"]["value"] is None
    assert found["attention_ratio"]["value"] is None
    assert found["client_type"]["value"] == "undetermined"
