"""The layers of the house: a module in the wrong place, or an import upwards, fails `./go check`.

Each test breaks one rule in a copy of the code, and asks the linters with the settings of pyproject.toml.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = Path(sys.executable).parent


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "rely", tmp_path / "rely", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def lint_imports(copy: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(copy), "NO_COLOR": "1", "COLUMNS": "200"}
    command = [str(TOOLS / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)


def add(copy: Path, module: str, line: str) -> None:
    with (copy / module).open("a") as file:
        file.write(f"{line}\n")


def test_the_code_as_it_is_keeps_every_rule(copy: Path) -> None:
    linted = lint_imports(copy)
    assert linted.returncode == 0, linted.stdout


@pytest.mark.parametrize(
    ("module", "line", "told"),
    [
        ("rely/utils.py", "", "- rely.utils"),
        ("rely/model/base.py", "import rely.scoring", "rely.model is not allowed to import rely.scoring"),
        ("rely/scoring/bands.py", "import rely.paths", "rely.scoring is not allowed to import rely.paths"),
        ("rely/model/base.py", "import flask", "rely.model is not allowed to import flask"),
        ("rely/scoring/bands.py", "import time", "rely.scoring is not allowed to import time"),
        ("rely/reporting/other.py", "import weasyprint", "rely.reporting.other -> weasyprint"),
        ("rely/services/other.py", "import numpy", "rely.services.other -> numpy"),
        ("rely/cli/other.py", "import sqlalchemy", "rely.cli.other -> sqlalchemy"),
    ],
)
def test_what_breaks_a_layer_is_told_by_name(copy: Path, module: str, line: str, told: str) -> None:
    add(copy, module, line)
    linted = lint_imports(copy)
    assert linted.returncode == 1
    assert told in linted.stdout


@pytest.mark.parametrize(("folder", "found"), [("model", True), ("scoring", True), ("services", False)])
def test_the_core_has_no_clock(copy: Path, folder: str, found: bool) -> None:
    add(copy, f"rely/{folder}/other.py", '"""Tell the day."""\n\nfrom datetime import date\n\nDAY = date.today()')
    command = [str(TOOLS / "ruff"), "check", "--no-cache", "--select=TID251", f"rely/{folder}"]
    linted = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert ("the core has no clock" in linted.stdout.lower()) == found
    assert linted.returncode == int(found)
