"""With a norms file at hand `rely score` tells the same margins in every format; without one nothing of it."""

import csv
import io
import json
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pytest
from openpyxl import Workbook

from rely.cli import score_stream
from rely.scoring.plan import score_ids
from tests.cli.conftest import Run
from tests.homes import make_home
from tests.instruments import relationship_check

CHECK = "relationship-check"
ROWS = 40
SCORES = score_ids(relationship_check())


class Norms(NamedTuple):
    """A norms file and its digest."""

    path: Path
    digest: str


@pytest.fixture
def table(rely: Run, here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Answers of both phases, some with gaps, beside the questionnaire in a home of its own."""
    monkeypatch.setenv("RELY_HOME", str(make_home(tmp_path / "home", CHECK)))
    monkeypatch.setattr(score_stream, "PIECE", 4000)
    assert rely("simulate", CHECK, "--n", ROWS, "--seed", 5, "-o", "t.csv").code == 0
    return "t.csv"


@pytest.fixture
def norms(rely: Run, here: Path, table: str) -> Norms:
    """Norms that rest on other answers."""
    assert rely("simulate", CHECK, "--n", 120, "--seed", 6, "--missing", 0, "--na", 0, "-o", "norm.csv").code == 0
    built = rely("norms", "build", CHECK, "norm.csv", "--yes")
    assert built.code == 0
    path, digest = built.out.split()
    return Norms(Path(path), digest)


def rows_of(told: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(told)))


def test_every_format_tells_the_same_margins_and_whose_they_are(rely: Run, table: str, norms: Norms) -> None:
    objects = [json.loads(line) for line in rely("score", CHECK, table).out.splitlines()]
    rows = rows_of(rely("score", CHECK, table, "--format", "csv").out)
    people = rely("score", CHECK, table, "--format", "table").out.split("\n\n")
    seen = set()
    for row, told, text in zip(rows, objects, people, strict=True):
        cells = {name: cell for line in text.splitlines() for name, *cell in [line.split()] if name in told["scores"]}
        assert (f"norms: {norms.digest}" in text) == ("norms" in told)
        for name, each in told["scores"].items():
            margin, basis = each["margin"], each["margin_basis"]
            seen.add(basis)
            assert (float(row[f"{name}:margin"]) if row[f"{name}:margin"] else None) == pytest.approx(margin, abs=1e-9)
            assert row[f"{name}:margin_basis"] == (basis or "")
            if margin is not None:
                assert abs(float(cells[name][1].removeprefix("±")) - margin) <= 0.5
                assert cells[name][-1] == ("person" if basis == "person" else "group")
    assert seen == {norms.digest, "person", None}


def test_parquet_and_other_files_of_answers_hold_what_csv_holds(
    rely: Run, here: Path, table: str, norms: Norms
) -> None:
    told = rely("score", CHECK, table, "--format", "csv", "--jobs", 2).out
    (here / "s.csv").write_text(told)
    assert rely("score", CHECK, table, "--format", "parquet", "-o", "s.parquet", "--jobs", 1).code == 0
    scores = pl.read_parquet(here / "s.parquet")
    assert scores.equals(pl.read_csv(here / "s.csv", schema=scores.schema))
    book = Workbook()
    assert book.active is not None
    for row in csv.reader(io.StringIO((here / table).read_text(encoding="utf-8"))):
        book.active.append([int(cell) if cell.isdecimal() else cell for cell in row])
    book.save(here / "t.xlsx")
    assert rely("score", CHECK, "t.xlsx", "--format", "csv").out == told


def test_norms_change_nothing_but_margins_and_columns_at_the_end(rely: Run, table: str, norms: Norms) -> None:
    after = rows_of(rely("score", CHECK, table, "--format", "csv").out)
    norms.path.unlink()
    told = rely("score", CHECK, table, "--format", "table").out
    assert "margin of" not in told
    assert "norms" not in told
    for old, new in zip(rows_of(rely("score", CHECK, table, "--format", "csv").out), after, strict=True):
        assert list(new) == [*old, *(f"{name}:margin_basis" for name in SCORES)]
        assert {name for name in old if old[name] != new[name]} <= {f"{name}:margin" for name in SCORES}
