"""Prove that `rely report --format ics` makes calendars, the same ones every time, and none that is empty."""

import csv
import os
import zipfile
from pathlib import Path
from typing import Any

import icalendar
import pytest
import yaml

from rely.cli.render import libraries
from tests.cli.conftest import Process, Run
from tests.reporting.garden import SOURCE
from tests.reporting.test_calendar import USUAL, gardening

ICS = ("--format", "ics")
JOBS = ("--jobs", "1")
ANSWERS: dict[str, Any] = {**USUAL, "called": "Eden", "where": "NO", "R1": 4, "R3": 1}
FIRST_DUE, SECOND_DUE = "2026-11-23", "2026-12-07"


def _instrument(here: Path, made: Any, name: str = "garden.yaml") -> str:
    written = made.model_dump(mode="json", by_alias=True, exclude_unset=True)
    for requirement in written["requirements"]:
        requirement.pop("guidelines", None)
    (here / name).write_text(yaml.safe_dump(written, allow_unicode=True), encoding="utf-8")
    return name


@pytest.fixture
def garden(here: Path) -> str:
    """The questionnaire of the made-up instrument with due dates and contacts."""
    return _instrument(here, gardening())


def _answers(here: Path, name: str = "a.yaml", **parts: Any) -> str:
    written = {"id": "plot 7", "lang": "en", "date": "2026-11-18", "given": {"season": "spring"}, "answers": ANSWERS}
    (here / name).write_text(yaml.safe_dump(written | parts, allow_unicode=True), encoding="utf-8")
    return name


def _table(here: Path, *rows: str) -> str:
    lines = ["id,lang,date,given.season,called,where,water,age,R1,R3,H1", *rows]
    (here / "t.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return "t.csv"


def _events(content: bytes) -> list[icalendar.Event]:
    read = icalendar.Calendar.from_ical(content)
    assert read.errors == []
    return list(read.events)


def test_one_file_becomes_a_calendar_named_after_its_id(rely: Run, here: Path, garden: str) -> None:
    told = rely("report", garden, _answers(here), *ICS)
    assert (told.code, told.out, told.err) == (0, "", "plot-7.ics is made.\n")
    events = _events((here / "plot-7.ics").read_bytes())
    assert [(str(event["DTSTART"].dt), str(event["SUMMARY"])) for event in events] == [
        (FIRST_DUE, "Eden: Do feeding."),
        (SECOND_DUE, "Eden: Do pruning."),
        ("2027-03-02", "Eden: Suggested contact (Sun)"),
        ("2027-06-01", "Eden: Suggested contact (Shade)"),
        ("2027-09-07", "Eden: Suggested contact (Sun)"),
    ]


def test_it_goes_to_standard_output_with_the_line_ends_of_calendars(process: Process, here: Path, garden: str) -> None:
    script = "from rely.cli import main; main()"
    done = process("-c", script, "report", garden, _answers(here), *ICS, "-o", "-")
    assert done.stderr == b""
    assert done.stdout.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert done.stdout.count(b"\n") == done.stdout.count(b"\r\n")


def test_two_fresh_processes_make_the_same_bytes(process: Process, here: Path, garden: str) -> None:
    answers = _answers(here)
    for name in ("1.ics", "2.ics"):
        script = "from rely.cli import main; main()"
        assert process("-c", script, "report", garden, answers, *ICS, "-o", name).returncode == 0
    assert (here / "1.ics").read_bytes() == (here / "2.ics").read_bytes()


def test_paper_and_the_data_of_pdfs_make_no_difference(rely: Run, here: Path, garden: str) -> None:
    answers = _answers(here)
    rely("report", garden, answers, *ICS, "-o", "with.ics")
    rely("report", garden, answers, *ICS, "-o", "without.ics", "--no-data", "--paper", "letter")
    assert (here / "with.ics").read_bytes() == (here / "without.ics").read_bytes()


def test_language_and_day_are_those_asked_for_and_the_uids_stay(rely: Run, here: Path, garden: str) -> None:
    answers = _answers(here)
    rely("report", garden, answers, *ICS, "-o", "a.ics")
    rely("report", garden, answers, *ICS, "-o", "b.ics", "--lang", "de", "--date", "2026-11-25")
    first, second = (_events((here / name).read_bytes()) for name in ("a.ics", "b.ics"))
    assert second[0]["SUMMARY"] == "Eden: Do feeding."
    assert second[2]["SUMMARY"] == "Eden: Vorschlag für einen Kontakt (Sun)"
    assert str(second[0]["DTSTART"].dt) == "2026-11-30"
    assert [event["UID"] for event in second] == [event["UID"] for event in first]


@pytest.mark.parametrize("form", ["short", "preparation"])
def test_a_calendar_of_another_form_is_wrong_usage(rely: Run, here: Path, garden: str, form: str) -> None:
    told = rely("report", garden, _answers(here), *ICS, "--form", form)
    assert told.code == 2
    assert f"A calendar has no form '{form}'" in told.err
    assert not list(here.glob("*.ics"))


def test_a_calendar_compares_nothing(rely: Run, here: Path, garden: str) -> None:
    told = rely("report", garden, _answers(here), *ICS, "--previous", "a.yaml")
    assert told.code == 2
    assert "A calendar compares nothing" in told.err


def test_without_a_date_there_is_no_calendar_and_it_is_said(rely: Run, here: Path) -> None:
    name = _instrument(here, gardening(priorities=SOURCE["priorities"], report=SOURCE["report"]))
    told = rely("report", name, _answers(here), *ICS, "-o", "x.ics")
    assert told.code == 1
    assert "no action has a date and no contact is suggested" in told.err
    assert not list(here.glob("*.ics"))


def test_a_table_becomes_a_folder_of_calendars_and_a_row_without_a_date_is_named(rely: Run, here: Path) -> None:
    name = _instrument(here, gardening(report=SOURCE["report"]))
    table = _table(
        here,
        "a,en,2026-11-18,spring,Eden,NO,12,12,4,1,3",
        "b,en,2026-11-18,spring,,NO,,,,,",
        ",nl,2026-11-18,spring,Hof,NO,,,1,,",
    )
    told = rely("report", name, table, *ICS, *JOBS, "-o", "out")
    assert told.code == 1
    assert "t.csv:3:1: 'b': There is nothing for a calendar" in told.err
    assert "Change its answers or leave it out. [report-not-made]" in told.err
    assert sorted(path.name for path in (here / "out").glob("*.ics")) == ["0002-a.ics", "0004-hof.ics"]
    rows = list(csv.DictReader((here / "out" / "index.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["status"], row["file"]) for row in rows] == [
        ("ok", "0002-a.ics"),
        ("failed", ""),
        ("ok", "0004-hof.ics"),
    ]
    assert len(_events((here / "out" / "0002-a.ics").read_bytes())) == 2


def test_an_unchanged_calendar_is_not_made_again_and_a_zip_holds_the_same(rely: Run, here: Path, garden: str) -> None:
    table = _table(here, "a,en,2026-11-18,spring,Eden,NO,12,12,4,1,3", "b,en,2026-11-18,spring,Hof,NO,12,12,1,1,3")
    assert rely("report", garden, table, *ICS, *JOBS, "-o", "out").code == 0
    for path in (here / "out").glob("*.ics"):
        os.utime(path, ns=(1, 1))
    assert rely("report", garden, table, *ICS, *JOBS, "-o", "out").code == 0
    assert [path.stat().st_mtime_ns for path in (here / "out").glob("*.ics")] == [1, 1]
    assert rely("report", garden, table, *ICS, *JOBS, "--zip", "-o", "t.zip").code == 0
    with zipfile.ZipFile(here / "t.zip") as made:
        assert made.namelist() == ["0002-a.ics", "0003-b.ics", "index.csv"]
        assert made.read("0002-a.ics") == (here / "out" / "0002-a.ics").read_bytes()


def test_a_hostile_code_name_adds_nothing_to_the_calendar(rely: Run, here: Path, garden: str) -> None:
    name = "x\r\nEND:VEVENT\r\nBEGIN:VALARM; a, b\\n " + "é" * 40
    rely("report", garden, _answers(here, answers={**ANSWERS, "called": name}), *ICS, "-o", "x.ics")
    content = (here / "x.ics").read_bytes()
    events = _events(content)
    assert len(events) == content.count(b"\r\nBEGIN:VEVENT\r\n") == 5
    assert b"\r\nBEGIN:VALARM" not in content
    assert events[0]["SUMMARY"] == f"{' '.join(name.split())}: Do feeding."


def test_a_calendar_does_without_the_libraries_of_a_pdf(process: Process, here: Path, garden: str) -> None:
    script = "import sys; sys.modules['weasyprint'] = None; from rely.cli import main; main()"
    assert process("-c", script, "report", garden, _answers(here), *ICS, "-o", "x.ics").returncode == 0
    assert libraries("ics") == {}


def test_the_shipped_instrument_fills_a_calendar(rely: Run, here: Path) -> None:
    answers = {"cx_first_contact": "yes", "cx_first_transaction": "yes", "cx_country": "DE", "cx_alias": "Tulp"}
    _answers(here, id=None, lang="nl", given={}, answers={**answers, "TR01": 1, "TR02": 2})
    assert rely("report", "relationship-check", "a.yaml", *ICS).code == 0
    events = _events((here / "tulp.ics").read_bytes())
    assert {str(event["CATEGORIES"].cats[0]) for event in events} <= {"Actie", "Contact"}
    assert all(str(event["SUMMARY"]).startswith("Tulp: ") for event in events)
