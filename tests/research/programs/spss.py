"""Run SPSS syntax with GNU PSPP and read what it came to."""

import csv
import re
from pathlib import Path

from rely.research.syntax.quoting import listed
from tests.research.programs.running import run

COMPLAINT = re.compile(r"\b(error|warning|note): ")


OLD_RECORD = "Extension record subtype 22 ends unexpectedly"
"""PSPP 1.6 warns so of every SPSS file with missing codes of long texts: it expects their record as older ones of its
own had it. The syntax declares them again."""


def run_spss(program: str, folder: Path, *, variables: list[str]) -> tuple[list[dict[str, str]], str]:
    """The named variables of every case after the program has run, as texts, and what it printed as CSV tables.

    PSPP goes on after most complaints; here they end the test.
    """
    saved = listed(
        "SAVE TRANSLATE /OUTFILE='result.csv' /TYPE=CSV /REPLACE /FIELDNAMES /CELLS=VALUES /KEEP=", variables, "."
    )
    (folder / "program.sps").write_text("\n".join([program, *saved, ""]), encoding="utf-8")
    said = run("pspp", "-o", "printed.csv", "program.sps", folder=folder)
    assert [line for line in said.splitlines() if COMPLAINT.search(line) and OLD_RECORD not in line] == []
    with (folder / "result.csv").open(encoding="utf-8", newline="") as file:
        rows = [{name: cell.strip() for name, cell in row.items()} for row in csv.DictReader(file)]
    return rows, (folder / "printed.csv").read_text(encoding="utf-8")
