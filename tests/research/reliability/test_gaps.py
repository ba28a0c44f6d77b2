"""The reliability of a gap rests on pairs of the same relationship, complete on both sides, of enough people."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from rely.loading.catalogue import load_instrument
from rely.model.answers import Assessment
from rely.model.gap_figures import GapFigures, GapReliability, Gaps
from rely.model.instrument import Instrument
from rely.research.reliability import (
    Row,
    Sample,
    collect,
    gap_reliability_of,
    gaps_document,
    reliability_document,
    reliability_of,
)
from rely.research.simulate import simulate
from tests.instruments import facet, instrument, item, likert, relationship_check

STEPS = [{"is": "aligned"}, {"from": 12.5, "is": "noticeable"}]
RULES = {"facet": "topic", "steps": STEPS}
PERSPECTIVES = [{"id": name, "label": name} for name in ("self", "client", "colleague")]
SCALES = [likert("five", 5, na=True), {"id": "name", "kind": "text", "max_length": 60}]
NAMED = {"report": {"title": "Made up", "subject": "name"}}


def own_one(*items: dict[str, Any], **parts: Any) -> Instrument:
    every = [*items, item("name", "name")]
    return instrument(items=every, response_scales=SCALES, perspectives=PERSPECTIVES, **{**NAMED, **parts})


def other_one(*items: dict[str, Any]) -> Instrument:
    return own_one(*items, facets=[facet("topic", "talk", "work")], comparison=RULES, id="other")


def mirror(name: str, of: str, topic: str = "talk") -> dict[str, Any]:
    return item(name, mirror_of=f"made-up@1/{of}", facets={"topic": topic})


MINE = own_one(item("A"), item("B", reverse=True), item("C"))
THEIRS = other_one(mirror("CA", "A"), mirror("CB", "B"), item("X"))

BOTH, ONE, NONE = (5, 5), (5, 1), (1, 1)
VIEW = [*[BOTH] * 5, ONE, (1, 5), *[NONE] * 5]
"""Twelve answers to two statements with alpha .80: 6 of 12 at the top of each, 10 times both alike, so phi is 2/3."""
CHANGED = [NONE, *VIEW[1:11], BOTH]
"""The same with the first and the last exchanged: the means then correlate (8 - 2) / 10 = .60 with those of VIEW."""


def mine(codes: Sequence[tuple[int | None, int | None]], **others: Any) -> list[Assessment]:
    """Own answers, of relationship r0, r1, ...; B is reverse-coded."""
    turned = [{"A": one, "B": None if two is None else 6 - two} for one, two in codes]
    return [Assessment(answers=each, **{"id": f"r{at}", **others}) for at, each in enumerate(turned)]


def theirs(codes: Sequence[tuple[Any, Any]], **others: Any) -> list[Assessment]:
    given = {"perspective": "client", **others}
    return [Assessment(answers={"CA": a, "CB": b}, **{"id": f"r{at}", **given}) for at, (a, b) in enumerate(codes)]


def sample(made: Instrument, assessments: Sequence[Assessment]) -> Sample:
    return collect(made, [Row(line, each) for line, each in enumerate(assessments, start=2)])


def found(own: Sequence[Assessment], others: Sequence[Assessment], **options: Any) -> GapReliability:
    own_instrument, other = options.pop("between", (MINE, THEIRS))
    return gap_reliability_of(own_instrument, sample(own_instrument, own), other, sample(other, others), **options)


def group(told: GapReliability) -> Gaps:
    return told.groups["self"]


def talk(told: GapReliability) -> GapFigures:
    return next(each for each in group(told).values if each.value == "talk")


def test_the_figures_are_those_computed_by_hand() -> None:
    # Deviations of the means from 50: five times 50, twice 0, five times -50; squares add up to 25,000 over 11.
    gap = talk(found(mine(VIEW), theirs(CHANGED)))
    assert gap.items == {"A": "CA", "B": "CB"}
    assert (gap.n, gap.pairs, gap.note, gap.cautions) == (12, 12, "very_uncertain", ("two_items",))
    for view in (gap.own, gap.other):
        assert (view.mean, view.sd, view.alpha) == pytest.approx((50, (25_000 / 11) ** 0.5, 0.8))
    assert gap.correlation == pytest.approx(0.6)
    assert (gap.mean, gap.sd) == pytest.approx((0, (20_000 / 11) ** 0.5))
    assert gap.reliability == pytest.approx((0.8 - 0.6) / (1 - 0.6))
    # 47.67 x sqrt(.2 + .2), which is also 42.64 x sqrt(1 - .5).
    assert gap.sem == pytest.approx((10_000 / 11) ** 0.5)
    assert gap.beyond == pytest.approx(1.96 * 30.1511, rel=1e-5)


def test_a_gap_is_own_minus_other() -> None:
    gap = talk(found(mine(VIEW), theirs([NONE] * 6 + [BOTH] * 6)))
    assert gap.own.mean == 50
    higher = talk(found(mine([(5, 4)] * 12), theirs(VIEW)))
    assert higher.mean == pytest.approx(87.5 - 50)


def test_only_pairs_with_all_statements_answered_by_both_count() -> None:
    own, others = mine([*VIEW, (5, None), (None, None)]), theirs([*CHANGED, BOTH, BOTH, BOTH])
    gap = talk(found(own, [*others[:14], *theirs([("na", 3)] * 2)]))
    assert (gap.pairs, gap.n) == (13, 12)
    half = talk(found(mine([*VIEW, *[(5, None)] * 13]), theirs([*CHANGED, *[BOTH] * 13])))
    assert (half.pairs, half.n) == (25, 12)
    assert "few_complete" in half.cautions


def test_several_others_are_averaged_by_statement_first_and_counted() -> None:
    others = [*theirs(CHANGED), *theirs([("na", 1)] * 1), *theirs([(5, None)] * 1)]
    told = found(mine(VIEW), others)
    gaps, gap = group(told), talk(told)
    assert (gaps.rows, gaps.others, gaps.most) == (12, 14, 3)
    assert "several_others" in gap.cautions
    # r0: CA is (0 + 100) / 2, CB is (0 + 0) / 2, so 25 instead of 0.
    assert gap.other.mean == pytest.approx(50 + 25 / 12)


def test_rows_are_paired_by_id_else_by_respondent_and_name() -> None:
    named = [
        Assessment(answers={**each.answers, "name": f"  Client\u00a0{at} "}, respondent="me")
        for at, each in enumerate(mine(VIEW))
    ]
    others = [
        Assessment(answers={**each.answers, "name": f"Client {at}"}, respondent="me", perspective="client")
        for at, each in enumerate(theirs(CHANGED))
    ]
    assert talk(found(named, others)).n == 12
    strangers = [Assessment(answers=each.answers, respondent="you", perspective="client") for each in others]
    told = found(named, strangers)
    assert (group(told).rows, group(told).left_out, told.left_out) == (0, {"alone": 12}, {"unpaired": 12})
    nameless = [Assessment(answers={"CA": 5}, respondent="me", perspective="client")]
    assert found(named, nameless).left_out == {"unnamed": 1}


def test_an_id_is_not_taken_for_a_name() -> None:
    own = [Assessment(answers={"A": 5, "B": 1}, id="Bakery")]
    others = [Assessment(answers={"CA": 5, "CB": 5, "name": "Bakery"}, perspective="client")]
    assert group(found(own, others)).rows == 0


def test_of_several_own_rows_with_an_id_the_first_counts_and_of_several_with_a_name_none() -> None:
    own = [*mine(VIEW), *mine([NONE] * 3)]
    told = found(own, theirs(CHANGED))
    assert (group(told).rows, group(told).left_out) == (12, {"repeated": 3})
    assert talk(told).own.mean == pytest.approx(50)
    bakeries = [Assessment(answers={"A": 5, "B": 1, "name": "Bakery"}) for _ in range(2)]
    other = [Assessment(answers={"CA": 5, "CB": 5, "name": "Bakery"}, perspective="client")]
    told = found(bakeries, other)
    assert (group(told).rows, group(told).left_out, told.left_out) == (0, {"ambiguous": 2}, {"unpaired": 1})


def test_several_relationships_of_one_respondent_are_told() -> None:
    gaps = group(found(mine(VIEW, respondent="me"), theirs(CHANGED)))
    assert gaps.respondents.is_clustered
    assert (gaps.respondents.named, gaps.respondents.distinct) == (12, 1)


def test_what_has_no_item_score_is_not_compared() -> None:
    text = item("CN", "name", mirror_of="made-up@1/name", facets={"topic": "talk"})
    between = MINE, other_one(mirror("CA", "A"), mirror("CB", "B"), text)
    assert talk(found(mine(VIEW), theirs(CHANGED), between=between)).items == {"A": "CA", "B": "CB"}


def test_one_statement_has_no_reliability() -> None:
    pair = own_one(item("A")), other_one(mirror("CA", "A"))
    own = [Assessment(answers={"A": one}, id=f"r{at}") for at, (one, _) in enumerate(VIEW)]
    others = [Assessment(answers={"CA": a}, id=f"r{at}", perspective="client") for at, (a, _) in enumerate(CHANGED)]
    gap = talk(found(own, others, between=pair))
    assert (gap.own.alpha, gap.reliability, gap.sem, gap.beyond) == (None, None, None, None)
    assert gap.own.sd is not None
    assert gap.cautions == ("one_item",)


def test_nothing_is_computed_of_fewer_than_ten_pairs() -> None:
    gap = talk(found(mine(VIEW[:9]), theirs(CHANGED[:9])))
    assert (gap.n, gap.note) == (9, "not_computed")
    assert {gap.own.mean, gap.other.mean, gap.correlation, gap.mean, gap.sd, gap.reliability, gap.sem} == {None}


@pytest.mark.parametrize(
    ("own", "other", "caution"),
    [
        ([(5, 3)] * 12, CHANGED, "no_variance"),
        (VIEW, VIEW, "no_variance"),
        ([(5, 1), (1, 5), (5, 2)] * 4, CHANGED, "negative_alpha"),
        (VIEW, [ONE, *VIEW[1:]], "negative_reliability"),
    ],
)
def test_what_speaks_against_a_figure_is_told(own: Any, other: Any, caution: str) -> None:
    gap = talk(found(mine(own), theirs(other)))
    assert gap.cautions == ("two_items", caution)
    if caution == "negative_reliability":
        assert gap.reliability is not None
        assert gap.reliability < 0
    else:
        assert (gap.reliability, gap.sem, gap.beyond) == (None, None, None)


def test_an_error_larger_than_any_gap_is_told() -> None:
    # No two answers of one side go together: alpha is 0, and error is all there is.
    square = [BOTH, ONE, (1, 5), NONE] * 3
    far = [*[BOTH] * 6, *[NONE] * 6]
    gap = talk(found(mine(square), theirs([*square[6:], *square[:6]])))
    assert gap.own.alpha == pytest.approx(0)
    assert gap.sem == pytest.approx((5_000 * 6 / 11) ** 0.5)
    assert "beyond_scale" in gap.cautions
    assert "beyond_scale" not in talk(found(mine(far), theirs(far[::-1]))).cautions


def test_phases_are_told_apart_and_others_of_another_phase_are_not_paired() -> None:
    check, pulse = relationship_check(), load_instrument("client-pulse")
    own = sample(check, list(simulate(check, 120, 3)))
    others = sample(pulse, list(simulate(pulse, 120, 4)))
    told = gap_reliability_of(check, own, pulse, others)
    asked = {name: {each.value: set(each.items.values()) for each in told.groups[name].values} for name in told.groups}
    assert asked["initial"]["emotion"] == {"CP_EM1", "CP_EM2I"}
    assert asked["follow_up"]["emotion"] == {"CP_EM1", "CP_EM2F"}
    alike = [(mine, other) for mine, other in zip(own.table.selected, others.table.selected, strict=True) if mine >= 0]
    paired = sum(gaps.others for gaps in told.groups.values())
    assert paired == sum(mine == other for mine, other in alike) < len(alike)
    assert own.table.values == others.table.values
    assert told.left_out == {"unpaired": 120 - paired}
    assert (told.rows, told.simulated) == (120, 120)
    assert not any(gaps.respondents.named for gaps in told.groups.values())


def test_rows_of_the_perspective_of_the_others_have_no_gaps() -> None:
    told = found(mine(VIEW, perspective="client"), theirs(CHANGED))
    assert (told.groups, told.left_out) == ({}, {"unpaired": 12})


def test_one_other_perspective_is_compared_and_only_where_it_is_said_how() -> None:
    with pytest.raises(ValueError, match="one other perspective"):
        found(mine(VIEW), [*theirs(VIEW[:1]), *theirs(VIEW[:1], perspective="colleague")])
    with pytest.raises(ValueError, match="does not say how"):
        found(mine(VIEW), theirs([]), between=(MINE, own_one(item("CA"))))


def test_no_answers_of_others_give_no_figures() -> None:
    told = found(mine(VIEW), [])
    assert (group(told).rows, group(told).most, talk(told).n) == (0, 0, 0)


def test_the_document_holds_the_gaps_of_the_group_of_the_scores() -> None:
    own, others = sample(MINE, mine(VIEW)), sample(THEIRS, theirs(CHANGED))
    base = reliability_document(MINE, "sha256:0", reliability_of(MINE, own))
    document = json.loads(json.dumps(gaps_document(base, gap_reliability_of(MINE, own, THEIRS, others))))
    assert document["gaps"] == document["groups"][document["group"]]["gaps"]
    assert document["gaps"]["talk"]["reliability"] == pytest.approx(0.5)
    assert document["gaps"]["talk"]["items"] == {"A": "CA", "B": "CB"}
    assert document["groups"]["self"]["paired"]["rows"] == 12
    assert document["beside"]["instrument"]["id"] == "other"
    assert document["scores"] == json.loads(json.dumps(base))["scores"]
