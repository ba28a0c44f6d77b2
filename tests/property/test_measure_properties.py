"""Rules of rates, fits, balances, gaps and changes that hold for all numbers, not only worked cases."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rely.model.measure_base import Threshold
from rely.scoring.balance import balance
from rely.scoring.coding import Outcome
from rely.scoring.counts import count_at_least
from rely.scoring.gaps import agreement, gap, mean_difference
from rely.scoring.highest import highest
from rely.scoring.margins import Z_95
from rely.scoring.norms import percentile_rank
from rely.scoring.nps import nps, nps_interval
from rely.scoring.quality import FlagRule, response_flags
from rely.scoring.rates import Norm, fit, rate
from rely.scoring.rounding import round_half_up
from rely.scoring.trend import reliable_change

SCORES = st.floats(0, 100)
OUTCOMES = st.one_of(st.none(), st.sampled_from(["na", "dk"]), SCORES)
NORMS = st.tuples(st.integers(0, 20), st.integers(0, 20), st.booleans()).map(
    lambda drawn: Norm(minimum=min(drawn[:2]), maximum=None if drawn[2] else max(drawn[:2]))
)
FREQUENCIES = st.one_of(st.none(), st.just(0.0), st.floats(0, 60))


@given(st.floats(0, 60), NORMS)
def test_a_fit_lies_on_0_to_100_and_is_100_exactly_within_the_norm(value: float, norm: Norm) -> None:
    found = fit(value, norm)
    assert found.fit is not None
    assert 0 <= found.fit <= 100
    assert (found.fit == 100) == (found.position == "within")


@given(st.integers(0, 500), st.integers(0, 600), st.integers(1, 36), st.integers(1, 24))
def test_a_rate_is_never_negative_and_grows_with_the_count(count: int, age: int, window: int, per: int) -> None:
    found = rate(count, age, window=window, per=per, min_age=3)
    more = rate(count + 1, age, window=window, per=per, min_age=3)
    assert (found is None) == (age < 3)
    if found is not None:
        assert more is not None
        assert 0 <= found < more


@given(FREQUENCIES, FREQUENCIES, NORMS, NORMS)
def test_a_balance_is_the_lesser_fit_and_balanced_exactly_when_nothing_lacks(
    first: float | None, second: float | None, norm: Norm, other: Norm
) -> None:
    fits = (fit(first, norm), fit(second, other))
    found = balance(("a", "b"), fits, (first, second), times=(1, 12))
    words = {f"{side}_{word}" for side in "ab" for word in ("missing", "low", "high")}
    assert found.tilt in words | {"balanced", "both_low", "unknown"}
    assert (found.index is None) == (found.tilt == "unknown") == (first is None or second is None)
    if found.index is not None:
        assert (found.index == 100) == (found.tilt == "balanced")
    assert found.share is None or 0 <= found.share <= 1


LEVELS = [Threshold(is_="aligned"), Threshold(is_="noticeable", from_=12.5), Threshold(is_="large", from_=25)]


@given(st.lists(st.tuples(OUTCOMES, OUTCOMES), max_size=8))
def test_two_perspectives_see_the_same_gap_from_both_sides(pairs: list[tuple[Outcome, Outcome]]) -> None:
    swapped = [(other, one) for one, other in pairs]
    here, there = gap(pairs, ("a", "b"), LEVELS), gap(swapped, ("b", "a"), LEVELS)
    assert (here.level, here.direction, here.pairs) == (there.level, there.direction, there.pairs)
    alike = agreement(pairs)
    assert alike == agreement(swapped)
    if here.gap is not None and there.gap is not None and alike is not None:
        assert here.gap == -there.gap
        assert abs(here.gap) <= 100 - alike + 1e-9 <= 100 + 1e-9


@given(SCORES, SCORES, st.floats(1, 40))
def test_a_change_back_is_as_reliable_as_the_change(before: float, after: float, s_diff: float) -> None:
    there = reliable_change(before, after, s_diff=s_diff, z=Z_95)
    back = reliable_change(after, before, s_diff=s_diff, z=Z_95)
    opposite = {"improved": "declined", "declined": "improved", "no_reliable_change": "no_reliable_change"}
    assert back.verdict == opposite[there.verdict]
    assert (abs(after - before) > there.min_change + 1e-6) <= (there.verdict != "no_reliable_change")


@given(st.lists(st.integers(0, 10), min_size=1, max_size=40))
def test_a_net_promoter_score_lies_on_minus_100_to_100_and_its_interval_too(values: list[int]) -> None:
    found = nps(values, at_least=1)
    assert found.n == found.promoters + found.passives + found.detractors == len(values)
    assert found.nps is not None
    assert -100 <= found.nps <= 100
    low, high = nps_interval(found.promoters, found.detractors, found.n, z=Z_95)
    assert -100 <= low < high <= 100


@given(SCORES, st.lists(SCORES, min_size=1, max_size=30))
def test_a_percentile_rank_lies_on_0_to_100_and_grows_with_the_score(score: float, sample: list[float]) -> None:
    found, higher = percentile_rank(score, sample), percentile_rank(score + 5, sample)
    assert found is not None
    assert higher is not None
    assert 0 <= found <= higher <= 100


@given(st.floats(-1000, 1000))
def test_rounding_moves_a_number_by_at_most_a_half_and_alike_on_both_sides_of_0(value: float) -> None:
    assert abs(round_half_up(value) - value) <= 0.5 + 2e-9
    assert round_half_up(-value) == -round_half_up(value)


@given(st.lists(st.tuples(st.integers(1, 5), st.booleans()), max_size=30), st.randoms(use_true_random=False))
def test_response_flags_do_not_depend_on_the_order_of_items(answers: list[tuple[int, bool]], random: Any) -> None:
    rule = FlagRule(min_answers=10, same_share=0.9, agrees_from=4)
    mixed = list(answers)
    random.shuffle(mixed)
    assert response_flags(mixed, rule) == response_flags(answers, rule)


PAIRS = st.lists(st.tuples(OUTCOMES, OUTCOMES), max_size=6)


@given(PAIRS)
def test_a_mean_difference_is_the_same_from_both_ends_and_makes_up_the_agreement(
    pairs: list[tuple[Outcome, Outcome]],
) -> None:
    found = mean_difference(pairs)
    turned = mean_difference([(other, one) for one, other in pairs])
    together = agreement(pairs)
    assert found == turned
    assert (found is None) == (together is None)
    if found is not None and together is not None:
        assert 0 <= found <= 100
        assert found + together == 100


@given(st.lists(st.one_of(st.none(), st.integers(1, 5)), max_size=8), st.integers(1, 5))
def test_a_count_never_exceeds_the_answers_and_one_more_answer_never_lowers_it(
    values: list[float | None], edge: int
) -> None:
    (count, answered), (more, _) = count_at_least(values, edge), count_at_least([*values, 5], edge)
    assert (count is None) == (answered == 0)
    assert (count or 0) <= answered
    assert more == (count or 0) + 1


@given(st.lists(st.integers(0, 4), min_size=2, max_size=5), st.integers(0, 3), st.randoms())
def test_which_is_the_highest_never_depends_on_the_order_of_writing(numbers: list[int], lead: int, random: Any) -> None:
    values: dict[str, float | None] = {f"w{at}": float(number) for at, number in enumerate(numbers)}
    shuffled = list(values.items())
    random.shuffle(shuffled)
    found = highest(values, lead=lead, tie="tie")
    assert found == highest(dict(shuffled), lead=lead, tie="tie")
    if found.word != "tie":
        assert values[str(found.word)] == max(numbers)
