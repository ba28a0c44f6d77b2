"""Run a program of Debian that researchers use, or fail where it is not there: such tests are never skipped."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

PACKAGES = {"pspp": "pspp", "Rscript": "r-base-core"}
"""The programs, each with what Debian calls the package that it comes in."""


def run(program: str, *arguments: str, folder: Path) -> str:
    """What is said by a program that is called in `folder`; one that does not end well fails the test."""
    found = shutil.which(program)
    if found is None:
        pytest.fail(
            f"{program} is not here: ./go test --all installs it, and so does apt-get install {PACKAGES[program]}."
        )
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    ended = subprocess.run(
        [found, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=600
    )
    assert ended.returncode == 0, f"{program} ended with {ended.returncode}:\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout + ended.stderr
