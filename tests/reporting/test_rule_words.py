"""Prove that every guideline says which answers and which rule gave it its status, and what it rests on."""

from dataclasses import replace

import pytest

from rely.guidelines.recommend import recommend
from rely.model.answers import Code
from rely.reporting.grid import build_grid
from rely.reporting.material import Material
from rely.reporting.rule_words import Why, build_why
from tests.reporting.garden import changed, guideline, material


def whys(told: Material) -> dict[str, Why]:
    return {each.guideline.id: build_why(told, each) for each in told.advice.recommendations}


def rule_of(name: str, changes: dict[str, Code] | None = None) -> tuple[str, ...]:
    return whys(material(changes))[name].rule


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        (1, "Act: the answers give 0 of 100; below 50 it is ‘act’."),
        (2, "Act: the answers give 25 of 100; below 50 it is ‘act’."),
        (3, "Partly: the answers give 50 of 100; from 50 to below 75 it is ‘partly’."),
        (4, "In place: the answers give 75 of 100; from 75 on it is ‘in place’."),
        (None, "Open: there is no answer here that gives a score."),
        ("na", "n/a: there is no answer here that gives a score."),
    ],
)
def test_statements_are_held_against_the_edges_of_the_instrument(answer: Code, rule: str) -> None:
    assert rule_of("feed_sun", {"R2": answer}) == (rule,)


def test_a_guideline_on_which_no_answer_decides_says_so() -> None:
    assert rule_of("talk") == ("Always: this holds for everyone, whatever the answers are.",)


@pytest.mark.parametrize(
    ("water", "rule"),
    [
        (12, "Act: ‘Litres per month’ is less than the norm (2 to 8)."),
        (24, "In place: ‘Litres per month’ is within the norm (2 to 8)."),
        (120, "Ample: ‘Litres per month’ is more than the norm (2 to 8)."),
        (None, "Open: ‘Litres per month’ is not known, or there is no norm for it here."),
    ],
)
def test_a_figure_is_held_against_its_norm_and_of_several_signs_it_is_said_which_counts(water: Code, rule: str) -> None:
    items, fact, counts = rule_of("prune", {"water": water})
    assert items.startswith("In place: the answers give 75 of 100")
    assert (fact, counts) == (rule, "The outcome that asks for most counts.")


NOT_MORE = "In place: ‘Litres per month’ is not more than the norm (2 to 8)."
CALLS = "Act: the answer to ‘Which tools do you have?’ calls for this."
CALLS_NOT = "In place: the answer to ‘Which tools do you have?’ does not call for this."


@pytest.mark.parametrize(
    ("trigger", "rule"),
    [
        ({"fact": "rain", "norm": "rain", "only": "above"}, NOT_MORE),
        ({"fact": "trees", "in": ["hoe"]}, CALLS),
        ({"fact": "trees", "in": ["spade"]}, CALLS_NOT),
    ],
)
def test_one_side_of_a_norm_and_listed_answers_have_words_of_their_own(trigger: dict[str, object], rule: str) -> None:
    guidelines = [
        guideline("prune", "Prune.", "roses", triggers={"facts": [trigger]}),
        guideline("plant_tree", "Plant a tree.", "pond", "shade"),
    ]
    told = material({"trees": ("hoe",)}, instrument=changed(guidelines=guidelines))
    assert whys(told)["prune"].rule == (rule,)


def test_the_evidence_and_the_works_stand_in_full() -> None:
    why = whys(material())["prune"]
    assert why.text == "Old wood bears no roses."
    assert why.evidence == "Read in a book."
    assert [work.text for work in why.cited] == ["Green, G. (1999). The garden. chapter 3."]
    assert [reason.answer for reason in why.because] == ["Often", "1"]


def test_every_guideline_of_the_grid_and_its_notes_carries_its_reasoning() -> None:
    told = material()
    grid = build_grid(told)
    assert grid is not None
    entries = [entry for row in grid.rows for box in (*row.boxes, row.band) if box for entry in box.entries]
    shown = {entry.text: entry.reasoning for entry in (*entries, *grid.notes)}
    expected = {each.guideline.text.root: build_why(told, each) for each in told.advice.recommendations}
    assert shown == expected


def test_the_rule_follows_the_result_and_not_the_plan() -> None:
    told = material()
    without_plan = replace(told, advice=replace(recommend(told.instrument, told.result), actions=()))
    assert whys(without_plan)["prune"].rule == whys(told)["prune"].rule
