"""Run a program with R and read what it came to."""

import csv
from pathlib import Path

from tests.research.programs.running import run


def run_r(program: str, folder: Path) -> tuple[list[dict[str, str]], str]:
    """The results of every case after the program has run, with its case_id, as texts, and what it printed.

    A warning ends the test.
    """
    saved = 'write.csv(cbind(case_id = data$case_id, results), "result.csv", row.names = FALSE, na = "")\n'
    (folder / "program.R").write_text(f"options(warn = 2)\n{program}{saved}", encoding="utf-8")
    printed = run("Rscript", "--vanilla", "program.R", folder=folder)
    with (folder / "result.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file)), printed
