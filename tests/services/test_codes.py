import math
import random
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rely.services.codes import ALPHABET, LENGTH, LOOK_ALIKES, hash_code, make_code, read_code


def test_a_code_is_four_groups_of_four_and_holds_more_than_75_bits_of_chance() -> None:
    code = make_code(secrets.choice)
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
    assert LENGTH * math.log2(len(ALPHABET)) > 75
    assert len(set(ALPHABET)) == len(ALPHABET)


def test_no_letter_of_a_code_can_be_taken_for_another() -> None:
    assert not set("0O1IL") & set(ALPHABET)
    for looks_like, letter in LOOK_ALIKES.items():
        assert chr(looks_like) not in ALPHABET
        assert letter in ALPHABET


@given(st.integers(), st.sampled_from(["-", " ", "", "–", " - ", "."]), st.booleans())
def test_a_code_is_understood_however_it_is_written_down(seed: int, between: str, small: bool) -> None:
    code = make_code(random.Random(seed).choice)
    typed = code.replace("-", between)
    assert read_code(typed.lower() if small else typed) == code


def test_a_look_alike_is_read_as_the_letter_it_was_taken_for() -> None:
    assert read_code("SBZU-2222-2222-2222") == "582V-2222-2222-2222"


@pytest.mark.parametrize(
    "typed", ["", "2222", "2222-2222-2222-222", "2222-2222-2222-22222", "0" * 16, "2" * 9999, "é" * 16]
)
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


@given(st.text(max_size=100))
def test_no_text_whatever_breaks_the_reading_of_a_code(typed: str) -> None:
    code = read_code(typed)
    assert code is None or read_code(code) == code


def test_a_hash_depends_on_the_code_and_on_the_secret() -> None:
    known = hash_code("2222-2222-2222-2222", "secret")
    assert len(known) == 64
    assert known == hash_code("2222-2222-2222-2222", "secret")
    assert known != hash_code("2222-2222-2222-2223", "secret")
    assert known != hash_code("2222-2222-2222-2222", "other")
