"""Prove that a table of answers is read row by row, and that a bad row is named and stops no other."""

import itertools
from pathlib import Path

import pytest

from rely.loading.answers import AnswersRow, read_answers
from rely.loading.answers.row import problems_of_notices
from rely.loading.catalogue import load_instrument
from rely.model.instrument import Instrument
from rely.scoring.score import notices, score

DATA = Path(__file__).parents[1] / "data" / "questionnaires" / "valid"
MATURITY = load_instrument(DATA / "maturity-assessment.yaml")
SELECTING = load_instrument(DATA / "selecting-facet.yaml")
SCALARS = load_instrument(DATA / "tricky-scalars.yaml")


def _read(tmp_path: Path, text: str | bytes, instrument: Instrument = MATURITY) -> list[AnswersRow]:
    path = tmp_path / "a.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read_answers(path, instrument))


def _codes(rows: list[AnswersRow]) -> list[tuple[int | None, str]]:
    return [(row.line, problem.code) for row in rows for problem in row.problems]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_usual_way_to_write_a_table_is_read(tmp_path: Path, mark: str, separator: str, ending: str) -> None:
    lines = ["id|BK01|BK02|BK03|staff", "a|daily|cloud/disk|2|12", "b||||"]
    text = mark + "".join(line.replace("|", separator).replace("/", "|") + ending for line in lines)
    first, second = _read(tmp_path, text)
    assert first.assessment is not None
    assert first.assessment.answers == {"BK01": "daily", "BK02": ("disk", "cloud"), "BK03": "2", "staff": 12}
    assert (first.line, first.id) == (2, "a")
    assert second.assessment is not None
    assert set(second.assessment.answers.values()) == {None}


def test_na_is_namibia_and_does_not_apply_by_its_capitals(tmp_path: Path) -> None:
    rows = _read(tmp_path, "A3,A1\nNA,1\nna,1\n", SCALARS)
    assert rows[0].assessment is not None
    assert rows[0].assessment.answers["A3"] == "NA"
    assert _codes(rows) == [(3, "na-not-allowed")]


def test_cells_stay_what_they_are(tmp_path: Path) -> None:
    rows = _read(tmp_path, "A2\nno\nNO\n1\n1.0\n No\n", SCALARS)
    assert [row.assessment.answers["A2"] for row in rows if row.assessment] == ["no", "NO", "1"]
    assert _codes(rows) == [(5, "unknown-code"), (6, "unknown-code")]


def test_a_bad_row_is_named_by_line_and_id_and_the_others_are_read(tmp_path: Path) -> None:
    rows = _read(tmp_path, "id,BK01,staff\na,daily,1\nb,x,1.5\nc,none,2\n")
    assert [row.assessment is not None for row in rows] == [True, False, True]
    assert _codes(rows) == [(3, "unknown-code"), (3, "not-whole")]
    assert all("'b'" in problem.message and problem.line == 3 for problem in rows[1].problems)


def test_a_decimal_comma_is_called_one_in_a_table_with_semicolons(tmp_path: Path) -> None:
    (row,) = _read(tmp_path, "id;staff\na;12,5\n")
    assert row.problems[0].code == "decimal-comma"
    assert "12.5" in row.problems[0].hint


def test_lines_are_counted_as_an_editor_does_when_cells_have_line_breaks(tmp_path: Path) -> None:
    rows = _read(tmp_path, 'respondent,BK01\n"a\nb",daily\nc,x\n')
    assert _codes(rows) == [(2, "wrong-text"), (4, "unknown-code")]


def test_given_facts_form_and_day_may_stand_in_columns(tmp_path: Path) -> None:
    text = "given.season,given.hour_cost,date,perspective,form,lang,respondent,WA01\n"
    text += "summer,2.5,2026-11-30,self,full,en,Z,3\n"
    (row,) = _read(tmp_path, text, SELECTING)
    assert row.assessment is not None, row.problems
    assert row.assessment.given == {"season": "summer", "hour_cost": 2.5}
    assert str(row.assessment.date) == "2026-11-30"


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("id,BK1", "unknown-column"),
        ("id,BK01,BK01", "duplicate-column"),
        ("id,,BK01", "unnamed-column"),
        ("id,given.season", "unknown-column"),
        ("id\tBK01", "unknown-column"),
    ],
)
def test_a_wrong_header_is_told_once_for_the_whole_file(tmp_path: Path, header: str, code: str) -> None:
    rows = _read(tmp_path, f"{header}\na,b,c\n")
    assert _codes(rows) == [(None, code)]
    assert rows[0].problems[0].line == 1


def test_a_near_miss_is_offered_for_an_unknown_column(tmp_path: Path) -> None:
    (row,) = _read(tmp_path, "id,BK1\na,b\n")
    assert row.problems[0].hint == "Did you mean 'BK01'?"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "empty-file"),
        (b"\n", "empty-file"),
        (b"\xef\xbb\xbf", "empty-file"),
        (b"id,BK01\n", "no-rows"),
        (b"id,BK01\n\n\n", "no-rows"),
        (b"\xff\xfei\x00d\x00", "not-utf8"),
        (b"id,caf\xe9\n1,2\n", "not-utf8"),
    ],
)
def test_a_file_without_rows_or_in_another_encoding_says_so(tmp_path: Path, text: bytes, code: str) -> None:
    assert _codes(_read(tmp_path, text)) == [(None, code)]


def test_a_table_of_empty_rows_holds_no_answers_and_one_with_a_bad_row_does(tmp_path: Path) -> None:
    assert _codes(_read(tmp_path, "id,BK01\n,\n,\n")) == [(2, "empty-row"), (3, "empty-row"), (None, "no-rows")]
    assert _codes(_read(tmp_path, "id,BK01\n,\n,x\n")) == [(2, "empty-row"), (3, "unknown-code")]
    assert _codes(_read(tmp_path, "id,BK01\na,daily\n,\n")) == [(3, "empty-row")]


def test_a_ragged_row_is_refused_because_answers_may_have_slipped(tmp_path: Path) -> None:
    rows = _read(tmp_path, "id,BK01,BK03\na,daily\nb,daily,2,3\nc,daily,2\n")
    assert _codes(rows) == [(2, "ragged-row"), (3, "ragged-row")]
    assert "'a'" in rows[0].problems[0].message
    assert rows[2].assessment is not None


def test_a_row_in_another_encoding_does_not_stop_the_others(tmp_path: Path) -> None:
    rows = _read(tmp_path, b"id,respondent\na,caf\xe9\nb,caf\xc3\xa9\n")
    assert _codes(rows) == [(2, "not-utf8")]
    assert rows[1].assessment is not None
    assert rows[1].assessment.respondent == "café"


def test_a_nul_byte_is_refused_and_shown(tmp_path: Path) -> None:
    (row,) = _read(tmp_path, b"id,BK01\na,da\x00ily\n")
    assert row.problems[0].code == "unknown-code"
    assert "\\x00" in row.problems[0].message


def test_an_open_quote_is_told_where_it_opens(tmp_path: Path) -> None:
    rows = _read(tmp_path, 'id,BK01\na,daily\nb,"daily\nc,none\n')
    assert _codes(rows) == [(3, "csv-syntax")]
    assert rows[0].assessment is not None


def test_an_empty_row_is_left_out_with_a_warning(tmp_path: Path) -> None:
    rows = _read(tmp_path, "id,BK01\na,daily\n,\n\n")
    assert _codes(rows) == [(3, "empty-row")]
    assert rows[1].problems[0].severity == "warning"


def test_another_instrument_in_a_row_is_refused(tmp_path: Path) -> None:
    rows = _read(tmp_path, "instrument,BK01\nmaturity-assessment,daily\nno-facets,daily\n")
    assert _codes(rows) == [(3, "wrong-instrument")]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "=cmd|' /C calc'!A0"])
def test_what_looks_like_a_formula_is_a_text(tmp_path: Path, text: str) -> None:
    (row,) = _read(tmp_path, f'respondent,BK01\n"{text}",daily\n')
    assert row.assessment is not None
    assert row.assessment.respondent == text


def test_rows_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,BK01\n" + "a,daily\n" * 1000 + 'b,"', encoding="utf-8")
    rows = read_answers(path, MATURITY)
    assert [row.line for row in itertools.islice(rows, 3)] == [2, 3, 4]


def test_what_is_not_asked_is_told_in_one_line_a_row(tmp_path: Path) -> None:
    (row,) = _read(tmp_path, "id,given.season,WA01,WA02,WA03\na,,1,2,3\n", SELECTING)
    assert row.assessment is not None
    (problem,) = problems_of_notices(SELECTING, notices(SELECTING, score(SELECTING, row.assessment)), row)
    assert (problem.code, problem.severity, problem.line) == ("not-asked", "warning", 2)
    assert "3 items are not asked here (WA01, WA02, WA03)" in problem.message


def test_a_header_that_is_longer_than_any_cell_can_be_is_told_and_not_raised(tmp_path: Path) -> None:
    (row,) = _read(tmp_path, "id," + "x" * 140_000 + "\na,1\n")
    assert _codes([row]) == [(None, "csv-syntax")]
