import pytest

from rely.guidelines.status import (
    combined_status,
    status_from_items,
    status_from_listed,
    status_from_position,
    unknown_reason,
)
from rely.model.results import GuidelineStatus
from rely.scoring.coding import Outcome
from rely.scoring.rates import Norm, fit


def test_items_decide_by_their_mean_and_an_edge_belongs_to_the_better_status() -> None:
    means = (75, 74.99, 50, 49.99)
    found = [status_from_items([mean, mean], in_place_from=75, partly_from=50) for mean in means]
    assert found == ["in_place", "partly", "partly", "act"]
    assert status_from_items([75 - 1e-11], in_place_from=75, partly_from=50) == "in_place"


@pytest.mark.parametrize(
    ("number", "status"),
    [(0, "act"), (1, "in_place"), (3, "in_place"), (4, "in_place"), (5, "over"), (None, "unknown")],
)
def test_a_number_decides_by_where_it_lies_against_its_norm(number: float | None, status: GuidelineStatus) -> None:
    norm = Norm(minimum=1, typical_max=2, maximum=4)
    assert status_from_position(fit(number, norm).position) == status
    assert status_from_position(fit(number, None).position) == "unknown"


def test_a_listed_answer_calls_for_action_and_another_known_one_does_not() -> None:
    assert status_from_listed("later", ["later"]) == "act"
    assert status_from_listed("same_day", ["later"]) == "in_place"
    assert status_from_listed(2, [1, 2]) == "act"
    assert status_from_listed(None, ["later"]) == "unknown"


def test_of_several_answers_one_that_is_listed_is_enough() -> None:
    assert status_from_listed(("email", "whatsapp"), ["whatsapp"]) == "act"
    assert status_from_listed(("email",), ["whatsapp"]) == "in_place"
    assert status_from_listed((), ["whatsapp"]) == "in_place"


def test_a_code_is_not_taken_for_its_letters() -> None:
    assert status_from_listed("ab", ["a", "b"]) == "in_place"


def test_the_status_shown_is_the_first_of_act_over_partly_in_place_unknown() -> None:
    found: list[GuidelineStatus] = ["unknown", "in_place", "partly", "over", "act"]
    shown = []
    while found:
        shown.append(combined_status(found))
        found.pop()
    assert shown == ["act", "over", "partly", "in_place", "unknown"]


def test_a_guideline_without_triggers_is_always_worth_saying() -> None:
    assert combined_status([]) == "always"


@pytest.mark.parametrize(
    ("outcomes", "unknown_fact", "reason"),
    [
        (["na", "dk", None], True, "missing"),
        (["na", "dk"], True, "unknown_fact"),
        ([], True, "unknown_fact"),
        (["na", "dk"], False, "dont_know"),
        (["na"], False, "not_applicable"),
    ],
)
def test_what_can_still_be_answered_is_told_first(outcomes: list[Outcome], unknown_fact: bool, reason: str) -> None:
    assert unknown_reason(outcomes, unknown_fact=unknown_fact) == reason
