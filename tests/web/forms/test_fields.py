import pytest
from hypothesis import given
from hypothesis import strategies as st

from rely.model.response_scales import RESPONSE_SCALE_KINDS
from rely.scoring.accept import accept_one
from rely.web.forms.fields import FIELD_BUILDERS, read_line, read_number, read_text
from tests.small_instrument import small_instrument


def test_there_is_a_field_for_every_kind_of_response_scale_and_for_nothing_else() -> None:
    assert FIELD_BUILDERS.keys() == RESPONSE_SCALE_KINDS.keys()


@pytest.mark.parametrize(
    ("typed", "number"),
    [("5", 5), (" 5 ", 5), ("2,5", 2.5), ("2.5", 2.5), ("0,125", 0.125), ("-3", -3), ("\u22123", -3), ("1 250", 1250)],
)
def test_a_number_is_read_with_a_comma_or_a_point(typed: str, number: float) -> None:
    assert read_number([typed]) == number
    assert type(read_number([typed])) is type(number)


@pytest.mark.parametrize("typed", ["1.250", "1,250", "12.500", "1.250.000", "-1.250"])
def test_a_number_that_means_two_things_is_not_guessed(typed: str) -> None:
    with pytest.raises(ValueError, match="grouped-number"):
        read_number([typed])


@pytest.mark.parametrize(
    "typed",
    ["half", "1e3", "0x10", "five 5", "5 %", "٣", "１２", "1_000", "--5", ".", ",5", "5.", "nan", "inf", "9" * 31],
)
def test_what_is_no_number_is_not_made_one(typed: str) -> None:
    with pytest.raises(ValueError, match="not-a-number"):
        read_number([typed])


@given(st.text())
def test_text_is_left_with_nothing_that_cannot_be_seen_and_is_then_accepted(typed: str) -> None:
    item = small_instrument().items["notes"]
    text = read_text([typed])[:200]
    _, problem = accept_one(small_instrument(), item, text)
    assert problem is None


def test_text_keeps_its_lines_and_a_line_does_not() -> None:
    assert read_text(["  one\r\ntwo\rthree\x00\u202e "]) == "one\ntwo\nthree"
    assert read_line(["one\r\n  two"]) == "one two"


def test_letters_are_composed_so_that_the_same_word_is_the_same_text() -> None:
    assert read_line(["Su\u0308d"]) == "S\u00fcd"
