"""Our figures are those of R's package psych, on simulated data of many shapes and on data of other people."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.research.reliability.reference import FOLDER, assert_as_psych, data_of, sets_in

SIMULATED = sets_in("simulated")


@pytest.mark.parametrize("name", SIMULATED)
def test_simulated_data_give_the_figures_of_psych(name: str) -> None:
    assert_as_psych(data_of(name, SIMULATED[name]), SIMULATED[name])


def test_the_shapes_hold_what_they_are_there_for() -> None:
    assert SIMULATED["missing"]["n"] < SIMULATED["missing"]["rows"]
    assert SIMULATED["reversed"]["reverse"] == [2, 4]
    assert SIMULATED["forgotten"]["alpha"] < 0
    assert SIMULATED["heywood"]["omega"]["heywood"] is True
    assert SIMULATED["ten_rows"]["n"] == 10
    assert (SIMULATED["two_items"]["k"], SIMULATED["many_items"]["k"]) == (2, 20)


@pytest.mark.long
def test_r_makes_the_same_reference_numbers_again_and_real_data_agree(tmp_path: Path) -> None:
    assert shutil.which("Rscript"), "R is not installed: apt-get install r-base-core r-cran-psych r-cran-jsonlite"
    subprocess.run(["Rscript", FOLDER / "make.R", tmp_path, "real"], check=True, capture_output=True, timeout=300)
    for name in ("simulated", "real"):
        made = json.loads((tmp_path / f"{name}.json").read_text("utf-8"))["sets"]
        assert_close(made, sets_in(name))
    real = sets_in("real")
    assert {"attitude", "bfi_agreeableness"} <= set(real)
    for name, told in real.items():
        assert_as_psych(data_of(name, told, tmp_path), told)


def assert_close(found: Any, expected: Any) -> None:
    """Another version of R or of its linear algebra may differ in the last digits."""
    if isinstance(expected, dict):
        assert set(found) == set(expected)
        for key, value in expected.items():
            assert_close(found[key], value)
    elif isinstance(expected, list):
        assert len(found) == len(expected)
        for one, other in zip(found, expected, strict=True):
            assert_close(one, other)
    elif isinstance(expected, float):
        assert found == pytest.approx(expected, abs=1e-6)
    else:
        assert found == expected
