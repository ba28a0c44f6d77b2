"""Prove that what answers can lead to is reached or found, and that what they cannot lead to is named."""

from typing import Any

import pytest

from rely.guidelines.recommend import recommend
from rely.model.instrument import Instrument
from rely.research.simulate import simulate
from rely.research.simulate.aims import AIMS
from rely.research.simulate.chance import Chance
from rely.research.simulate.coverage import Coverage, Watch
from rely.research.simulate.goals import (
    BAND,
    FORM,
    GUIDELINE,
    HIDDEN,
    KINDS,
    MET,
    SELECTED,
    SHOWN,
    UNMET,
    WORD,
    Goal,
    goals_of,
    reached,
    statuses_of,
)
from rely.research.simulate.landmarks import Compared
from rely.research.simulate.samples import samples
from rely.research.simulate.wishes import Wishes
from rely.scoring.accept import accepted
from rely.scoring.score import score
from tests import instruments
from tests.instruments import item, likert
from tests.small_instrument import small_instrument, with_short_form

FIRST_MATCH = "first_match"


def coverage(instrument: Instrument, rows: int = 100) -> Coverage:
    watch = Watch(instrument)
    for each in simulate(instrument, rows):
        watch.see(each)
    return watch.coverage(seed=1)


def made_up(**parts: Any) -> Instrument:
    return instruments.instrument(
        **{
            "items": [item("n", "count"), *[item(f"Q{at}", facets={"topic": "abc"[at % 3]}) for at in range(9)]],
            "response_scales": [
                likert("five", 5, na=True),
                {"id": "count", "kind": "number", "min": 0, "max": 100_000, "whole": True},
            ],
            "facets": [instruments.facet("topic", "a", "b", "c")],
            "scores": {"by_facet": [{"facet": "topic"}], "overall": OVERALL},
            **parts,
        }
    )


OVERALL = {"id": "total", "label": "Total", "of": ["a", "b", "c"], "at_least": 2}


def guided(*guidelines: dict[str, Any], **parts: Any) -> Instrument:
    return made_up(
        evidence_levels=[{"id": "own", "label": "Own", "mark": "O", "about": "Own."}],
        profiles=[{"id": "generic", "label": "All"}],
        priorities={
            "facet": "topic",
            "target": 75,
            "partly_from": 50,
            "listed_shortfall": 0.5,
            "actions": 3,
            "actions_per_value": 1,
        },
        guidelines=[{"text": "Do.", "evidence": {"any": {"generic": "own"}}, **each} for each in guidelines],
        **parts,
    )


def word(when: dict[str, Any]) -> dict[str, Any]:
    return {"id": "m", "kind": FIRST_MATCH, "cases": [{"when": when, "is": "it"}]}


def test_every_kind_of_goal_has_a_way_to_wish_for_it() -> None:
    assert set(AIMS) == set(KINDS)


def test_the_goals_are_all_branches_words_forms_bands_and_statuses() -> None:
    goals = goals_of(with_short_form())
    assert {goal for goal in goals if goal.kind in (SELECTED, SHOWN, HIDDEN, MET, UNMET, FORM)} == {
        Goal(SELECTED, "season", "spring"),
        Goal(SELECTED, "season", "autumn"),
        Goal(SHOWN, "since"),
        Goal(HIDDEN, "since"),
        Goal(MET, "has_plants"),
        Goal(UNMET, "has_plants"),
        Goal(FORM, "full"),
        Goal(FORM, "short"),
    }
    assert [goal for goal in goals if goal.kind == WORD] == [
        Goal(WORD, "season", "spring"),
        Goal(WORD, "season", "autumn"),
    ]
    assert {goal.name for goal in goals_of(instruments.mixed()) if goal.kind == BAND} == {"low", "middle", "high"}


@pytest.mark.parametrize("instrument", [small_instrument(), with_short_form(), instruments.mixed()])
def test_whatever_an_assessment_reaches_is_one_of_the_goals(instrument: Instrument) -> None:
    goals = set(goals_of(instrument))
    for each in simulate(instrument, 200):
        result = score(instrument, each)
        assert set(reached(instrument, result, recommend(instrument, result))) <= goals


def test_one_assessment_reaches_what_it_shows() -> None:
    answers = {"sown": "yes", "plants": 600, "S1": 3, "S3": 2, "csrf_token": 4, "since": "2026-01-01"}
    result = score(small_instrument(), accepted(small_instrument(), answers))
    assert set(reached(small_instrument(), result, recommend(small_instrument(), result))) == {
        Goal(SELECTED, "season", "autumn"),
        Goal(SHOWN, "since"),
        Goal(MET, "has_plants"),
        Goal(FORM, "full"),
        Goal(WORD, "season", "autumn"),
    }


def test_an_item_that_is_hidden_is_told_apart_from_one_that_is_shown() -> None:
    for sown, kind in (("yes", SHOWN), ("no", HIDDEN)):
        result = score(small_instrument(), accepted(small_instrument(), {"sown": sown}))
        found = reached(small_instrument(), result, recommend(small_instrument(), result))
        assert [goal.kind for goal in found if goal.name == "since"] == [kind]


def test_the_relationship_check_leads_everywhere_but_to_one_status() -> None:
    found = coverage(instruments.relationship_check(), 1000)
    # Where the other company is digitally not ready, the norm for visits has no highest number.
    assert found.missed == (Goal(GUIDELINE, "in_f_visit_rhythm_low_digital", "over"),)
    assert found.untried == ()
    assert found.looked_at == 1000


def test_the_search_finds_what_few_answers_lead_to() -> None:
    rare = [
        {"fact": "n", "is": 77_777},
        {"all": [{"fact": "n", "above": 77_777}, {"fact": "n", "below": 77_779}]},
        {"all": [{"fact": "n", "at_least": 99_990}, {"fact": "Q0", "is": 1}, {"fact": "Q1", "is": 5}]},
        {"not": {"any": [{"fact": f"Q{at}", "at_least": 2} for at in range(9)]}},
        {"all": [{"fact": f"Q{at}", "known": False} for at in range(9)]},
        {"fact": "item_score.Q3", "at_least": 100},
        {"all": [{"fact": "score.a", "at_least": 90}, {"fact": "score.b", "below": 10}]},
        {"fact": "score.total", "at_least": 99},
        {"fact": "score.total", "known": False},
    ]
    for when in rare:
        found = coverage(made_up(measures=[word(when)]), rows=1)
        assert found.missed == (), when


def test_the_search_tries_fractions_of_money_and_hours() -> None:
    scales = [likert("five", 5, na=True), {"id": "count", "kind": "number", "min": 0}]
    cost = {"id": "cost", "kind": "net_ratio", "gain": "n", "hours": "n", "hour_cost": "n", "reference": "n"}
    instrument = made_up(response_scales=scales, measures=[cost])
    assert {None, 0.5, 3_999.5, 4_000} <= set(samples(instrument, "n", Compared(instrument).landmarks["n"]))


def test_the_search_goes_through_measures_of_measures() -> None:
    steps = [{"is": 1}, {"from": 7000, "is": 2}, {"from": 7010, "is": 3}]
    measures = [
        {"id": "step", "kind": "steps", "of": "n", "steps": steps},
        {"id": "mean", "kind": "mean", "of": ["step", "step"], "at_least": 2},
        {"id": "m", "kind": FIRST_MATCH, "cases": [{"when": {"fact": "mean", "is": 2}, "is": "it"}]},
    ]
    assert coverage(made_up(measures=measures), rows=1).missed == ()


def test_the_search_finds_the_narrowest_band() -> None:
    bands = [{"id": name, "from": edge, "label": name} for name, edge in (("low", 0), ("thin", 96), ("top", 99))]
    assert coverage(made_up(bands=bands), rows=1).missed == ()


def test_a_level_between_two_steps_is_wished_for_by_answers_of_both() -> None:
    wishes = Wishes(made_up(), Chance(1))
    wishes.fact("score.a", lambda level: level == 32.5)
    assert wishes.facts == {"Q0": 2, "Q3": 3, "Q6": 2}  # 25, 50 and 25


def test_what_cannot_be_is_named() -> None:
    never = word({"all": [{"fact": "score.a", "below": 50}, {"fact": "band.a", "is": "top"}]})
    bands = [{"id": "low", "from": 0, "label": "Low"}, {"id": "top", "from": 75, "label": "Top"}]
    assert coverage(made_up(measures=[never], bands=bands)).missed == (Goal(WORD, "m", "it"),)


def test_a_guideline_that_never_holds_is_missed_in_every_status() -> None:
    when = {"all": [{"fact": "score.a", "below": 25}, {"fact": "item_score.Q0", "is": 100}, {"fact": "n", "above": 5}]}
    close = {"all": [{"fact": "Q3", "is": 5}, {"fact": "Q6", "is": 5}, {"fact": "Q0", "known": True}, when]}
    instrument = guided({"id": "never", "when": close}, {"id": "always"})
    found = coverage(instrument)
    assert found.missed == (Goal(GUIDELINE, "never", "always"),)
    assert Goal(GUIDELINE, "always", "always") in found.plain


def test_a_guideline_has_the_statuses_that_its_triggers_can_give() -> None:
    instrument = guided(
        {"id": "items", "triggers": {"items": ["Q0", "Q3"]}},
        {"id": "below", "triggers": {"facts": [{"fact": "n", "below": 5}]}},
        {"id": "between", "triggers": {"facts": [{"fact": "n", "below": 5, "above": 9}]}},
        {"id": "listed", "triggers": {"facts": [{"fact": "n", "in": [3]}]}},
        {"id": "both", "triggers": {"items": ["Q0"], "facts": [{"fact": "n", "below": 5}]}},
        {"id": "none"},
    )
    rules = instrument.priorities
    assert rules is not None
    found = {each.id: statuses_of(instrument, rules, each) for each in instrument.guidelines}
    assert found == {
        "items": ("act", "in_place", "partly", "unknown"),
        "below": ("act", "in_place", "unknown"),
        "between": ("act", "in_place", "over", "unknown"),
        "listed": ("act", "in_place", "unknown"),
        "both": ("act", "in_place", "partly", "unknown"),
        "none": ("always",),
    }
    assert coverage(instrument, rows=1).missed == ()


def test_what_the_condition_of_a_guideline_rules_out_for_its_own_trigger_is_no_goal() -> None:
    trigger = {"triggers": {"facts": [{"fact": "n", "in": [3, 4]}]}}
    instrument = guided(
        {"id": "same", "when": {"fact": "n", "is": 3}, **trigger},
        {"id": "within", "when": {"all": [{"fact": "n", "in": [3, 5]}, {"fact": "Q0", "known": True}]}, **trigger},
        {"id": "known", "when": {"fact": "n", "known": True}, "triggers": {"facts": [{"fact": "n", "below": 5}]}},
        {"id": "unknown", "when": {"fact": "n", "known": False}, **trigger},
        {"id": "either", "when": {"any": [{"fact": "n", "is": 3}, {"fact": "Q0", "known": True}]}, **trigger},
        {"id": "other", "when": {"fact": "Q0", "is": 3}, **trigger},
    )
    rules = instrument.priorities
    assert rules is not None
    assert {each.id: statuses_of(instrument, rules, each) for each in instrument.guidelines} == {
        "same": ("act",),
        "within": ("act", "in_place"),
        "known": ("act", "in_place"),
        "unknown": ("act", "in_place", "unknown"),
        "either": ("act", "in_place", "unknown"),
        "other": ("act", "in_place", "unknown"),
    }


def test_a_single_item_of_two_steps_is_never_partly_in_place() -> None:
    instrument = guided(
        {"id": "one", "triggers": {"items": ["Q0"]}}, response_scales=[likert("five", 2), likert("count", 2)]
    )
    assert {goal.value for goal in goals_of(instrument) if goal.kind == GUIDELINE} == {"act", "in_place", "unknown"}


def test_words_that_no_norm_allows_are_no_goals() -> None:
    norm = {"id": "row", "norm": "often", "profile": "generic", "min": 3, "evidence": "own"}
    instrument = guided(
        {"id": "any"}, norms=[norm], measures=[{"id": "fit", "kind": "fit", "of": "n", "norm": "often"}]
    )
    words = {(goal.name, goal.value) for goal in goals_of(instrument) if goal.kind == WORD}
    assert words == {("fit.position", "below"), ("fit.position", "within")}


def test_what_was_reached_plainly_is_told_apart_from_what_was_searched_for() -> None:
    found = coverage(made_up(measures=[word({"fact": "n", "is": 77_777})]), rows=50)
    assert found.looked_at == 50
    assert found.searched == (Goal(WORD, "m", "it"),)
    assert Goal(FORM, "full") in found.plain


def test_only_so_many_assessments_are_looked_at() -> None:
    assert coverage(small_instrument(), 1500).looked_at == 1000


def test_a_large_questionnaire_is_searched_only_in_part_and_says_so() -> None:
    items = [item("n", "count"), *[item(f"Q{at}") for at in range(1500)]]
    cases = [{"when": {"fact": "n", "is": 100_001 + at}, "is": f"w{at}"} for at in range(40)]
    instrument = made_up(
        items=items,
        facets=[],
        measures=[{"id": "m", "kind": FIRST_MATCH, "cases": cases}],
        scores={"of_items": [{"id": "all", "label": "All"}]},
    )
    watch = Watch(instrument)
    for each in simulate(instrument, 20):
        watch.see(each)
    found = watch.coverage(seed=1)
    assert len(found.untried) > 30
    assert Goal(WORD, "m", "w0") in found.missed
    assert not set(found.untried) & set(found.missed)


def test_the_search_is_the_same_for_the_same_seed() -> None:
    assert coverage(instruments.mixed(), rows=5) == coverage(instruments.mixed(), rows=5)
