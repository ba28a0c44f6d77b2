import pytest

from rely.guidelines.selection import Candidate, select_actions
from rely.model.results import GuidelineStatus

ORDER = ("strong", "weak")


def candidate(
    name: str, score: float | None, value: str | None = None, status: GuidelineStatus = "act", evidence: str = "weak"
) -> Candidate:
    return Candidate(name, value, status, score, evidence)


def select(*candidates: Candidate, limit: int = 5, per_value: int = 2) -> list[str]:
    return select_actions(candidates, limit=limit, per_value=per_value, evidence_order=ORDER)


def test_the_highest_score_comes_first_then_the_stronger_evidence_then_the_given_order() -> None:
    found = select(candidate("a", 10), candidate("b", 10), candidate("c", 10, evidence="strong"), candidate("d", 20))
    assert found == ["d", "c", "a", "b"]


def test_scores_equal_but_for_noise_are_decided_by_evidence() -> None:
    assert select(candidate("a", 10 + 1e-12), candidate("b", 10, evidence="strong")) == ["b", "a"]


@pytest.mark.parametrize("status", ["over", "in_place", "unknown", "always"])
def test_only_what_is_to_be_done_becomes_an_action(status: GuidelineStatus) -> None:
    assert select(candidate("a", 90, status=status), candidate("b", 1, status="partly")) == ["b"]


def test_no_gain_and_no_score_become_no_action() -> None:
    assert select(candidate("a", 0), candidate("b", None), candidate("c", 1e-12)) == []


def test_the_plan_is_short_and_not_about_one_thing() -> None:
    many = [candidate(f"x{at}", 90 - at, value="x") for at in range(4)]
    other = candidate("y", 1, value="y")
    assert select(*many, other) == ["x0", "x1", "y"]
    assert select(*many, other, limit=2) == ["x0", "x1"]
    assert select(*many, other, limit=0) == []
    assert select(*many, other, per_value=1) == ["x0", "y"]


def test_guidelines_without_a_facet_value_are_not_capped() -> None:
    assert select(*[candidate(f"x{at}", 90 - at) for at in range(4)]) == ["x0", "x1", "x2", "x3"]


def test_an_evidence_level_without_a_place_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"'a' has the evidence level 'rumour', which is none of strong, weak"):
        select(candidate("a", 10, evidence="rumour"))
