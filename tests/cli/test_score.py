"""Prove that `rely score` does every good row, names every bad one, and keeps data and words apart."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

DATA = Path(__file__).parents[1] / "data" / "questionnaires" / "valid"
MATURITY = DATA / "maturity-assessment.yaml"
GOOD = "id: acme\ndate: 2026-11-30\nanswers:\n  BK01: daily\n  BK03: '2'\n  staff: 50\n"


def _write(here: Path, text: str, name: str = "a.yaml") -> str:
    (here / name).write_text(text, encoding="utf-8")
    return name


def test_one_file_gives_one_object_and_not_a_word_beside_it(rely: Run, here: Path) -> None:
    told = rely("score", MATURITY, _write(here, GOOD))
    assert (told.code, told.err) == (0, "")
    assert told.json["id"] == "acme"
    assert told.json["instrument"]["id"] == "maturity-assessment"
    assert told.json["instrument"]["digest"].startswith("sha256:")
    assert told.json["scores"]["copies"]["score"] == pytest.approx(260 / 3)


def test_a_missing_day_is_told(rely: Run, here: Path) -> None:
    told = rely("score", MATURITY, _write(here, GOOD.replace("date: 2026-11-30\n", "")))
    assert told.code == 0
    assert "no date is given; today, 20" in told.err


def test_a_bad_file_gives_no_data_and_ends_with_1(rely: Run, here: Path) -> None:
    told = rely("score", MATURITY, _write(here, GOOD.replace("daily", "often")))
    assert (told.code, told.out) == (1, "")
    assert told.err == (
        "a.yaml:4:9: 'acme': item 'BK01' cannot be 'often': the response scale has no such code. "
        "Accepted: none, some, daily, dk. [unknown-code]\n"
    )


TABLE = "id,date,BK01,BK03,staff\na,2026-11-30,daily,2,50\nb,2026-11-30,x,2,50\n=c,2026-11-30,none,,1\n"


def test_a_table_gives_one_object_a_line_and_names_the_bad_rows(rely: Run, here: Path) -> None:
    told = rely("score", MATURITY, _write(here, TABLE, "t.csv"))
    assert told.code == 1
    assert [json.loads(line)["id"] for line in told.out.splitlines()] == ["a", "=c"]
    assert told.err.startswith("t.csv:3:1: 'b': item 'BK01' cannot be 'x'")
    assert told.err.endswith("2 rows done, 1 with problems.\n")


def test_as_csv_cells_are_guarded_and_numbers_are_not(rely: Run, here: Path) -> None:
    told = rely("score", MATURITY, _write(here, TABLE, "t.csv"), "--format", "csv")
    rows = list(csv.DictReader(told.out.splitlines()))
    assert [row["id"] for row in rows] == ["a", "'=c"]
    assert [row["line"] for row in rows] == ["2", "4"]
    assert float(rows[0]["copies"]) == pytest.approx(260 / 3)
    assert rows[1]["restore"] == ""
    assert rows[1]["restore:status"] == "not_applicable"


def test_as_a_table_scores_are_rounded_for_people(rely: Run, here: Path) -> None:
    told = rely("score", MATURITY, _write(here, GOOD), "--format", "table")
    line = next(line for line in told.out.splitlines() if line.startswith("copies"))
    assert line.split()[:2] == ["copies", "87"]


def test_valid_answers_that_are_not_asked_are_told_and_kept(rely: Run, here: Path) -> None:
    text = "date: 2026-11-30\ngiven: {season: summer}\nanswers: {WA01: 3, WA02: 1}\n"
    told = rely("score", DATA / "selecting-facet.yaml", _write(here, text))
    assert told.code == 0
    assert "item 'WA02'" in told.err
    assert "[not-asked]" in told.err


def test_facts_that_contradict_each_other_are_told(rely: Run, here: Path) -> None:
    text = "date: 2026-11-30\nanswers: {staff: 300, BK01: none}\n"
    told = rely("score", MATURITY, _write(here, text))
    assert told.code == 0
    assert "[contradiction]" in told.err


def test_without_what_selects_items_every_score_is_null(rely: Run, here: Path) -> None:
    text = "date: 2026-11-30\nanswers: {WA01: 3}\n"
    told = rely("score", DATA / "selecting-facet.yaml", _write(here, text))
    assert told.code == 0
    assert {score["status"] for score in told.json["scores"].values()} == {"not_applicable"}


def test_an_unknown_instrument_or_file_is_wrong_usage(rely: Run, here: Path) -> None:
    name = _write(here, GOOD)
    assert rely("score", "maturity-assesment", name).code == 2
    missing = rely("score", MATURITY, "b.yaml")
    assert missing.code == 2
    assert "Did you mean 'a.yaml'?" in missing.err
    assert rely("score", MATURITY, here).code == 2


def test_a_broken_questionnaire_is_told_with_its_problems(rely: Run, here: Path) -> None:
    told = rely("score", DATA.parent / "invalid" / "duplicate-id.yaml", _write(here, GOOD))
    assert told.code == 1
    assert told.err.startswith(str(DATA.parent / "invalid" / "duplicate-id.yaml"))
    assert "[duplicate-id]" in told.err


def test_what_was_written_cannot_forge_lines_or_colours(rely: Run, here: Path) -> None:
    text = 'id,date,BK01\n"a\x1b[31m",2026-11-30,x\u202ey\n'
    told = rely("score", MATURITY, _write(here, text, "t.csv"))
    assert told.code == 1
    assert "\x1b" not in told.err
    assert "\u202e" not in told.err


def test_the_example_of_the_shipped_instrument_is_scored(rely: Run, here: Path) -> None:
    text = "instrument: relationship-check\nid: x\ndate: 2026-11-30\nanswers:\n  cx_first_contact: 'yes'\n"
    text += "  cx_first_transaction: 'no'\n  cx_country: DE\n  TR01: 4\n  TR02: 3\n  TR03: 2\n  TR04: 5\n"
    told = rely("score", "relationship-check", _write(here, text))
    assert told.json["phase"] == "initial"
    assert told.json["scores"]["trust"]["score"] is not None
