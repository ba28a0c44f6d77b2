"""Prove that whatever can be wrong with a table is told to a coach in plain words, in each language."""

import string

import pytest

from rely.languages import INTERFACE_LANGUAGES, words_for
from rely.loading.problem_kinds.answers import ANSWER_KINDS
from rely.services.coach_upload import NotATable
from rely.web.coach.problem_words import SENTENCES, problem_sentences
from rely.web.coach.refusals import REFUSALS, mistakes_of

OF_OTHER_FILES = {"unknown-format", "unknown-key", "missing-answers", "not-a-map", "unknown-item"} | {
    "newer-draft",
    "wrong-draft",
}
"""What can only be wrong with a file that is no table."""

GIVEN = {"accepted", "name"}
"""What the reader tells besides of every answer."""


def facts_of(code: str) -> dict[str, str]:
    """The facts of which the reader makes its own message."""
    names = {name for _, name, _, _ in string.Formatter().parse(ANSWER_KINDS[code].message) if name}
    return dict.fromkeys(names | (GIVEN if "item" in names else set()), "7")


def test_every_problem_of_a_table_has_words_and_no_other() -> None:
    assert set(SENTENCES) == set(ANSWER_KINDS) - OF_OTHER_FILES


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_the_words_need_nothing_that_the_reader_does_not_tell(code: str, language: str) -> None:
    said = problem_sentences(code, facts_of(code), words_for(language))
    assert said is not None
    for sentence in said:
        assert "%(" not in sentence
        assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("accepted", "told"),
    [
        ("1, 2, 3", "Tippen Sie 1, 2, 3."),
        ("a whole number from 0 to 1000", "Tippen Sie eine ganze Zahl von 0 bis 1000."),
        ("a number of 0.5 or more", "Tippen Sie eine Zahl von mindestens 0.5."),
        ("text of at most 20 characters", "Tippen Sie einen Text von höchstens 20 Zeichen."),
    ],
)
def test_what_is_accepted_is_told_in_the_language_of_the_page(accepted: str, told: str) -> None:
    said = problem_sentences("not-a-number", {"value": "x", "accepted": accepted}, words_for("de"))
    assert said is not None
    assert said[1] == told


@pytest.mark.parametrize(("has_lists", "told"), [(True, "Choose from the list in the cell"), (False, "1, 2, 3")])
@pytest.mark.parametrize("code", ["unknown-code", "unknown-country"])
def test_only_where_there_are_lists_one_is_told_to_choose_from_them(code: str, has_lists: bool, told: str) -> None:
    facts = {"value": "x", "accepted": "1, 2, 3"}
    said = problem_sentences(code, facts, words_for("en"), has_lists=has_lists)
    assert said is not None
    assert told in said[1]
    assert ("list" in said[1]) == has_lists


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("kind", sorted(REFUSALS))
def test_every_refusal_says_what_it_is_and_what_to_do(kind: str, language: str) -> None:
    (mistake,) = mistakes_of(NotATable(kind, facts={"instrument": "small"}), {"small": "Small"}, words_for(language))
    for sentence in (mistake.what, mistake.cure):
        assert "%(" not in sentence
        assert sentence.endswith(".")
