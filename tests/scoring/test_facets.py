import pytest

from rely.model.scores import MissingDataRule
from rely.scoring.coding import Outcome
from rely.scoring.facets import FacetScore, score_facet
from rely.scoring.margins import rounding_variance

RULE = MissingDataRule(min_answered=2, min_coverage=0.5, narrow_below=0.5)


def scored(
    outcomes: list[Outcome], specific: list[bool] | None = None, weights: list[float] | None = None
) -> FacetScore:
    count = len(outcomes)
    floors = [rounding_variance(5)] * count
    return score_facet(outcomes, weights=weights or [1] * count, floors=floors, rule=RULE, specific=specific)


def test_a_cell_with_too_few_answers_has_no_score_rather_than_a_low_one() -> None:
    found = scored([0.0, None, None])
    assert (found.score, found.status, found.margin) == (None, "too_few", None)
    assert found.basis.answered == 1


def test_a_cell_is_not_scored_on_items_it_shares_with_another() -> None:
    assert scored([50.0, 50.0, None], specific=[False, False, True]).status == "no_specific"
    assert scored([50.0, 50.0, None], specific=[False, True, True]).status == "ok"


def test_weights_and_floors_follow_the_answered_items_and_not_their_places() -> None:
    found = score_facet([None, 0.0, "na", 100.0, 100.0], weights=[9, 2, 9, 1, 1], floors=[0] * 5, rule=RULE)
    assert found.score == 50.0
    without_gaps = score_facet([0.0, 100.0, 100.0], weights=[2, 1, 1], floors=[0] * 3, rule=RULE)
    assert found.margin == without_gaps.margin
    floored = score_facet([None, 50.0, 50.0], weights=[1] * 3, floors=[1200, 12, 12], rule=RULE)
    assert floored.margin == pytest.approx((12 / 2) ** 0.5)


def test_a_score_without_any_weight_is_no_score() -> None:
    found = scored([50.0, 50.0], weights=[0, 0])
    assert (found.score, found.status, found.margin) == (None, "too_few", None)


def test_a_score_from_a_single_answer_where_the_rule_allows_it_has_no_margin() -> None:
    rule = MissingDataRule(min_answered=1, min_coverage=0.5, narrow_below=0.5)
    found = score_facet([75.0], weights=[1], floors=[50], rule=rule)
    assert (found.score, found.status, found.margin) == (75.0, "ok", None)


def test_whole_numbers_count_as_item_scores_too() -> None:
    assert scored([0, 100]).score == 50.0
