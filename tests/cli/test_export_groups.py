"""Prove that an export in which small groups are looked for shows nobody in one, and tells how it stands."""

import csv
from collections import Counter
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
    assert "in every group there are at least 5 relationships" in done.err
    assert "The Americas" in (here / "out.csv.codebook.html").read_text(encoding="utf-8")
    report = (here / "out.csv.groups.txt").read_text(encoding="utf-8")
    assert "cx_country became cx_country_coarse." in report
    assert "balance_index" in report


def test_by_itself_small_groups_are_only_warned_of(rely: Run, answers: Path, here: Path) -> None:
    done = rely("export", answers, *CHECK, "-o", "out.csv")
    assert "Warning: 8 of 13 rows share cx_country, cx_region" in done.err
    assert "with fewer than 4 other relationships." in done.err
    assert not (here / "out.csv.groups.txt").exists()
    assert [row["cx_country"] for row in _rows(here / "out.csv")].count("BR") == 4


def test_a_report_of_the_groups_lies_beside_the_file_when_k_is_named(rely: Run, answers: Path, here: Path) -> None:
    done = rely("export", answers, *CHECK, "-o", "out.csv", "--k", "4")
    assert "out.csv.groups.txt: the smallest of 3 groups has 4 relationships." in done.err
    assert "Warning" not in done.err
    report = (here / "out.csv.groups.txt").read_text(encoding="utf-8")
    assert "k = 4" in report
    (country,) = [line.split() for line in report.splitlines() if line.startswith("cx_country")]
    assert country == ["cx_country", "3", "4", "0"]
    later = rely("export", answers, *CHECK, "-o", "out.csv")
    assert "out.csv.groups.txt is gone: it told of the file that was here before." in later.err
    assert not (here / "out.csv.groups.txt").exists()


def test_a_study_of_its_own_is_advised_for_a_protected_file_and_only_for_that(
    rely: Run, answers: Path, here: Path
) -> None:
    protected = rely("export", answers, *CHECK, "-o", "a.csv", "--small-groups", "suppress", "--study", "clients")
    assert "another export of the study 'clients' has the same pseudonyms" in protected.err
    assert "study 'clients' has" not in rely("export", answers, *CHECK, "-o", "b.csv", "--study", "clients").err
    without = rely("export", answers, *CHECK, "-o", "c.csv", "--small-groups", "suppress")
    assert "same pseudonyms" not in without.err.replace("With --study NAME later exports have the same ones.", "")


def test_names_are_not_written_beside_what_hides_them(rely: Run, answers: Path, here: Path) -> None:
    done = rely("export", answers, *CHECK, "-o", "out.csv", "--small-groups", "coarsen", "--with-texts")
    assert done.code == 2
    assert "--with-texts names them" in done.err
    assert not (here / "out.csv").exists()


def test_a_second_row_about_the_same_relationship_does_not_put_back_what_the_first_lost(rely: Run, here: Path) -> None:
    lines = ["id,cx_country,cx_months,cx_first_contact,cx_first_transaction,TR01"]
    lines += [f"r{number},CL,14,yes,no,{1 + number % 5}" for number in range(10)]
    (here / "answers.csv").write_text("\n".join([*lines, "r1,CL,40,no,no,4"]) + "\n", encoding="utf-8")
    rely("export", "answers.csv", *CHECK, "-o", "out.csv", "--small-groups", "suppress")
    rows = _rows(here / "out.csv")
    named = Counter(row["relationship_id"] for row in rows)
    (twice,) = (name for name, count in named.items() if count > 1)
    assert [(row["cx_country"], row["cx_months"]) for row in rows if row["relationship_id"] == twice] == [("", "")] * 2
    # Four others stand beside it without a country, or it would be the only one.
    assert Counter(row["cx_country"] for row in rows) == {"CL": 5, "": 6}


def test_a_file_with_fewer_relationships_than_k_is_not_told_as_safe(rely: Run, here: Path) -> None:
    lines = ["id,cx_country,cx_first_contact,cx_first_transaction", "a,CL,yes,no", "b,CL,yes,no", "c,BR,yes,no"]
    (here / "few.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = rely("export", "few.csv", *CHECK, "-o", "out.csv", "--small-groups", "suppress")
    assert {row["cx_country"] for row in _rows(here / "out.csv")} == {""}
    assert "left empty, and yet there are no more than 3 relationships in all, fewer than k = 5: " in done.err
    assert "at least 3" not in done.err


@pytest.mark.parametrize("asked", [(), ("--k", "5"), ("--small-groups", "suppress")])
def test_a_questionnaire_without_quasi_identifiers_is_never_silently_all_clear(
    rely: Run, here: Path, asked: tuple[str, ...]
) -> None:
    rely("simulate", "value-strategy", "--n", "3", "-o", "v.csv")
    done = rely("export", "v.csv", "--instrument", "value-strategy", "-o", "out.csv", *asked)
    assert done.code == 0
    assert "Small groups were not looked for: the questionnaire names no quasi-identifiers" in done.err
    assert "no all-clear" in done.err
    assert not (here / "out.csv.groups.txt").exists()


def test_small_groups_by_facts_that_were_given_are_told(rely: Run, here: Path) -> None:
    lines = ["id,given.hour_cost,PF_BOUGHT,PF_DURATION"]
    lines += [f"r{number},{40 if number < 8 else 95},yes,2" for number in range(10)]
    (here / "p.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = rely("export", "p.csv", "--instrument", "portfolio-scan", "-o", "out.csv", "--small-groups", "suppress")
    assert done.code == 0, done.err
    assert [row["hour_cost"] for row in _rows(here / "out.csv")] == [""] * 3 + ["40.0"] * 5 + [""] * 2
