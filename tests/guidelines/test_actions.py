"""What there is to gain from advice, and which few pieces of it become actions."""

import pytest

from rely.guidelines.recommend import recommend
from rely.model.answers import Assessment
from rely.scoring.score import score
from tests.guidelines.advising import advice_on, advised, advising, guideline
from tests.instruments import relationship_check


def test_an_action_scores_importance_times_the_greatest_shortfall() -> None:
    triggers = {"items": ["a1"], "facts": [{"fact": "channels", "in": ["x"]}]}
    rated = {"important_a": 4, "important_b": 1}
    small = advised(guideline(triggers=triggers), {**rated, "a1": 3, "channels": ("x",)})
    great = advised(guideline(triggers=triggers), {**rated, "a1": 1, "channels": ("x",)})
    assert small is not None
    assert great is not None
    other = advised(guideline(triggers=triggers), {**rated, "a1": 3, "channels": ("z",)})
    assert other is not None
    assert other.action_score == pytest.approx(75 * 25 / 75)
    assert small.action_score == pytest.approx(75 * 0.5)
    assert great.action_score == pytest.approx(75 * 1.0)


def test_importance_counts_only_when_every_row_has_been_rated() -> None:
    found = advised(guideline(triggers={"items": ["a1"]}), {"important_a": 2, "a1": 1})
    assert found is not None
    assert found.action_score == pytest.approx(100.0)


def test_equal_ratings_do_not_separate() -> None:
    made = advising(guideline())
    assert not advice_on(made, {"important_a": 3, "important_b": 3}).importance_separates
    assert advice_on(made, {"important_a": 3, "important_b": 4}).importance_separates
    assert advice_on(made, {"important_a": 3}).importance_separates


def test_priorities_and_quadrants_need_both_an_importance_and_a_score() -> None:
    made = advising(guideline(), high_importance_from=4)
    found = advice_on(made, {"important_a": 5, "important_b": 3, "a1": 1, "a2": 2, "b1": 5})
    assert found.priorities == {"a": pytest.approx(100 * 62.5 / 75), "b": None}
    assert found.quadrants == {"a": "concentrate", "b": None}
    assert advice_on(made, {"a1": 1, "a2": 2}).quadrants == {"a": None, "b": None}


def test_without_a_border_of_importance_there_are_no_quadrants() -> None:
    found = advice_on(advising(guideline()), {"important_a": 5, "a1": 5, "a2": 5})
    assert found.quadrants == {"a": None, "b": None}


def test_actions_are_few_for_each_row_and_best_first() -> None:
    made = advising(
        *(guideline(f"a_{name}", triggers={"items": [name]}) for name in ("a1", "a2")),
        guideline("a_both", triggers={"items": ["a1", "a2"]}),
        guideline("b_strong", "b", triggers={"items": ["b1"]}, evidence={"any": {"generic": "strong"}}),
        guideline("b_weak", "b", triggers={"items": ["b1"]}),
        actions=3,
    )
    found = advice_on(made, {"a1": 2, "a2": 1, "b1": 2})
    assert found.actions == ("a_a2", "a_both", "b_strong")
    assert [each.guideline.id for each in found.recommendations] == ["a_a1", "a_a2", "a_both", "b_strong", "b_weak"]


def test_notes_on_the_context_what_is_over_and_what_is_in_place_are_never_actions() -> None:
    made = advising(
        guideline("note", None, triggers={"items": ["a1"]}),
        guideline("over", triggers={"facts": [{"fact": "visits", "norm": "visits"}]}),
        guideline("done", triggers={"items": ["a2"]}),
        guideline("always"),
    )
    found = advice_on(made, {"a1": 1, "a2": 5, "visits": 9})
    assert [each.status for each in found.recommendations] == ["act", "over", "in_place", "always"]
    assert found.recommendations[0].action_score is None
    assert found.actions == ()


WORST = {"cx_first_contact": "yes", "cx_physical_12m": 1}


@pytest.mark.parametrize("transaction", ["no", "yes"])
def test_the_worst_relationship_gets_five_actions_of_which_two_for_one_ingredient(transaction: str) -> None:
    check = relationship_check()
    items = {name: each for name, each in check.items.items() if each.values("ingredient")}
    answers = {name: 5 if each.reverse else 1 for name, each in items.items()}
    result = score(check, Assessment(answers={**WORST, "cx_first_transaction": transaction, **answers}))
    assert result.scores["overall"].score == 0.0
    found = recommend(check, result)
    rows = [check.guidelines_by_id[name].facets["ingredient"][0] for name in found.actions]
    assert len(rows) == 5
    assert max(rows.count(row) for row in rows) == 2
    assert {each.status for each in found.recommendations if each.guideline.id in found.actions} == {"act"}


def test_the_short_form_orders_by_what_falls_short_alone() -> None:
    check = relationship_check()
    answers = {**WORST, "cx_first_transaction": "no", "im_trust": 1, "TR02": 1}
    result = score(check, Assessment(answers=answers, form="scan"))
    found = {each.guideline.id: each for each in recommend(check, result).recommendations}
    assert found["tr_fast_reply"].action_score == pytest.approx(100.0)
