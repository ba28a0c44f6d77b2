from typing import Any

from rely.reporting.rhythm import BalanceLine, NormLine, build_rhythm
from tests.reporting.garden import SOURCE, changed, material


def balanced() -> Any:
    sides = [{"side": "sun", "fit": "wet", "rate": "rain"}, {"side": "shade", "fit": "wet", "rate": "rain"}]
    balance = {
        "id": "evenness",
        "kind": "balance",
        "label": "Evenness",
        "words": [{"code": "both_low", "label": "dry on both sides"}],
        "between": sides,
    }
    return changed(measures=[*SOURCE["measures"], balance])


def test_a_figure_stands_beside_its_norm_in_words_with_its_evidence() -> None:
    rhythm = build_rhythm(material())
    assert rhythm is not None
    assert rhythm.lines == (NormLine("Watering", "1\u00a0per month", "2 to 8", "too dry", "field trial"),)
    assert rhythm.heading == "Figures and their norms"


def test_a_balance_gives_the_heading_and_says_to_which_side_it_leans() -> None:
    rhythm = build_rhythm(material(instrument=balanced()))
    assert rhythm is not None
    assert rhythm.heading == "Evenness"
    figures = "Balance: 50 out of 100; the side that fits its norm least counts."
    assert rhythm.balances == (BalanceLine("Evenness", "Dry on both sides", figures),)


def test_a_figure_that_cannot_be_judged_yet_says_from_when_on() -> None:
    rhythm = build_rhythm(material({"age": 1}, instrument=balanced()))
    assert rhythm is not None
    assert rhythm.lines[0].value.startswith("cannot be judged yet; it can once ‘Age’")
    assert rhythm.lines[0].verdict == ""
    assert rhythm.balances[0].figures == ""


def test_one_known_figure_is_enough_to_show_them_all() -> None:
    age = {"id": "ripe", "kind": "fit", "label": "Ripeness", "of": "age", "norm": "rain"}
    rhythm = build_rhythm(material({"water": None}, instrument=changed(measures=[*SOURCE["measures"], age])))
    assert rhythm is not None
    assert [(line.label, line.value) for line in rhythm.lines] == [
        ("Watering", "not known"),
        ("Ripeness", "12\u00a0months"),
    ]


def test_where_nothing_is_known_or_there_is_no_norm_the_part_is_left_out() -> None:
    assert build_rhythm(material({"water": None})) is None
    elsewhere = [{**SOURCE["norms"][0], "profile": "NO"}]
    assert build_rhythm(material({"where": "KE"}, instrument=changed(norms=elsewhere))) is None
    assert build_rhythm(material(instrument=changed(measures=[], guidelines=[]))) is None
