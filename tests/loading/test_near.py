"""Prove that the word that was probably meant is offered, and no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rely.loading.near import did_you_mean, near_miss


@pytest.mark.parametrize(
    ("word", "candidates", "meant"),
    [
        ("agree7", ["agree5", "freq5"], "agree5"),
        ("AGREE5", ["agree5", "freq5"], "agree5"),
        ("Titel", ["TITLE", "id"], "TITLE"),
        ("tr03", ["TR30", "TR03"], "TR03"),
        ("agree7", ["country"], None),
        ("agree7", [], None),
        ("", ["agree5"], None),
        ("x" * 5_000, ["x" * 4_999], None),
    ],
)
def test_the_most_similar_candidate_is_offered_or_none(word: str, candidates: list[str], meant: str | None) -> None:
    assert near_miss(word, candidates) == meant


def test_the_order_of_the_candidates_does_not_matter() -> None:
    for candidates in (["agree5", "Agree5"], ["agree4", "agree6"]):
        assert near_miss("agree7", candidates) == near_miss("agree7", candidates[::-1])


def test_a_sentence_offers_what_was_meant() -> None:
    assert did_you_mean("agree7", {"agree5"}) == " Did you mean 'agree5'?"


def test_nothing_similar_gives_no_sentence() -> None:
    assert did_you_mean("agree7", {"country"}) == ""


@given(st.text(), st.lists(st.text()))
def test_only_a_candidate_is_ever_offered(word: str, candidates: list[str]) -> None:
    assert near_miss(word, candidates) in {None, *candidates}
