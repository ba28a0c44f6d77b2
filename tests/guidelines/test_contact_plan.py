from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rely.guidelines.contact_plan import Contact
from rely.model.instrument import Instrument
from tests.guidelines.planning import ENOUGH, advice_for, contacts, months, norm, planned, planting
from tests.reporting.garden import SOURCE, assessment, changed, results


def subjects(found: tuple[Contact, ...]) -> list[str | None]:
    return [None if each.about is None else each.about.guideline.id for each in found]


@pytest.mark.parametrize(
    ("a_year", "due"),
    [
        (1, [7]),
        (2, [4, 10]),
        (3, [3, 7, 11]),
        (4, [2, 5, 8, 11]),
        (5, [2, 5, 7, 10, 12]),
        (6, [2, 4, 6, 8, 10, 12]),
        (10, [1, 3, 4, 5, 6, 7, 9, 10, 11, 12]),
        (12, list(range(1, 13))),
        (30, list(range(1, 13))),
    ],
)
def test_a_side_comes_as_often_as_its_norm_asks_and_evenly_over_the_year(a_year: int, due: list[int]) -> None:
    assert months(planned(planting(sun=a_year)), "sun") == due


@pytest.mark.parametrize("water", [0, None])
@pytest.mark.parametrize(
    ("a_year", "due"), [(1, [2]), (2, [2, 8]), (3, [2, 6, 10]), (4, [2, 5, 8, 11]), (12, list(range(1, 13)))]
)
def test_a_side_below_its_norm_or_not_known_comes_in_the_second_month_at_the_latest(
    a_year: int, due: list[int], water: int | None
) -> None:
    assert months(planned(planting(sun=a_year), {"water": water}), "sun") == due


@given(st.integers(1, 40))
def test_a_side_below_its_norm_comes_as_often_as_another_and_never_later(a_year: int) -> None:
    usual, short = (months(planned(planting(sun=a_year), {"water": water}), "sun") for water in (1000, 0))
    assert len(usual) == len(short) == min(a_year, 12)
    assert all(one <= other for one, other in zip(short, usual, strict=True))


@given(st.floats(0.1, 40), st.floats(1, 120), st.integers(1, 24), st.sampled_from([0, 1000, None]))
def test_contacts_lie_in_the_months_of_the_plan_and_an_interval_apart(
    often: float, span: float, ahead: int, water: int | None
) -> None:
    side = {"side": "sun", "norm": "sunny", "months": span}
    found = months(planned(planting(sun=often, plan=contacts(months=ahead, sides=[side])), {"water": water}), "sun")
    assert all(1 <= month <= ahead for month in found)
    interval = max(1.0, span / often)
    assert all(interval - 1 < later - month < interval + 1 for month, later in pairwise(found))


def test_what_a_norm_plans_goes_before_the_fewest_that_are_in_place() -> None:
    assert months(planned(planting(norms=norm("sunny", 1, plan=4))), "sun") == [2, 5, 8, 11]


def test_the_months_of_a_norm_may_be_more_or_fewer_than_a_year() -> None:
    half = contacts(sides=[{"side": "sun", "norm": "sunny", "months": 6}])
    assert months(planned(planting(sun=1, plan=half)), "sun") == [4, 10]
    two_years = contacts(months=24, sides=[{"side": "sun", "norm": "sunny", "months": 24}])
    assert months(planned(planting(sun=2, plan=two_years)), "sun") == [7, 19]


def test_sides_due_in_one_month_share_a_contact_the_rarest_first() -> None:
    found = planned(planting(sun=1, shade=12))
    assert [each.sides for each in found] == [("shade",)] * 6 + [("sun", "shade")] + [("shade",)] * 5


def test_only_the_side_that_falls_short_comes_earlier() -> None:
    found = planned(planting(sun=2, shade=2), {"water": 0})
    assert (months(found, "sun"), months(found, "shade")) == ([2, 8], [4, 10])


def test_a_side_without_a_norm_that_holds_is_left_out() -> None:
    found = planned(planting(shade=2))
    assert {each.sides for each in found} == {("shade",)}
    elsewhere = norm("sunny", 4, profile="NO")
    assert planned(planting(norms=elsewhere), {"where": "KE"}) == ()
    assert len(planned(planting(norms=elsewhere))) == 4
    never = norm("sunny", 4, when={"fact": "beauty", "below": 0})
    assert planned(planting(norms=never)) == ()


def test_a_norm_that_asks_for_nothing_plans_nothing() -> None:
    assert planned(planting(sun=0)) == ()
    assert planned(planting(norms=norm("sunny", 0, min=None, max=4))) == ()


def test_an_instrument_without_a_contact_plan_has_no_contacts() -> None:
    assert planned(changed()) == ()
    assert planned(changed(report=None)) == ()
    without = planting(sun=12).model_dump(by_alias=True)["report"]["rhythm"] | {"contacts": None}
    assert planned(planting(sun=12, report={**SOURCE["report"], "rhythm": without})) == ()


def test_months_begin_with_the_one_after_the_report_and_go_on_over_the_end_of_the_year() -> None:
    found = planned(planting(sun=12))
    assert [each.month for each in found[:3]] == [date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]
    assert found[-1].month == date(2027, 11, 1)
    assert planned(planting(sun=12), day=date(2026, 12, 31))[0].month == date(2027, 1, 1)
    assert planned(planting(sun=12), day=date(2027, 1, 31))[0].month == date(2027, 2, 1)


def test_a_contact_stands_on_the_first_such_weekday_of_its_month() -> None:
    found = planned(planting(sun=12))
    assert [each.day for each in found[:3]] == [date(2026, 12, 1), date(2027, 1, 5), date(2027, 2, 2)]
    found = planned(planting(sun=12, plan=contacts(weekday="monday")))
    assert [each.day for each in found[:3]] == [date(2026, 12, 7), date(2027, 1, 4), date(2027, 2, 1)]
    assert all(each.day.replace(day=1) == each.month and each.day.day <= 7 for each in found)


ONE_OF_EACH_STATUS: list[dict[str, Any]] = [
    advice_for("is_over", triggers={"facts": [{"fact": "beauty", "above": 1}]}),
    advice_for("is_in_place", triggers={"items": ["R2"]}),
    advice_for("is_always"),
    advice_for("is_unknown", triggers={"items": ["P1"]}),
    advice_for("is_partly", triggers={"items": ["H3"]}),
    advice_for("is_planned_second", triggers={"items": ["H1"]}),
    advice_for("is_to_be_done", triggers={"items": ["H2"]}),
    advice_for("is_planned_first", triggers={"items": ["R3"]}),
    {**advice_for("has_no_contact"), "contact": None},
]
"""Guidelines of every status; the answers are those of the garden, but P1 is skipped."""


def test_contacts_are_about_the_plan_first_then_about_what_is_to_be_done_and_so_on_each_once() -> None:
    found = planned(planting(sun=12, guidelines=ONE_OF_EACH_STATUS, requirements=None, sections=free()), {"P1": None})
    assert subjects(found) == [
        "is_planned_first",
        "is_planned_second",
        "is_to_be_done",
        "is_partly",
        "is_unknown",
        "is_always",
        "is_in_place",
        "is_over",
        *[None] * 4,
    ]


def free() -> list[dict[str, Any]]:
    """The sections of the garden without requirements."""
    return [
        {
            **section,
            "items": [{key: part for key, part in item.items() if key != "requires"} for item in section["items"]],
        }
        for section in SOURCE["sections"]
    ]


def test_a_side_is_about_what_holds_for_it_and_what_names_no_side_is_for_both() -> None:
    guidelines = [advice_for("hot", "sun"), advice_for("cool", "shade"), advice_for("both", "sun", "shade")]
    neither = advice_for("neither")
    del neither["facets"]["light"]
    made = planting(sun=12, guidelines=[*guidelines, neither])
    assert subjects(planned(made))[:4] == ["hot", "both", "neither", None]
    made = planting(shade=12, guidelines=[*guidelines, neither])
    assert subjects(planned(made))[:4] == ["cool", "both", "neither", None]


def test_a_shared_contact_is_about_the_rarest_side() -> None:
    made = planting(sun=1, shade=1, guidelines=[advice_for("cool", "shade"), advice_for("hot", "sun")])
    (found,) = planned(made)
    assert (found.sides, subjects((found,))) == (("sun", "shade"), ["hot"])


def test_without_advice_contacts_are_about_nothing_in_particular() -> None:
    assert subjects(planned(planting(sun=2, guidelines=[]))) == [None, None]


LIGHTS = st.sampled_from([("sun",), ("shade",), ("sun", "shade")])
ITEMS = st.sampled_from([None, "R1", "R2", "H1", "H2", "P1"])


@given(
    st.lists(st.tuples(LIGHTS, ITEMS), max_size=10),
    st.integers(1, 14),
    st.integers(1, 14),
    st.dictionaries(st.sampled_from(["R1", "R2", "H1", "H2", "P1"]), st.sampled_from([None, 1, 2, 3, 4, 5])),
    st.integers(1, 5),
)
def test_whatever_is_planned_comes_before_what_is_not_and_nothing_comes_twice(
    guidelines: list[tuple[tuple[str, ...], str | None]],
    sun: int,
    shade: int,
    answers: dict[str, Any],
    most: int,
) -> None:
    written = [
        advice_for(f"g{at}", *light, triggers=None if item is None else {"items": [item]})
        for at, (light, item) in enumerate(guidelines)
    ]
    rules = {**SOURCE["priorities"], "actions": most, "actions_per_value": most}
    made = planting(sun, shade, guidelines=written, priorities=rules)
    found = planned(made, answers)
    plan = plan_of(made, answers)
    named = [name for name in subjects(found) if name is not None]
    assert len(named) == len(set(named))
    for side in ("sun", "shade"):
        own = subjects(tuple(each for each in found if each.sides[0] == side))
        ranks = [len(plan) + 1 if name is None else plan.index(name) if name in plan else len(plan) for name in own]
        assert ranks == sorted(ranks)
        assert all(side in light_of(made, name) for name in own if name is not None)


def plan_of(made: Instrument, answers: dict[str, Any]) -> list[str]:
    return list(results(made, assessment({**ENOUGH, **answers}))[1].actions)


def light_of(made: Instrument, name: str) -> tuple[str, ...]:
    (facets,) = [each.facets for each in made.guidelines if each.id == name]
    lights: tuple[str, ...] = facets["light"]
    return lights
