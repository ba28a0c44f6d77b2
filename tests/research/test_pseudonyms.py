"""Prove that pseudonyms are stable with one key and say nothing without it."""

import pytest

from rely.research.pseudonyms import Pseudonyms
from rely.research.rows import LONGEST_PSEUDONYM

ONE, OTHER = Pseudonyms(b"1" * 32), Pseudonyms(b"2" * 32)


def test_the_same_key_gives_the_same_pseudonym_and_another_key_another() -> None:
    assert ONE.case("Tulip Ltd") == Pseudonyms(b"1" * 32).case("Tulip Ltd")
    assert ONE.case("Tulip Ltd") != OTHER.case("Tulip Ltd")
    assert ONE.case("Tulip Ltd") != ONE.case("Tulip")


def test_a_relationship_and_an_assessment_of_one_name_are_not_known_by_each_other() -> None:
    assert ONE.case("7")[1:] != ONE.relationship("7")[1:]


def test_no_program_reads_a_number_or_a_formula_and_the_name_is_not_in_it() -> None:
    for name in ("1e5", "=1+1", "ü" * 500, "", "\udcff"):
        for found in (ONE.case(name), ONE.relationship(name)):
            assert found[0] in "cr"
            assert found.isalnum()
            assert found.isascii()
            assert len(found) == 17 <= LONGEST_PSEUDONYM


def test_it_is_the_published_function() -> None:
    # RFC 4231 fixes HMAC-SHA256; these are its first 80 bits in base 32 for this key and message.
    import base64
    import hashlib
    import hmac

    expected = base64.b32encode(hmac.new(b"1" * 32, b"c:7", hashlib.sha256).digest()[:10]).decode().lower()
    assert ONE.case("7") == f"c{expected}"


def test_a_key_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes, not 3"):
        Pseudonyms(b"abc")
