"""Prove that `rely form` writes a template that `rely score` and `rely report` read, and overwrites nothing."""

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Process, Run

INSTRUMENT = "relationship-check"
NAMES = ["id", "date", "cx_alias", "cx_first_contact", "cx_first_transaction", "TR01"]


def _fill(path: Path, *rows: list[object]) -> None:
    book = load_workbook(path)
    sheet = book.worksheets[0]
    ids = [cell.value for cell in sheet[3]]
    for line, row in enumerate(rows, start=4):
        for name, value in zip(NAMES, row, strict=True):
            sheet.cell(line, ids.index(name) + 1).value = value
            sheet.cell(line, ids.index(name) + 1).data_type = "n" if isinstance(value, int) else "s"
    book.save(path)


def test_the_template_is_named_after_the_instrument_in_its_first_language(rely: Run, here: Path) -> None:
    told = rely("form", INSTRUMENT)
    assert (told.code, told.out, told.err) == (0, "", "relationship-check.xlsx is made.\n")
    assert load_workbook(here / "relationship-check.xlsx").sheetnames[0] == "Antwoorden"


def test_a_filled_template_is_scored_row_by_row_and_a_bad_cell_is_named(rely: Run, here: Path) -> None:
    rely("form", INSTRUMENT, "-o", "group.xlsx", "--lang", "en", "--format", "xlsx")
    _fill(
        here / "group.xlsx",
        ["anna", "2026-11-30", "Tulip", "yes – Yes", "no – No", "4 – Mostly"],
        ["bert", "2026-11-30", "Oak", "yes", "no", "9"],
        ["=1+1", "2026-11-30", "=1+1", "yes", "no", 4],
    )
    told = rely("score", INSTRUMENT, "group.xlsx", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(told.out)))
    assert [(row["line"], row["id"]) for row in rows] == [("4", "anna"), ("6", "'=1+1")]
    assert rows[0]["trust"] == rows[1]["trust"]
    assert told.code == 1
    assert "group.xlsx:5:" in told.err
    assert "Answers!AE5: 'bert': item 'TR01' cannot be '9'" in told.err
    assert "Accepted: 1, 2, 3, 4, 5, na." in told.err
    assert told.err.endswith("2 rows done, 1 with problems.\n")


def test_a_filled_template_becomes_a_folder_of_reports(rely: Run, here: Path) -> None:
    rely("form", INSTRUMENT, "-o", "group.xlsx", "--lang", "de")
    _fill(
        here / "group.xlsx",
        ["anna", "2026-11-30", "Tulpe", "yes", "no", 4],
        ["bert", "gestern", "Eiche", "yes", "no", 4],
    )
    told = rely("report", INSTRUMENT, "group.xlsx", "-o", "out", "--format", "html", "--jobs", "1")
    assert told.code == 1
    index = list(csv.DictReader((here / "out" / "index.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["line"], row["file"], row["status"]) for row in index] == [
        ("4", "0004-anna.html", "ok"),
        ("5", "", "failed"),
    ]
    assert index[1]["problem"].startswith("Antworten!E5: 'bert': the date 'gestern' cannot be read as a day.")


def test_nothing_is_ever_overwritten(rely: Run, here: Path) -> None:
    (here / "relationship-check.xlsx").write_bytes(b"filled in")
    for arguments in ((), ("-o", "."), ("-o", "relationship-check.xlsx")):
        told = rely("form", INSTRUMENT, *arguments)
        assert told.code == 2
        assert "nothing is overwritten" in told.err
    assert (here / "relationship-check.xlsx").read_bytes() == b"filled in"


@pytest.mark.parametrize(
    "arguments",
    [
        ("relationship-chek",),
        (INSTRUMENT, "--format", "pdf"),
        (INSTRUMENT, "--lang", "fr"),
        (INSTRUMENT, "-o", "absent/a.xlsx"),
        (),
    ],
)
def test_wrong_usage_is_told(rely: Run, here: Path, arguments: tuple[str, ...]) -> None:
    assert rely("form", *arguments).code == 2
    assert list(here.iterdir()) == []


def test_the_template_goes_to_standard_output(process: Process) -> None:
    told = process("-c", "from rely.cli import main; main()", "form", INSTRUMENT, "-o", "-")
    assert (told.returncode, told.stderr) == (0, b"")
    assert load_workbook(io.BytesIO(told.stdout)).sheetnames[0] == "Antwoorden"


def test_neither_help_nor_a_csv_loads_what_workbooks_need(process: Process) -> None:
    code = (
        "import sys\nfrom rely.cli import main\ntry: main(['form', '--help'])\nexcept SystemExit: pass\n"
        "import rely.loading.answers\nprint([m for m in ('openpyxl', 'xlsxwriter') if m in sys.modules])"
    )
    assert process("-c", code).stdout.splitlines()[-1] == b"[]"
