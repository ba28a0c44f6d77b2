"""Give each test a bare machine."""

from pathlib import Path

import pytest

from tests.go.machine import Machine


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)
