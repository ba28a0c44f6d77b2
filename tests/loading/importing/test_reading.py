"""Prove that a mapping is read strictly: every mistake is told at once, with its line, and how to mend it."""

from pathlib import Path

import pytest

from rely.loading.importing import ImportRefused, open_import
from rely.loading.problems import Problem
from tests.instruments import relationship_check

HEAD = """\
format: 1
instrument: relationship-check
file: {encoding: utf-8, delimiter: comma, header: 1, first: 2}
"""
COLUMNS = "columns:\n  - {column: A, name: id, to: id}\n"
TABLE = "id,Q1,Q2\na,4,5\n"


def refused(tmp_path: Path, mapping: str, table: str = TABLE, name: str = "a.csv") -> list[Problem]:
    path, file = tmp_path / name, tmp_path / "m.yaml"
    path.write_text(table, encoding="utf-8")
    file.write_text(mapping, encoding="utf-8")
    with pytest.raises(ImportRefused) as told:
        open_import(path, relationship_check(), file)
    return list(told.value.problems)


def told(problems: list[Problem]) -> list[tuple[int, str]]:
    return [(problem.line, problem.code) for problem in problems]


def test_all_open_questions_are_told_at_once_beside_other_mistakes(tmp_path: Path) -> None:
    mapping = f"""{HEAD}
missing: {{'-99': '?'}}
values:
  five: {{'1': '?', '-99': '?'}}
columns:
  - {{column: A, name: id, to: id, nmae: x}}
  - {{column: B, name: Q1, to: '?', values: five}}
  - {{column: C, name: Q2, to: cx_months, numbers: '?'}}
"""
    assert told(refused(tmp_path, mapping)) == [
        (5, "open-question"),
        (7, "open-question"),
        (7, "open-question"),
        (9, "unknown-key"),
        (10, "open-question"),
        (11, "open-question"),
    ]


def test_a_mark_that_is_answered_answers_it_in_the_tables_too(tmp_path: Path) -> None:
    path, file = tmp_path / "a.csv", tmp_path / "m.yaml"
    path.write_text("id,Q1\na,-99\n", encoding="utf-8")
    values = "missing: {'-99': yes}\nvalues: {five: {'1': 1, '-99': '?'}}\n"
    file.write_text(f"{HEAD}{values}{COLUMNS}  - {{column: B, name: Q1, to: TR01, values: five}}\n", encoding="utf-8")
    assert open_import(path, relationship_check(), file).marks == {"-99"}


def test_what_does_not_fit_the_instrument_is_named_with_its_line(tmp_path: Path) -> None:
    mapping = f"""{HEAD}
constants: {{form: fulll, TR03: 9, id: x}}
values:
  five: {{'1': 1, '9': 9, 'x': na, 'y': missing}}
columns:
  - {{column: A, name: id, to: id}}
  - {{column: B, name: Q1, to: TR01, values: five, separator: ';', already_reversed: true}}
  - {{column: C, name: Q2, to: TR1, values: six}}
"""
    problems = refused(tmp_path, mapping)
    assert told(problems) == [
        (5, "wrong-constant"),
        (5, "wrong-constant"),
        (5, "constant-and-column"),
        (7, "wrong-code"),
        (10, "wrong-setting"),
        (10, "wrong-setting"),
        (11, "unknown-target"),
        (11, "unknown-table"),
    ]
    assert problems[0].hint == "Accepted: full, scan."
    assert "Did you mean 'TR" in problems[6].hint


def test_two_columns_cannot_become_the_same(tmp_path: Path) -> None:
    columns = "  - {column: B, name: Q1, to: TR01}\n  - {column: C, name: Q2, to: TR01}\n"
    assert told(refused(tmp_path, HEAD + COLUMNS + columns)) == [(7, "double-target")]
    table = "id,Q1,Q2\na,x,x\n"
    columns = (
        "  - {column: B, name: Q1, to: cx_channels_used}\n"
        "  - {column: C, name: Q2, to: cx_channels_used, option: email, values: ticks}\n"
        "values: {ticks: {x: chosen}}\n"
    )
    assert told(refused(tmp_path, HEAD + COLUMNS + columns, table)) == [(6, "double-target"), (7, "double-target")]


def test_each_column_of_the_file_stands_in_the_mapping_and_the_other_way_round(tmp_path: Path) -> None:
    columns = "  - {column: B, name: Q1, to: TR01}\n"
    assert told(refused(tmp_path, HEAD + COLUMNS + columns)) == [(4, "column-not-listed")]
    columns = "  - {column: B, name: Quest1, to: TR01}\n"
    (problem,) = refused(tmp_path, HEAD + COLUMNS + columns, "id,Quest2\na,4\n")
    assert (problem.code, problem.line, problem.hint) == ("no-such-column", 6, "Did you mean 'Quest2'?")


def test_columns_with_the_same_name_are_told_apart_by_their_letters(tmp_path: Path) -> None:
    columns = "  - {column: B, name: Q, to: TR01}\n  - {column: D, name: Q, to: TR02}\n"
    assert told(refused(tmp_path, HEAD + COLUMNS + columns, "id,Q,Q\na,4,5\n")) == [(7, "ambiguous-column")]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("{sheet: x}", "a.csv"),
        ("{encoding: utf-8}", "a.csv"),
        ("{encoding: utf-8, delimiter: comma, header: 3, first: 3}", "a.csv"),
        ("{encoding: utf-8, delimiter: comma}", "a.xlsx"),
    ],
)
def test_the_layout_has_to_fit_the_kind_of_file(tmp_path: Path, file: str, name: str) -> None:
    mapping = f"format: 1\ninstrument: relationship-check\nfile: {file}\n{COLUMNS}"
    assert told(refused(tmp_path, mapping, name=name)) == [(3, "wrong-layout")]


def test_a_mapping_of_another_instrument_or_of_nothing_is_refused(tmp_path: Path) -> None:
    mapping = HEAD.replace("relationship-check", "client-pulse") + COLUMNS
    assert told(refused(tmp_path, mapping)) == [(2, "other-instrument")]
    assert told(refused(tmp_path, HEAD + COLUMNS, "id\na\n")) == [(4, "nothing-mapped")]


def test_yaml_that_cannot_be_read_is_told_as_everywhere(tmp_path: Path) -> None:
    assert told(refused(tmp_path, HEAD + "file: {}\n")) == [(4, "duplicate-key")]
