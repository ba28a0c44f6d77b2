"""Prove how two perspectives are compared, the worked cases of gaps and agreement included."""

from typing import Any

import pytest

from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.model.results import Result
from rely.scoring.comparison import Compared, compare, paired_items
from rely.scoring.score import score
from tests.instruments import facet, instrument, item, likert
from tests.scoring.test_worked_cases import CASES, assert_matches

STEPS = [{"is": "aligned"}, {"from": 12.5, "is": "noticeable"}, {"from": 25, "is": "large"}]
RULES = {"facet": "topic", "steps": STEPS, "agreement_below": 75}
PERSPECTIVES = [{"id": name, "label": name} for name in ("self", "client", "colleague")]
TOPIC = {"topic": "talk"}


def own(*items: dict[str, Any], **parts: Any) -> Instrument:
    scale = [likert("five", 5, na=True, dk=True)]
    return instrument(items=items, response_scales=scale, perspectives=PERSPECTIVES, **parts)


def other(*items: dict[str, Any], **parts: Any) -> Instrument:
    return own(*items, facets=[facet("topic", "talk", "work", "rest")], **{"comparison": RULES, **parts}, id="other")


def mirror(name: str, of: str, topic: str | list[str] = "talk") -> dict[str, Any]:
    return item(name, mirror_of=f"made-up@1/{of}", facets={"topic": topic})


def answered(made: Instrument, perspective: str = "self", /, **answers: Any) -> Result:
    return score(made, Assessment(answers=answers, perspective=perspective))


MINE = own(item("A"), item("B"), item("R", reverse=True))
THEIRS = other(mirror("CA", "A"), mirror("CB", "B", "work"), mirror("CR", "R", ["talk", "work"]), item("X"))


def compared(mine: dict[str, Any], *theirs: dict[str, Any]) -> Compared:
    return compare(MINE, answered(MINE, **mine), THEIRS, [answered(THEIRS, "client", **each) for each in theirs])


@pytest.mark.parametrize("case", [case for case in CASES if case["function"] == "gap"], ids=lambda case: case["id"])
def test_a_worked_case_of_a_gap_comes_out_of_two_questionnaires(case: dict[str, Any]) -> None:
    given = case["input"]
    mine = own(*(item(name, reverse=name in given["reverse"]) for name, _ in given["pairs"]))
    theirs = other(*(mirror(name, of) for of, name in given["pairs"]))
    found = compare(mine, answered(mine, **given["self"]), theirs, [answered(theirs, "client", **given["client"])])
    told = found.gaps["talk"]
    assert_matches({**told._asdict(), "self": told.first, "client": told.second}, case["expected"], case["tolerance"])


def test_the_worked_case_of_an_agreement_comes_out_of_shared_items() -> None:
    (case,) = (case for case in CASES if case["function"] == "agreement")
    mine, theirs = (make(*(item(name) for name in case["input"]["a"])) for make in (own, other))
    results = [answered(mine, **case["input"]["a"]), answered(theirs, "colleague", **case["input"]["b"])]
    found = compare(mine, results[0], theirs, results[1:])
    assert found.agreement == pytest.approx(case["expected"])
    assert found.agrees is True, "75 is not below 75"


def test_items_of_several_values_count_in_each_and_values_without_items_have_no_gap() -> None:
    found = compared({"A": 5, "B": 4, "R": 2}, {"CA": 4, "CB": 4, "CR": 3})
    assert {name: (each.gap, each.pairs) for name, each in found.gaps.items()} == {"talk": (25.0, 2), "work": (12.5, 2)}
    assert [each.item for each in found.items] == ["A", "B", "R"]
    assert (found.items[2].own, found.items[2].other) == (75.0, 50.0)


def test_several_respondents_are_one_by_item_and_are_counted() -> None:
    found = compared({"A": 5, "B": 3}, {"CA": 5, "CB": 3}, {"CA": 3}, {"CA": "dk", "CB": "na"}, {"CR": 1})
    assert [(each.item, each.other, each.n) for each in found.items] == [("A", 75.0, 2), ("B", 50.0, 1)]
    assert found.respondents == 2
    assert found.agreement == 87.5


def test_nothing_answered_by_both_is_unknown_and_never_agreement() -> None:
    found = compared({"A": 5}, {"CB": 5})
    assert (found.agreement, found.agrees, found.items, found.respondents) == (None, None, (), 0)
    assert found.gaps["talk"] == (None, None, None, None, None, 0)


def test_an_agreement_is_judged_only_where_the_questionnaire_says_from_where_on() -> None:
    silent = other(mirror("CA", "A"), comparison={"facet": "topic", "steps": STEPS})
    results = answered(MINE, A=5), [answered(silent, "client", CA=1)]
    assert compare(MINE, results[0], silent, results[1]).agrees is None
    assert compared({"A": 5}, {"CA": 1}).agrees is False


def test_an_item_mirrors_only_the_instrument_and_the_release_that_it_names() -> None:
    items = [mirror("CA", "A"), item("C1", mirror_of="made-up@2/A"), item("C2", mirror_of="another@1/A"), item("B")]
    theirs = other(*items, item("C3", mirror_of="made-up@1.0.0/B"), item("C4", mirror_of="made-up@1/GONE"))
    assert paired_items(MINE, theirs) == {"CA": "A", "B": "B", "C3": "B"}


def test_two_different_perspectives_are_compared_and_an_instrument_that_says_how() -> None:
    mine = answered(MINE, A=5)
    for others in ([], [answered(THEIRS, CA=1)], [answered(THEIRS, each, CA=1) for each in ("client", "colleague")]):
        with pytest.raises(ValueError, match="one other perspective"):
            compare(MINE, mine, THEIRS, others)
    with pytest.raises(ValueError, match="does not say"):
        compare(MINE, mine, MINE, [answered(MINE, "client", A=1)])
