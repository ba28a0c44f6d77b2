"""Run the programs of the sample with PSPP and R and keep what they come to: `python -m tests.research.syntax.approve`.

It needs both; `./go test --all` installs them. What is committed was made by PSPP 1.6.2 and R 4.2.2. Read both programs
in tests/data/syntax before you commit them: from then on they are what a methodologist checks by eye.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Mapping
from pathlib import Path

from rely.research.syntax import SUFFIXES, syntax_lines
from rely.research.variables import Dictionary, dictionary_of
from tests.research.programs.agreement import made_names
from tests.research.programs.r import run_r
from tests.research.programs.samples import GARDEN, opened, write_data
from tests.research.programs.spss import run_spss

FOLDER = GARDEN.parent
COUNT = 150
"""Simulated cases of each form."""


def sample() -> Dictionary:
    """The variables of the small instrument that has all that can make a score hard to compute."""
    return dictionary_of(opened(str(GARDEN)), "en")


def rounded(row: Mapping[str, str], names: list[str]) -> list[str]:
    """The cells of a row, their numbers with nine decimals and no zeros at the end."""
    return [_rounded(row[name]) for name in names]


def _rounded(cell: str) -> str:
    try:
        return f"{float(cell):.9f}".rstrip("0").rstrip(".")
    except ValueError:
        return cell


def main() -> None:
    """Write the programs and their results anew."""
    dictionary = sample()
    names = made_names(dictionary)
    with tempfile.TemporaryDirectory() as folder:
        write_data(dictionary, Path(folder) / "garden-check.csv", COUNT)
        for program, suffix in SUFFIXES.items():
            text = "".join(syntax_lines(dictionary, program, data="garden-check.csv"))
            (FOLDER / f"garden-check{suffix}").write_text(text, encoding="utf-8")
            rows, _ = run_r(text, Path(folder)) if program == "r" else run_spss(text, Path(folder), variables=names)
            with (FOLDER / f"made-by-{program}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(names)
                writer.writerows(rounded(row, names) for row in rows)


if __name__ == "__main__":
    main()
