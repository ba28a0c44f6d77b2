"""What is known about one assessment, and what is not."""

from rely.guidelines.recommend import recommend
from rely.loading.catalogue import load_instrument
from rely.scoring.score import score

BEFORE_ANYTHING = {"cx_first_contact": "yes", "cx_first_transaction": "no"}


def test_a_balance_that_cannot_be_judged_is_told_as_a_word_and_unknown_as_a_fact() -> None:
    result = score(load_instrument("relationship-check"), BEFORE_ANYTHING)
    assert result.measures["balance"]["tilt"] == "unknown"
    assert "balance.tilt" not in result.facts


def test_advice_on_the_balance_is_unknown_rather_than_in_place_while_nothing_is_known() -> None:
    instrument = load_instrument("relationship-check")
    advice = recommend(instrument, score(instrument, BEFORE_ANYTHING))
    digital = next(each for each in advice.recommendations if each.guideline.id == "in_i_digital_supports")
    assert (digital.status, digital.reason) == ("unknown", "unknown_fact")
