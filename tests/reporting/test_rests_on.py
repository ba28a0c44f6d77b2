"""A fact is followed back to the answers it is made of, and what is not known says why."""

from __future__ import annotations

import pytest

from rely.guidelines.recommend import recommend
from rely.languages import words_for
from rely.model.answers import Assessment, Code
from rely.reporting.material import Material
from rely.reporting.measure_lines import measure_line
from rely.reporting.rests_on import basis_words, leaves, reason_unknown
from rely.scoring.score import score
from tests.houses import HOUSES
from tests.instruments import short_report
from tests.report_cases import DAY

ALL = HOUSES["complete"][0]


def material(answers: dict[str, Code], price: float | None = 20) -> Material:
    instrument = short_report()
    result = score(instrument, Assessment(answers=answers, given={} if price is None else {"price": price}))
    return Material(instrument, result, recommend(instrument, result), words_for("en"), "", DAY)


@pytest.mark.parametrize(
    ("fact", "behind"),
    [
        ("kind", ("USED", "ROOMS")),
        ("cost", ("USED", "ROOMS", "price")),
        ("house.score", ("ROOF1", "ROOF2", "WIN1", "WIN2")),
        ("score.roof", ("ROOF1", "ROOF2")),
        ("band.windows", ("WIN1", "WIN2")),
        ("item_score.WIN2", ("WIN2",)),
        ("ROOMS", ("ROOMS",)),
        ("nothing", ()),
    ],
)
def test_a_fact_is_followed_back_to_items_and_given_facts(fact: str, behind: tuple[str, ...]) -> None:
    assert leaves(short_report(), fact) == behind


def test_the_basis_counts_what_is_known_of_what_could_be() -> None:
    assert basis_words(material(ALL), "house") == "4 of 4"
    assert basis_words(material(ALL | {"ROOF1": "na", "WIN1": None}), "house") == "2 of 4"
    assert basis_words(material(ALL, price=None), "cost") == "2 of 3"
    assert basis_words(material(ALL), "nothing") == ""


@pytest.mark.parametrize(
    ("changed", "fact", "told"),
    [
        ({"ROOMS": None}, "per_room", "Cannot be told: the answer to ‘How many rooms are there?’ is missing."),
        ({"WIN2": None, "WIN1": "na"}, "house", "the answer to ‘There is a draught at the windows’ is missing."),
        ({"ROOMS": None, "USED": None}, "kind", "Cannot be told: 2 answers are missing."),
        ({"WIN1": "dk", "WIN2": "na"}, "house", "Cannot be judged."),
        ({"WIN1": "na", "WIN2": "na"}, "house", "Does not apply."),
        ({"ROOMS": 0}, "per_room", "Cannot be told from these answers."),
        ({}, "nothing", "Not asked."),
    ],
)
def test_what_is_not_known_says_why(changed: dict[str, Code], fact: str, told: str) -> None:
    assert reason_unknown(material(ALL | changed), fact).endswith(told)


def test_a_missing_given_fact_is_named() -> None:
    line = measure_line(material(ALL, price=None), "cost")
    assert (line.value, line.is_known, line.basis) == ("not known", False, "2 of 3")
    assert line.meaning == "Cannot be told: the answer to ‘Price of a unit’ is missing."


def test_a_measure_named_as_a_whole_has_its_number_and_the_word_beside_it() -> None:
    line = measure_line(material(ALL), "house")
    assert (line.label, line.value, line.verdict, line.meaning) == (
        "The whole house", "56.3", "Step 2", "Much is in place.",
    )  # fmt: skip


def test_one_part_of_a_measure_stands_alone() -> None:
    assert measure_line(material(ALL), "house.score").verdict == ""
    level = measure_line(material(ALL), "house.level")
    assert (level.value, level.verdict, level.meaning) == ("Step 2", "", "Much is in place.")


def test_a_ratio_keeps_two_decimals_and_its_unit() -> None:
    assert measure_line(material(ALL), "per_room").value == "333.33\u00a0units a room"
    assert measure_line(material(ALL), "cost").value == "0.94"
