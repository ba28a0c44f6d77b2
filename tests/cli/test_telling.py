"""Prove that rows of another questionnaire are told in one line, which still says which they are."""

from dataclasses import replace

import pytest

from rely.cli.telling import MOST_APART, MOST_NAMED, MOST_STRETCHES, Telling, told_together
from rely.loading.answers.row import answer_problem
from rely.loading.problems import Place, Problem, as_text


def of_another(line: int, named: str = "pulse") -> Problem:
    return answer_problem("wrong-instrument", Place("a.csv", line, 5), named=named, instrument="garden")


def test_rows_of_another_questionnaire_are_told_together_at_the_end_and_the_rest_at_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    telling, other = Telling(), answer_problem("empty-row", Place("a.csv", 9))
    rows = [of_another(line) for line in (3, 4, 5, 8, 10, 11)]
    for problem in (*rows[:3], other, *rows[3:], of_another(2, "norms")):
        telling.tell(problem)
    assert capsys.readouterr().err == f"{as_text(other)}\n"
    telling.end()
    assert capsys.readouterr().err.splitlines() == [
        "a.csv:3:5: 6 rows belong to 'pulse', and the instrument is 'garden': lines 3-5, 8, 10-11. "
        "Name the other instrument on the command line, or correct `instrument`. [wrong-instrument]",
        as_text(of_another(2, "norms")),
    ]


def test_a_few_rows_of_another_questionnaire_keep_a_line_each() -> None:
    few = [of_another(line) for line in range(2, 2 + MOST_APART)]
    assert list(told_together(few)) == few


def test_of_rows_scattered_over_a_file_the_first_are_named_and_the_others_counted() -> None:
    (told,) = told_together(of_another(line) for line in range(2, 2_002, 2))
    named = ", ".join(str(line) for line in range(2, 2 + 2 * MOST_STRETCHES, 2))
    assert "1000 rows belong to 'pulse'" in told.message
    assert told.message.endswith(f"lines {named} and {1000 - MOST_STRETCHES} more lines.")


def test_a_column_of_nothing_but_strange_names_is_told_row_by_row_and_fills_no_memory() -> None:
    problems = [of_another(line, f"name{line}") for line in range(2, MOST_NAMED + 10)]
    told = list(told_together(problems))
    assert sorted(told) == sorted(problems)
    assert told[:8] == problems[MOST_NAMED:]


def test_rows_of_a_workbook_are_told_with_their_sheet() -> None:
    rows = [replace(each, facts={**each.facts, "sheet": "Data"}) for each in map(of_another, range(2, 8))]
    (told,) = told_together(rows)
    assert told.message.startswith("Data: 6 rows belong to 'pulse'")
