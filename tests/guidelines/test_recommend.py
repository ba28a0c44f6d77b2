"""Which advice holds, in which status, and because of what."""

from typing import Any

import pytest

from rely.guidelines.recommend import NO_ADVICE, recommend
from rely.model.answers import Assessment
from rely.model.results import Because
from rely.scoring.score import score
from tests.guidelines.advising import advised, guideline
from tests.instruments import instrument, item, relationship_check


def status(triggers: dict[str, Any], **answers: Any) -> str:
    found = advised(guideline(triggers=triggers), answers)
    assert found is not None
    return found.status


def holds(one: dict[str, Any], answers: dict[str, Any] | None = None, phase: str | None = None) -> bool:
    return advised(one, answers or {}, phase) is not None


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [(4, 4, "in_place"), (4, 3, "partly"), (3, 3, "partly"), (3, 2, "act"), (1, 1, "act"), (5, None, "in_place")],
)
def test_the_mean_of_the_answered_items_decides(first: int, second: int | None, expected: str) -> None:
    assert status({"items": ["a1", "a2"]}, a1=first, a2=second) == expected


@pytest.mark.parametrize(
    ("visits", "expected"), [(1, "act"), (2, "in_place"), (3.5, "in_place"), (4, "in_place"), (5, "over")]
)
def test_a_number_below_its_norm_calls_for_action_and_one_above_is_over(visits: float, expected: str) -> None:
    assert status({"facts": [{"fact": "visits", "norm": "visits"}]}, visits=visits) == expected


def test_only_one_side_of_a_norm_can_count() -> None:
    only_below = {"facts": [{"fact": "visits", "norm": "visits", "only": "below"}]}
    only_above = {"facts": [{"fact": "visits", "norm": "visits", "only": "above"}]}
    assert [status(only_below, visits=visits) for visits in (1, 3, 9)] == ["act", "in_place", "in_place"]
    assert [status(only_above, visits=visits) for visits in (1, 3, 9)] == ["in_place", "in_place", "over"]


def test_a_number_can_be_held_against_numbers_of_the_guideline_itself() -> None:
    triggers = {"facts": [{"fact": "size", "below": 2, "above": 8}]}
    assert [status(triggers, size=size) for size in (1, 2, 8, 9)] == ["act", "in_place", "in_place", "over"]


@pytest.mark.parametrize(("chosen", "expected"), [(("x", "z"), "act"), (("z",), "in_place"), ((), "in_place")])
def test_a_listed_answer_calls_for_action_and_any_other_is_in_place(chosen: tuple[str, ...], expected: str) -> None:
    assert status({"facts": [{"fact": "channels", "in": ["x", "y"]}]}, channels=chosen) == expected


def test_a_listed_code_is_compared_with_a_number_too() -> None:
    assert status({"facts": [{"fact": "size", "in": ["3"]}]}, size=3) == "act"
    assert status({"facts": [{"fact": "size", "in": ["3"]}]}, size=4) == "in_place"


def test_the_most_urgent_of_several_triggers_is_shown() -> None:
    triggers = {"items": ["a1"], "facts": [{"fact": "visits", "norm": "visits"}]}
    assert status(triggers, a1=5, visits=1) == "act"
    assert status(triggers, a1=3, visits=9) == "over"
    assert status(triggers, a1=5) == "in_place"


def test_advice_without_triggers_is_always_worth_saying_and_never_scored() -> None:
    found = advised(guideline(), {})
    assert found is not None
    assert (found.status, found.reason, found.action_score, found.because) == ("always", None, None, ())


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"visits": 1}, "missing"),
        ({"visits": 1, "b1": "dk"}, "missing"),
        ({"visits": 1, "b1": "dk", "b2": "na"}, "dont_know"),
        ({"visits": 0, "b1": "na"}, "not_applicable"),
        ({"visits": 0, "b1": "na", "b2": 5}, "not_applicable"),
    ],
)
def test_an_unknown_status_tells_why_starting_with_what_can_still_be_answered(
    answers: dict[str, Any], reason: str
) -> None:
    found = advised(guideline(triggers={"items": ["b1", "b2"]}), answers)
    assert found is not None
    assert (found.status, found.reason) == ("unknown", reason)


def test_an_unknown_fact_is_told_before_what_cannot_be_known() -> None:
    triggers = {"items": ["b1"], "facts": [{"fact": "size", "below": 2}]}
    unknown = advised(guideline(triggers=triggers), {"b1": "dk"})
    missing = advised(guideline(triggers=triggers), {})
    assert unknown is not None
    assert missing is not None
    assert (unknown.reason, missing.reason) == ("unknown_fact", "missing")
    assert (unknown.status, unknown.action_score) == ("unknown", None)


@pytest.mark.parametrize(
    ("country", "expected"),
    [("DE", ("DE", "strong")), ("FR", ("generic", "weak")), ("NL", ("generic", "weak")), (None, ("generic", "weak"))],
)
def test_evidence_is_that_of_the_clients_country_if_given_else_generic(
    country: str | None, expected: tuple[str, str]
) -> None:
    found = advised(guideline(evidence={"any": {"DE": "strong", "generic": "weak"}}), {"country": country})
    assert found is not None
    assert (found.profile, found.evidence) == expected


def test_advice_for_one_country_holds_for_no_other_and_not_for_an_unknown_one() -> None:
    french = guideline(evidence={"any": {"FR": "strong"}})
    assert holds(french, {"country": "FR"})
    assert not holds(french, {"country": "DE"})
    assert not holds(french)


def test_the_norm_of_the_clients_country_goes_before_the_generic_one() -> None:
    triggers = {"facts": [{"fact": "visits", "norm": "visits"}]}
    assert status(triggers, visits=4, country="DE") == "act"
    assert status(triggers, visits=4, country="FR") == "in_place"
    german = advised(guideline(triggers=triggers), {"visits": 4, "country": "DE"})
    assert german is not None
    assert german.because == (Because(None, "visits", 4, None, "de_visits"),)


def test_a_norm_holds_in_its_own_phase_and_when_its_condition_is_true() -> None:
    one = guideline(triggers={"facts": [{"fact": "size", "norm": "size"}]})
    met, not_met = {"size": 5, "visits": 2}, {"size": 5, "visits": 1}
    found = [
        advised(one, answers, phase)
        for answers, phase in ((met, "late"), (met, "early"), (not_met, "early"), (met, None))
    ]
    assert [each and (each.status, each.because[0].norm) for each in found] == [
        ("act", "late_size"),
        ("in_place", "early_size"),
        ("unknown", None),
        ("unknown", None),
    ]


def test_advice_for_a_phase_holds_in_that_phase_only() -> None:
    early = guideline(topic=None, facets={"phase": "early"})
    assert [holds(early, phase=phase) for phase in ("early", "late", None)] == [True, False, False]


def test_evidence_can_differ_by_phase_and_lack_in_one() -> None:
    one = guideline(evidence={"early": {"DE": "strong", "generic": "weak"}, "late": {"DE": "weak"}})
    found = advised(one, {"country": "DE"}, "late")
    assert found is not None
    assert (found.profile, found.evidence) == ("DE", "weak")
    assert holds(one, {"country": "NL"}, "early")
    assert not holds(one, {"country": "NL"}, "late")
    assert not holds(one, {"country": "DE"}, None)


@pytest.mark.parametrize(("size", "expected"), [(4, True), (3, False), (None, False)])
def test_advice_holds_only_when_its_condition_is_true_and_not_when_it_is_unknown(
    size: int | None, expected: bool
) -> None:
    assert holds(guideline(when={"fact": "size", "above": 3}), {"size": size}) is expected
    assert not holds(guideline(when={"not": {"fact": "size", "above": 3}}))


def test_a_recommendation_says_which_answers_it_rests_on() -> None:
    triggers = {"items": ["b1", "b2"], "facts": [{"fact": "channels", "in": ["y"]}]}
    found = advised(guideline(topic="b", triggers=triggers), {"b1": 2, "b2": 4, "visits": 0, "channels": ("x", "y")})
    assert found is not None
    assert found.row == "b"
    assert found.because == (
        Because("b1", None, 2, 25.0),
        Because("b2", None, 4, None),  # answered, but routed: not scored
        Because(None, "channels", ("x", "y"), None),
    )


def test_no_advice_of_either_phase_holds_before_there_is_a_phase() -> None:
    check = relationship_check()
    found = recommend(check, score(check, Assessment(answers={"cx_country": "DE", "cx_region": "rural"})))
    assert found.recommendations == ()
    assert found.actions == ()


def test_an_instrument_without_priorities_gives_no_advice() -> None:
    made = instrument(items=[item("Q")])
    assert recommend(made, score(made, Assessment(answers={"Q": 1}))) == NO_ADVICE
