"""Run every worked case of tests/data/scoring_cases.yaml; the numbers an instrument would give stand here."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from rely.guidelines import priorities, selection, status
from rely.model.measure_base import Threshold
from rely.model.scores import MissingDataRule
from rely.scoring import balance as balances
from rely.scoring import bands, coding, facets, gaps, margins, means, norms, nps, quality, rates, rounding
from rely.scoring import sides as both_sides
from rely.scoring import trend as trends
from rely.scoring.ratios import net_ratio
from rely.scoring.steps import step_of

ROOT = Path(__file__).parents[2]
SOURCE = (ROOT / "tests/data/scoring_cases.yaml").read_text("utf-8")
CASES: list[dict[str, Any]] = yaml.safe_load(SOURCE)["cases"]

NEED_THE_INSTRUMENT = frozenset({"anchor_items", "core_report", "phase"})
"""Their cases need the loaded relationship-check: tests/scoring/test_core_report_cases.py runs them."""

NEED_A_SATELLITE = frozenset({"client_type", "disconfirmation", "five_r", "norm_mismatch", "value_strategy"})
"""Their cases need a questionnaire of their own: tests/scoring/test_satellite_cases.py runs them."""

NEED_RESEARCH = frozenset(
    {"alpha", "feldt_ci", "item_rest", "omega_from_loadings", "omega_from_matrix", "reliability_note"}
)
"""Their cases need numpy and scipy: tests/research/reliability/test_worked_cases.py runs them."""

SIDES = ("physical", "digital")
INGREDIENTS = ("trust", "emotion", "content", "interaction")
RULE = MissingDataRule(min_answered=2, min_coverage=0.5, narrow_below=0.5)
SCAN_RULE = MissingDataRule(min_answered=2, min_coverage=1.0, narrow_below=0.5)
BANDS = [bands.BandEdge(*edge) for edge in (("hardly", 0), ("limited", 25), ("partly", 50), ("solid", 75))]
READINESS = [Threshold(is_="low"), Threshold(is_="medium", from_=50), Threshold(is_="high", from_=75)]
GAP_LEVELS = [Threshold(is_="aligned"), Threshold(is_="noticeable", from_=12.5), Threshold(is_="large", from_=25)]
MOMENTS = {"below": "building", "within": "typical", "beyond": "beyond_typical"}
FLAGS = quality.FlagRule(min_answers=10, same_share=0.9, agrees_from=4)
EVIDENCE = ("table1", "survey", "interview", "expert", "literature", "editorial")
FLOOR = margins.rounding_variance(5)


def score5(code: object, reverse: bool = False) -> float:
    return coding.item_score(code, lowest=1, highest=5, reverse=reverse)


def rating(code: int | None) -> float | None:
    return None if code is None else score5(code)


def outcomes_of(items: Sequence[Mapping[str, Any]], answers: Mapping[str, Any]) -> list[coding.Outcome]:
    return [
        coding.outcome_of(
            answers.get(item["id"]),
            partial(score5, reverse=item["reverse"]),
            allow_na=item.get("allow_na", True),
            allow_dk=True,
        )
        for item in items
    ]


def scale_score(items: list[dict[str, Any]], answers: dict[str, Any], specific: Sequence[str] | None = None) -> Any:
    scored = facets.score_facet(
        outcomes_of(items, answers),
        weights=[item["weight"] for item in items],
        floors=[FLOOR] * len(items),
        rule=RULE,
        specific=None if specific is None else [item["id"] in specific for item in items],
    )
    return {"score": scored.score, "status": scored.status, **scored.basis._asdict()}


def person_mean_equivalence(items: list[dict[str, Any]], answers: dict[str, Any], imputed_item_score: float) -> Any:
    filled = [one if isinstance(one, float) else imputed_item_score for one in outcomes_of(items, answers)]
    imputed = means.weighted_mean(filled, [item["weight"] for item in items])
    return {"score_available": scale_score(items, answers)["score"], "score_imputed": imputed}


def contrast(items: list[dict[str, Any]], answers: dict[str, Any], ingredient: str, phase: str) -> Any:
    specific: dict[str, list[tuple[float, float]]] = {side: [] for side in SIDES}
    for item, outcome in zip(items, outcomes_of(items, answers), strict=True):
        if len(item["settings"]) == 1 and item["ingredient"] == ingredient and isinstance(outcome, float):
            specific[item["settings"][0]].append((outcome, item["weight"]))
    return both_sides.contrast(*(specific[side] for side in SIDES))._asdict()


def overall(scores: Mapping[str, float | None]) -> Any:
    found = means.overall(scores, INGREDIENTS, at_least=3)
    return {"score": found.score, "status": found.status, "basis": found.basis.answered}


def sem_person(item_scores: list[float]) -> float | None:
    ones = [1.0] * len(item_scores)
    return margins.person_margin(item_scores, weights=ones, floors=[FLOOR] * len(item_scores))


def scan_ingredient(answers: list[int]) -> Any:
    scores = [score5(code) for code in answers]
    return facets.score_facet(scores, weights=[1, 1], floors=[FLOOR, FLOOR], rule=SCAN_RULE)._asdict()


def is_borderline(score: float, se: float, z: float) -> bool:
    return bands.borderline(score, z * se, BANDS) is not None


def readiness(**ratings: int | None) -> Any:
    score = means.mean_of_known([rating(code) for code in ratings.values()], at_least=2)
    return {"score": score, "level": step_of(score, READINESS)}


def rate_per_year(count_12m: float, months: float) -> float | None:
    return rates.rate(count_12m, months, window=12, per=12, min_age=3)


def fit(x: float | None, min: float | None, max: float | None) -> float | None:
    return rates.fit(x, rates.Norm(minimum=min, maximum=max)).fit


def hybrid_balance(
    physical_per_year: float | None, digital_per_month: float | None, physical_norm: Any, digital_norm: Any
) -> Any:
    frequencies = (physical_per_year, digital_per_month)
    first, second = (rates.Norm(minimum=low, maximum=high) for low, high in (physical_norm, digital_norm))
    fits = (rates.fit(frequencies[0], first), rates.fit(frequencies[1], second))
    return balances.balance(("physical", "digital"), fits, frequencies, times=(1, 12)).as_dict()


def contact_moments(n: int) -> Any:
    found = rates.fit(n, rates.Norm(minimum=6, maximum=None, typical_max=10))
    assert found.position is not None
    return {"fit": found.fit, "status": MOMENTS[found.position]}


def gap(self: dict[str, Any], client: dict[str, Any], pairs: list[list[str]], reverse: list[str]) -> Any:
    def outcomes(answers: dict[str, Any], item: str) -> coding.Outcome:
        return outcomes_of([{"id": item, "reverse": item in reverse}], answers)[0]

    both = [(outcomes(self, mine), outcomes(client, theirs)) for mine, theirs in pairs]
    found = gaps.gap(both, ("self", "client"), GAP_LEVELS)._asdict()
    return {**found, "self": found["first"], "client": found["second"]}


def agreement(a: dict[str, int], b: dict[str, int]) -> float | None:
    return gaps.agreement([(score5(a[item]), score5(b[item])) for item in a])


def rci(x1: float, x2: float, **basis: float) -> Any:
    s_diff = (
        trends.group_s_diff(basis["sd"], basis["reliability"])
        if "sd" in basis
        else trends.person_s_diff(basis["se1"], basis["se2"])
    )
    return trends.reliable_change(x1, x2, s_diff=s_diff, z=margins.Z_95)._asdict()


def response_flags(items: list[dict[str, Any]], answers: dict[str, int]) -> Any:
    given = [(answers[item["id"]], item["reverse"]) for item in items if item["id"] in answers]
    return list(quality.response_flags(given, FLAGS))


def one_sided(cells: dict[str, dict[str, float | None]]) -> str | None:
    by_side = {side: [cells[ingredient][side] for ingredient in INGREDIENTS] for side in SIDES}
    return both_sides.one_sided(by_side, at_least=3)


def rank_priorities(importance: dict[str, int], scores: dict[str, float], target: float) -> list[str]:
    placed = {name: rating(code) for name, code in importance.items()}
    return priorities.rank_priorities(placed, scores, target=target, order=INGREDIENTS)


def action_score(
    importance: int,
    item_scores: list[float],
    context_fit: float | None = None,
    context_shortfall: float | None = None,
) -> float | None:
    short = context_fit is not None and context_fit < 100
    context = rates.Fit(context_fit, None if context_fit is None else "below" if short else "within")
    shortfalls = [priorities.items_shortfall(item_scores, target=75), priorities.fit_shortfall(context)]
    return priorities.action_score(rating(importance), [*shortfalls, context_shortfall])


def select_actions(rows: list[dict[str, Any]], limit: int, per_ingredient: int) -> list[str]:
    candidates = [
        selection.Candidate(row["id"], row["ingredient"], "act", row["score"], row["evidence"]) for row in rows
    ]
    return selection.select_actions(candidates, limit=limit, per_value=per_ingredient, evidence_order=EVIDENCE)


ADAPTERS: dict[str, Callable[..., Any]] = {
    "normalise": lambda x, reverse: score5(x, reverse),
    "scale_score": scale_score,
    "person_mean_equivalence": person_mean_equivalence,
    "contrast": contrast,
    "overall": overall,
    "sem_person": sem_person,
    "sem_group": margins.group_margin,
    "interval": lambda score, se, z: margins.interval(score, se, z=z),
    "overall_margin": lambda **given: margins.overall_margin(given["margins"]),
    "band": lambda score: bands.band_of(score, BANDS),
    "borderline": is_borderline,
    "round_half_up": lambda x: rounding.round_half_up(x),
    "percentile_rank": lambda x, sample: norms.percentile_rank(x, sample),
    "norm_note": lambda n: norms.norm_note(n, provisional_from=100, norms_from=300),
    "scan_ingredient": scan_ingredient,
    "readiness": readiness,
    "rate_per_year": rate_per_year,
    "fit": fit,
    "hybrid_balance": hybrid_balance,
    "contact_moments": contact_moments,
    "gap": gap,
    "agreement": agreement,
    "rci": rci,
    "nps": lambda values: nps.nps(values, at_least=5)._asdict(),
    "nps_ci": nps.nps_interval,
    "net_ratio": lambda margin, hours, hourly_cost, portfolio_mean_net: net_ratio(
        margin, hours=hours, hour_cost=hourly_cost, reference=portfolio_mean_net
    ),
    "response_flags": response_flags,
    "one_sided": one_sided,
    "priority": lambda importance, score, target: priorities.priority(rating(importance), score, target=target),
    "quadrant": lambda importance, score, target: priorities.quadrant(
        rating(importance), score, important_from=75, target=target
    ),
    "rank_priorities": rank_priorities,
    "guideline_status": lambda item_scores: status.status_from_items(item_scores, in_place_from=75, partly_from=50),
    "guideline_status_combined": lambda items, context: status.combined_status([items, context]),
    "action_score": action_score,
    "select_actions": select_actions,
}


def assert_matches(found: Any, expected: Any, tolerance: float) -> None:
    if isinstance(expected, dict):
        for key, value in expected.items():
            assert key in found
            assert_matches(found[key], value, tolerance)
    elif isinstance(expected, list):
        assert len(found) == len(expected)
        for one, other in zip(found, expected, strict=True):
            assert_matches(one, other, tolerance)
    elif isinstance(expected, float):
        assert found == pytest.approx(expected, abs=tolerance)
    else:
        assert found == expected
        assert type(found) is type(expected)


RUN = [case for case in CASES if case["function"] in ADAPTERS]


@pytest.mark.parametrize("case", RUN, ids=[f"{case['id']}-{case['function']}" for case in RUN])
def test_the_worked_case_comes_out(case: dict[str, Any]) -> None:
    run = ADAPTERS[case["function"]]
    if "raises" in case:
        assert case["raises"] == "ValueError"
        with pytest.raises(ValueError, match=r"(?i)accepted"):
            run(**case["input"])
    else:
        assert_matches(run(**case["input"]), case["expected"], case.get("tolerance", 1e-9))


def test_every_function_of_the_cases_is_run_here_or_by_another_test() -> None:
    lists = [*ADAPTERS, *NEED_THE_INSTRUMENT, *NEED_A_SATELLITE, *NEED_RESEARCH]
    assert sorted(lists) == sorted({case["function"] for case in CASES})
    assert len({case["id"] for case in CASES}) == len(CASES) == 190
