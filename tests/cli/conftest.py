"""Give the tests of the command line a way to run it, in this process or in one of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from rely.cli import main


@dataclass(frozen=True)
class Outcome:
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as one JSON document."""
        return json.loads(self.out)


Run = Callable[..., Outcome]
Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("RELY_HOME", raising=False)
    monkeypatch.setenv("RELY_DATA", str(tmp_path / "data"))
    return folder


@pytest.fixture
def rely(here: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process, in an empty working directory."""

    def run(*arguments: object) -> Outcome:
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        told = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return Outcome(end.value.code, told.out, told.err)

    return run


@pytest.fixture
def process(here: Path) -> Process:
    """Run Python in a process of its own, in an empty working directory."""
    root = Path(__file__).parents[2]

    def run(*arguments: str, **more: Any) -> subprocess.CompletedProcess[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(root)}
        return subprocess.run(
            [sys.executable, *arguments], capture_output=True, check=False, env=environment, timeout=120, **more
        )

    return run


Verify = Callable[[bytes], Outcome]


@pytest.fixture
def verify(rely: Run, here: Path) -> Verify:
    def run(pdf: bytes) -> Outcome:
        (here / "report.pdf").write_bytes(pdf)
        return rely("verify", "report.pdf")

    return run
