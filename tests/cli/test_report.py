"""Prove that `rely report` writes whole documents under safe names, and that a bad row stops no other."""

import csv
from pathlib import Path

import pytest

from rely.cli.files import slug
from tests.cli.conftest import Run

INSTRUMENT = "relationship-check"
ANSWERS = "cx_first_contact: 'yes'\n  cx_first_transaction: 'no'\n  cx_country: DE\n  TR01: 4\n  TR02: 3\n"
ONE = f"id: Café Nº 1\nlang: nl\ndate: 2026-11-30\nanswers:\n  cx_alias: Tulp\n  {ANSWERS}"
TABLE = (
    "id,cx_alias,lang,date,cx_first_contact,cx_first_transaction,TR01\n"
    "a/../b,Tulp,nl,2026-11-30,yes,no,4\n"
    ",Ünïcode Gärtner,de,2026-11-30,yes,no,4\n"
    "=bad,Rose,en,2026-11-30,yes,no,9\n"
    ",,en,2026-11-30,yes,no,2\n"
    ",,,,,,\n"
)


def _write(here: Path, text: str, name: str = "a.yaml") -> str:
    (here / name).write_text(text, encoding="utf-8")
    return name


def test_one_file_becomes_a_pdf_named_after_its_id(rely: Run, here: Path) -> None:
    told = rely("report", INSTRUMENT, _write(here, ONE))
    assert (told.code, told.out) == (0, "")
    assert (here / "cafe-no-1.pdf").read_bytes().startswith(b"%PDF-")
    assert sorted(path.name for path in here.iterdir()) == ["a.yaml", "cafe-no-1.pdf"]


def test_without_an_id_it_is_named_after_the_relationship_and_else_after_the_file(rely: Run, here: Path) -> None:
    rely("report", INSTRUMENT, _write(here, ONE.replace("id: Café Nº 1\n", "")), "--format", "html")
    assert (here / "tulp.html").is_file()
    text = ONE.replace("id: Café Nº 1\n", "").replace("  cx_alias: Tulp\n", "")
    rely("report", INSTRUMENT, _write(here, text, "My answers.yaml"), "--format", "html")
    assert (here / "my-answers.html").is_file()


def test_it_may_be_written_to_a_path_a_folder_or_standard_output(rely: Run, here: Path) -> None:
    name = _write(here, ONE)
    assert rely("report", INSTRUMENT, name, "-o", "x.html", "--format", "html").code == 0
    assert (here / "x.html").is_file()
    (here / "folder").mkdir()
    rely("report", INSTRUMENT, name, "-o", "folder", "--format", "html")
    assert (here / "folder" / "cafe-no-1.html").is_file()
    told = rely("report", INSTRUMENT, name, "-o", "-", "--format", "html")
    assert told.out == (here / "x.html").read_text(encoding="utf-8")
    assert told.err == ""


def test_language_and_day_are_those_of_the_answers_unless_said_otherwise(rely: Run, here: Path) -> None:
    name = _write(here, ONE)
    assert '<html lang="nl"' in rely("report", INSTRUMENT, name, "-o", "-", "--format", "html").out
    told = rely("report", INSTRUMENT, name, "-o", "-", "--format", "html", "--lang", "de", "--date", "2027-01-02")
    assert '<html lang="de"' in told.out
    assert "2027" in told.out
    assert "2026" not in told.out.partition("<body")[2].partition("<h2")[0]


def test_a_missing_day_is_told_unless_one_is_named(rely: Run, here: Path) -> None:
    name = _write(here, ONE.replace("date: 2026-11-30\n", ""))
    assert "no date is given" in rely("report", INSTRUMENT, name, "-o", "x.html", "--format", "html").err
    named = rely("report", INSTRUMENT, name, "-o", "x.html", "--format", "html", "--date", "2026-11-30")
    assert named.err == ""


def test_a_table_becomes_a_folder_with_an_index_and_bad_rows_are_named(rely: Run, here: Path) -> None:
    told = rely("report", INSTRUMENT, _write(here, TABLE, "t.csv"), "-o", "out", "--format", "html")
    assert told.code == 1
    assert sorted(path.name for path in (here / "out").iterdir()) == [
        ".rely-keys.json",
        "0002-a-b.html",
        "0003-unicode-gartner.html",
        "0005-t.html",
        "index.csv",
    ]
    rows = list(csv.DictReader((here / "out" / "index.csv").read_text(encoding="utf-8").splitlines()))
    assert list(rows[0]) == ["line", "id", "file", "status", "problem"]
    assert [(row["line"], row["status"]) for row in rows] == [
        ("2", "ok"),
        ("3", "ok"),
        ("4", "failed"),
        ("5", "ok"),
        ("6", "left out"),
    ]
    assert rows[2]["id"] == "'=bad"
    assert "TR01" in rows[2]["problem"]
    assert "t.csv:4:1: '=bad': item 'TR01' cannot be '9'" in told.err


@pytest.mark.parametrize("place", ["-", "now.pdf", "now.HTML"])
def test_a_table_cannot_go_to_standard_output_or_into_one_document(rely: Run, here: Path, place: str) -> None:
    told = rely("report", INSTRUMENT, _write(here, TABLE, "t.csv"), "-o", place)
    assert told.code == 2
    assert "name a folder" in told.err
    assert [path.name for path in here.iterdir()] == ["t.csv"]


def test_a_bad_file_makes_no_document(rely: Run, here: Path) -> None:
    told = rely("report", INSTRUMENT, _write(here, ONE.replace("TR01: 4", "TR01: 9")), "-o", "x.pdf")
    assert told.code == 1
    assert [path.name for path in here.iterdir()] == ["a.yaml"]


def test_a_place_that_cannot_be_written_to_is_wrong_usage(rely: Run, here: Path) -> None:
    name = _write(here, ONE)
    told = rely("report", INSTRUMENT, name, "-o", "absent/x.html", "--format", "html")
    assert told.code == 2
    assert "cannot be written to" in told.err
    _write(here, "x", "file")
    assert rely("report", INSTRUMENT, _write(here, TABLE, "t.csv"), "-o", "file", "--format", "html").code == 2


def test_what_the_machine_lacks_is_told_with_the_command_that_mends_it(
    rely: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import builtins

    real = builtins.__import__

    def lacking(name: str, *rest: object) -> object:
        if name == "rely.reporting.pdf":
            raise OSError("cannot load library 'libpango'")
        return real(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", lacking)
    told = rely("report", INSTRUMENT, _write(here, ONE))
    assert told.code == 3
    assert "apt-get install" in told.err


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ünï cödé", "uni-code"),
        ("Straße Øst Łódź", "strasse-ost-lodz"),
        ("../../etc/passwd", "etc-passwd"),
        ("-rf", "rf"),
        (".hidden", "hidden"),
        ("a\x00b\nc\u202ed", "a-b-c-d"),
        ("CON", "con-"),
        ("lpt1", "lpt1-"),
        ("日本", "otherwise"),
        ("", "otherwise"),
        ("x" * 300, "x" * 60),
        ('"; rm -rf /', "rm-rf"),
    ],
)
def test_a_file_name_is_safe_on_every_system(text: str, name: str) -> None:
    assert slug(text, otherwise="otherwise") == name
