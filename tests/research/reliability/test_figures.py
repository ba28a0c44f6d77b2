"""The figures of an instrument rest on the right rows: of one phase, one form, complete, and of enough people."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pytest

from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.model.reliability import GroupFigures, Reliability, ScoreFigures
from rely.research.reliability import Row, alpha, collect, grouping_facts, reliability_document, reliability_of
from rely.research.simulate import simulate
from rely.scoring.score import score
from tests.instruments import choice, facet, instrument, item, likert, relationship_check
from tests.research.reliability.reference import data_of, sets_in

CARELESS = {"careless": [{"response_scale": "five", "min_answers": 4, "same_share": 0.9, "agrees_from": 4}]}
CHANCE = np.random.default_rng(5).integers(-1, 2, (300, 4)) + np.random.default_rng(6).integers(2, 5, (300, 1))


def four(**parts: Any) -> Instrument:
    """Four statements, the last reverse-coded, and who answered in which branch."""
    items = [item("A"), item("B"), item("C"), item("D", reverse=True), item("branch", "kinds")]
    scales = [likert("five", 5, na=True), choice("kinds", shop=None, office=None)]
    return instrument(items=items, response_scales=scales, **parts)


def answers(at: int, **others: Any) -> dict[str, Any]:
    """Plausible answers: those to D are high where the others are low."""
    codes = [int(code) for code in CHANCE[at].clip(1, 5)]
    return {"A": codes[0], "B": codes[1], "C": codes[2], "D": 6 - codes[3]} | others


def figures(made: Instrument, rows: Iterable[Mapping[str, Any]], **options: Any) -> Reliability:
    """What rows of answers say; keys of an assessment stand beside the answers after an underscore."""
    assessments = [
        Row(
            line,
            Assessment(
                answers={name: code for name, code in row.items() if not name.startswith("_")},
                **{name[1:]: value for name, value in row.items() if name.startswith("_")},
            ),
        )
        for line, row in enumerate(rows, start=2)
    ]
    return reliability_of(made, collect(made, assessments, by=options.get("by")), **options)


def only(found: Reliability) -> tuple[GroupFigures, ScoreFigures]:
    (group,) = found.groups
    (one,) = group.scores
    return group, one


def test_alpha_is_that_of_the_complete_rows_after_reverse_coding() -> None:
    rows = [answers(at) for at in range(40)] + [answers(at, B=None) for at in range(40, 60)]
    rows += [answers(at, C="na") for at in range(60, 70)]
    _, found = only(figures(four(), rows))
    assert found.n == 40
    assert found.alpha == pytest.approx(alpha(CHANCE[:40].clip(1, 5).astype(float)))
    assert found.alpha is not None
    assert found.alpha > 0.5


def test_the_spread_is_of_all_who_have_a_score_by_the_rule_of_score() -> None:
    rows = [answers(at) for at in range(30)] + [answers(at, B=None) for at in range(30, 50)]
    rows += [{"A": 3} for _ in range(5)]
    made = four()
    scores = [score(made, row).scores["all"].score for row in rows]
    known = [each for each in scores if each is not None]
    assert len(known) == 50
    _, found = only(figures(made, rows))
    assert found.spread.n == 50
    assert found.spread.mean == pytest.approx(np.mean(known))
    assert found.spread.sd == pytest.approx(np.std(known, ddof=1))


def test_an_item_says_how_often_it_was_answered_left_out_or_not_asked() -> None:
    gate = {"fact": "A", "at_least": 2}
    made = instrument(
        items=[item("A"), item("B", show_if=gate), item("C", "known")],
        response_scales=[likert("five", 5, na=True), likert("known", 5, dk=True)],
    )
    rows = [{"A": 1, "C": 1}] * 4 + [{"A": 5, "B": "na", "C": "dk"}] * 2 + [{"A": 5}] * 2
    rows += [{"A": 5, "B": 3, "C": 5}] * 12
    _, found = only(figures(made, rows))
    b, c = found.parts[1], found.parts[2]
    assert (b.n, b.not_asked, b.na, b.dk, b.missing) == (12, 0.2, 0.1, 0, 0.1)
    assert (c.n, c.not_asked, c.na, c.dk, c.missing) == (16, 0, 0, 0.1, 0.1)
    assert (c.lowest, c.highest) == (0.25, 0.75)


def test_a_mean_is_told_in_item_scores_and_in_codes_as_they_stand_in_a_file() -> None:
    rows = [answers(at) for at in range(50)]
    _, found = only(figures(four(), rows))
    codes = np.array([row["D"] for row in rows], float)
    d = found.parts[3]
    assert (d.id, d.reverse) == ("D", True)
    assert d.code_mean == pytest.approx(codes.mean())
    assert d.code_sd == pytest.approx(codes.std(ddof=1))
    assert d.mean == pytest.approx((5 - codes.mean()) * 25)
    assert d.sd == pytest.approx(codes.std(ddof=1) * 25)


def test_codes_that_are_no_numbers_have_no_mean() -> None:
    made = instrument(
        items=[item("A", "kind"), item("B", "kind")], response_scales=[choice("kind", none=0, some=30, all=100)]
    )
    _, found = only(figures(made, [{"A": "some", "B": "all"}] * 12))
    assert (found.parts[0].mean, found.parts[0].code_mean) == (30, None)


def test_weights_count_in_alpha_as_in_the_score_and_an_item_without_weight_is_in_neither() -> None:
    made = instrument(items=[item("A", weight=2), item("B"), item("C"), item("D", weight=0)])
    rows = [answers(at) for at in range(60)]
    _, found = only(figures(made, rows))
    assert [part.id for part in found.parts] == ["A", "B", "C"]
    assert found.alpha == pytest.approx(alpha(CHANCE[:60, :3].clip(1, 5) * np.array([2.0, 1.0, 1.0])))


def test_the_margin_is_that_of_the_score_in_points() -> None:
    rows = [answers(at) for at in range(60)]
    _, found = only(figures(four(), rows))
    assert found.alpha is not None
    assert found.spread.sd is not None
    assert found.sem == pytest.approx(found.spread.sd * (1 - found.alpha) ** 0.5)


def test_fewer_than_ten_complete_rows_give_no_figure_and_say_so() -> None:
    _, found = only(figures(four(), [answers(at) for at in range(9)]))
    assert (found.n, found.note, found.alpha, found.omega, found.correlations) == (9, "not_computed", None, None, None)
    assert found.parts[0].item_rest is None
    assert found.parts[0].mean is None
    _, found = only(figures(four(), [answers(at) for at in range(10)]))
    assert (found.note, found.alpha is None) == ("very_uncertain", False)


def test_forgotten_reverse_coding_is_a_negative_alpha_that_is_told_and_gives_no_margin() -> None:
    made = instrument(items=[item("A"), item("D")])
    _, found = only(figures(made, [answers(at) for at in range(60)]))
    assert found.alpha is not None
    assert found.alpha < 0
    assert found.sem is None
    assert found.cautions == ("negative_alpha", "two_items")


@pytest.mark.parametrize(
    ("items", "row", "caution"),
    [
        (["A"], {"A": 3}, "one_item"),
        (["A", "B", "C"], {"A": 3, "B": 2, "C": 1}, "no_variance"),
    ],
)
def test_what_cannot_be_computed_says_why(items: list[str], row: dict[str, int], caution: str) -> None:
    _, found = only(figures(instrument(items=[item(name) for name in items]), [row] * 20))
    assert (found.alpha, found.omega) == (None, None)
    assert found.cautions == (caution,)


def test_an_item_that_all_answered_alike_leaves_alpha_and_takes_omega() -> None:
    _, found = only(figures(four(), [answers(at, B=3) for at in range(40)]))
    assert found.alpha is not None
    assert (found.omega, found.cautions) == (None, ("constant_item",))
    assert found.parts[1].item_rest is None


def test_an_alpha_of_few_among_those_with_a_score_says_so() -> None:
    rows = [answers(at) for at in range(20)] + [answers(at, B=None) for at in range(20, 41)]
    _, found = only(figures(four(), rows))
    assert found.cautions == ("few_complete",)
    _, found = only(figures(four(), rows[:-1]))
    assert found.cautions == ()


def test_a_heywood_case_is_named_in_place_of_omega() -> None:
    codes = data_of("ten_rows", sets_in("simulated")["ten_rows"]).astype(int).tolist()
    made = instrument(items=[item(name) for name in "ABCD"])
    _, found = only(figures(made, [dict(zip("ABCD", row, strict=True)) for row in codes]))
    assert (found.heywood, found.omega, found.cautions) == (True, None, ("heywood",))


def test_phases_are_never_mixed_and_the_largest_comes_first_in_the_document() -> None:
    check = relationship_check()
    rows = list(simulate(check, 120, 3))
    found = reliability_of(check, collect(check, [Row(at, row) for at, row in enumerate(rows)]))
    assert [group.id for group in found.groups] == ["initial", "follow_up"]
    by_hand = [
        [score(check, row).item_scores.get(name) for name in ("TR01", "TR02")]
        for row in rows
        if score(check, row).selected == "follow_up"
    ]
    assert found.groups[1].rows == len(by_hand)
    assert found.left_out == {"no_value": 120 - found.groups[0].rows - found.groups[1].rows}
    document = reliability_document(check, "sha256:x", found)
    assert document["group"] == "initial"
    assert document["scores"] == document["groups"]["initial"]["scores"]
    assert "TR07" not in document["groups"]["initial"]["scores"]["trust"]["items"]
    assert "TR07" in document["groups"]["follow_up"]["scores"]["trust"]["items"]
    assert {"n", "alpha", "alpha_low", "alpha_high", "omega", "heywood", "note", "items"} <= set(
        document["scores"]["trust"]
    )
    json.dumps(document, allow_nan=False)


def test_an_overall_score_is_made_of_scores() -> None:
    made = instrument(
        items=[item(name, facets={"topic": topic}) for name, topic in zip("ABCD", "xxyy", strict=True)],
        facets=[facet("topic", "x", "y")],
        scores={
            "by_facet": [{"facet": "topic"}],
            "overall": {"id": "total", "label": "Total", "of": ["x", "y"], "at_least": 1},
        },
    )
    rows = [answers(at) for at in range(50)]
    (group,) = figures(made, rows).groups
    total = group.scores[0]
    assert (total.id, total.made_of_scores, [part.id for part in total.parts]) == ("total", True, ["x", "y"])
    parts = np.array([[score(made, row).scores[name].score for name in "xy"] for row in rows], float)
    assert total.alpha == pytest.approx(alpha(parts))
    assert total.parts[0].code_mean is None


def test_rows_of_another_form_are_counted_and_left_out() -> None:
    short = {"id": "short", "label": "Short", "items": ["A", "B"]}
    rows = [answers(at) for at in range(20)] + [{"A": 3, "B": 4, "_form": "short"}] * 12
    found = figures(four(forms=[short]), rows)
    assert (only(found)[0].rows, found.left_out) == (20, {"other_form": 12})
    group, one = only(figures(four(forms=[short]), rows, form="short"))
    assert (group.rows, [part.id for part in one.parts]) == (12, ["A", "B"])


def test_perspectives_are_never_mixed() -> None:
    made = four(perspectives=[{"id": "self", "label": "Self"}, {"id": "client", "label": "Client"}])
    rows = [answers(at, _perspective=("client", "self")[at % 3 > 0]) for at in range(60)]
    assert [(group.id, group.rows) for group in figures(made, rows).groups] == [("self", 40), ("client", 20)]


def test_groups_by_a_fact_are_told_apart_and_small_ones_not_at_all() -> None:
    rows = [answers(at, branch="shop" if at < 9 else "office") for at in range(40)] + [answers(41)]
    found = figures(four(), rows, by="branch")
    assert [(group.id, group.rows) for group in found.groups] == [("office", 31)]
    assert found.left_out == {"small_group": 9, "no_value": 1}


def test_rows_can_be_grouped_by_words_and_not_by_numbers() -> None:
    assert grouping_facts(four()) == ("branch",)
    facts = grouping_facts(relationship_check())
    assert {"cx_country", "phase", "readiness.level"} <= set(facts)
    assert not {"TR01", "cx_physical_12m", "readiness.score"} & set(facts)


def test_several_rows_of_one_respondent_are_told_and_the_first_can_be_taken_alone() -> None:
    rows = [answers(at, _respondent=f"p{at % 15}", _id=f"r{at}") for at in range(40)] + [answers(50)]
    group, _ = only(figures(four(), rows))
    assert (group.respondents.named, group.respondents.distinct, group.respondents.most) == (40, 15, 3)
    assert (group.respondents.is_clustered, group.relationships.is_clustered) == (True, False)
    found = figures(four(), rows, one_per="respondent")
    assert (only(found)[0].rows, found.left_out) == (16, {"repeated": 25})
    assert only(figures(four(), rows, one_per="id"))[0].rows == 41


def test_simulated_rows_are_counted_and_are_no_respondent() -> None:
    found = figures(four(), [answers(at, _respondent="simulated") for at in range(20)])
    assert found.simulated == 20
    assert only(found)[0].respondents.named == 0


def test_careless_rows_are_named_by_their_line_from_the_codes_as_answered() -> None:
    rows = [answers(at, branch="shop") for at in range(12)]
    rows[3] = {"A": 4, "B": 4, "C": 4, "D": 4}
    rows[5] = {"A": 1, "B": 1, "C": 1, "D": 1}
    rows[7] = {"A": 4, "B": 4, "C": 4}
    careless = only(figures(four(research=CARELESS), rows))[0].careless
    assert careless is not None
    assert [(each.line, each.flags) for each in careless.flagged if each.line in (5, 7, 9)] == [
        (5, ("straightline", "agrees_with_opposites")),
        (7, ("straightline",)),
    ]
    assert only(figures(four(), rows))[0].careless is None


def test_formative_is_what_an_instrument_is_unless_it_says_otherwise() -> None:
    rows = [answers(at) for at in range(12)]
    assert figures(four(), rows).reflective is False
    assert figures(four(research={"scores_are": "reflective"}), rows).reflective is True


def test_no_rows_give_no_group() -> None:
    found = figures(four(), [])
    assert (found.rows, found.groups, found.largest) == (0, (), None)
    assert reliability_document(four(), "sha256:x", found)["scores"] == {}


def test_thousands_of_items_are_described_without_a_factor_or_pairs() -> None:
    made = instrument(items=[item(f"I{at}") for at in range(1000)])
    chance = np.random.default_rng(1).integers(1, 6, (30, 1000)).tolist()
    _, found = only(figures(made, [{f"I{at}": code for at, code in enumerate(row)} for row in chance]))
    assert found.alpha is not None
    assert (found.omega, found.correlations, found.cautions) == (None, None, ("too_many_items",))
