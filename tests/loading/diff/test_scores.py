"""Prove which scores are called comparable between two versions, and why others are not."""

from collections.abc import Callable
from typing import Any

import pytest

from rely.loading.diff.compare import compare
from rely.loading.diff.scores import ScoreVerdict
from rely.model.instrument import Instrument
from tests.instruments import by_given_phase, inventory, mixed, relationship_check
from tests.loading.diff.versions_of import edited, item_of, named, release

Edit = Callable[[Any], object]


def verdicts(old: Instrument, *edits: Edit, form: str = "full") -> dict[str, ScoreVerdict]:
    return {each.score: each for each in compare(old, edited(old, *edits)).scores if each.form == form}


def not_comparable(old: Instrument, *edits: Edit) -> dict[str, tuple[str, ...]]:
    return {name: each.because for name, each in verdicts(old, *edits).items() if each.comparable != "yes"}


def test_unchanged_scores_are_comparable_and_every_one_is_named() -> None:
    told = verdicts(relationship_check())
    assert {each.comparable for each in told.values()} == {"yes"}
    assert {"overall", "trust", "trust.digital", "channels.digital"} <= set(told)


def test_all_released_versions_of_the_relationship_check_have_comparable_scores() -> None:
    for old, new in (("1.0.0", "1.1.0"), ("1.1.0", "1.2.0"), ("1.0.0", "1.2.0")):
        assert {each.comparable for each in compare(release(old), release(new)).scores} == {"yes"}


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda item: item.update(weight=2), "Q0: weight 2 instead of 1"),
        (lambda item: item.update(reverse=True), "Q0: a high answer means less now"),
        (lambda item: item.update(allow_na=True), "Q0: the answer na is offered now"),
        (
            lambda item: item.update(show_if={"fact": "Q1", "is": "5"}),
            "Q0: it is asked under another condition (show_if)",
        ),
    ],
)
def test_an_item_that_counts_otherwise_makes_its_scores_not_comparable(edit: Edit, told: str) -> None:
    assert not_comparable(inventory(8, 2), lambda data: edit(item_of(data, "Q0"))) == {
        "topic0": (told,),
        "all": (told,),
    }


def test_a_new_and_a_lost_item_are_named() -> None:
    def edit(data: Any) -> None:
        items = data["sections"][0]["items"]
        items.append({**items.pop(0), "id": "Q99", "text": "Other"})

    assert not_comparable(inventory(8, 2), edit)["topic0"] == ("Q0 is no longer in it", "Q99 is new in it")


def test_a_new_item_outside_a_score_leaves_it_comparable() -> None:
    def edit(data: Any) -> None:
        items = data["sections"][0]["items"]
        items.append({**items[1], "id": "Q99"})

    assert set(not_comparable(inventory(8, 2), edit)) == {"topic1", "all"}


def test_other_worth_of_an_answer_is_told_with_both_numbers() -> None:
    def edit(data: Any) -> None:
        named(data["response_scales"], "kinds")["options"][1]["score"] = 40

    told = not_comparable(mixed(), edit)["anchored"]
    assert "the answer some is worth 40 instead of 35" in told[0]


def test_one_more_step_makes_other_answers() -> None:
    def edit(data: Any) -> None:
        data["response_scales"][0]["options"].append({"code": 6, "label": "6"})

    told = not_comparable(inventory(4, 1), edit)["all"]
    assert told == ("Q0, Q1, Q2 and Q3: its answers are 1, 2, 3, 4, 5 and 6 instead of 1, 2, 3, 4 and 5",)


@pytest.mark.parametrize("field", ["min_answered", "min_coverage", "narrow_below"])
def test_another_missing_data_rule_makes_every_score_not_comparable(field: str) -> None:
    told = not_comparable(inventory(8, 2), lambda data: data["missing_data"].update({field: 1}))
    assert set(told) == {"topic0", "topic1", "all"}
    assert field in told["all"][0]


def test_the_rule_of_a_form_concerns_that_form_alone() -> None:
    def edit(data: Any) -> None:
        data["forms"][0]["missing_data"]["min_answered"] = 2

    assert not_comparable(mixed(), edit) == {}
    assert {each.comparable for each in verdicts(mixed(), edit, form="short").values()} == {"no"}


def test_an_item_that_leaves_a_form_concerns_that_form_alone() -> None:
    def edit(data: Any) -> None:
        data["forms"][0]["items"].remove("Q03")

    assert not_comparable(mixed(), edit) == {}
    assert "Q03 is no longer in it" in verdicts(mixed(), edit, form="short")["anchored"].because


def test_a_mean_of_scores_follows_its_parts() -> None:
    told = verdicts(mixed(), lambda data: item_of(data, "Q00").update(weight=2))
    assert told["total"].because == ("plain is not comparable",)
    other = verdicts(mixed(), lambda data: data["scores"]["overall"].update(of=["plain", "wide"], at_least=1))
    assert other["total"].because == (
        "it is the mean of plain and wide instead of plain, weighted, wide and anchored",
        "it needs 1 of these scores instead of 2",
    )


def test_the_order_of_the_scores_in_a_mean_is_of_no_account() -> None:
    assert not_comparable(mixed(), lambda data: data["scores"]["overall"]["of"].reverse()) == {}


def test_a_score_that_is_new_or_gone_is_called_so() -> None:
    old = inventory(8, 2)
    new = edited(old, lambda data: data["scores"]["of_items"][0].update(id="every"))
    told = {each.score: each.comparable for each in compare(old, new).scores}
    assert told == {"topic0": "yes", "topic1": "yes", "every": "new", "all": "gone"}


def test_another_phase_of_an_item_is_told_with_both() -> None:
    told = not_comparable(by_given_phase(), lambda data: item_of(data, "Q0")["facets"].update(phase=["after"]))
    assert told["a"] == ("Q0: it is asked for after instead of before",)


def test_a_fact_that_decides_what_is_asked_and_is_found_otherwise_makes_scores_not_comparable() -> None:
    def edit(data: Any) -> None:
        named(data["measures"], "phase")["cases"][0]["when"] = {"fact": "cx_first_contact", "is": "yes"}

    told = not_comparable(relationship_check(), edit)
    assert "the measure 'phase'" in told["trust"][0]


def test_words_of_a_fact_that_decides_what_is_asked_are_of_no_account() -> None:
    def edit(data: Any) -> None:
        words = named(data["measures"], "phase")["words"]
        words[0]["label"]["nl"] = "Begin"
        words.pop()

    assert not_comparable(relationship_check(), edit) == {}


def test_a_changed_requirement_makes_the_scores_of_its_items_not_comparable() -> None:
    def edit(data: Any) -> None:
        data["requirements"][0]["when"]["above"] = 1

    told = not_comparable(mixed(), edit)
    assert all("(requires)" in each for name in ("plain", "wide") for each in told[name])


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (lambda data: item_of(data, "TR01")["text"].update(nl="Anders."), "TR01 was reworded in nl"),
        (lambda data: item_of(data, "TR01").update(help="So."), "the help of TR01 differs in every language"),
        (
            lambda data: named(data["response_scales"], "describes5")["options"][0]["label"].update(de="Nie"),
            "the words of the answers (describes5) differ in de",
        ),
        (
            lambda data: named(data["sections"], "trust")["question"].update(en="How?"),
            "the question above the section 'trust' differs in en",
        ),
        (
            lambda data: named(data["sections"], "trust")["items"].reverse(),
            "the items of the section 'trust' stand in another order",
        ),
        (
            lambda data: named(data["sections"], "emotion")["items"].append(
                named(data["sections"], "trust")["items"].pop(0)
            ),
            "TR01 stands in another section",
        ),
    ],
)
def test_other_words_or_another_place_ask_for_care(edit: Edit, told: str) -> None:
    found = verdicts(relationship_check(), edit)
    assert found["trust"].comparable == "with_care"
    assert told in found["trust"].because
    assert found["overall"].comparable == "with_care"


def test_words_that_nobody_answers_by_ask_for_no_care() -> None:
    def edit(data: Any) -> None:
        item_of(data, "TR01")["why"]["nl"] = "Anders."
        item_of(data, "TR01")["note"] = "Looked at again."
        named(data["sections"], "trust")["title"]["nl"] = "Vertrouwen, anders"
        named(data["response_scales"], "describes5")["seconds"] = 20

    assert not_comparable(relationship_check(), edit) == {}


def test_a_default_that_is_written_out_changes_no_score() -> None:
    assert not_comparable(inventory(4, 1), lambda data: item_of(data, "Q0").update(weight=1, reverse=False)) == {}
