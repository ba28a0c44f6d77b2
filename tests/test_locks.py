"""requirements/*.txt: what `./go lock` wrote can be installed as it is, anywhere, and agrees with itself."""

import re
from pathlib import Path

import pytest

LOCKS = Path(__file__).parents[1] / "requirements"


def locked(name: str) -> dict[str, str]:
    lines = (LOCKS / f"{name}.txt").read_text().splitlines()
    return dict(line.split(" ")[0].split("==") for line in lines if not line.startswith(" "))


@pytest.mark.parametrize("name", ["run", "test", "bench", "otree", "tools"])
def test_a_lock_holds_exact_versions_with_hashes_and_no_address(name: str) -> None:
    text = (LOCKS / f"{name}.txt").read_text()
    assert "://" not in text
    for requirement in re.split(r"\n(?! )", text.strip()):
        assert re.match(r"[a-z0-9-]+==\S+ (?:; .+ )?\\\n    --hash=sha256:[0-9a-f]{64}", requirement)


@pytest.mark.parametrize("name", ["test", "bench"])
def test_tests_and_benchmarks_use_the_versions_that_the_product_runs_with(name: str) -> None:
    shared = locked("run").keys() & locked(name).keys()
    assert {"pydantic", "weasyprint"} <= shared
    assert {package: locked(name)[package] for package in shared} == {
        package: locked("run")[package] for package in shared
    }
