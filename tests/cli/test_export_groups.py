"""Prove that an export in which small groups are looked for shows nobody in one, and tells how it stands."""

import csv
from pathlib import Path

import openpyxl
import polars
import pyreadstat
import pytest

from tests.cli.conftest import Run

NAME, FORMULA = "Piet Herkenbaar", "=HYPERLINK(1)"
CHECK = ("--instrument", "relationship-check")


@pytest.fixture
def answers(here: Path) -> Path:
    """Five clients in Germany, four in Brazil, four in Chile; names and formulas planted."""
    lines = ["id,respondent,cx_alias,cx_country,cx_months,cx_first_contact,cx_first_transaction,TR01,TR02,TR03"]
    for number, country in enumerate(["DE"] * 5 + ["BR"] * 4 + ["CL"] * 4):
        lines.append(f"{NAME} {number},{NAME},{FORMULA},{country},14,yes,no,4,4,{1 + number % 5}")
    (here / "answers.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return here / "answers.csv"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _cells(path: Path) -> list[list[object]]:
    if path.suffix == ".csv":
        return [list(row.values()) for row in _rows(path)]
    if path.suffix == ".xlsx":
        return [list(row) for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)]
    if path.suffix == ".sav":
        return [list(row) for row in pyreadstat.read_sav(path, output_format="polars")[0].rows()]
    return [list(row) for row in polars.read_parquet(path).rows()]


@pytest.mark.parametrize("layout", ["wide", "long"])
@pytest.mark.parametrize("format_", ["csv", "xlsx", "sav", "parquet"])
def test_a_group_of_four_a_name_and_a_formula_are_in_no_format(
    rely: Run, answers: Path, here: Path, format_: str, layout: str
) -> None:
    path = here / f"out.{format_}"
    done = rely("export", answers, *CHECK, "-o", path, "--small-groups", "suppress", "--layout", layout)
    assert done.code == 0, done.err
    told = {str(cell) for row in _cells(path) for cell in row}
    assert "DE" in told
    assert told.isdisjoint({"BR", "CL"})
    assert not [cell for cell in told if NAME in cell or FORMULA in cell]
    report = (here / f"out.{format_}.groups.txt").read_text(encoding="utf-8")
    assert "cx_region in 8 rows, cx_country in 8 rows." in report


def test_coarser_answers_keep_what_exact_ones_would_lose(rely: Run, answers: Path, here: Path) -> None:
    done = rely("export", answers, *CHECK, "-o", "out.csv", "--small-groups", "coarsen", "--lang", "en")
    rows = _rows(here / "out.csv")
    assert [row["cx_country_coarse"] for row in rows] == ["western_europe"] * 5 + ["americas"] * 8
    assert {row["cx_months_coarse"] for row in rows} == {"12"}
    assert "cx_country" not in rows[0]
    assert "physical_per_year" not in rows[0]
    assert "in every group there are at least 5 rows" in done.err
    assert "The Americas" in (here / "out.csv.codebook.html").read_text(encoding="utf-8")
    report = (here / "out.csv.groups.txt").read_text(encoding="utf-8")
    assert "cx_country became cx_country_coarse." in report
    assert "balance_index" in report


def test_by_itself_small_groups_are_only_warned_of(rely: Run, answers: Path, here: Path) -> None:
    done = rely("export", answers, *CHECK, "-o", "out.csv")
    assert "Warning: 8 of 13 rows can be told from all but fewer than 4 others by cx_country, cx_region" in done.err
    assert not (here / "out.csv.groups.txt").exists()
    assert [row["cx_country"] for row in _rows(here / "out.csv")].count("BR") == 4


def test_a_report_of_the_groups_lies_beside_the_file_when_k_is_named(rely: Run, answers: Path, here: Path) -> None:
    done = rely("export", answers, *CHECK, "-o", "out.csv", "--k", "4")
    assert "out.csv.groups.txt: the smallest of 3 groups has 4 rows." in done.err
    assert "Warning" not in done.err
    report = (here / "out.csv.groups.txt").read_text(encoding="utf-8")
    assert "k = 4" in report
    (country,) = [line.split() for line in report.splitlines() if line.startswith("cx_country")]
    assert country == ["cx_country", "3", "4", "0"]


def test_a_questionnaire_without_quasi_identifiers_says_so(rely: Run, here: Path) -> None:
    rely("simulate", "value-strategy", "--n", "3", "-o", "v.csv")
    done = rely("export", "v.csv", "--instrument", "value-strategy", "-o", "out.csv", "--small-groups", "suppress")
    assert done.code == 0
    assert "names no quasi-identifiers" in done.err
