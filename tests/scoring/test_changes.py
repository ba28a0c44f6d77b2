from dataclasses import replace
from math import sqrt
from typing import Any

import pytest

from rely.model.answers import Assessment, Code
from rely.model.instrument import Instrument
from rely.model.results import Result
from rely.scoring.changes import Change, Changes, changes
from rely.scoring.score import score, score_from
from tests.instruments import by_given_phase, facet, instrument, item, mixed, relationship_check
from tests.report_cases import FOLLOW_UP, INITIAL


def two_topics(**parts: Any) -> Instrument:
    """Two topics of three statements each and their mean, for which one of the two is enough."""
    return instrument(
        items=[item(f"{topic}{at}", facets={"topic": topic}) for topic in "ab" for at in range(3)],
        facets=[facet("topic", "a", "b")],
        forms=[{"id": "short", "label": "Short", "items": ["a0", "a1"]}],
        perspectives=[{"id": "self", "label": "Self"}, {"id": "other", "label": "Other"}],
        scores={
            "by_facet": [{"facet": "topic"}],
            "overall": {"id": "total", "label": "Total", "of": ["a", "b"], "at_least": 1},
        },
        **parts,
    )


def result(a: list[Code], b: list[Code] | None = None, **more: Any) -> Result:
    codes = {f"a{at}": code for at, code in enumerate(a)} | {f"b{at}": code for at, code in enumerate(b or [])}
    return score(two_topics(), Assessment(answers=codes, **more))


def compared(before: Result, now: Result) -> Changes:
    return changes(two_topics(), before, now)


def change_of(before: Result, now: Result, name: str = "a") -> Change:
    return compared(before, now).scores[name]


def phases(first: dict[str, Code], second: dict[str, Code]) -> Changes:
    check = relationship_check()
    return changes(check, score(check, Assessment(answers=dict(first))), score(check, Assessment(answers=dict(second))))


def test_a_change_counts_when_it_lies_beyond_both_margins_together() -> None:
    change = change_of(result([1, 1, 1]), result([2, 2, 2]))
    margin = sqrt((25**2 / 12) / 3)
    assert change.reliable is not None
    assert change.difference == 25
    assert change.reliable.s_diff == pytest.approx(sqrt(2) * margin)
    assert change.reliable.min_change == pytest.approx(1.96 * sqrt(2) * margin)
    assert change.reliable.verdict == "improved"
    assert change.reason is None


def test_a_fall_is_a_decline_and_a_small_change_is_none() -> None:
    fallen, little = change_of(result([2, 2, 2]), result([1, 1, 1])), change_of(result([2, 2, 2]), result([2, 2, 3]))
    assert fallen.reliable is not None
    assert little.reliable is not None
    assert (fallen.difference, fallen.reliable.verdict) == (-25, "declined")
    assert little.difference == pytest.approx(25 / 3)
    assert little.reliable.verdict == "no_reliable_change"


def test_every_score_of_the_result_is_compared_in_its_order() -> None:
    found = compared(result([1, 2, 3], [1, 2, 3]), result([3, 2, 1], [1, 1, 1]))
    assert list(found.scores) == ["total", "a", "b"]
    assert (found.obstacle, found.anchors) == (None, None)


@pytest.mark.parametrize(
    ("before", "now", "reason"),
    [([1], [1, 2, 3], "no_score_before"), ([1, 2, 3], [1], "no_score_now"), ([1], [], "no_score")],
)
def test_where_a_score_is_missing_the_reason_says_when(before: list[Code], now: list[Code], reason: str) -> None:
    change = change_of(result(before), result(now))
    assert (change.difference, change.reliable, change.reason) == (None, None, reason)


def test_scores_of_different_forms_or_perspectives_are_never_compared() -> None:
    full = result([1, 2, 3], [1, 2, 3])
    short = compared(full, result([1, 2], form="short"))
    assert (short.obstacle, short.scores) == ("other_form", {})
    other = compared(full, result([1, 2, 3], [1, 2, 3], perspective="other"))
    assert (other.obstacle, other.scores) == ("other_perspective", {})
    same_form = compared(result([1, 2], form="short"), result([2, 3], form="short"))
    assert same_form.obstacle is None
    assert same_form.scores["a"].reliable is not None


def test_an_overall_score_of_other_parts_than_then_is_not_compared() -> None:
    change = change_of(result([1, 1, 1], [5, 5, 5]), result([1, 1, 1]), "total")
    assert (change.before.score, change.now.score) == (50, 0)
    assert (change.reliable, change.reason) == (None, "other_parts")
    alike = change_of(result([1, 1, 1]), result([5, 5, 5]), "total")
    assert alike.reliable is not None
    assert alike.reliable.verdict == "improved"


def test_without_a_margin_nothing_is_said() -> None:
    only_one_counts = {"min_answered": 1, "min_coverage": 0.3, "narrow_below": 0.5}
    rules = two_topics(missing_data=only_one_counts)
    one, three = (score(rules, Assessment(answers=answers)) for answers in ({"a0": 5}, {"a0": 1, "a1": 1, "a2": 1}))
    change = changes(rules, one, three).scores["a"]
    assert change.before.score == 100
    assert (change.difference, change.reliable, change.reason) == (-100, None, "no_margin")


def test_when_the_phase_changed_both_scores_are_made_anew_from_what_was_asked_both_times() -> None:
    found = phases(INITIAL, FOLLOW_UP)
    assert found.anchors == (
        *("TR01", "TR02", "TR05", "TR06"), "EM01", "CO01", *("IN01", "IN04", "IN05", "IN06"), "CH01", "CH02", "CH03"
    )  # fmt: skip
    trust = found.scores["trust"]
    assert [trust.before.score, trust.now.score] == [43.75, 87.5]  # 4 2 3 4r and 5 4 4 1r
    assert (trust.before.asked, trust.now.asked) == (4, 4)
    assert trust.reliable is not None
    assert trust.reliable.min_change == pytest.approx(
        1.96 * sqrt(sum((each.margin or 0) ** 2 for each in (trust.before, trust.now)))
    )


def test_fewer_than_two_anchors_give_no_trend_and_the_overall_score_keeps_its_own_rule() -> None:
    found = phases(INITIAL, FOLLOW_UP).scores
    assert {name: found[name].reason for name in ("emotion", "content", "emotion.digital", "overall")} == {
        "emotion": "few_anchors",
        "content": "few_anchors",
        "emotion.digital": "few_anchors",
        "overall": "no_score",  # two of the four, where three are needed
    }


def test_one_anchor_is_too_few_even_where_one_answer_makes_a_score() -> None:
    made = by_given_phase()
    lenient = made.model_copy(update={"missing_data": replace_rule(made, min_answered=1)})
    answers: dict[str, Code] = {"always": 3, **{f"Q{at}": 3 for at in range(12)}}
    before, now = (score(lenient, Assessment(answers=answers, given={"phase": phase})) for phase in ("before", "after"))
    found = changes(lenient, before, now)
    assert found.anchors == ("always", "Q2", "Q5", "Q8", "Q11")
    assert found.scores["all"].reliable is not None
    few = Assessment(answers=answers, given={"phase": "before"})
    assert changes(lenient, score(lenient, replace(few, given={})), now).scores["all"].reason == "few_anchors"


def replace_rule(made: Instrument, **parts: Any) -> Any:
    return made.missing_data.model_copy(update=parts)


def test_other_items_in_the_same_phase_are_compared_on_the_common_ones_too() -> None:
    wide = mixed()
    answers: dict[str, Code] = {name: 4 for name in wide.items if name.startswith("Q")} | {
        name: "most" for name, each in wide.items.items() if each.response_scale == "kinds"
    }
    shown = score(wide, Assessment(answers={**answers, "meetings": 3, "consent": "given"}))
    hidden = score(wide, Assessment(answers={**answers, "meetings": 3, "consent": "refused"}))
    found = changes(wide, shown, hidden)
    assert set(shown.asked) - set(hidden.asked) == {"Q04", "Q13", "Q22", "Q31"}
    assert found.anchors == tuple(name for name in hidden.asked if name.startswith("Q"))
    assert {change.difference for change in found.scores.values()} <= {0.0, None}


def test_scores_made_anew_from_all_items_are_those_of_the_result() -> None:
    assessment = Assessment(answers=INITIAL)
    made = score(relationship_check(), assessment)
    assert score_from(relationship_check(), assessment, made.asked) == made.scores


def test_scores_made_anew_keep_the_missing_data_rule() -> None:
    assessment = Assessment(answers=INITIAL)
    trust = score_from(relationship_check(), assessment, ("TR01", "TR02"))["trust"]
    assert (trust.score, trust.asked) == (50, 2)
    assert score_from(relationship_check(), assessment, ("TR01",))["trust"].status == "too_few"
