"""Read the reference numbers of tests/data/reliability, and compare ours with them."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rely.research import reliability
from rely.research.reliability.correlations import correlation_matrix
from rely.research.reliability.spread import spread_of
from rely.research.sheets import Floats

FOLDER = Path(__file__).parents[2] / "data" / "reliability"
CLOSE = 1e-6
"""How near we come to psych; 1e-3 is what a reader of a paper would see."""


def sets_in(name: str, folder: Path = FOLDER) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / f"{name}.json").read_text("utf-8"))["sets"]
    return found


def data_of(name: str, told: dict[str, Any], folder: Path = FOLDER) -> Floats:
    """The data of a set after reverse coding, NaN for a missing answer."""
    values = np.genfromtxt(folder / f"{name}.csv", delimiter=",", skip_header=1, dtype=np.float64)
    for column in told["reverse"]:
        values[:, column - 1] = told["lowest"] + told["highest"] - values[:, column - 1]
    return values


def assert_as_psych(values: Floats, told: dict[str, Any]) -> None:
    def near(expected: Any) -> Any:
        return pytest.approx(expected, abs=CLOSE)

    complete = reliability.complete_rows(values)
    assert values.shape == (told["rows"], told["k"])
    assert complete.shape == (told["n"], told["k"])
    found = reliability.alpha(values)
    assert found is not None
    assert found == near(told["alpha"])
    assert reliability.feldt_ci(found, told["n"], told["k"]) == near(tuple(told["feldt"]))
    assert reliability.item_rest(values) == near(tuple(told["item_rest"]))
    if told["k"] > 2:
        assert reliability.alpha_without(values) == near(tuple(told["alpha_without"]))
    matrix = correlation_matrix(complete)
    assert matrix[np.triu_indices(told["k"], 1)].mean() == near(told["average_r"])
    assert np.nanmean(values, axis=0) == near(told["mean"])
    assert np.nanstd(values, axis=0, ddof=1) == near(told["sd"])
    assert_same_factor(matrix, told["omega"])
    # Scores stay as they are inside 0-100 when all are moved alike; the skew does not mind.
    if told["n"] >= 10:
        means = complete.mean(axis=1)
        assert spread_of((means - means.min()) / np.ptp(means) * 100).skew == near(told["skew"])


def assert_same_factor(matrix: Floats, told: dict[str, Any] | None) -> None:
    factor = reliability.omega_from_matrix(matrix)
    if not told:
        assert factor is None
        return
    assert factor is not None
    assert factor.heywood is told["heywood"]
    if factor.heywood:
        assert factor.omega is None
    else:
        loadings = np.array(told["loadings"])
        turned = loadings if loadings.sum() >= 0 else -loadings
        assert factor.loadings == pytest.approx(tuple(turned), abs=CLOSE)
        assert factor.omega == pytest.approx(told["omega"], abs=CLOSE)
