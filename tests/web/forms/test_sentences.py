import pytest

from rely.languages import words_for
from rely.model.items import Item
from rely.scoring.answer_problems import ANSWER_PROBLEMS
from rely.web.forms.sentences import SENTENCES, sentence_for, summary_for
from tests.small_instrument import small_instrument

SCALES = {scale.id: scale for scale in small_instrument().response_scales}

# These concern files of answers, not boxes on a page.
NOT_ON_A_PAGE = {"unknown-given", "unknown-form", "unknown-perspective", "not-asked", "contradiction"}


def test_there_is_a_sentence_for_every_problem_that_a_page_can_have() -> None:
    assert ANSWER_PROBLEMS.keys() - NOT_ON_A_PAGE <= SENTENCES.keys() | {"out-of-range"}


@pytest.mark.parametrize("language", ["nl", "en", "de"])
def test_no_sentence_says_invalid(language: str) -> None:
    for kind in [*SENTENCES, "out-of-range"]:
        for scale in SCALES.values():
            told = sentence_for(kind, scale, "x", words_for(language)).lower()
            assert "invalid" not in told
            assert "ongeldig" not in told
            assert "ungültig" not in told


def test_a_number_is_told_with_what_was_typed() -> None:
    told = sentence_for("not-a-number", SCALES["count"], "een half jaar", words_for("nl"))
    assert told == "Vul een heel getal in, bijvoorbeeld 5. U typte ‘een half jaar’."


@pytest.mark.parametrize(
    ("scale", "told"), [("count", "Enter a number from 0 to 1,000."), ("size", "Enter 0.5 or more.")]
)
def test_a_range_is_told_with_its_ends(scale: str, told: str) -> None:
    assert sentence_for("out-of-range", SCALES[scale], "", words_for("en")) == told


def test_the_summary_names_the_question_and_what_to_do() -> None:
    item = small_instrument().items["plants"]
    assert summary_for(item, "not-a-number", SCALES["count"], words_for("en")) == (
        "How many plants? Enter a whole number, for example 5."
    )


def test_a_long_question_is_cut_between_two_words() -> None:
    item = Item.model_validate({"id": "x", "text": "About how many plants " * 9, "response_scale": "count"})
    told = summary_for(item, "not-a-number", SCALES["count"], words_for("en"))
    assert told.endswith("About how many plants… Enter a whole number, for example 5.")
    assert len(told) < 120
