from functools import partial

import pytest

from rely.errors import RelyError
from rely.scoring.coding import ImpossibleAnswer, anchored_score, item_score, outcome_of

AGREE5 = partial(item_score, lowest=1, highest=5, reverse=False)


@pytest.mark.parametrize(("lowest", "highest", "code", "score"), [(0, 10, 7, 70), (1, 7, 4, 50), (-2, 2, 1, 75)])
def test_any_ordered_response_scale_is_placed_on_0_to_100(lowest: int, highest: int, code: int, score: float) -> None:
    assert item_score(code, lowest=lowest, highest=highest, reverse=False) == score
    assert item_score(code, lowest=lowest, highest=highest, reverse=True) == 100 - score


def test_an_item_score_is_a_float_also_when_it_is_whole() -> None:
    assert type(AGREE5(5)) is float
    assert type(anchored_score("often", {"often": 100})) is float


@pytest.mark.parametrize("code", [0, 6, 3.0, 3.5, True, "3", "na", None, [3]])
def test_a_code_the_response_scale_lacks_is_refused_with_the_accepted_codes(code: object) -> None:
    with pytest.raises(ImpossibleAnswer, match="whole numbers from 1 to 5"):
        AGREE5(code)


def test_options_with_scores_of_their_own_are_looked_up() -> None:
    scores = {"never": 0, "yearly": 40, "monthly": 100}
    assert anchored_score("yearly", scores) == 40
    assert anchored_score("yearly", scores, reverse=True) == 60


@pytest.mark.parametrize("code", ["weekly", "", 1, None, True, ["never"]])
def test_an_option_that_does_not_exist_is_refused_with_the_accepted_codes(code: object) -> None:
    with pytest.raises(ImpossibleAnswer, match="Accepted are never, yearly"):
        anchored_score(code, {"never": 0, "yearly": 40})


def test_na_dk_and_missing_are_three_things_and_none_of_them_is_0() -> None:
    outcome = partial(outcome_of, score=AGREE5, allow_na=True, allow_dk=True)
    assert [outcome(answer) for answer in ("na", "dk", None, 1)] == ["na", "dk", None, 0.0]


@pytest.mark.parametrize(("answer", "why"), [("na", "always applies"), ("dk", "cannot judge")])
def test_na_and_dk_are_refused_where_they_are_not_offered(answer: str, why: str) -> None:
    with pytest.raises(ImpossibleAnswer, match=why):
        outcome_of(answer, AGREE5, allow_na=answer != "na", allow_dk=answer != "dk")


def test_an_impossible_answer_is_caught_as_a_rely_error_and_as_a_value_error() -> None:
    assert issubclass(ImpossibleAnswer, RelyError)
    assert issubclass(ImpossibleAnswer, ValueError)
