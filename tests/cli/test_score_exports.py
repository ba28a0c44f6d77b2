"""Prove that `rely score` takes an export as it takes the answers it was made of, whatever its format."""

import csv
import io
import json
from pathlib import Path

import pytest

from rely.cli import score_jobs, score_stream
from tests.cli.conftest import Run

CHECK = "relationship-check"


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(score_stream, "PIECE", 3_000)
    monkeypatch.setattr(score_stream, "PIECE_OF_OBJECTS", 3_000)
    monkeypatch.setattr(score_jobs, "WORTH_IT", 2)


def export(rely: Run, name: str) -> None:
    assert rely("simulate", CHECK, "--n", 12, "--seed", 3, "-o", "answers.csv").code == 0
    assert rely("export", "answers.csv", "--instrument", CHECK, "-o", name, "--jobs", 1).code == 0


@pytest.fixture
def exported(rely: Run, here: Path) -> Path:
    export(rely, "data.csv")
    return here / "data.csv"


def scores(text: str) -> list[list[str]]:
    """Without the line and the id, which differ."""
    return [row[2:] for row in csv.reader(io.StringIO(text))]


@pytest.mark.parametrize("name", ["data.csv", "data.xlsx", "data.parquet"])
def test_an_export_has_the_scores_of_its_answers(name: str, rely: Run, small_pieces: None) -> None:
    export(rely, name)
    told = rely("score", CHECK, name, "--format", "csv", "--jobs", 2)
    assert told.code == 0
    assert scores(told.out) == scores(rely("score", CHECK, "answers.csv", "--format", "csv").out)
    assert len(scores(told.out)) == 13


def test_another_version_is_told_once_however_many_pieces_there_are(
    rely: Run, exported: Path, small_pieces: None
) -> None:
    begin, digest, end = exported.read_text(encoding="utf-8").partition("sha256:")
    assert digest
    text = (begin + digest + end).replace("sha256:", "sha256:0")
    exported.write_text(text, encoding="utf-8")
    for form in ("csv", "json"):
        told = rely("score", CHECK, "data.csv", "--format", form, "--jobs", 2)
        assert told.code == 0
        assert told.err.count("[other-version]") == 1


def test_a_bad_cell_is_named_by_its_line_and_column_and_the_other_rows_are_scored(rely: Run, exported: Path) -> None:
    rows = list(csv.reader(io.StringIO(exported.read_text(encoding="utf-8"))))
    at = rows[0].index("tr01")
    rows[5][at] = "6"
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    exported.write_text(written.getvalue(), encoding="utf-8", newline="")
    told = rely("score", CHECK, "data.csv")
    assert told.code == 1
    assert f"data.csv:6:{at + 1}: column 'tr01': " in told.err
    assert len([json.loads(line) for line in told.out.splitlines()]) == 11
