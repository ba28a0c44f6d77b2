"""Prove how the data of a group make margins, percentile ranks and changes, and that nothing else changes."""

import json
from collections.abc import Mapping
from dataclasses import replace
from math import sqrt
from typing import Any

import pytest

from rely.model.answers import Assessment, Code
from rely.model.digest import canonical_json
from rely.model.instrument import Instrument
from rely.model.reference import Answered, Bins, Complete, Reference, ReferenceScore
from rely.model.results import Result
from rely.scoring.changes import changes
from rely.scoring.margins import Z_95
from rely.scoring.norms import percentile_rank
from rely.scoring.plan import plan_of
from rely.scoring.reference import Percentile, compared, percentile_in, percentiles, standard_error
from rely.scoring.score import PERSON, score
from rely.scoring.trend import group_s_diff
from tests.research.norms.people import COUNTRY, people, questionnaire, reference

FULL = {"A": 4, "B": 5, "C": 3, "D": 2, "E": 2, "F": 1}
GAPS = {**FULL, "C": None}


@pytest.fixture(scope="module")
def norms() -> Reference:
    return reference(people(300))


def scored(norms: Reference | None, answers: Mapping[str, Code] = FULL, **more: Any) -> Result:
    assessment = Assessment(answers=answers, **more)
    return score(questionnaire(), assessment, reference=norms)


def test_without_group_data_nothing_is_different(norms: Reference) -> None:
    alone = scored(None)
    assert alone.reference is None
    assert percentiles(alone) == {}
    assert {each.margin_basis for each in alone.scores.values()} == {PERSON}
    with_group = scored(norms)
    assert {name: each.score for name, each in alone.scores.items()} == {
        name: each.score for name, each in with_group.scores.items()
    }


def test_the_rank_of_counts_is_that_of_the_sample_they_count() -> None:
    # SC063 with each person five times: 3 of 10 below 60, 5 of 10 at 60.
    sample = [40, 50, 50, *[60] * 5, 70, 80]
    bins = Bins.model_validate({"from": [0, 45, 55, 65, 75], "n": [5, 10, 25, 5, 5]})
    for mine in (40, 50, 60, 70, 80):
        assert percentile_in(bins, mine) == percentile_rank(mine, sample)
    assert percentile_in(bins, 60) == 55.0
    assert percentile_in(bins, 54.5) == percentile_in(bins, 55.4999) == 55.0


def test_the_margin_of_a_group_is_the_spread_times_the_root_of_what_alpha_leaves() -> None:
    group = ReferenceScore(n=100, mean=50, sd=18, complete=Complete(n=100, sd=18, alpha=0.75), bins=None)
    assert standard_error(group) == pytest.approx(9.0)


def with_group(norms: Reference, **changes: Any) -> Reference:
    """The same norms with a change to their one group."""
    (group,) = norms.file.groups
    return replace(norms, file=norms.file.model_copy(update={"groups": (group.model_copy(update=changes),)}))


def with_complete(norms: Reference, **complete: Complete | None) -> Reference:
    """The same norms with another spread of those who answered everything."""
    (group,) = norms.file.groups
    changed = {name: group.scores[name].model_copy(update={"complete": each}) for name, each in complete.items()}
    return with_group(norms, scores={**group.scores, **changed})


def variant(**parts: Any) -> Instrument:
    """The questionnaire with other parts."""
    return Instrument.model_validate(json.loads(canonical_json(questionnaire())) | parts)


@pytest.mark.parametrize(("rank", "shown"), [(0.2, 1), (0.0, 1), (50.5, 51), (99.4, 99), (99.8, 99)])
def test_a_rank_is_printed_from_one_to_ninety_nine(rank: float, shown: int) -> None:
    assert Percentile(rank, 300, "norms", None).shown == shown


def test_an_alpha_of_zero_leaves_the_whole_spread_and_no_spread_makes_no_margin() -> None:
    group = ReferenceScore(n=100, mean=50, sd=18, complete=Complete(n=100, sd=18, alpha=0), bins=None)
    assert standard_error(group) == 18
    same = ReferenceScore(n=100, mean=50, sd=0, complete=Complete(n=100, sd=0, alpha=0.5), bins=None)
    assert standard_error(same) is None


@pytest.mark.parametrize("alpha", [None, -0.2, 1.0])
def test_an_alpha_that_is_no_share_of_variance_makes_no_margin(alpha: float | None) -> None:
    group = ReferenceScore(n=100, mean=50, sd=18, complete=Complete(n=100, sd=18, alpha=alpha), bins=None)
    assert standard_error(group) is None


def test_a_score_with_every_answer_gets_the_margin_of_the_group_and_names_its_digest(norms: Reference) -> None:
    one = scored(norms).scores["one"]
    assert one.margin == standard_error(norms.file.groups[0].scores["one"])
    assert one.margin_basis == norms.digest


def test_a_score_with_a_gap_keeps_the_margin_of_its_own_answers_and_so_does_the_mean_of_both(norms: Reference) -> None:
    alone, beside = scored(None, GAPS), scored(norms, GAPS)
    assert beside.scores["one"] == alone.scores["one"]
    assert beside.scores["total"] == alone.scores["total"]
    assert beside.scores["two"].margin_basis == norms.digest


def test_the_margin_of_the_mean_is_made_of_those_of_its_parts(norms: Reference) -> None:
    found = scored(norms).scores
    margins = [found[name].margin for name in ("one", "two")]
    assert found["total"].margin == pytest.approx(sqrt(sum(each * each for each in margins if each)) / 2)
    assert found["total"].margin_basis == norms.digest


def test_below_a_hundred_there_are_margins_and_no_ranks() -> None:
    found = scored(reference(people(99)))
    assert found.scores["one"].margin_basis != PERSON
    assert percentiles(found) == {}


@pytest.mark.parametrize(("n", "note"), [(100, "provisional"), (299, "provisional"), (300, "norms")])
def test_ranks_are_provisional_below_three_hundred(n: int, note: str) -> None:
    found = percentiles(scored(reference(people(n))))
    assert {each.note for each in found.values()} == {note}
    assert {each.n for each in found.values()} == {n}
    assert all(0 < each.rank < 100 for each in found.values())


def test_the_highest_and_the_lowest_score_have_ranks_between_one_and_ninety_nine(norms: Reference) -> None:
    for code in (1, 5):
        shown = [each.shown for each in percentiles(scored(norms, dict.fromkeys(FULL, code))).values()]
        assert all(1 <= each <= 99 for each in shown)


@pytest.mark.parametrize("more", [{"form": "short"}, {"perspective": "other"}])
def test_another_form_or_perspective_is_compared_with_nobody(norms: Reference, more: dict[str, object]) -> None:
    found = scored(norms, **more)
    assert found == scored(None, **more)


def test_a_score_that_does_not_count_for_this_version_is_left_alone(norms: Reference) -> None:
    found = scored(replace(norms, scores=frozenset({"one"})))
    assert set(percentiles(found)) == {"one"}
    assert found.scores["two"].margin_basis == PERSON
    assert found.scores["total"] == scored(None).scores["total"]


def test_a_rank_is_among_those_who_share_an_answer_and_the_margin_among_all() -> None:
    norms = reference([*people(150, country="NL"), *people(120, start=500, seed=7, country="DE")], by=[COUNTRY])
    ours, others = scored(norms, {**FULL, COUNTRY: "DE"}), scored(norms, {**FULL, COUNTRY: "FR"})
    assert {each.n for each in percentiles(ours).values()} == {120}
    assert {each.n for each in percentiles(others).values()} == {270}
    assert ours.scores == others.scores


def test_a_change_is_judged_by_the_group_where_both_margins_are_its_own(norms: Reference) -> None:
    before, now = scored(norms), scored(norms, {**FULL, "A": 5, "C": 5})
    group = norms.file.groups[0].scores["one"].complete
    assert group is not None
    assert group.alpha is not None
    found = changes(questionnaire(), before, now).scores["one"]
    assert found.reliable is not None
    assert found.reliable.s_diff == pytest.approx(group_s_diff(group.sd, group.alpha))
    assert found.reliable.min_change == pytest.approx(Z_95 * group_s_diff(group.sd, group.alpha))
    assert found.now.margin_basis == norms.digest


def test_a_change_is_judged_by_the_own_answers_where_one_margin_is_not_of_the_group(norms: Reference) -> None:
    found = changes(questionnaire(), scored(norms, GAPS), scored(norms)).scores
    alone = changes(questionnaire(), scored(None, GAPS), scored(None)).scores
    assert found["one"] == alone["one"]
    assert found["total"] == alone["total"]
    assert found["two"] != alone["two"]


def test_two_results_of_different_groups_are_judged_by_the_own_answers(norms: Reference) -> None:
    before = replace(scored(norms), selected="elsewhere")
    found = changes(questionnaire(), before, scored(norms)).scores
    assert found == changes(questionnaire(), scored(None), scored(None)).scores


def test_a_result_names_the_norms_only_when_a_margin_or_a_rank_comes_from_them(norms: Reference) -> None:
    assert scored(norms, {}).reference is None
    ranks_alone = with_complete(norms, one=None, two=None)
    assert scored(ranks_alone).reference == ranks_alone
    assert scored(reference(people(99))).reference is not None


def test_a_score_that_is_not_there_has_no_rank_and_no_margin(norms: Reference) -> None:
    found = scored(norms, {"D": 2, "E": 2, "F": 1})
    assert set(percentiles(found)) == {"two"}
    assert (found.scores["total"].margin, found.scores["total"].margin_basis) == (None, None)
    one = replace(found.scores["one"], asked=0)
    made, _ = compared(plan_of(questionnaire()), {**found.scores, "one": one}, found.assessment, None, norms)
    assert made["one"] == one


def test_an_item_that_does_not_apply_leaves_the_margin_to_the_own_answers(norms: Reference) -> None:
    assert scored(norms, {**FULL, "A": "na"}).scores["one"].margin_basis == PERSON


def test_a_group_of_another_selected_value_is_compared_with_nobody(norms: Reference) -> None:
    assert scored(with_group(norms, selected="elsewhere")) == scored(None)


def test_an_overall_score_of_one_part_takes_the_margin_of_that_part_alone(norms: Reference) -> None:
    overall = {"id": "total", "label": "Total", "of": ["one", "two"], "at_least": 1}
    scores = json.loads(canonical_json(questionnaire()))["scores"]
    instrument = variant(scores={**scores, "overall": overall})
    found = score(instrument, Assessment({"D": 2, "E": 2, "F": 1}), reference=norms).scores
    assert found["total"].margin == found["two"].margin
    assert found["total"].margin_basis == norms.digest


def test_an_overall_score_never_takes_a_margin_of_its_own_from_the_group(norms: Reference) -> None:
    own = with_complete(norms, total=Complete(n=300, sd=18, alpha=0.5))
    assert scored(own, GAPS).scores["total"] == scored(None, GAPS).scores["total"]
    assert scored(own).scores["total"] == scored(norms).scores["total"]


def test_a_band_is_borderline_by_the_margin_that_is_told(norms: Reference) -> None:
    bands = [{"id": "low", "from": 0, "label": "Low"}, {"id": "high", "from": 80, "label": "High"}]
    wide, instrument = with_complete(norms, one=Complete(n=300, sd=30, alpha=0.5)), variant(bands=bands)
    answers = Assessment(dict.fromkeys(FULL, 4))
    alone, beside = (score(instrument, answers, reference=each).scores["one"] for each in (None, wide))
    assert alone.score == beside.score == 75
    assert (alone.borderline, beside.borderline) == (None, "high")


def test_an_answer_is_shared_as_it_is_written_and_no_answer_is_shared_by_nobody(norms: Reference) -> None:
    (whole,) = norms.file.groups
    for item, code, shared in (("A", "4", True), ("A", "5", False), (COUNTRY, "None", False)):
        apart = whole.model_copy(update={"by": Answered(item=item, code=code)})
        both = replace(norms, file=norms.file.model_copy(update={"groups": (whole, apart)}))
        ranks = percentiles(scored(both))
        assert {each.by is not None for each in ranks.values()} == {shared}
