"""Rules of scores, margins and bands that hold for all answers, not only for the worked cases."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rely.model.measure_base import Threshold
from rely.model.scores import MissingDataRule
from rely.scoring.bands import BandEdge, band_of, borderline
from rely.scoring.coding import Outcome, anchored_score, item_score
from rely.scoring.facets import FacetScore, score_facet
from rely.scoring.margins import Z_95, interval, overall_margin, person_margin, rounding_variance
from rely.scoring.means import mean_of_known, overall
from rely.scoring.steps import step_of

SCORES = st.floats(0, 100)
OUTCOMES = st.one_of(st.none(), st.sampled_from(["na", "dk"]), SCORES)
WEIGHTS = st.one_of(st.integers(0, 5), st.floats(0.1, 10))
RULES = st.builds(
    MissingDataRule,
    min_answered=st.integers(1, 4),
    min_coverage=st.floats(0, 1),
    narrow_below=st.floats(0, 1),
)
HALF = MissingDataRule(min_answered=2, min_coverage=0.5, narrow_below=0.5)

ITEMS = st.lists(st.tuples(OUTCOMES, WEIGHTS, st.sampled_from([52.083, 8.333, 300.0]), st.booleans()), max_size=12)
"""Items asked for one score: outcome, weight, rounding variance, belongs to this cell alone."""


def facet(items: list[tuple[Any, ...]], rule: MissingDataRule, *, cell: bool = False) -> FacetScore:
    outcomes, weights, floors, specific = ([item[at] for item in items] for at in range(4))
    return score_facet(outcomes, weights=weights, floors=floors, rule=rule, specific=specific if cell else None)


@st.composite
def scale_and_code(draw: st.DrawFn) -> tuple[int, int, int]:
    lowest = draw(st.integers(-5, 5))
    highest = draw(st.integers(lowest + 1, lowest + 20))
    return lowest, highest, draw(st.integers(lowest, highest))


@given(scale_and_code())
def test_reversing_twice_is_identity(scale: tuple[int, int, int]) -> None:
    lowest, highest, code = scale
    score = item_score(code, lowest=lowest, highest=highest, reverse=False)
    turned = lowest + highest - code
    assert item_score(turned, lowest=lowest, highest=highest, reverse=True) == score
    back = 100.0 - item_score(code, lowest=lowest, highest=highest, reverse=True)
    assert back == pytest.approx(score, abs=1e-9)
    anchors = {"it": anchored_score("it", {"it": score}, reverse=True)}
    assert anchored_score("it", anchors, reverse=True) == pytest.approx(score, abs=1e-9)


@given(scale_and_code())
def test_a_higher_code_never_scores_lower_and_the_ends_are_0_and_100(scale: tuple[int, int, int]) -> None:
    lowest, highest, _ = scale
    scores = [item_score(code, lowest=lowest, highest=highest, reverse=False) for code in range(lowest, highest + 1)]
    assert scores == sorted(set(scores))
    assert (scores[0], scores[-1]) == (0.0, 100.0)


@given(ITEMS, RULES, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_answers_never_matters(items: list[Any], rule: MissingDataRule, cell: bool, random: Any) -> None:
    mixed = list(items)
    random.shuffle(mixed)
    assert facet(mixed, rule, cell=cell) == facet(items, rule, cell=cell)


@given(ITEMS, RULES, st.sampled_from([0.0, 100.0]))
def test_all_lowest_gives_0_and_all_highest_100(items: list[Any], rule: MissingDataRule, end: float) -> None:
    same = [(end if isinstance(item[0], float) else item[0], *item[1:]) for item in items]
    assert facet(same, rule).score in (end, None)


@given(ITEMS, RULES, st.booleans())
def test_a_score_lies_between_its_answers_and_a_status_tells_why_there_is_none(
    items: list[Any], rule: MissingDataRule, cell: bool
) -> None:
    found = facet(items, rule, cell=cell)
    answered = [item[0] for item in items if isinstance(item[0], float)]
    if found.score is None:
        assert found.status in ("too_few", "not_applicable", "no_specific")
        assert found.margin is None
    else:
        assert found.status in ("ok", "narrow")
        assert 0 <= min(answered) <= found.score <= max(answered) <= 100
        assert found.margin is None or found.margin > 0
        assert (found.margin is None) == (len(answered) == 1)
        assert not cell or any(item[3] for item in items if isinstance(item[0], float))
    basis = found.basis
    assert basis.asked == basis.na + basis.dk + basis.missing + basis.answered == len(items)
    assert basis.answered == len(answered)
    assert basis.applicable == basis.answered + basis.missing


@given(ITEMS, RULES)
def test_a_missing_answer_that_does_not_apply_never_costs_a_score(items: list[Any], rule: MissingDataRule) -> None:
    excused = [("na" if item[0] is None else item[0], *item[1:]) for item in items]
    assert facet(items, rule).score in (None, facet(excused, rule).score)


@given(ITEMS, st.data())
def test_a_better_answer_never_lowers_a_score(items: list[Any], data: st.DataObject) -> None:
    before = facet(items, HALF).score
    at = data.draw(st.integers(0, max(0, len(items) - 1)))
    if before is not None and isinstance(items[at][0], float):
        better = list(items)
        better[at] = (data.draw(st.floats(items[at][0], 100)), *items[at][1:])
        after = facet(better, HALF).score
        assert after is not None
        assert after >= before - 1e-9


@given(st.lists(st.one_of(st.none(), SCORES), min_size=1, max_size=10))
def test_filling_the_missing_items_with_the_persons_own_mean_changes_nothing(
    values: list[float | None],
) -> None:
    mean = mean_of_known(values, at_least=1)
    if mean is not None:
        filled = [mean if value is None else value for value in values]
        assert mean_of_known(filled, at_least=1) == pytest.approx(mean, abs=1e-9)


@given(st.lists(st.sampled_from([0.0, 25.0, 50.0, 75.0, 100.0]), min_size=2, max_size=8), st.integers(2, 6))
def test_more_answers_of_the_same_spread_never_make_a_score_less_certain(scores: list[float], times: int) -> None:
    def margin(repeated: int) -> float:
        count = len(scores) * repeated
        found = person_margin(scores * repeated, weights=[1] * count, floors=[rounding_variance(5)] * count)
        assert found is not None
        return found

    assert margin(times) < margin(times - 1)


@given(st.lists(SCORES, min_size=2, max_size=8), st.lists(WEIGHTS, min_size=8, max_size=8), st.floats(1, 900))
def test_equal_weights_are_the_most_certain_and_the_floor_is_never_undercut(
    scores: list[float], weights: list[float], floor: float
) -> None:
    count = len(scores)
    plain = person_margin(scores, weights=[1] * count, floors=[floor] * count)
    weighted = person_margin(scores, weights=weights[:count], floors=[floor] * count)
    assert plain is not None
    assert plain >= (floor / count) ** 0.5 - 1e-9
    assert weighted is None or weighted >= plain - 1e-9


@given(st.lists(st.floats(0, 50), min_size=1, max_size=6))
def test_an_overall_margin_is_at_least_0_and_at_most_the_largest_of_its_parts(
    margins: list[float | None],
) -> None:
    found = overall_margin(margins)
    assert found is not None
    assert 0 <= found <= max(margin for margin in margins if margin is not None) + 1e-9


@given(SCORES, st.floats(0, 100), st.sampled_from([1.0, Z_95]))
def test_an_interval_holds_its_score_and_stays_on_0_to_100(score: float, margin: float, z: float) -> None:
    low, high = interval(score, margin, z=z)
    assert 0 <= low <= score <= high <= 100


@given(st.dictionaries(st.sampled_from("abcdef"), OUTCOMES, min_size=1), st.integers(1, 5))
def test_an_overall_lies_between_its_parts_and_needs_enough_of_them(parts: dict[str, Outcome], at_least: int) -> None:
    found = overall(parts, sorted(parts), at_least=at_least)
    known = [part for part in parts.values() if isinstance(part, float)]
    assert (found.score is None) == (len(known) < at_least)
    if found.score is not None:
        assert min(known) - 1e-9 <= found.score <= max(known) + 1e-9
        assert found.status == ("ok" if len(known) == len(parts) else "partial")


CUT_OFFS = st.lists(st.integers(1, 99), unique=True, max_size=6).map(sorted)


@given(SCORES, CUT_OFFS)
def test_bands_cover_the_whole_range_and_never_overlap(score: float, cut_offs: list[int]) -> None:
    edges = [0, *cut_offs]
    bands = [BandEdge(str(edge), edge) for edge in edges]
    found = band_of(score, bands)
    assert found is not None
    at = edges.index(int(found))
    assert edges[at] - 1e-9 <= score
    assert at + 1 == len(edges) or score < edges[at + 1]


@given(SCORES, CUT_OFFS, st.floats(0, 60), st.floats(0, 40))
def test_borderline_names_a_neighbour_and_a_wider_margin_keeps_it(
    score: float, cut_offs: list[int], margin: float, more: float
) -> None:
    edges = [0, *cut_offs]
    bands = [BandEdge(str(edge), edge) for edge in edges]
    found = borderline(score, margin, bands)
    inside = [edge for edge in cut_offs if abs(edge - score) < margin - 1e-8]
    if found is None:
        assert not inside
    else:
        own = band_of(score, bands)
        assert own is not None
        assert abs(edges.index(int(found)) - edges.index(int(own))) == 1
        assert borderline(score, margin + more, bands) == found


@given(st.floats(-200, 200), st.lists(st.tuples(st.integers(-99, 99), st.booleans()), unique=True).map(sorted))
def test_a_higher_number_never_comes_to_a_lower_step(value: float, edges: list[tuple[int, bool]]) -> None:
    steps = [Threshold(is_=0)]
    for at, (edge, above) in enumerate(edges, start=1):
        steps.append(Threshold(is_=at, above=edge) if above else Threshold(is_=at, from_=edge))
    lower, higher = step_of(value, steps), step_of(value + 1, steps)
    assert lower is not None
    assert higher is not None
    assert 0 <= int(lower) <= int(higher)
