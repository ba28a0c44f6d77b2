"""Prove which rows, sides and boxes stand at the ends, also where several share one."""

import pytest

from rely.model.answers import Code
from rely.reporting.places import known_places, shared_places
from tests.reporting.garden import ANSWERS, SOURCE, in_three_beds, material

ALIKE: dict[str, Code] = {name: 4 for name in ANSWERS if name[0] in "RH" and name[1:].isdigit()}


def test_the_ends_of_rows_sides_and_boxes_are_known_with_their_scores() -> None:
    assert known_places(material()) == {
        "subject": "Eden",
        "strongest": "the roses",
        "strongest_score": "58",
        "all_strongest": "the roses",
        "weakest": "the herbs",
        "weakest_score": "33",
        "all_weakest": "the herbs",
        "strongest_side": "in the sun",
        "weakest_side": "in the shade",
        "highest_row": "the roses",
        "highest_side": "in the sun",
        "highest_score": "88",
        "all_highest": "the roses in the sun",
        "lowest_row": "the herbs",
        "lowest_side": "in the sun",
        "lowest_score": "25",
        "all_lowest": "the herbs in the sun",
    }
    assert not shared_places(material())


def test_equal_scores_have_no_ends() -> None:
    assert known_places(material({**ALIKE, "H3": 2})).keys() >= {"strongest", "highest_row"}
    assert known_places(material(ALIKE)).keys() == {"subject"}
    assert not shared_places(material(ALIKE))


def test_without_answers_only_the_subject_is_known() -> None:
    assert known_places(material(dict.fromkeys(ANSWERS))) == {"subject": "this relationship"}


def test_rows_that_share_an_end_are_all_named_there() -> None:
    tied = in_three_beds({"P1": 4})
    assert known_places(tied)["all_strongest"] == "the roses and Pond"
    assert known_places(tied)["all_weakest"] == known_places(tied)["weakest"] == "the herbs"
    assert "strongest" in shared_places(tied)
    assert "weakest" not in shared_places(tied)


def test_scores_that_print_as_the_same_number_count_as_the_same() -> None:
    about, beds = SOURCE["sections"]
    light = [{**each, "weight": 0.01} if each["id"] == "H1" else each for each in beds["items"]]
    close = in_three_beds({"H1": 3, "P1": 2}, sections=[about, {**beds, "items": light}])
    assert [close.result.scores[name].score for name in ("herbs", "pond")] == [pytest.approx(25.12, abs=0.01), 25]
    assert known_places(close)["all_weakest"] == "the herbs and Pond"
    assert known_places(close)["weakest"] == "Pond"
    assert shared_places(close) >= {"weakest"}


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"R1": 4, "R2": 4, "R3": 4, "H1": 1, "H2": 2, "H3": 1}, "the roses in the sun and in the shade"),
        ({"R1": 4, "R2": 4, "R3": 1, "H1": 4, "H2": 4, "H3": 1}, "the roses and the herbs in the sun"),
        ({"R1": 4, "R2": 4, "R3": 1, "H1": 4, "H2": 1, "H3": 4}, "the roses in the sun and the herbs in the shade"),
    ],
)
def test_boxes_that_share_an_end_are_named_in_one_breath_where_they_can(answers: dict[str, Code], told: str) -> None:
    tied = material(answers)
    assert known_places(tied)["all_highest"] == told
    assert shared_places(tied) >= {"highest_row", "highest_side"}


def test_more_boxes_than_can_be_taken_in_are_not_named() -> None:
    tied = material({**ALIKE, "H3": 2})
    assert known_places(tied)["highest_score"] == "75"
    assert "all_highest" not in known_places(tied)
    assert known_places(tied)["all_lowest"] == "the herbs in the shade"
    assert {"highest_row", "highest_side"} <= shared_places(tied)
