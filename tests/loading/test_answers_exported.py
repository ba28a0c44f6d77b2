"""Prove that a data file of `rely export` is read strictly: nothing in it is guessed, and what is not read is told."""

from pathlib import Path

import pytest

from rely.loading.answers import AnswersRow, read_answers
from rely.loading.data_file import column_names
from rely.model.digest import digest
from tests.small_instrument import small_instrument

SMALL = small_instrument()
NAMES = [each.name for each in column_names(SMALL) if each.role in ("admin", "given", "item")]
NAMES = [name for name in NAMES if name not in ("data", "notes")]  # what is typed stays out of an export
TOOLS = ("errors_spade", "errors_rake", "errors_hoe")
USUAL = {
    "case_id": "c1",
    "relationship_id": "r1",
    "occasion": "2",
    "month": "2026-11",
    "instrument": SMALL.id,
    "version": SMALL.version,
    "digest": digest(SMALL),
    "language": "en",
    "form": "full",
    "perspective": "self",
}


def read(tmp_path: Path, *rows: dict[str, str], names: list[str] = NAMES) -> list[AnswersRow]:
    lines = [",".join({**USUAL, **row}.get(name, "") for name in names) for row in rows]
    path = tmp_path / "data.csv"
    path.write_text("\n".join([",".join(names), *lines]) + "\n", encoding="utf-8")
    return list(read_answers(path, SMALL))


def codes(rows: list[AnswersRow]) -> list[str]:
    return [problem.code for row in rows for problem in row.problems]


def answers(row: AnswersRow) -> dict[str, object]:
    assert row.assessment is not None, row.problems
    return {name: answer for name, answer in row.assessment.answers.items() if answer is not None}


def test_rows_of_one_relationship_share_their_id_and_are_told_apart_by_their_case(tmp_path: Path) -> None:
    one, two = read(tmp_path, {"plants": "3"}, {"case_id": "c2", "occasion": ""})
    assert (one.id, one.case, one.occasion) == ("r1", "c1", 2)
    assert (two.id, two.case, two.occasion) == ("r1", "c2", None)
    assert one.assessment is not None
    assert one.assessment.date is None, "of the day an export tells the month only"


def test_codes_for_missing_answers_are_no_answers(tmp_path: Path) -> None:
    (row,) = read(tmp_path, {"plants": "-9", "where": "-9", "s1": "-6", **dict.fromkeys(TOOLS, "-6")})
    assert answers(row) == {}


def test_what_does_not_apply_was_answered_so_unless_it_was_not_asked_for_want_of_something(tmp_path: Path) -> None:
    same = {"sown": "yes", "s2": "-7", "csrf_token": "-7"}
    with_plants, without = read(tmp_path, {**same, "plants": "3"}, {**same, "plants": "0"})
    assert answers(with_plants) == {"plants": 3, "sown": "yes", "S2": "na", "csrf_token": "na"}
    assert answers(without) == {"plants": 0, "sown": "yes", "S2": "na"}


def test_several_answers_are_gathered_and_none_of_them_is_an_answer_too(tmp_path: Path) -> None:
    some, none = read(
        tmp_path,
        {"errors_spade": "0", "errors_rake": "1", "errors_hoe": "1"},
        {"errors_spade": "0", "errors_rake": "0", "errors_hoe": "0"},
    )
    assert answers(some) == {"errors": ("rake", "hoe")}
    assert answers(none) == {"errors": ()}


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ({"plants": "-5"}, "plants", "out-of-range"),
        ({"plants": "-8"}, "plants", "out-of-range"),
        ({"s1": "-7"}, "s1", "unknown-code"),
        ({"where": "XX"}, "where", "unknown-country"),
        ({"errors_spade": "0", "errors_rake": "2", "errors_hoe": "0"}, "errors_rake", "wrong-cell"),
        ({"errors_spade": "0", "errors_rake": "-9", "errors_hoe": "0"}, "errors_rake", "wrong-cell"),
        ({"errors_spade": "-8", "errors_rake": "-8", "errors_hoe": "-8"}, "errors_spade", "wrong-cell"),
        ({"occasion": "0"}, "occasion", "wrong-cell"),
        ({"perspective": "both"}, "perspective", "unknown-perspective"),
        ({"instrument": "another"}, "instrument", "wrong-instrument"),
    ],
)
def test_what_no_export_writes_is_named_by_line_and_column(
    row: dict[str, str], column: str, code: str, tmp_path: Path
) -> None:
    _, bad = read(tmp_path, {}, row)
    assert bad.assessment is None
    (problem,) = bad.problems
    assert (problem.code, problem.line, problem.column) == (code, 3, NAMES.index(column) + 1)
    assert f"column '{column}'" in problem.message


def test_another_version_is_told_once_for_each(tmp_path: Path) -> None:
    rows = read(tmp_path, *[{"version": "0.9.0", "digest": "sha256:0"}] * 3, {"version": "0.8.0", "digest": "sha256:1"})
    assert codes(rows) == ["other-version", "other-version"]
    assert "0.9.0" in rows[0].problems[0].message
    assert all(row.assessment is not None for row in rows)


def test_columns_that_mean_nothing_here_are_left_aside_and_told_once(tmp_path: Path) -> None:
    names = [*NAMES, "plants_v0_9_0", "where_coarse", "my_own"]
    rows = read(tmp_path, {"plants": "3", "plants_v0_9_0": "4"}, {}, names=names)
    assert codes(rows) == ["left-aside"]
    assert "plants_v0_9_0, where_coarse, my_own" in rows[0].problems[0].message
    assert answers(rows[0]) == {"plants": 3}


def test_columns_that_are_not_there_are_told_and_half_an_item_is_none(tmp_path: Path) -> None:
    names = [name for name in NAMES if name not in ("errors_hoe", "where")]
    (row,) = read(tmp_path, {"errors_spade": "1", "errors_rake": "0"}, names=names)
    assert codes([row]) == ["absent-columns"]
    assert "where, errors_hoe" in row.problems[0].message
    assert answers(row) == {}


def test_a_name_that_another_program_changed_is_no_column_to_leave_aside(tmp_path: Path) -> None:
    names = ["Plants" if name == "plants" else name for name in NAMES]
    (row,) = read(tmp_path, {}, names=names)
    assert codes([row]) == ["unknown-column"]
    assert "Did you mean 'plants'?" in row.problems[0].hint


def test_one_row_an_answer_is_refused(tmp_path: Path) -> None:
    names = [*USUAL, "variable", "code", "number", "label", "missing"]
    (row,) = read(tmp_path, {}, names=names)
    assert (row.line, codes([row])) == (None, ["long-layout"])


def test_a_number_with_an_exponent_is_the_number_it_was(tmp_path: Path) -> None:
    (row,) = read(tmp_path, {"plants": "1e+02"})
    assert answers(row) == {"plants": 100}


def test_a_file_in_another_format_names_the_one_that_is_read(tmp_path: Path) -> None:
    (row,) = read_answers(tmp_path / "data.sav", SMALL)
    assert "as .csv" in row.problems[0].hint
