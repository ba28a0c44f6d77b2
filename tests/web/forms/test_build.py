import pytest
from werkzeug.datastructures import MultiDict

from rely.model.digest import digest
from rely.services.answers import Arrived
from rely.web.forms.build import arrived, page_form, typed, unreadable
from tests.small_instrument import HOSTILE_IDS, small_instrument

DIGEST = digest(small_instrument())
ITEMS = tuple(small_instrument().items.values())


def sent(*pairs: tuple[str, str]) -> MultiDict[str, str]:
    return MultiDict(pairs)


def test_the_form_class_of_a_page_is_made_once_for_each_instrument() -> None:
    assert page_form(small_instrument(), DIGEST, ITEMS) is page_form(small_instrument(), DIGEST, ITEMS)
    assert page_form(small_instrument(), "sha256:other", ITEMS) is not page_form(small_instrument(), DIGEST, ITEMS)
    assert page_form(small_instrument(), DIGEST, ITEMS[:2]) is not page_form(small_instrument(), DIGEST, ITEMS)


def test_items_named_like_parts_of_a_form_are_items_like_any_other() -> None:
    values = sent(("item-data", "Tulp"), ("item-errors", "hoe"), ("item-errors", "rake"), ("item-csrf_token", "3"))
    form = page_form(small_instrument(), DIGEST, ITEMS)(values)
    found = arrived(form, values)
    assert {item: found[item].value for item in HOSTILE_IDS} == {
        "data": "Tulp",
        "errors": ["hoe", "rake"],
        "csrf_token": 3,
    }


def test_a_row_without_a_choice_and_a_box_that_was_not_shown_say_nothing() -> None:
    values = sent(("seen-S1", "0"), ("seen-sown", "2"))
    assert arrived(page_form(small_instrument(), DIGEST, ITEMS)(values), values) == {}


def test_an_emptied_box_says_that_it_is_empty_and_which_revision_it_had_seen() -> None:
    values = sent(
        ("seen-data", "2"),
        ("shown-data", "Tulp"),
        ("item-data", "  "),
        ("seen-errors", "1"),
        ("shown-errors", "rake"),
        ("seen-plants", "x"),
        ("item-plants", ""),
    )
    assert arrived(page_form(small_instrument(), DIGEST, ITEMS)(values), values) == {
        "data": Arrived(None, seen=2),
        "errors": Arrived(None, seen=1),
        "plants": Arrived(None, seen=0, is_touched=False),
    }


def test_the_button_that_clears_an_answer_goes_before_what_is_chosen_in_its_row() -> None:
    values = sent(("item-S1", "4"), ("seen-S1", "1"), ("item-plants", "many"), ("clear", "S1"))
    form = page_form(small_instrument(), DIGEST, ITEMS)(values)
    assert arrived(form, values) == {"S1": Arrived(None, seen=1)}
    assert unreadable(form, values) == {"plants": "not-a-number"}


def test_what_was_typed_is_at_hand_to_be_shown_again() -> None:
    values = sent(("item-plants", "half a dozen"))
    form = page_form(small_instrument(), DIGEST, ITEMS)(values)
    assert typed(form, values) == {"plants": ("half a dozen",)}
    assert arrived(form, values) == {}


def test_clearing_a_box_forgives_what_stands_in_it() -> None:
    values = sent(("item-plants", "many"), ("clear", "plants"))
    assert unreadable(page_form(small_instrument(), DIGEST, ITEMS)(values), values) == {}


@pytest.mark.parametrize(
    ("shown", "now", "is_touched"),
    [
        (["Tulp"], ["Tulp"], False),
        (["Tulp"], ["Roos"], True),
        (["Tulp"], [""], True),
        ([], [""], False),
        (["one\r\ntwo"], ["one\ntwo"], False),
        (["rake"], ["spade", "rake"], True),
        (["spade", "rake"], ["spade", "rake"], False),
    ],
)
def test_a_box_is_touched_when_it_holds_something_else_than_the_page_put_there(
    shown: list[str], now: list[str], is_touched: bool
) -> None:
    name = "errors" if len(shown + now) > 2 else "notes"
    pairs = [(f"shown-{name}", each) for each in shown] + [(f"item-{name}", each) for each in now]
    values = sent((f"seen-{name}", "1"), *pairs)
    form = page_form(small_instrument(), DIGEST, tuple(small_instrument().items.values()))(values)
    assert arrived(form, values)[name].is_touched is is_touched


def test_the_button_that_takes_the_other_answer_goes_before_what_stands_in_the_box() -> None:
    values = sent(("item-plants", "many"), ("seen-plants", "2"), ("other-plants", "12"), ("take", "plants"))
    form = page_form(small_instrument(), DIGEST, ITEMS)(values)
    assert arrived(form, values) == {"plants": Arrived(12, seen=2)}
    assert unreadable(form, values) == {}


def test_the_other_answer_may_be_none() -> None:
    values = sent(("item-plants", "12"), ("seen-plants", "2"), ("take", "plants"))
    form = page_form(small_instrument(), DIGEST, ITEMS)(values)
    assert arrived(form, values) == {"plants": Arrived(None, seen=2)}
