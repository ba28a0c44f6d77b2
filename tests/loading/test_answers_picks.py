"""Prove that every line of a pick list is read back as its code."""

import pytest

from rely.languages import words_for
from rely.loading.answers.picks import BEFORE_LABEL, codes_by_pick, item_picks, key_picks, pick
from rely.model.instrument import Instrument
from tests.instruments import by_given_phase, choice, instrument, item, rating, relationship_check
from tests.loading.workbooks import SMALL


@pytest.mark.parametrize("given", [SMALL, relationship_check(), by_given_phase()], ids=lambda each: each.id)
def test_every_line_of_every_pick_list_is_read_back_as_its_code(given: Instrument) -> None:
    for language in ("nl", "en", "de"):
        words = words_for(language)
        picks = {name: item_picks(given, each, words) for name, each in given.items.items()}
        for name in ("lang", "form", "perspective", *(f"given.{fact.id}" for fact in given.given)):
            picks[name] = key_picks(given, name, words)
        assert any(picks.values())
        for name, pairs in picks.items():
            back = codes_by_pick(given, name)
            assert [back[pick(code, label)] for code, label in pairs] == [code for code, _ in pairs]


def test_a_label_is_one_line_and_a_code_without_label_stands_alone() -> None:
    assert pick("4", "so\n  so") == f"4{BEFORE_LABEL}so so"
    assert pick("5", "") == "5"


def test_specials_are_offered_where_the_item_takes_them() -> None:
    scales = [rating("stars", 1, 3, na=True, dk=True), choice("kind", dk=True, some=None, other=None)]
    given = instrument(
        items=[item("A", "stars", allow_na=False), item("B", "stars"), item("C", "kind")], response_scales=scales
    )
    words = words_for("en")
    codes = {name: [code for code, _ in item_picks(given, each, words)] for name, each in given.items.items()}
    assert codes == {
        "A": ["1", "2", "3", "dk"],
        "B": ["1", "2", "3", "na", "dk"],
        "C": ["some", "other", "dk"],
    }
