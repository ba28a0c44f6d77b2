"""Prove that `rely score` takes an export as it takes the answers it was made of, whatever its format."""

import csv
import io
import json
from pathlib import Path

import pytest

from rely.cli import score_jobs, score_stream
from tests.cli.conftest import Run

CHECK = "relationship-check"
COLLEAGUE = "colleague-view"


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


@pytest.fixture
def mixed(rely: Run, exported: Path) -> str:
    """The export with twelve rows of the colleague view below its own twelve."""
    assert rely("simulate", COLLEAGUE, "--n", 12, "-o", "c.csv").code == 0
    assert rely("export", "c.csv", "--instrument", COLLEAGUE, "-o", "colleague.csv", "--jobs", 1).code == 0
    with exported.open(encoding="utf-8", newline="") as own, Path("colleague.csv").open(encoding="utf-8") as other:
        names = next(csv.reader(own))
        rows = [[row.get(name, "") for name in names] for row in csv.DictReader(other)]
    with exported.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return exported.name


TOLD = f"data.csv:14:5: 12 rows belong to '{COLLEAGUE}', and the instrument is '{CHECK}': lines 14-25."


@pytest.mark.parametrize("form", ["csv", "json", "table"])
def test_rows_of_another_questionnaire_are_told_in_one_line(
    form: str, rely: Run, mixed: str, small_pieces: None
) -> None:
    told = rely("score", CHECK, mixed, "--format", form, "--jobs", 2)
    assert told.code == 1
    assert told.err.count("[wrong-instrument]") == told.err.count(TOLD) == 1
    assert told.err.endswith("12 rows done, 12 with problems.\n")


@pytest.mark.parametrize(
    "call",
    [
        ("reliability", CHECK, "data.csv"),
        ("export", "data.csv", "--instrument", CHECK, "-o", "again.csv"),
        ("norms", "build", CHECK, "data.csv", "-o", "norms.json", "--yes"),
        ("codebook", CHECK, "--data", "data.csv"),
        ("report", CHECK, "data.csv", "--format", "html", "-o", "reports"),
        ("report", CHECK, "answers.csv", "--previous", "data.csv", "--format", "html", "-o", "reports"),
        ("case", CHECK, "data.csv"),
        ("diff", f"{CHECK}@1.2.0", CHECK, "--answers", "data.csv"),
    ],
    ids=lambda call: call[0],
)
def test_every_command_tells_rows_of_another_questionnaire_in_one_line(
    call: tuple[str, ...], rely: Run, mixed: str
) -> None:
    assert rely(*call).err.count("[wrong-instrument]") == 1


def test_an_export_of_which_no_row_fits_is_one_sentence_and_no_warning(rely: Run, mixed: str) -> None:
    told = rely("score", CHECK, "colleague.csv", "--format", "csv").err.splitlines()
    assert told == [
        f"colleague.csv:2:5: 12 rows belong to '{COLLEAGUE}', and the instrument is '{CHECK}': lines 2-13. "
        "Name the other instrument on the command line, or correct `instrument`. [wrong-instrument]",
        "0 rows done, 12 with problems.",
    ]
