"""Rules of statuses, priorities and plans that hold for all answers, not only for the worked cases."""

from collections import Counter
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rely.guidelines.priorities import action_score, items_shortfall, priority, rank_priorities
from rely.guidelines.selection import Candidate, select_actions
from rely.guidelines.status import combined_status, status_from_items
from rely.model.results import GuidelineStatus

SCORES = st.floats(0, 100)
STATUSES: list[GuidelineStatus] = ["act", "over", "partly", "in_place", "unknown"]


@given(st.lists(st.sampled_from(STATUSES), min_size=1), st.sampled_from(STATUSES))
def test_another_trigger_never_makes_a_status_less_urgent(
    found: list[GuidelineStatus], another: GuidelineStatus
) -> None:
    assert STATUSES.index(combined_status([*found, another])) <= STATUSES.index(combined_status(found))
    assert combined_status(found[::-1]) == combined_status(found)


@given(st.lists(SCORES, min_size=1, max_size=5))
def test_trigger_items_in_place_leave_no_shortfall_and_others_do(scores: list[float]) -> None:
    shortfall = items_shortfall(scores, target=75)
    assert shortfall is not None
    assert 0 <= shortfall <= 1
    in_place = status_from_items(scores, in_place_from=75, partly_from=50) == "in_place"
    assert in_place == (shortfall < 1e-10)


IMPORTANCES = st.one_of(st.none(), st.sampled_from([0.0, 25.0, 50.0, 75.0, 100.0]))


@given(st.lists(st.tuples(IMPORTANCES, st.one_of(st.none(), SCORES)), max_size=6), st.floats(1, 100))
def test_priorities_lie_on_0_to_100_and_are_ranked_downwards(rows: list[Any], target: float) -> None:
    names = [str(at) for at in range(len(rows))]
    importance = dict(zip(names, [row[0] for row in rows], strict=True))
    scores = dict(zip(names, [row[1] for row in rows], strict=True))
    values = {name: priority(importance[name], scores[name], target=target) for name in names}
    assert all(value is None or 0 <= value <= 100 for value in values.values())
    ranking = rank_priorities(importance, scores, target=target, order=names)
    ranked = [values[name] or 0 for name in ranking]
    assert all(one >= other - 1e-8 for one, other in pairwise(ranked))
    assert set(ranking) >= {name for name, value in values.items() if value is not None and value > 1e-8}
    assert 0 not in ranked


CANDIDATES = st.builds(
    Candidate,
    guideline=st.uuids().map(str),
    value=st.sampled_from(["a", "b", None]),
    status=st.sampled_from([*STATUSES, "always"]),
    score=st.one_of(st.none(), st.sampled_from([0.0, 12.5, 50.0, 100.0])),
    evidence=st.sampled_from(["strong", "weak"]),
)


@given(
    st.lists(CANDIDATES, max_size=12, unique_by=lambda row: row.guideline),
    st.integers(0, 6),
    st.integers(1, 3),
)
def test_a_plan_keeps_its_limits_and_leaves_out_nothing_better(
    rows: list[Candidate], limit: int, per_value: int
) -> None:
    chosen = select_actions(rows, limit=limit, per_value=per_value, evidence_order=["strong", "weak"])
    by_name = {row.guideline: row for row in rows}
    taken = [by_name[name] for name in chosen]
    gains = [row.score or 0 for row in taken]
    assert gains == sorted(gains, reverse=True)
    assert 0 not in gains
    assert {row.status for row in taken} <= {"act", "partly"}
    assert len(taken) <= limit
    counts = Counter(row.value for row in taken if row.value is not None)
    assert all(count <= per_value for count in counts.values())
    for row in rows:
        if row.guideline not in chosen and row.status in ("act", "partly") and row.score:
            capped = row.value is not None and counts[row.value] == per_value
            full = len(taken) == limit and all(row.score <= gain for gain in gains)
            assert capped or full


@given(IMPORTANCES, st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=3))
def test_an_action_score_lies_on_0_to_100(importance: float | None, shortfalls: list[float | None]) -> None:
    found = action_score(importance, shortfalls)
    assert (found is None) == all(shortfall is None for shortfall in shortfalls)
    assert found is None or 0 <= found <= 100
