"""Prove that a file of answers is taken as it is written or refused with place, item and accepted codes."""

from datetime import date
from pathlib import Path

import pytest

from rely.loading.answers import AnswersRow, read_answers
from rely.loading.catalogue import load_instrument
from rely.loading.problems import as_text
from rely.model.instrument import Instrument

DATA = Path(__file__).parents[1] / "data" / "questionnaires" / "valid"
MATURITY = load_instrument(DATA / "maturity-assessment.yaml")
SELECTING = load_instrument(DATA / "selecting-facet.yaml")


def _read(tmp_path: Path, text: str | bytes, name: str = "a.yaml", instrument: Instrument = MATURITY) -> AnswersRow:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (row,) = read_answers(path, instrument)
    return row


def _told(row: AnswersRow) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.line, problem.column) for problem in row.problems]


WHOLE = """\
instrument: maturity-assessment
id: acme
lang: en
form: full
perspective: self
respondent: 'Zoë & Söhne <b>'
date: 2026-11-30
answers:
  staff: 12
  based_in: NL
  since: 2024-02-29
  BK01: daily
  BK02:
    - vault
    - disk
  BK03: na
"""


def test_a_whole_file_becomes_an_assessment(tmp_path: Path) -> None:
    row = _read(tmp_path, WHOLE)
    assert row.problems == ()
    assert row.assessment is not None
    assert (row.line, row.id) == (None, "acme")
    assert row.assessment.date == date(2026, 11, 30)
    assert row.assessment.respondent == "Zoë & Söhne <b>"
    assert row.assessment.answers == {
        "staff": 12,
        "based_in": "NL",
        "since": "2024-02-29",
        "BK01": "daily",
        "BK02": ("disk", "vault"),
        "BK03": "na",
    }


def test_the_same_as_json_with_tabs_becomes_the_same_assessment(tmp_path: Path) -> None:
    text = (
        '\ufeff{\n\t"instrument": "maturity-assessment", "id": "acme", "lang": "en", "date": "2026-11-30",\n'
        '\t"respondent": "Zo\\u00eb & S\\u00f6hne <b>",\n\t"answers": {"staff": 12, "based_in": "NL", '
        '"since": "2024-02-29", "BK01": "daily", "BK02": ["vault", "disk"], "BK03": "na"}\n}\n'
    )
    assert _read(tmp_path, text, "a.json").assessment == _read(tmp_path, WHOLE).assessment


def test_a_character_written_as_two_escapes_in_json_is_one_character(tmp_path: Path) -> None:
    row = _read(tmp_path, r'{"respondent": "\ud83d\ude00 \\ud83d", "answers": {}}', "a.json")
    assert row.assessment is not None
    assert row.assessment.respondent == "😀 \\ud83d"


def test_null_and_absent_are_missing(tmp_path: Path) -> None:
    row = _read(tmp_path, "answers:\n  BK01: null\n  BK03:\n")
    assert row.assessment is not None
    assert row.assessment.answers == {"BK01": None, "BK03": None}
    assert row.assessment.date is None


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("BK01: often", "unknown-code"),
        ("BK01: Daily", "unknown-code"),
        ("BK01: na", "na-not-allowed"),
        ("BK03: dk", "dk-not-allowed"),
        ("BK02: disk", "not-a-list"),
        ("BK02: [disk, disk]", "repeated-code"),
        ("BK02: [disk, moon]", "unknown-code"),
        ("staff: many", "not-a-number"),
        ("staff: '12'", "not-a-number"),
        ("staff: 1e3", "not-a-number"),
        ("staff: 12,5", "decimal-comma"),
        ("staff: 12.5", "not-whole"),
        ("staff: 0", "out-of-range"),
        ("staff: true", "not-a-number"),
        ("staff: [12]", "not-a-number"),
        ("staff: " + "9" * 5000, "not-a-number"),
        ("based_in: nl", "unknown-country"),
        ("based_in: XX", "unknown-country"),
        ("since: 30-11-2026", "not-a-date"),
        ("since: 2026-02-30", "not-a-date"),
        ("BK99: 1", "unknown-item"),
        ("bk01: daily", "unknown-item"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_line(tmp_path: Path, answer: str, code: str) -> None:
    row = _read(tmp_path, f"id: acme\nanswers:\n  # one\n  {answer}\n")
    assert row.assessment is None
    assert [(told, line) for told, line, _ in _told(row)] == [(code, 4)]
    assert "'acme'" in row.problems[0].message
    assert answer.partition(":")[0] in row.problems[0].message


def test_the_accepted_codes_are_named(tmp_path: Path) -> None:
    row = _read(tmp_path, "answers:\n  BK01: often\n")
    assert as_text(row.problems[0]).endswith(
        "item 'BK01' cannot be 'often': the response scale has no such code. "
        "Accepted: none, some, daily, dk. [unknown-code]"
    )


def test_a_number_in_quotes_is_told_with_its_quotes(tmp_path: Path) -> None:
    row = _read(tmp_path, "answers:\n  WA01: '2'\n", instrument=SELECTING)
    assert "cannot be '\"2\"'" in row.problems[0].message
    assert row.problems[0].hint == "Leave out the quotes. Accepted: 1, 2, 3."


def test_a_near_miss_is_offered_for_an_unknown_item(tmp_path: Path) -> None:
    assert _read(tmp_path, "answers:\n  BK1: daily\n").problems[0].hint == "Did you mean 'BK01'?"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("instrument: no-facets", "wrong-instrument"),
        ("lang: fr", "unknown-lang"),
        ("form: scan", "unknown-form"),
        ("perspective: client", "unknown-perspective"),
        ("date: 30-11-2026", "not-a-day"),
        ("date: 2026-02-30", "not-a-day"),
        ("respondent: [a]", "wrong-text"),
        ('respondent: "a\\tb"', "wrong-text"),
        ("respondent: " + "x" * 201, "wrong-text"),
        ("given: 3", "not-a-map"),
        ("given: {phase: x}", "unknown-given"),
        ("answer: 1", "unknown-key"),
    ],
)
def test_what_stands_beside_the_answers_is_checked_too(tmp_path: Path, line: str, code: str) -> None:
    row = _read(tmp_path, f"answers: {{BK01: daily}}\n{line}\n")
    assert row.assessment is None
    assert [(told, at) for told, at, _ in _told(row)] == [(code, 2)]


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    row = _read(tmp_path, "lang: fr\nwhat: 1\nanswers:\n  BK01: x\n  BK03: y\n")
    assert [code for code, _, _ in _told(row)] == ["unknown-lang", "unknown-key", "unknown-code", "unknown-code"]


def test_items_beside_the_key_answers_are_explained(tmp_path: Path) -> None:
    row = _read(tmp_path, "BK01: daily\n")
    assert {code for code, _, _ in _told(row)} == {"missing-answers", "unknown-key"}
    assert any("indent it below `answers:`" in problem.hint for problem in row.problems)


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("", "a.yaml", "empty-file"),
        ("# only\n", "a.yml", "empty-file"),
        ("- a\n", "a.yaml", "not-a-mapping"),
        ("answers: [1]\n", "a.yaml", "not-a-map"),
        ("answers: {A: 1, A: 2}\n", "a.yaml", "duplicate-key"),
        ('{"answers": {"BK01": "daily", "BK01": "none"}}', "a.json", "duplicate-key"),
        ('{"answers": {', "a.json", "yaml-syntax"),
        (b"answers: {BK01: caf\xe9}\n", "a.yaml", "not-utf8"),
        (b"\xff\xfe{\x00}\x00", "a.json", "not-utf8"),
        ("answers:\n  BK01: a\x00b\n", "a.yaml", "control-character"),
        ("answers: {}", "a.ods", "unknown-format"),
        ("answers: {}", "a", "unknown-format"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, text: str | bytes, name: str, code: str) -> None:
    row = _read(tmp_path, text, name)
    assert row.assessment is None
    assert code in [told for told, _, _ in _told(row)]


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").mkdir()
    (row,) = read_answers(tmp_path / "a.yaml", MATURITY)
    assert [code for code, _, _ in _told(row)] == ["unreadable-file"]


def test_given_facts_are_read_as_declared(tmp_path: Path) -> None:
    text = "given: {season: summer, hour_cost: 60.5}\nanswers: {}\n"
    row = _read(tmp_path, text, instrument=SELECTING)
    assert row.assessment is not None
    assert row.assessment.given == {"season": "summer", "hour_cost": 60.5}
    wrong = _read(tmp_path, "given: {season: spring, hour_cost: 60,5}\nanswers: {}\n", instrument=SELECTING)
    assert {code for code, _, _ in _told(wrong)} >= {"unknown-code"}
    assert all("given." in problem.message for problem in wrong.problems)
