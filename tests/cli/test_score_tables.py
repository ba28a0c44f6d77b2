"""`rely score` on tables of any size: the same bytes and words in one process and in several, and never half a file."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook

from rely.cli import score_jobs, score_stream
from rely.loading.catalogue import load_instrument
from rely.model.answers import Assessment
from rely.research.score_many import score_many
from rely.services import crew
from tests.cli.conftest import Run
from tests.instruments import VALID

CHECK = "relationship-check"
MATURITY = VALID / "maturity-assessment.yaml"
ROWS = 54


@pytest.fixture
def table(rely: Run, here: Path) -> str:
    """Simulated answers, among them rows with problems, warnings, quotes and line ends in cells."""
    assert rely("simulate", CHECK, "--n", ROWS, "--seed", 4, "-o", "made.csv").code == 0
    header, *lines = (here / "made.csv").read_text(encoding="utf-8").splitlines()
    names = header.split(",")
    for at, changes in {
        3: {"TR01": "9"},
        10: {"cx_first_contact": "no", "cx_first_transaction": "yes"},
        20: {"TR01": "3", "TR09": "3"},
        30: {"id": '"a ""b""\n'},
        31: {"cx_alias": '"x, ""y"" z"'},
        40: {"id": '"c\nd"'},
        50: {"EM01": "oops"},
    }.items():
        cells = lines[at].split(",")
        for name, cell in changes.items():
            cells[names.index(name)] = cell
        lines[at] = ",".join(cells)
    lines[30] = lines[30].replace('""b""\n,', '""b"" e",')
    lines[33] += ",1"
    (here / "t.csv").write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return "t.csv"


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of about six rows, so that a small table has many."""
    monkeypatch.setattr(score_stream, "PIECE", 1500)
    monkeypatch.setattr(score_stream, "PIECE_OF_OBJECTS", 1500)


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_two_processes_give_the_bytes_and_the_words_of_one(
    form: str, rely: Run, here: Path, table: str, small_pieces: None
) -> None:
    told = {}
    for jobs in (1, 2):
        told[jobs] = rely("score", CHECK, table, "--format", form, "-o", f"{jobs}.out", "--jobs", jobs)
    assert (told[1].code, told[1].out) == (1, "")
    assert told[1] == told[2]
    assert (here / "1.out").read_bytes() == (here / "2.out").read_bytes()
    assert told[1].err.endswith(f"{ROWS - 4} rows done, 4 with problems.\n")


def test_words_come_in_the_order_of_the_rows_and_name_their_lines(rely: Run, table: str, small_pieces: None) -> None:
    """As they do when the table is read row by row, which is how it is told to people."""
    in_pieces = rely("score", CHECK, table, "--format", "csv", "--jobs", 1)
    row_by_row = rely("score", CHECK, table, "--format", "table")
    assert in_pieces.err == row_by_row.err
    lines = [int(line.split(":")[1]) for line in in_pieces.err.splitlines()[:-2]]
    assert lines == sorted(lines)
    assert {5, 12, 22, 35, 53} <= set(lines)
    assert {"[unknown-code]", "[contradiction]", "[not-asked]", "[ragged-row]"} <= set(in_pieces.err.split())


def test_json_is_the_same_as_for_each_row_alone(rely: Run, here: Path, table: str, small_pieces: None) -> None:
    lines = rely("score", CHECK, table, "--jobs", 1).out.splitlines()
    assert len(lines) == ROWS - 4
    header, first, *_ = (here / table).read_text(encoding="utf-8").splitlines()
    (here / "one.csv").write_text(f"{header}\n{first}\n", encoding="utf-8")
    assert rely("score", CHECK, "one.csv").out == f"{lines[0]}\n"
    assert json.loads(lines[-1])["recommendations"]


def test_csv_holds_the_numbers_of_json(rely: Run, table: str) -> None:
    objects = [json.loads(line) for line in rely("score", CHECK, table).out.splitlines()]
    rows = list(csv.DictReader(io.StringIO(rely("score", CHECK, table, "--format", "csv").out)))
    for row, told in zip(rows, objects, strict=True):
        assert row["id"].lstrip("'") == told["id"]
        assert row["phase"] == (told["phase"] or "")
        for name, each in told["scores"].items():
            for part in ("score", "margin"):
                cell = row[name if part == "score" else f"{name}:margin"]
                wanted = None if each[part] is None else pytest.approx(each[part], abs=1e-9)
                assert (float(cell) if cell else None) == wanted
            for part in ("status", "band", "answered", "applicable"):
                assert row[f"{name}:{part}"] == ("" if each[part] is None else str(each[part]))


def test_parquet_holds_what_csv_holds(rely: Run, here: Path, table: str, small_pieces: None) -> None:
    for form in ("csv", "parquet"):
        assert rely("score", CHECK, table, "--format", form, "-o", f"s.{form}", "--jobs", 1).code == 1
    scores = pl.read_parquet(here / "s.parquet")
    wanted = pl.read_csv(here / "s.csv", schema=scores.schema)
    assert scores.equals(wanted)


def test_a_parquet_file_is_scored_as_the_same_answers_in_csv(rely: Run, here: Path, table: str) -> None:
    text = (here / table).read_text(encoding="utf-8")
    good = [row for row in csv.reader(io.StringIO(text)) if len(row) == text.split("\n", 1)[0].count(",") + 1]
    frame = pl.DataFrame(good[1:], schema=good[0], orient="row").with_columns(
        pl.col("TR02").cast(pl.Float64, strict=False)
    )
    frame.write_parquet(here / "t.parquet")
    frame.write_csv(here / "u.csv")
    (here / "u.csv").write_text((here / "u.csv").read_text().replace(".0,", ","))
    for form in ("csv", "json"):
        of_parquet = rely("score", CHECK, "t.parquet", "--format", form)
        of_csv = rely("score", CHECK, "u.csv", "--format", form)
        assert of_parquet.code == of_csv.code == 1
        if form == "json":
            assert of_parquet.out == of_csv.out
        else:
            assert without_lines(of_parquet.out) == without_lines(of_csv.out)
    assert of_parquet.err.startswith("t.parquet:4:1: 'sim-000004': item 'TR01' cannot be '9'")


def without_lines(text: str) -> list[str]:
    return [line.partition(",")[2] for line in text.splitlines() if not line.startswith('"')]


def test_a_torn_table_ends_where_it_is_torn(rely: Run, here: Path, table: str, small_pieces: None) -> None:
    text = (here / table).read_text(encoding="utf-8").splitlines()
    text[45] = '"' + text[45]
    (here / "torn.csv").write_text("\n".join(text) + "\n", encoding="utf-8")
    by_row = rely("score", CHECK, "torn.csv", "--format", "table")
    for form, jobs in (("csv", 2), ("json", 1)):
        told = rely("score", CHECK, "torn.csv", "--format", form, "--jobs", jobs)
        assert (told.code, told.err) == (1, by_row.err)
        assert "[csv-syntax]" in told.err


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_header_alone_is_told(form: str, rely: Run, here: Path) -> None:
    (here / "t.csv").write_text("id,TR01\n\n", encoding="utf-8")
    told = rely("score", CHECK, "t.csv", "--format", form, "-o", "out")
    assert told.code == 1
    assert "[no-rows]" in told.err
    assert [path.name for path in here.iterdir()] == ["t.csv"]


def test_a_table_from_standard_input_is_scored(here: Path) -> None:
    text = b"id,date,BK01,BK03,staff\na,2026-11-30,daily,2,50\n"
    for form in ("csv", "json"):
        command = [sys.executable, "-c", "from rely.cli import main; main()", "score", str(MATURITY), "-"]
        done = subprocess.run([*command, "--format", form], input=text, capture_output=True, check=True)
        assert (b"\n2,a,full" in done.stdout) == (form == "csv")
        assert done.stderr == b""


@pytest.mark.parametrize("name", ["a.yaml", "a.xlsx"])
def test_what_is_no_csv_file_is_told_as_columns_too(name: str, rely: Run, here: Path) -> None:
    if name == "a.yaml":
        text = "id: acme\ndate: 2026-11-30\nanswers: {BK01: daily, BK03: '2', staff: 50}\n"
        (here / name).write_text(text, encoding="utf-8")
    else:
        book = Workbook()
        for cells in (["id", "date", "BK01", "BK03", "staff"], ["acme", "2026-11-30", "daily", "2", 50]):
            book.worksheets[0].append(cells)
        book.save(here / name)
    told = rely("score", MATURITY, name, "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(told.out))
    assert (told.code, row["id"], row["line"]) == (0, "acme", "" if name == "a.yaml" else "2")
    assert float(row["copies"]) == pytest.approx(260 / 3)
    assert rely("score", MATURITY, name, "--format", "parquet", "-o", "a.parquet").code == 0
    scores = pl.read_parquet(here / "a.parquet")
    assert scores["line"].to_list() == [None if name == "a.yaml" else 2]
    assert scores["copies"].to_list() == [pytest.approx(260 / 3)]


def test_scores_are_written_whole_or_not_at_all(
    rely: Run, here: Path, table: str, small_pieces: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "s.csv").write_text("as it was", encoding="utf-8")
    before = sorted(path.name for path in here.iterdir())
    calls = 0

    def interrupted(*_: object) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(score_stream.Done, "reached", interrupted)
    for form, name in (("csv", "s.csv"), ("parquet", "s.parquet"), ("json", "s.json")):
        calls = 0
        jobs = 2 if form == "csv" else 1
        assert rely("score", CHECK, table, "--format", form, "-o", name, "--jobs", jobs).code == 130
        assert sorted(path.name for path in here.iterdir()) == before
    assert (here / "s.csv").read_text(encoding="utf-8") == "as it was"


def test_being_stopped_leaves_no_file_and_no_process(here: Path) -> None:
    command = [sys.executable, "-c", "from rely.cli import main; main()"]
    with (here / "t.csv").open("wb") as file:
        subprocess.run([*command, "simulate", CHECK, "--n", "100"], stdout=file, stderr=subprocess.DEVNULL, check=True)
    lines = (here / "t.csv").read_bytes().splitlines(keepends=True)
    (here / "t.csv").write_bytes(b"".join([lines[0], *lines[1:] * 300]))
    scoring = subprocess.Popen(
        [*command, "score", CHECK, "t.csv", "--format", "json", "-o", "s.json", "--jobs", "2"],
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until = time.monotonic() + 60
    while not any(path.suffix == ".part" and path.stat().st_size for path in here.iterdir()):
        assert time.monotonic() < until
        assert scoring.poll() is None
        time.sleep(0.05)
    scoring.send_signal(signal.SIGTERM)
    assert scoring.wait(60) == 130
    assert [path.name for path in here.iterdir()] == ["t.csv"]
    while is_there(scoring.pid):
        assert time.monotonic() < until + 60
        time.sleep(0.05)


def is_there(group: int) -> bool:
    """Whether a process of this group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_process_that_is_ended_from_outside_is_told(
    rely: Run, here: Path, table: str, small_pieces: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(score_jobs, "_outcome", end_at_once)
    told = rely("score", CHECK, table, "--format", "csv", "-o", "s.csv", "--jobs", 2)
    assert told.code == 3
    assert "--jobs 1" in told.err
    assert not (here / "s.csv").exists()


def end_at_once(_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def test_scores_never_replace_the_answers(rely: Run, here: Path, table: str) -> None:
    before = (here / table).read_bytes()
    told = rely("score", CHECK, table, "--format", "csv", "-o", f"./{table}")
    assert (told.code, (here / table).read_bytes()) == (2, before)
    assert "holds the answers" in told.err


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_a_place_that_cannot_be_written_to_is_wrong_usage(form: str, rely: Run, table: str) -> None:
    told = rely("score", CHECK, table, "--format", form, "-o", "nowhere/s.out")
    assert told.code == 2
    assert "'nowhere/s.out' cannot be written to" in told.err


def test_parquet_needs_a_file_and_json_may_have_one(rely: Run, here: Path, table: str) -> None:
    assert "-o scores.parquet" in rely("score", CHECK, table, "--format", "parquet").err
    assert rely("score", CHECK, table, "--format", "parquet").code == 2
    assert rely("score", CHECK, table, "-o", "-").out == rely("score", CHECK, table).out
    (here / "t.parquet").write_bytes(b"")
    assert rely("score", CHECK, "t.parquet", "--format", "table").code == 2


def test_without_polars_parquet_is_lacking_and_csv_is_not(
    rely: Run, here: Path, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rely.cli.machine.find_spec", lambda name: None if name == "polars" else object())
    told = rely("score", CHECK, table, "--format", "parquet", "-o", "s.parquet")
    assert told.code == 3
    assert "pip install 'rely[research]'" in told.err
    (here / "t.parquet").write_bytes(b"")
    assert rely("score", CHECK, "t.parquet").code == 3
    assert rely("score", CHECK, table, "--format", "csv").code == 1


def test_no_polars_is_loaded_for_csv(here: Path) -> None:
    (here / "t.csv").write_text("id,BK01\na,daily\n", encoding="utf-8")
    program = f"""
import sys
from rely.cli import rely, run
code = run(rely, ["score", {str(MATURITY)!r}, "t.csv", "--format", "csv"], name="rely")
assert code == 0 and "polars" not in sys.modules and "numpy" in sys.modules
code = run(rely, ["score", {str(MATURITY)!r}, "t.csv"], name="rely")
"""
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


def test_small_tables_start_no_process(rely: Run, table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(crew, "ProcessPoolExecutor")
    assert rely("score", CHECK, table, "--format", "csv", "--jobs", 8).code == 1


def test_how_far_it_is_stands_on_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"x" * 200)
    done = score_stream.Done(tmp_path / "t.csv")
    done._shown = True
    done.reached(1200, 50)
    done.reached(2400, 50)
    assert capsys.readouterr().err == "\r\x1b[K1,200 assessments, 25%\r\x1b[K2,400 assessments, 50%"


def test_the_scores_are_those_of_score_many(rely: Run, here: Path) -> None:
    (here / "t.csv").write_text("id,date,BK01,BK03,staff\na,2026-11-30,daily,2,50\n", encoding="utf-8")
    (row,) = csv.DictReader(io.StringIO(rely("score", MATURITY, "t.csv", "--format", "csv").out))
    answers = {"BK01": "daily", "BK03": "2", "staff": 50}
    many = score_many(load_instrument(MATURITY), [Assessment(answers)], margins=True)
    assert row["copies"] == repr(float(many["copies"].score[0]))
