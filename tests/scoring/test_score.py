"""How the parts of scoring are put together: what is asked, what is known, and what each score rests on."""

from typing import Any

import pytest

from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.model.results import Result
from rely.scoring.accept import AnswersRefused
from rely.scoring.coding import ImpossibleAnswer
from rely.scoring.plan import score_ids
from rely.scoring.score import score
from tests.instruments import by_given_phase, facet, instrument, item, likert, mixed, relationship_check

INITIAL = {"cx_first_contact": "yes", "cx_first_transaction": "no", "cx_physical_12m": 2}
FOLLOW_UP = INITIAL | {"cx_first_transaction": "yes"}
NEVER_MET = INITIAL | {"cx_physical_12m": 0}


def check(answers: dict[str, Any], **parts: Any) -> Result:
    return score(relationship_check(), Assessment(answers=answers, **parts))


def all_items(code: int) -> dict[str, Any]:
    items = relationship_check().items.items()
    return {name: 6 - code if each.reverse else code for name, each in items if each.values("ingredient")}


def status(result: Result, *scores: str) -> list[str]:
    return [result.scores[name].status for name in scores]


def test_without_a_phase_nothing_is_asked_that_has_one_and_no_score_applies() -> None:
    result = check({"cx_first_contact": "no", "TR01": 5, **all_items(5)})
    assert result.selected is None
    assert all(name.startswith(("cx_", "im_")) for name in result.asked)
    assert {each.status for each in result.scores.values()} == {"not_applicable"}
    assert {each.score for each in result.scores.values()} == {None}
    assert result.one_sided is None
    assert result.item_scores.keys() & all_items(5).keys() == set()


def test_items_of_the_phase_are_asked_in_the_order_of_the_questionnaire() -> None:
    result = check(INITIAL)
    assert result.selected == "initial"
    assert [name for name in result.asked if name.startswith("TR")] == [
        *("TR01", "TR02", "TR03", "TR04", "TR05", "TR06", "TR10")
    ]
    assert result.asked[:2] == ("cx_alias", "cx_country")


def test_answers_of_another_phase_are_kept_and_neither_scored_nor_known() -> None:
    with_more, without = check({**FOLLOW_UP, "TR03": 1}), check(FOLLOW_UP)
    assert with_more.assessment.answers["TR03"] == 1
    assert with_more.scores == without.scores
    assert with_more.facts == without.facts


def test_routed_items_count_as_not_applicable_whatever_was_answered() -> None:
    result = check({**NEVER_MET, "TR03": 5, "TR04": None, **dict.fromkeys(("TR01", "TR02", "TR06"), 4)})
    assert result.routed["TR03"] == result.routed["TR04"] == "physical_contact"
    trust = result.scores["trust"]
    assert (trust.asked, trust.na, trust.applicable, trust.answered, trust.missing) == (7, 2, 5, 3, 2)
    assert result.scores["trust.physical"].status == "no_specific"
    assert "TR03" not in result.item_scores
    assert not {"TR03", "item_score.TR03"} & result.facts.keys()


def test_items_are_not_routed_while_it_is_unknown_whether_they_apply() -> None:
    result = check({"cx_first_contact": "yes", "cx_first_transaction": "no"})
    assert result.routed == {}
    assert result.scores["trust"].missing == 7


def hiding(**parts: Any) -> Instrument:
    return instrument(
        items=[
            item("gate"),
            item("Q1", show_if={"fact": "gate", "at_least": 3}),
            item("Q2", show_if={"fact": "Q1", "at_least": 3}),
            item("Q3"),
        ],
        **parts,
    )


def test_an_item_is_hidden_only_when_its_condition_is_false() -> None:
    hidden = score(hiding(), Assessment(answers={"gate": 2, "Q1": 5, "Q3": 5}))
    assert hidden.asked == ("gate", "Q2", "Q3")
    assert (hidden.scores["all"].asked, hidden.scores["all"].answered) == (3, 2)
    unknown = score(hiding(), Assessment(answers={"Q1": 5, "Q3": 5}))
    assert unknown.asked == ("gate", "Q1", "Q2", "Q3")


def test_the_answer_to_a_hidden_item_is_not_known_to_what_follows() -> None:
    hidden = score(hiding(), Assessment(answers={"gate": 2, "Q1": 1}))
    assert "Q1" not in hidden.facts
    assert "Q2" in hidden.asked
    shown = score(hiding(), Assessment(answers={"gate": 3, "Q1": 1}))
    assert "Q2" not in shown.asked


def test_a_given_fact_selects_and_a_missing_one_does_not() -> None:
    made = by_given_phase()
    before = score(made, Assessment(answers={}, given={"phase": "before"}))
    assert (before.selected, before.facts["phase"], before.scores["all"].asked) == ("before", "before", 9)
    for given in ({}, {"phase": None}):
        without = score(made, Assessment(answers={"always": 4}, given=given))
        assert (without.selected, without.asked) == (None, ("always",))
        assert "phase" not in without.facts
        assert status(without, "a", "b", "all") == ["not_applicable", "not_applicable", "too_few"]


def test_a_form_asks_its_own_items_and_has_its_own_missing_data_rule() -> None:
    answers = {**INITIAL, "TR01": 5, "TR02": 5, "TR03": 3, "EM02": 4}
    scan = check(answers, form="scan")
    assert set(scan.asked) <= set(relationship_check().forms[0].items)
    assert "TR07" not in scan.asked
    assert scan.scores["trust"].asked == 2
    assert scan.scores["trust"].score == 75.0
    assert status(scan, "trust", "emotion", "trust.physical", "overall") == ["ok", "too_few", "too_few", "too_few"]
    assert check(answers).scores["trust"].asked == 7


def test_a_form_with_a_rule_of_its_own_may_ask_for_fewer_answers() -> None:
    rule = {"min_answered": 1, "min_coverage": 0.2, "narrow_below": 0}
    made = hiding(forms=[{"id": "short", "label": "Short", "items": ["gate", "Q3"], "missing_data": rule}])
    found = [score(made, Assessment(answers={"Q3": 5}, form=form)).scores["all"] for form in ("full", "short")]
    assert [(each.status, each.score, each.asked) for each in found] == [("too_few", None, 4), ("ok", 100.0, 2)]


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(KeyError, match="absent"):
        check(INITIAL, form="absent")


def test_the_overall_score_is_the_plain_mean_of_its_parts_and_leaves_the_rest_out() -> None:
    scored = dict.fromkeys(all_items(3), 3) | {name: 5 for name in all_items(5) if name.startswith("CH")}
    result = check({**INITIAL, **scored})
    assert result.scores["overall"].score == 50.0
    assert (result.scores["overall"].asked, result.scores["overall"].answered) == (4, 4)
    assert list(result.scores) == list(score_ids(relationship_check()))
    assert next(iter(result.scores)) == "overall"


def test_an_overall_score_over_too_few_parts_says_so_and_one_over_most_of_them_is_partial() -> None:
    three = {name: code for name, code in all_items(4).items() if not name.startswith("EM")}
    two = {name: code for name, code in three.items() if not name.startswith("CO")}
    result = check({**INITIAL, **three})
    partial, few = result.scores["overall"], check({**INITIAL, **two}).scores["overall"]
    assert (partial.status, partial.score, partial.missing, partial.coverage) == ("partial", 75.0, 1, 0.75)
    margins = [result.scores[name].margin for name in ("trust", "content", "interaction")]
    assert partial.margin == pytest.approx(sum(margin**2 for margin in margins if margin) ** 0.5 / 3)
    assert (few.status, few.score, few.margin, few.coverage) == ("too_few", None, None, 0.5)


def test_a_score_tells_its_margin_its_band_and_where_the_margin_comes_from() -> None:
    result = check({**INITIAL, "TR01": 5, "TR02": 5, "TR03": 4, "TR04": 3})
    trust = result.scores["trust"]
    assert (trust.score, trust.band, trust.borderline, trust.margin_basis) == (81.25, "solid", "partly", "person")
    assert trust.margin == pytest.approx((1718.75 / 3 / 4) ** 0.5)
    emotion = result.scores["emotion"]
    assert (emotion.score, emotion.band, emotion.borderline, emotion.margin, emotion.margin_basis) == (None,) * 5


def test_an_instrument_without_bands_names_none() -> None:
    result = score(hiding(), Assessment(answers={"gate": 5, "Q1": 5, "Q2": 5, "Q3": 5}))
    assert (result.scores["all"].score, result.scores["all"].band) == (100.0, None)
    assert result.selected is None
    assert result.one_sided is None


def test_a_side_without_scores_is_named_unless_both_lack_them() -> None:
    physical_only = {"TR03": 4, "TR04": 4, "EM03": 4, "EM04": 4, "CO03": 4, "CO04": 4, "IN02": 4, "IN03": 4}
    assert check({**INITIAL, **physical_only}).one_sided == "digital"
    assert check({**NEVER_MET, **all_items(4)}).one_sided == "physical"
    assert check({**INITIAL, **all_items(4)}).one_sided is None
    assert check(INITIAL).one_sided is None


def test_facts_hold_what_is_known_by_name_and_nothing_that_is_unknown() -> None:
    known = {"cx_months": 12, "cx_digital_3m": 6, "cx_digital_skill": 4, "cx_digital_trust": 4, "cx_country": "DE"}
    result = check({**INITIAL, **known, "TR01": "na", "TR02": 4, "TR06": 2, **all_items(4)} | {"TR01": "na"})
    expected = {
        "cx_country": "DE",
        "phase": "initial",
        "readiness.score": 75.0,
        "readiness.level": "high",
        "digital_per_month": 2.0,
        "physical_fit.position": "within",
        "balance.tilt": "balanced",
        "TR02": 4,
        "item_score.TR02": 75.0,
        "item_score.TR06": 75.0,
        "score.channels": 75.0,
        "band.channels": "solid",
    }
    assert {name: result.facts[name] for name in expected} == expected
    assert not {"TR01", "item_score.TR01", "cx_sector", "one_sided", "contact_moments.fit"} & result.facts.keys()
    assert None not in result.facts.values()


def test_every_measure_is_there_with_all_its_parts_known_or_not() -> None:
    made = relationship_check()
    result = check({})
    assert list(result.measures) == [measure.id for measure in made.measures]
    assert {name: tuple(parts) for name, parts in result.measures.items()} == {
        measure.id: measure.outputs() for measure in made.measures
    }
    assert result.measures["readiness"] == {"score": None, "level": None}


def test_plain_answers_are_checked_before_they_are_scored() -> None:
    made = hiding()
    assert score(made, {"gate": 5, "Q3": 3}).scores["all"].score == 75.0
    with pytest.raises(AnswersRefused) as refused:
        score(made, {"gate": 9, "Q9": 1, "Q3": "3"})
    assert [(each.item, each.kind) for each in refused.value.problems] == [
        ("gate", "unknown-code"),
        ("Q9", "unknown-item"),
        ("Q3", "unknown-code"),
    ]
    assert refused.value.problems[0].accepted == ("1", "2", "3", "4", "5", "na")


@pytest.mark.parametrize("answer", [6, True, 4.0, "4", "dk"])
def test_an_assessment_with_an_impossible_answer_is_refused(answer: Any) -> None:
    with pytest.raises(ImpossibleAnswer):
        score(hiding(), Assessment(answers={"gate": answer}))


def test_na_is_refused_where_an_item_always_applies() -> None:
    with pytest.raises(ImpossibleAnswer, match="always applies"):
        check({**INITIAL, "TR06": "na"})


def test_a_text_may_read_like_a_mark() -> None:
    assert check({"cx_alias": "na"}).facts["cx_alias"] == "na"


def test_the_order_in_which_answers_were_given_never_matters() -> None:
    answers = {**INITIAL, **all_items(4), "TR01": 2, "cx_months": 12}
    turned = dict(reversed(answers.items()))
    assert check(answers).scores == check(turned).scores
    assert check(answers).facts == check(turned).facts


def test_weights_widths_and_anchored_choices_meet_in_one_score() -> None:
    made = instrument(
        items=[item("A", weight=3), item("B", "seven", reverse=True), item("C", "kinds", weight=0.5)],
        response_scales=[
            likert("five", 5),
            likert("seven", 7, lowest=0, dk=True),
            {"id": "kinds", "kind": "choice"}
            | {"options": [{"code": code, "label": code, "score": at} for code, at in (("low", 10), ("high", 90))]},
        ],
    )
    found = score(made, Assessment(answers={"A": 4, "B": 2, "C": "high"})).scores["all"]
    assert found.score == pytest.approx((3 * 75 + 400 / 6 + 0.5 * 90) / 4.5)
    without = score(made, Assessment(answers={"A": 4, "B": "dk", "C": "high"})).scores["all"]
    assert (without.score, without.dk, without.applicable) == (pytest.approx((3 * 75 + 0.5 * 90) / 3.5), 1, 2)


def test_scores_of_no_weight_are_too_few_and_still_count_their_answers() -> None:
    light = score(mixed(), Assessment(answers={"Q13": 4, "Q29": 4, "consent": "given", "meetings": 1})).scores["light"]
    assert (light.score, light.status, light.answered) == (None, "too_few", 2)


def test_a_cell_of_shared_items_alone_has_no_score_of_its_own() -> None:
    made = instrument(
        items=[
            item("both1", facets={"topic": "t", "side": ["left", "right"]}),
            item("both2", facets={"topic": "t", "side": ["left", "right"]}),
            item("right1", facets={"topic": "t", "side": "right"}),
        ],
        facets=[facet("topic", "t"), facet("side", "left", "right")],
        scores={"by_cell": [{"facets": ["topic", "side"], "specific": "side"}]},
    )
    result = score(made, Assessment(answers={"both1": 4, "both2": 4, "right1": 4}))
    assert status(result, "t.left", "t.right") == ["no_specific", "ok"]
