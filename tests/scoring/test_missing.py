import pytest

from rely.model.scores import MissingDataRule
from rely.scoring.coding import Outcome
from rely.scoring.missing import Basis, basis_status, count_answers

HALF = MissingDataRule(min_answered=2, min_coverage=0.5, narrow_below=0.5)


def test_na_and_dk_leave_the_denominator_and_missing_stays_in_it() -> None:
    found = count_answers([0.0, 100.0, "na", "dk", "dk", None])
    assert found == Basis(asked=6, na=1, dk=2, missing=1, answered=2, applicable=3, coverage=2 / 3)


@pytest.mark.parametrize("outcomes", [[], ["na"], ["dk", "na"]])
def test_where_nothing_applies_there_is_no_coverage_and_the_status_says_so(outcomes: list[Outcome]) -> None:
    basis = count_answers(outcomes)
    assert basis.coverage is None
    assert basis_status(basis, HALF, specific_answered=0) == "not_applicable"


def test_too_few_answers_are_told_before_the_lack_of_specific_ones() -> None:
    assert basis_status(count_answers([50.0, None, None]), HALF, specific_answered=0) == "too_few"
    assert basis_status(count_answers([50.0, 50.0, None]), HALF, specific_answered=0) == "no_specific"
    assert basis_status(count_answers([50.0, 50.0, None]), HALF, specific_answered=1) == "ok"


def test_a_score_that_is_no_cell_needs_no_specific_answer() -> None:
    assert basis_status(count_answers([50.0, 50.0]), HALF) == "ok"


def test_a_narrow_basis_is_one_where_less_than_the_given_share_applies() -> None:
    assert basis_status(count_answers([50.0, 50.0, "na", "na"]), HALF) == "ok"
    assert basis_status(count_answers([50.0, 50.0, "na", "na", "dk"]), HALF) == "narrow"


@pytest.mark.parametrize("answered", [1, 3, 7])
def test_a_share_is_met_exactly_whatever_decimal_the_author_wrote(answered: int) -> None:
    outcomes: list[Outcome] = [50.0] * answered + [None] * (10 - answered)
    rule = MissingDataRule(min_answered=1, min_coverage=float(f"0.{answered}"), narrow_below=0)
    assert basis_status(count_answers(outcomes), rule) == "ok"
    reduced: list[Outcome] = [50.0] * answered + ["na"] * (10 - answered)
    rule = MissingDataRule(min_answered=1, min_coverage=0, narrow_below=float(f"0.{answered}"))
    assert basis_status(count_answers(reduced), rule) == "ok"


def test_a_rule_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="min_answered"):
        MissingDataRule(min_answered=0, min_coverage=0.5, narrow_below=0.5)
    with pytest.raises(ValueError, match="min_coverage"):
        MissingDataRule(min_answered=1, min_coverage=1.5, narrow_below=0.5)
    with pytest.raises(ValueError, match="narrow_below"):
        MissingDataRule(min_answered=1, min_coverage=0.5, narrow_below=-0.1)
    with pytest.raises(ValueError, match="narrow_below"):
        MissingDataRule(min_answered=1, min_coverage=0.5, narrow_below=1.5)
