"""Prove that a condition is called possible exactly when some facts make it so."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rely.loading.checks.facts import Domain
from rely.loading.checks.satisfiable import possible
from rely.model.conditions import Condition
from rely.model.results import Fact
from rely.scoring.conditions import holds

DOMAINS = {
    "likert": Domain(number=True, low=1, high=3, whole=True),
    "share": Domain(number=True, low=0, high=1),
    "word": Domain(codes=("a", "b", "c")),
    "step": Domain(codes=("1", "2", "4"), number=True, low=1, high=4, whole=True),
    "several": Domain(codes=("a", "b"), several=True),
    "text": Domain(),
}
VALUES: dict[str, list[Fact]] = {
    "likert": [None, 1, 2, 3],
    "share": [None, *(step / 20 for step in range(21))],  # the tenths of the comparisons, and between them
    "word": [None, "a", "b", "c"],
    "step": [None, 1.0, 2.0, 4.0],
    "several": [None, (), ("a",), ("b",), ("a", "b")],
    "text": [None, "a", "z"],
}


def _condition(data: dict[str, Any]) -> Condition:
    return Condition.model_validate(data)


_NUMERIC = st.sampled_from(["at_least", "at_most", "below", "above"])
_COMPARISONS = st.one_of(
    st.builds(lambda key, n: {"fact": "likert", key: n}, _NUMERIC, st.integers(0, 4)),
    st.builds(lambda n: {"fact": "likert", "is": n}, st.integers(1, 3)),
    st.builds(lambda key, n: {"fact": "step", key: n}, _NUMERIC, st.integers(0, 5)),
    st.builds(lambda n: {"fact": "step", "is": n}, st.sampled_from([1, 2, 4])),
    st.builds(lambda key, n: {"fact": "share", key: n / 10}, _NUMERIC, st.integers(0, 10)),
    st.builds(lambda code: {"fact": "word", "is": code}, st.sampled_from("abc")),
    st.builds(lambda codes: {"fact": "word", "in": codes}, st.lists(st.sampled_from("abc"), min_size=1)),
    st.builds(lambda code: {"fact": "several", "is": code}, st.sampled_from("ab")),
    st.builds(lambda fact, known: {"fact": fact, "known": known}, st.sampled_from(["word", "text"]), st.booleans()),
    st.just({"fact": "text", "is": "a"}),
)
_CONDITIONS = st.recursive(
    _COMPARISONS,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=4,
)


@given(_CONDITIONS)
def test_what_is_possible_is_what_some_facts_bring_about(data: dict[str, Any]) -> None:
    condition = _condition(data)
    facts = sorted(condition.facts())
    outcomes = {
        holds(condition, dict(zip(facts, values, strict=True)).get)
        for values in product(*(VALUES[fact] for fact in facts))
    }
    assert possible(condition, DOMAINS) == (True in outcomes, False in outcomes)


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        ({"fact": "likert", "at_least": 4}, (False, True)),
        ({"fact": "likert", "at_least": 1}, (True, False)),
        ({"fact": "likert", "above": 2, "below": 3}, (False, True)),
        ({"fact": "share", "above": 0.2, "below": 0.3}, (True, True)),
        ({"fact": "word", "in": ["a", "b", "c"]}, (True, False)),
        ({"fact": "word", "known": True}, (True, True)),
        ({"fact": "step", "above": 2, "below": 4}, (False, True)),
        ({"all": [{"fact": "word", "is": "a"}, {"fact": "word", "is": "b"}]}, (False, True)),
        ({"all": [{"fact": "several", "is": "a"}, {"fact": "several", "is": "b"}]}, (True, True)),
        ({"any": [{"fact": "word", "is": "a"}, {"not": {"fact": "word", "is": "a"}}]}, (True, False)),
    ],
)
def test_plain_cases(data: dict[str, Any], outcome: tuple[bool, bool]) -> None:
    assert possible(_condition(data), DOMAINS) == outcome


def test_a_long_condition_over_many_facts_is_judged_at_once() -> None:
    domains = {f"f{number}": Domain(codes=("a", "b")) for number in range(200)}
    parts = [{"fact": name, "is": "a"} for name in domains]
    assert possible(_condition({"all": parts}), domains) == (True, True)
    contradictory = [*parts, {"fact": "f7", "is": "b"}]
    assert possible(_condition({"all": contradictory}), domains) == (False, True)


def test_too_many_combinations_count_as_possible_both_ways() -> None:
    domains = {f"f{number}": Domain(codes=("a", "b")) for number in range(20)}
    knot = {"any": [{"all": [{"fact": name, "is": "a"} for name in domains]}, {"fact": "f1", "is": "a"}]}
    assert possible(_condition(knot), domains) == (True, True)
