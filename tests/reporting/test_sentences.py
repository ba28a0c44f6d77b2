from typing import Any

from rely.model.answers import Code
from rely.model.report import Sentence
from rely.reporting.sentences import first_that_holds, known_places, those_that_hold
from tests.reporting.garden import ANSWERS, material

ALIKE: dict[str, Code] = {name: 4 for name in ANSWERS if name[0] in "RH" and name[1:].isdigit()}


def sentences(*texts: str, **when: Any) -> list[Sentence]:
    return [Sentence(id=f"s{at}", text=text, **when) for at, text in enumerate(texts)]


def test_the_first_sentence_whose_words_are_all_known_is_taken() -> None:
    told = sentences("Nobody knows {this}.", "the {fruit} is ripe.", "Never printed.")
    assert first_that_holds(material(), told, {"fruit": "pear"}) == "The pear is ripe."
    assert first_that_holds(material(), told[:1], {"fruit": "pear"}) is None


def test_a_sentence_whose_condition_is_false_or_unknown_is_passed_over() -> None:
    dry = sentences("Dry.", when={"fact": "water", "below": 5})
    unknown = sentences("Unknown.", when={"fact": "score.nothing", "below": 5})
    assert first_that_holds(material(), [*dry, *unknown, *sentences("Wet.")], {}) == "Wet."
    assert first_that_holds(material({"water": 1}), [*dry, *sentences("Wet.")], {}) == "Dry."


def test_of_those_that_hold_no_more_are_taken_than_asked_for() -> None:
    told = sentences("One.", "{no}.", "Two.", "Three.")
    assert those_that_hold(material(), told, {}, most=2) == ("One.", "Two.")
    assert those_that_hold(material(), told[:1], {}, most=2) == ("One.",)


def test_the_ends_of_rows_sides_and_boxes_are_known_with_their_scores() -> None:
    assert known_places(material()) == {
        "subject": "Eden",
        "strongest": "the roses",
        "strongest_score": "58",
        "weakest": "the herbs",
        "weakest_score": "33",
        "strongest_side": "in the sun",
        "weakest_side": "in the shade",
        "highest_row": "the roses",
        "highest_side": "in the sun",
        "highest_score": "88",
        "lowest_row": "the herbs",
        "lowest_side": "in the sun",
        "lowest_score": "25",
    }


def test_equal_scores_have_no_ends() -> None:
    assert known_places(material({**ALIKE, "H3": 2})).keys() >= {"strongest", "highest_row"}
    assert known_places(material(ALIKE)).keys() == {"subject"}


def test_without_answers_only_the_subject_is_known() -> None:
    assert known_places(material(dict.fromkeys(ANSWERS))) == {"subject": "this relationship"}
