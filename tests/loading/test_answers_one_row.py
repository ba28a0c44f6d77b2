"""Prove that the table of one row is read back as the very assessment that it was made from."""

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rely.loading.answers import read_answers
from rely.loading.answers.one_row import one_row
from rely.loading.catalogue import load_instrument
from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.scoring.accept import accepted
from tests.instruments import relationship_check
from tests.report_cases import PHASES
from tests.small_instrument import small_instrument

SELECTING = load_instrument(Path(__file__).parents[1] / "data" / "questionnaires" / "valid" / "selecting-facet.yaml")
DAY = date(2026, 11, 21)
SMALL = Assessment(
    answers={
        "data": "Tulp, bed 3; north",
        "where": "NA",
        "plants": 12,
        "acres": 0.5,
        "sown": "yes",
        "since": "2026-04-01",
        "errors": ("spade", "hoe"),
        "notes": 'Two lines,\nand a "quote"; more',
        "S1": 3,
        "S2": "na",
    },
    lang="nl",
    date=DAY,
)


def read_back(folder: Path, table: str, instrument: Instrument) -> Assessment:
    path = folder / "answers.csv"
    path.write_bytes(table.encode("utf-8-sig"))
    rows = list(read_answers(path, instrument))
    assert [str(problem) for row in rows for problem in row.problems] == []
    assert len(rows) == 1
    found = rows[0].assessment
    assert found is not None
    return replace(found, answers={name: code for name, code in found.answers.items() if code is not None})


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_every_kind_of_answer_comes_back(tmp_path: Path, delimiter: str) -> None:
    table = one_row(small_instrument(), SMALL, delimiter=delimiter)
    assert read_back(tmp_path, table, small_instrument()) == SMALL


@pytest.mark.parametrize("phase", list(PHASES))
def test_the_relationship_check_comes_back_with_all_keys(tmp_path: Path, phase: str) -> None:
    answers = accepted(relationship_check(), PHASES[phase]).answers
    whole = Assessment(answers=answers, id="01", respondent="-Anna", lang="de", date=date(2026, 3, 1))
    assert read_back(tmp_path, one_row(relationship_check(), whole), relationship_check()) == whole


@pytest.mark.parametrize("name", ["=1+1", "+31 6", "-", "@a", "'t Hoekje", "na", "=" * 20, "1,5", "NULL"])
def test_a_hostile_name_is_guarded_and_comes_back_as_it_was(tmp_path: Path, name: str) -> None:
    hostile = replace(SMALL, answers={"data": name})
    table = one_row(small_instrument(), hostile)
    cells = next(csv.DictReader(io.StringIO(table)))
    assert not cells["data"].startswith(("=", "+", "-", "@"))
    assert read_back(tmp_path, table, small_instrument()) == hostile


def test_an_apostrophe_before_anything_but_a_text_stays_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("plants\n'-5\n")
    assert [problem.code for row in read_answers(path, small_instrument()) for problem in row.problems] == [
        "not-a-number"
    ]


@pytest.mark.parametrize(
    ("number", "cell"),
    [(-12.5, "-12.5"), (1e-07, "0.0000001"), (37, "37"), (40.0, "40.0"), (123456789012345, "123456789012345")],
)
def test_numbers_stand_as_decimals_and_are_never_guarded(tmp_path: Path, number: float, cell: str) -> None:
    facts = Assessment(answers={"visits": 3}, given={"season": "summer", "hour_cost": number}, date=DAY)
    table = one_row(SELECTING, facts)
    assert next(csv.DictReader(io.StringIO(table)))["given.hour_cost"] == cell
    assert read_back(tmp_path, table, SELECTING) == facts


def test_a_language_that_the_instrument_lacks_is_left_out(tmp_path: Path) -> None:
    german = replace(SMALL, lang="de")
    table = one_row(small_instrument(), german)
    assert read_back(tmp_path, table, small_instrument()) == replace(german, lang=None)


def test_every_column_of_an_answers_file_is_there() -> None:
    header = one_row(small_instrument(), Assessment(answers={})).splitlines()[0].split(",")
    assert header[:7] == ["id", "instrument", "lang", "form", "perspective", "respondent", "date"]
    assert header[7:] == list(small_instrument().items)
