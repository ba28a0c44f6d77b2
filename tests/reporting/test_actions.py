from rely.model.answers import Code
from rely.reporting.actions import build_actions
from tests.reporting.garden import ANSWERS, SOURCE, changed, material


def test_an_action_tells_what_why_where_the_first_step_and_on_what_it_rests() -> None:
    action = build_actions(material()).actions[1]
    assert (action.number, action.what, action.why) == ("2", "Prune in March.", "Old wood bears no roses.")
    assert action.first_step == "Sharpen the shears."
    assert action.place == "Roses, In the sun + In the shade"
    assert (action.evidence, action.source.text) == ("Evidence: garden book", "Source: [1] chapter 3")
    assert [reason.answer for reason in action.because] == ["Often", "1"]


def test_the_plan_names_what_comes_next_most_to_gain_first() -> None:
    priorities = {**SOURCE["priorities"], "actions": 1, "importance": {}}
    actions = build_actions(material(instrument=changed(priorities=priorities)))
    assert [action.what for action in actions.actions] == ["Feed roses in the shade."]
    assert actions.later == ("Cut herbs before they bloom.", "Prune in March.")
    assert actions.plan_intro == "One action. Write down when, and who does it."


def test_where_all_is_in_place_nothing_needs_to_change() -> None:
    best: dict[str, Code] = {name: 5 for name in ANSWERS if name[0] in "RHP" and name[1:].isdigit()}
    actions = build_actions(material({**best, "water": 60}))
    assert actions.actions == ()
    assert actions.none == "Nothing needs to change now. Keep doing what is in place."


def test_without_answers_it_says_that_there_are_too_few_to_choose() -> None:
    actions = build_actions(material(dict.fromkeys(ANSWERS)))
    assert actions.none.startswith("There are too few answers to choose actions.")


def test_with_open_advice_it_does_not_say_that_nothing_needs_to_change() -> None:
    best: dict[str, Code] = {name: 5 for name in ANSWERS if name[0] in "RHP" and name[1:].isdigit()}
    actions = build_actions(material({**dict.fromkeys(ANSWERS), **best, "H1": None, "H2": None, "H3": None}))
    assert actions.actions == ()
    assert actions.none.startswith("As far as you have answered, nothing needs to change.")


def test_an_instrument_without_scores_tells_advice_in_place_from_too_few_answers() -> None:
    best: dict[str, Code] = {name: 5 for name in ANSWERS if name[0] in "RHP" and name[1:].isdigit()}
    bare = changed(scores={}, bands=[], sides=None, report=None)
    assert build_actions(material({**best, "water": 60}, instrument=bare)).none.startswith("Nothing needs to change")
    assert build_actions(material(dict.fromkeys(ANSWERS), instrument=bare)).none.startswith("There are too few")


def test_the_actions_are_due_one_after_the_other_where_the_instrument_says_so() -> None:
    due = {**SOURCE["priorities"], "due": {"weekday": "monday", "weeks_apart": 2}}
    told = material(instrument=changed(priorities=due))
    assert [action.when for action in build_actions(told).actions] == ["Mon 9 Mar", "Mon 23 Mar"]
    assert [action.when for action in build_actions(material()).actions] == ["", ""]


def test_an_action_takes_a_row_for_each_thing_it_says() -> None:
    feed, prune = build_actions(material()).actions
    assert (feed.rows, prune.rows) == (1 + len(feed.because), 3 + len(prune.because))


def test_a_short_report_sends_for_the_other_actions_to_the_full_one() -> None:
    assert build_actions(material(), short=True).in_plan == "The other actions are in the full report."
    assert build_actions(material()).in_plan == "The other actions are in your action plan."
