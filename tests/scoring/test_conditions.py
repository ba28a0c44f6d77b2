"""Three-valued conditions: what is unknown stays unknown unless the rest decides."""

from typing import Any

import pytest

from rely.model.conditions import Condition
from rely.model.results import Fact
from rely.scoring.conditions import holds, same

TRUE = {"fact": "yes", "known": True}
FALSE = {"fact": "yes", "known": False}
UNKNOWN = {"fact": "absent", "is": "x"}
FACTS: dict[str, Fact] = {"yes": "yes", "number": 3, "half": 0.5, "several": ("a", "b"), "none_ticked": ()}


def value(written: dict[str, Any]) -> bool | None:
    return holds(Condition.model_validate(written), FACTS.get)


@pytest.mark.parametrize(
    ("parts", "all_", "any_"),
    [
        ([TRUE, TRUE], True, True),
        ([TRUE, FALSE], False, True),
        ([FALSE, FALSE], False, False),
        ([TRUE, UNKNOWN], None, True),
        ([FALSE, UNKNOWN], False, None),
        ([UNKNOWN, UNKNOWN], None, None),
    ],
)
def test_all_and_any_follow_the_logic_of_sql(parts: list[dict[str, Any]], all_: bool | None, any_: bool | None) -> None:
    assert value({"all": parts}) is value({"all": parts[::-1]}) is all_
    assert value({"any": parts}) is value({"any": parts[::-1]}) is any_


def test_not_turns_what_is_known_and_keeps_what_is_not() -> None:
    assert [value({"not": part}) for part in (TRUE, FALSE, UNKNOWN)] == [False, True, None]


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [
        ({"at_least": 3}, True),
        ({"at_least": 3.1}, False),
        ({"at_most": 3}, True),
        ({"at_most": 2.9}, False),
        ({"below": 3}, False),
        ({"below": 3.1}, True),
        ({"above": 3}, False),
        ({"above": 2.9}, True),
        ({"is": "3"}, True),
        ({"is": "4"}, False),
        ({"in": ["1", "3"]}, True),
        ({"in": ["1", "2"]}, False),
        ({"at_least": 1, "below": 3}, False),
        ({"at_least": 1, "at_most": 4, "above": 2, "below": 9}, True),
    ],
)
def test_a_number_is_compared_with_numbers_and_with_codes_that_spell_one(
    comparison: dict[str, Any], expected: bool
) -> None:
    assert value({"fact": "number", **comparison}) is expected


@pytest.mark.parametrize("comparison", ["is", "in", "at_least", "at_most", "below", "above"])
def test_an_unknown_fact_makes_every_comparison_unknown(comparison: str) -> None:
    assert value({"fact": "absent", comparison: ["1"] if comparison == "in" else 1}) is None


def test_known_itself_is_never_unknown() -> None:
    assert value({"fact": "absent", "known": False}) is True
    assert value({"fact": "absent", "known": True}) is False
    assert value({"fact": "none_ticked", "known": True}) is True
    assert value({"fact": "absent", "known": True, "is": "x"}) is False
    assert value({"fact": "absent", "known": False, "is": "x"}) is None
    assert value({"fact": "number", "known": True, "at_least": 4}) is False


def test_a_word_is_no_number() -> None:
    assert value({"fact": "yes", "at_least": 1}) is None
    assert value({"fact": "yes", "is": "no", "at_least": 1}) is False
    assert value({"fact": "yes", "is": "yes", "at_least": 1}) is None
    assert value({"fact": "several", "above": 1}) is None


def test_several_answers_are_compared_by_what_they_contain() -> None:
    assert value({"fact": "several", "is": "b"}) is True
    assert value({"fact": "several", "in": ["c", "a"]}) is True
    assert value({"fact": "several", "in": ["c", "d"]}) is False
    assert value({"fact": "none_ticked", "is": "a"}) is False


def test_conditions_nest() -> None:
    assert value({"all": [{"any": [UNKNOWN, TRUE]}, {"not": {"all": [UNKNOWN, FALSE]}}]}) is True


def test_codes_are_compared_as_they_are_written_and_numbers_by_value() -> None:
    assert same(0.5, "0.5")
    assert same(2.0, "2")
    assert not same("2.0", "2")
    assert not same(2, "two")
