from dataclasses import replace

import pytest

from rely.model.guidelines import FactTrigger, Norm
from rely.reporting.because import Reason, norm_words, reasons
from rely.reporting.material import Material
from tests.reporting.garden import SOURCE, changed, garden, material


def because_of(report: Material, guideline: str) -> tuple[Reason, ...]:
    return reasons(report, next(each for each in report.advice.recommendations if each.guideline.id == guideline))


def test_a_reason_is_the_whole_statement_with_the_chosen_label() -> None:
    assert because_of(material(), "feed_sun") == (Reason("We feed the roses in the sun.", "Every time", "", item="R2"),)


def test_a_figure_is_told_with_its_norm() -> None:
    assert because_of(material(), "prune")[1] == Reason("Litres per month:", "1", "2 to 8")


def test_a_figure_of_something_too_young_says_from_when_on_it_can_be_judged() -> None:
    young = because_of(material({"age": 2}), "prune")[1]
    assert young.answer == "cannot be judged yet; it can once ‘Age’ is at least 3"


def test_a_figure_that_nobody_gave_is_not_known() -> None:
    assert because_of(material({"water": None}), "prune")[1].answer == "not known"


def test_a_number_without_norm_is_told_with_its_own_limit() -> None:
    (reason,) = because_of(material({"water": 4}), "plant_tree")
    assert reason == Reason("How much water?", "4\u00a0litres", "at least 5", item="water")


SHADES = [{"id": "low", "from": 0, "label": "Low"}, {"id": "high", "from": 50, "label": "High", "short_label": "up"}]


@pytest.mark.parametrize(
    ("trigger", "told"),
    [
        ({"fact": "band.roses", "in": ["high"]}, ("Roses:", "up", "")),
        ({"fact": "score.roses", "below": 50}, ("Roses:", "58", "at least 50")),
        ({"fact": "band.roses.sun", "in": ["low"]}, ("Roses, In the sun:", "up", "")),
        ({"fact": "score.garden", "above": 90}, ("Whole garden:", "46", "at most 90")),
        ({"fact": "score.pond", "below": 50}, ("Pond:", "not known", "at least 50")),
    ],
)
def test_a_score_or_band_is_told_by_its_name_and_in_its_words(
    trigger: dict[str, object], told: tuple[str, str, str]
) -> None:
    (first, *rest) = [dict(each) for each in SOURCE["guidelines"]]
    guideline = {**first, "triggers": {"facts": [trigger]}}
    report = material(instrument=changed(guidelines=[guideline, *rest], bands=SHADES))
    (reason,) = because_of(report, first["id"])
    assert (reason.question, reason.answer, reason.range) == told


def test_a_missing_answer_is_told_as_skipped_and_a_routed_one_as_not_asked() -> None:
    assert because_of(material({"R3": None}), "feed_shade")[0].answer == "skipped"
    assert because_of(material({"trees": ("spade",)}), "feed_shade")[0].answer == "not asked"


@pytest.mark.parametrize(
    ("edges", "told"),
    [
        ({"min": 1, "max": 4}, "1 to 4"),
        ({"min": 1}, "at least 1"),
        ({"max": 2.5}, "at most 2.5"),
        ({"min": 6, "typical_max": 10}, "at least 6, usually up to 10"),
    ],
)
def test_a_norm_is_told_by_the_edges_that_it_has(edges: dict[str, float], told: str) -> None:
    row = Norm.model_validate({"id": "n", "norm": "rain", "profile": "generic", "evidence": "book", **edges})
    assert norm_words(material(), row) == told


def test_an_upper_limit_of_a_trigger_is_told_too() -> None:
    report = material({"water": 4})
    held = next(each for each in report.advice.recommendations if each.guideline.id == "plant_tree")
    trigger = FactTrigger.model_validate({"fact": "water", "below": 1, "above": 3})
    triggers = garden().guidelines_by_id["plant_tree"].triggers
    assert triggers is not None
    guideline = held.guideline.model_copy(update={"triggers": triggers.model_copy(update={"facts": (trigger,)})})
    assert reasons(report, replace(held, guideline=guideline))[0].range == "1 to 3"
