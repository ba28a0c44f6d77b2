"""Prove that the programs are those that were checked by eye, and that PSPP and R came to our scores with them.

What they came to is committed (`tests.research.syntax.approve` says how it is made), so that this runs without them.
"""

import csv
from functools import cache

import pytest

from rely.model.results import Result
from rely.research.syntax import SUFFIXES, ProgramFormat, syntax_lines
from tests.research.programs.agreement import differences
from tests.research.programs.samples import results
from tests.research.syntax.approve import COUNT, FOLDER, sample

PROGRAMS: list[ProgramFormat] = list(SUFFIXES)


@cache
def _results() -> dict[str, Result]:
    return {name: result for name, _, result in results(sample().instrument, COUNT)}


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_program_is_the_one_that_was_checked_by_eye(program: ProgramFormat) -> None:
    approved = (FOLDER / f"garden-check{SUFFIXES[program]}").read_text(encoding="utf-8")
    assert "".join(syntax_lines(sample(), program, data="garden-check.csv")) == approved


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_the_program_came_to_is_what_scoring_says_of_every_case(program: ProgramFormat) -> None:
    with (FOLDER / f"made-by-{program}.csv").open(encoding="utf-8", newline="") as file:
        assert list(differences(sample(), csv.DictReader(file), _results())) == []


def test_the_cases_have_every_status_both_groups_and_both_forms() -> None:
    found = _results().values()
    statuses = {score.status for result in found for score in result.scores.values()}
    assert statuses == {"ok", "partial", "narrow", "too_few", "not_applicable", "no_specific"}
    assert {result.selected for result in found} == {"summer", "winter", None}
    assert {result.assessment.form for result in found} == {"full", "quick"}
    assert {"na", "dk", None} <= {answer for result in found for answer in result.assessment.answers.values()} | {None}
    assert any(result.routed for result in found)
