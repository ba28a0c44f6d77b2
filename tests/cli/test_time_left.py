"""Prove that the time left is told to people only, and that reports which were there cost none."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rely.cli.time_left import TimeLeft, rows_of
from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]


def _table(here: Path, rows: int) -> Path:
    path = here / "t.csv"
    path.write_text(
        "date,cx_first_contact,cx_first_transaction,TR01\n" + "2026-11-30,yes,no,3\n" * rows, encoding="utf-8"
    )
    return path


def test_the_time_left_counts_only_what_was_made(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    seconds = 0.0
    progress = TimeLeft(_table(here, 10), clock=lambda: seconds)
    progress.made(anew=False)
    assert progress.line() == "1 of 10 reports"
    seconds = 20.0
    progress.made(anew=True)
    assert progress.line() == "2 of 10 reports, about 2:40 left"
    for _ in range(8):
        progress.made(anew=True)
    assert progress.line() == "10 of 10 reports"


@pytest.mark.parametrize(("text", "rows"), [("a\n1\n2\n", 2), ("a\n1\n2", 2), ("a\n", 0), ("a", 0), ("", 0)])
def test_the_rows_of_a_table_are_its_lines_without_the_header(here: Path, text: str, rows: int) -> None:
    (here / "t.csv").write_text(text, encoding="utf-8")
    assert rows_of(here / "t.csv") == rows


def test_progress_is_shown_on_a_terminal_only(rely: Run, here: Path) -> None:
    name = _table(here, 2).name
    assert rely("report", "relationship-check", name, "-o", "out", "--format", "html").err == ""
    ours, its = pty.openpty()
    code = "from rely.cli import main; main()"
    subprocess.run(
        [sys.executable, "-c", code, "report", "relationship-check", name, "-o", "again", "--format", "html"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=its,
        check=True,
    )
    os.close(its)
    shown = os.read(ours, 4096).decode()
    os.close(ours)
    assert re.search(r"1 of 2 reports, about \d+:\d\d left", shown)
    assert "2 of 2 reports" in shown
