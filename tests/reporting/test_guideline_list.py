"""Guidelines without a grid are told one by one: status, why, first step, evidence."""

from __future__ import annotations

from rely.model.answers import Code
from rely.model.instrument import Instrument
from rely.reporting.html import render_html
from tests.houses import HOUSES
from tests.instruments import relationship_check, short_report
from tests.reporting.test_findings import reported

ANSWERS = HOUSES["complete"][0]


def told(answers: dict[str, Code]) -> list[tuple[str, str, str, str]]:
    guidelines = reported(short_report(), answers).guidelines
    assert guidelines is not None
    return [(line.status.kind, line.text, line.why, line.first_step) for line in guidelines.lines]


def test_what_is_no_action_is_listed_and_what_is_done_needs_no_first_step() -> None:
    assert told(ANSWERS) == [
        ("in_place", "Insulate the roof.", "", ""),
        ("always", "Look around once a year.", "", ""),
    ]


def test_what_is_still_open_says_why_and_the_first_step() -> None:
    half: dict[str, Code] = {"ROOF1": 3, "ROOF2": 3, "WIN1": 1, "WIN2": 5}
    assert told(half)[0] == ("partly", "Insulate the roof.", "Warm air rises.", "Measure the roof.")


def test_an_action_says_why_its_first_step_and_because_of_which_answers() -> None:
    page = render_html(reported(short_report(), ANSWERS))
    for words in ("A draught takes the warmth along.", "Hold a candle to each window.", "The windows close well."):
        assert page.count(words) >= 1
    assert page.count("Seal the windows.") == 1


def test_the_short_form_tells_the_actions_in_short() -> None:
    page = render_html(reported(short_report(), ANSWERS, short=True))
    assert page.count("Seal the windows.") == 1
    assert 'class="todo"' in page
    assert 'id="plan"' not in page


def test_a_grid_holds_the_guidelines_itself() -> None:
    assert reported(relationship_check(), {"cx_first_transaction": "yes"}).guidelines is None


def _without_triggers(instrument: Instrument) -> Instrument:
    bare = tuple(each.model_copy(update={"triggers": None}) for each in instrument.guidelines)
    return instrument.model_copy(update={"guidelines": bare})


def test_guidelines_that_look_at_no_answer_are_no_plan_of_which_nothing_is_left_to_do() -> None:
    content = reported(_without_triggers(short_report()), ANSWERS)
    assert content.actions is None
    assert content.guidelines is not None
    assert content.guidelines.heading == "The guidelines"
    assert [line.first_step for line in content.guidelines.lines][:1] == ["Measure the roof."]
