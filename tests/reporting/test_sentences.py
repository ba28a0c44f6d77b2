from typing import Any

from rely.model.report import Sentence
from rely.reporting.places import known_places
from rely.reporting.sentences import first_that_holds, those_that_hold
from tests.reporting.garden import in_three_beds, material


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


ONE = "{strongest} do best, {weakest} worst."
SEVERAL = "Best: {all_strongest}. Worst: {all_weakest}."


def test_where_one_of_several_would_be_named_the_sentence_for_several_is_taken() -> None:
    told = [Sentence(id="a", text=ONE, tied=SEVERAL), Sentence(id="b", text="Else.")]
    tied, apart = in_three_beds({"P1": 4}), in_three_beds({"P1": 3})
    assert first_that_holds(apart, told, known_places(apart)) == "The roses do best, the herbs worst."
    assert first_that_holds(tied, told, known_places(tied)) == "Best: the roses and Pond. Worst: the herbs."


def test_only_an_end_that_the_sentence_names_decides_which_is_taken() -> None:
    told = [Sentence(id="a", text="{weakest} do worst.", tied="Never: {all_weakest}.")]
    tied = in_three_beds({"P1": 4})
    assert first_that_holds(tied, told, known_places(tied)) == "The herbs do worst."


def test_without_a_sentence_for_several_the_first_of_them_is_named_as_in_older_instruments() -> None:
    told, tied = [Sentence(id="a", text=ONE)], in_three_beds({"P1": 4})
    assert first_that_holds(tied, told, known_places(tied)) == "The roses do best, the herbs worst."


def test_a_sentence_for_several_with_a_word_that_is_not_known_is_passed_over() -> None:
    told = [Sentence(id="a", text=ONE, tied="{all_highest}"), Sentence(id="b", text="Else.")]
    assert first_that_holds(in_three_beds({"P1": 4}), told, {"strongest": "x", "weakest": "y"}) == "Else."
