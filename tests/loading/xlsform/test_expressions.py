"""Prove that a condition and its expression decide the same, whichever answers are there, and back again."""

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rely.loading.xlsform.conditions import Asked, cases_of, shown_if
from rely.loading.xlsform.expressions import Question, shown_when, true_when
from rely.loading.xlsform.parsing import Unparsable, parse
from rely.model.conditions import Condition
from rely.model.results import Fact
from rely.scoring.conditions import holds
from tests.xlsforms import evaluate

QUESTIONS = {
    "one": Question("one", ("", "na", "dk")),
    "steps": Question("steps", ("", "na")),
    "many": Question("many", several=True),
    "amount": Question("amount"),
}
NAMES = {
    "one": Asked("one", {"a": "a", "b": "b"}, frozenset({"", "na", "dk"})),
    "steps": Asked("steps", {"1": "1", "2": "2", "3": "3"}, frozenset({"", "na"}), number=True),
    "many": Asked("many", {"a": "a", "b": "b"}),
    "amount": Asked("amount", number=True),
}
FIELDS: dict[str, dict[str, Fact]] = {
    "one": {"": None, "na": None, "dk": None, "a": "a", "b": "b"},
    "steps": {"": None, "na": None, "1": 1, "3": 3},
    "many": {"": None, "a": ("a",), "a b": ("a", "b")},
    "amount": {"": None, "-1": -1, "2": 2, "2.5": 2.5},
}
"""What may stand in each question of a form, and the fact that it is."""

STATES = [dict(zip(FIELDS, values, strict=True)) for values in product(*FIELDS.values())]


def comparison() -> st.SearchStrategy[dict[str, Any]]:
    numbers = st.sampled_from([-1, 0, 2, 2.5, 3])
    bounds = st.dictionaries(st.sampled_from(["at_least", "at_most", "below", "above"]), numbers, max_size=3)
    known = st.sampled_from([{}, {}, {"known": True}, {"known": False}])
    codes = {"one": ["a", "b"], "steps": ["1", "2", "3"], "many": ["a", "b"], "amount": ["2", "2.5"]}

    def of(fact: str) -> st.SearchStrategy[dict[str, Any]]:
        code = st.sampled_from(codes[fact])
        is_ = st.one_of(st.just({}), code.map(lambda each: {"is": each}))
        in_ = st.one_of(st.just({}), st.lists(code, min_size=1, max_size=3).map(lambda each: {"in": each}))
        parts = (is_, in_, known, bounds if fact in ("steps", "amount") else st.just({}))
        merged = st.tuples(*parts).map(lambda found: {key: value for part in found for key, value in part.items()})
        return merged.filter(bool).map(lambda found: {"fact": fact, **found})

    return st.sampled_from(list(codes)).flatmap(of)


def conditions() -> st.SearchStrategy[Condition]:
    several = st.recursive(
        comparison(),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
            inner.map(lambda part: {"not": part}),
        ),
        max_leaves=5,
    )
    return several.map(Condition.model_validate)


def truth(condition: Condition, state: Mapping[str, str]) -> bool | None:
    return holds(condition, lambda fact: FIELDS[fact][state[fact]])


@settings(max_examples=150, deadline=None)
@given(conditions())
def test_an_expression_shows_what_no_condition_hides_for_every_state_of_the_answers(condition: Condition) -> None:
    expression = shown_when([condition], QUESTIONS)
    written = shown_if(expression, NAMES) if expression else True
    again = written if isinstance(written, bool) else Condition.model_validate(written)
    certain = true_when(condition, QUESTIONS)
    for state in STATES:
        expected = truth(condition, state) is not False
        assert (not expression or evaluate(expression, state)) == expected
        assert (again if isinstance(again, bool) else truth(again, state) is not False) == expected
        assert evaluate(certain, state) == (truth(condition, state) is True)


@pytest.mark.parametrize(
    "written",
    [
        {"fact": "one", "is": "a"},
        {"fact": "one", "in": ["a", "b"]},
        {"fact": "one", "is": "a", "known": True},
        {"fact": "one", "known": True},
        {"fact": "steps", "known": False},
        {"fact": "many", "in": ["a", "b"]},
        {"fact": "amount", "at_least": 1, "at_most": 2.5},
        {"fact": "steps", "above": 1, "known": True},
        {"not": {"fact": "many", "is": "a"}},
        {"all": [{"fact": "one", "is": "a"}, {"not": {"fact": "amount", "below": 2}}]},
        {"any": [{"fact": "one", "is": "a"}, {"fact": "steps", "at_least": 2}]},
    ],
)
def test_a_condition_comes_back_as_its_author_wrote_it(written: dict[str, Any]) -> None:
    expression = shown_when([Condition.model_validate(written)], QUESTIONS)
    assert shown_if(expression, NAMES) == written


@pytest.mark.parametrize(
    ("expression", "written"),
    [
        ("${amount}>3", {"fact": "amount", "above": 3, "known": True}),
        ("3 < ${ amount }", {"fact": "amount", "above": 3, "known": True}),
        ('${one} = "a"', {"fact": "one", "is": "a", "known": True}),
        ("${one} = ‘a’", {"fact": "one", "is": "a", "known": True}),
        ("${steps} = 2", {"fact": "steps", "is": "2", "known": True}),
        ("selected(${many}, 'a')", {"fact": "many", "is": "a", "known": True}),
        ("not(selected(${many},'a'))", {"not": {"fact": "many", "is": "a"}}),
        ("${amount} != ''", {"fact": "amount", "known": True}),
        ("true() and ${amount} = ''", {"fact": "amount", "known": False}),
        ("${one} != 'a' or true()", True),
        ("false()", False),
    ],
)
def test_an_expression_of_another_program_is_read_as_it_decides(expression: str, written: object) -> None:
    assert shown_if(expression, NAMES) == written


@pytest.mark.parametrize(
    ("expression", "reason"),
    [
        ("${amount} * 2 > 3", "cannot be read from '* 2"),
        ("count-selected(${many}) > 1", "count-selected() has no counterpart"),
        ("${absent} = 'a'", "looks at 'absent', which is not asked"),
        ("${one} = 'c'", "'c' is no answer to 'one'"),
        ("${one} = 'na'", "all unknown here"),
        ("${one} = ${steps}", "a word or a number only"),
        ("${one} > 3", "'one' is no number"),
        ("${amount} > 'many'", "'many' is no number"),
        ("${one}", "neither true nor false"),
        ("(${one} = 'a'", "a ')' is missing"),
        ("${one} = ", "something is missing at its end"),
        ("${one} = 'a' ${steps}", "not understood here"),
        ("(" * 100 + "1" + ")" * 100, "nested too deeply"),
        ("1" * 10_001, "more than 10,000 characters"),
    ],
)
def test_what_an_expression_says_beyond_conditions_is_refused_with_its_reason(expression: str, reason: str) -> None:
    with pytest.raises(Unparsable) as refused:
        shown_if(expression, NAMES)
    assert reason in str(refused.value)


def test_a_code_with_both_kinds_of_quotes_can_be_compared() -> None:
    code = 'it\'s "so"'
    expression = shown_when([Condition.model_validate({"fact": "amount", "is": code})], QUESTIONS)
    assert evaluate(expression, {"amount": code})
    assert not evaluate(expression, {"amount": "it's so"})
    assert parse(expression) is not None
    assert shown_if(expression, {"amount": Asked("amount")}) == {"fact": "amount", "is": code}


def test_a_calculation_that_chooses_words_becomes_cases() -> None:
    cases, otherwise = cases_of("if(${amount} > 3, 'large', if(${one} = 'a', 'odd', 'small'))", NAMES)
    assert cases == [({"fact": "amount", "above": 3}, "large"), ({"fact": "one", "is": "a"}, "odd")]
    assert otherwise == "small"
    for other in ("${amount} + 1", "${amount}", "if(${amount} > 3, ${one}, '')", "if(true(), 'a', 'b')"):
        with pytest.raises(Unparsable):
            cases_of(other, NAMES)
