"""Prove that each branch of an instrument is found, and that the answers found lead there."""

import pytest

from rely.model.answers import FULL_FORM, Assessment, Code
from rely.model.instrument import Instrument
from rely.scoring.asked import asked_of
from rely.services.branches import HIDDEN, PAGE, SELECTED, SHOWN, UNMET, Branch, branches, find_answers, form_of
from tests.instruments import facet, instrument, item, relationship_check
from tests.small_instrument import small_instrument, with_short_form


def found(instrument: Instrument, kind: str, name: str) -> dict[str, Code]:
    answers = find_answers(instrument, Branch(kind, name))
    assert answers is not None
    return dict(answers)


def test_every_form_value_requirement_and_condition_is_a_branch() -> None:
    assert [each.id for each in branches(with_short_form())] == [
        "form/short",
        "selected/spring",
        "selected/autumn",
        "unmet/has_plants",
        "shown/since",
        "hidden/since",
    ]


def test_answers_select_the_value_of_the_facet() -> None:
    small = small_instrument()
    for value in ("spring", "autumn"):
        answers = found(small, SELECTED, value)
        assert asked_of(small, Assessment(answers=answers)).selected == value


def test_no_answer_is_given_that_the_branch_does_not_need() -> None:
    assert found(small_instrument(), SELECTED, "autumn") == {"sown": "yes"}
    assert found(small_instrument(), HIDDEN, "since") == {"sown": "no"}
    assert found(small_instrument(), SHOWN, "since") == {}


def test_a_requirement_is_unmet_where_an_item_is_left_out_because_of_it() -> None:
    small = small_instrument()
    answers = found(small, UNMET, "has_plants")
    asked = asked_of(small, Assessment(answers=answers))
    assert asked.routed == {"csrf_token": "has_plants"}


def test_a_page_is_reached_by_the_answers_that_have_it_asked() -> None:
    assert found(small_instrument(), PAGE, "garden/3") == {}
    assert found(small_instrument(), PAGE, "work/2") == {"sown": "yes"}


@pytest.mark.parametrize("name", ["work/9", "work/0", "nowhere/1", "work", "work/x"])
def test_a_page_that_is_not_there_is_not_reached(name: str) -> None:
    assert find_answers(small_instrument(), Branch(PAGE, name)) is None


def test_a_branch_that_no_answer_reaches_is_given_up() -> None:
    never = {"all": [{"fact": "q1", "is": "1"}, {"fact": "q1", "is": "2"}]}
    alone = instrument(items=[item("q1"), item("q2", show_if={"not": never}), item("q3", show_if=never)])
    assert find_answers(alone, Branch(HIDDEN, "q2")) is None
    assert find_answers(alone, Branch(SHOWN, "q3")) == {}


def test_a_given_fact_is_tried_like_an_answer() -> None:
    given = instrument(
        items=[item("q1", facets={"part": "late"})],
        given=[{"id": "part", "label": "Part", "codes": ["early", "late"]}],
        facets=[facet("part", "early", "late", selects_by="part")],
    )
    assert find_answers(given, Branch(SELECTED, "late")) == {"part": "late"}


def test_many_deciding_items_are_tried_by_a_chance_that_stays_the_same() -> None:
    names = [f"q{number}" for number in range(6)]
    known = [{"fact": name, "known": True} for name in names]
    wanted = {"all": [{"fact": "q0", "is": "5"}, {"fact": "q1", "is": "5"}, {"any": known[2:]}]}
    many = instrument(items=[*(item(name) for name in names), item("last", show_if={"not": wanted})])
    first = find_answers(many, Branch(HIDDEN, "last"))
    assert first is not None
    assert (first["q0"], first["q1"], len(first)) == (5, 5, 3)
    assert first == find_answers(many, Branch(HIDDEN, "last"))


def test_every_branch_and_page_of_the_relationship_check_is_reached() -> None:
    check = relationship_check()
    pages = [Branch(PAGE, f"{each.id}/{at + 1}") for each in check.sections for at in range(len(each.pages) or 1)]
    for branch in (*branches(check), *pages):
        assert find_answers(check, branch) is not None, branch


def test_only_a_form_is_filled_in_in_another_form() -> None:
    assert form_of(Branch("form", "short")) == "short"
    assert form_of(Branch(SELECTED, "spring")) == FULL_FORM
