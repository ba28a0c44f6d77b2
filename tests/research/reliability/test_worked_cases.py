"""Run the worked cases of tests/data/scoring_cases.yaml that are about the answers of many."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from rely.research import reliability
from rely.research.sheets import Floats
from tests.scoring.test_worked_cases import CASES, NEED_RESEARCH, assert_matches


def table(rows: list[list[Any]]) -> Floats:
    return np.array([[float(each) if isinstance(each, int) else np.nan for each in row] for row in rows])


def omega_from_matrix(matrix: list[list[float]]) -> Any:
    found = reliability.omega_from_matrix(np.array(matrix))
    assert found is not None
    return {"omega": found.omega, "loadings": list(found.loadings)}


ADAPTERS: dict[str, Callable[..., Any]] = {
    "alpha": lambda rows: reliability.alpha(table(rows)),
    "item_rest": lambda rows: list(reliability.item_rest(table(rows))),
    "feldt_ci": lambda **given: list(reliability.feldt_ci(**given) or ()),
    "omega_from_loadings": reliability.omega_from_loadings,
    "omega_from_matrix": omega_from_matrix,
    "reliability_note": reliability.reliability_note,
}

RUN = [case for case in CASES if case["function"] in ADAPTERS]


@pytest.mark.parametrize("case", RUN, ids=[f"{case['id']}-{case['function']}" for case in RUN])
def test_the_worked_case_comes_out(case: dict[str, Any]) -> None:
    found = ADAPTERS[case["function"]](**case["input"])
    assert_matches(found, case["expected"], case["tolerance"])


def test_no_case_about_many_is_left_out() -> None:
    assert set(ADAPTERS) == NEED_RESEARCH
