"""Prove what a norms file tells of whom, and what it keeps to itself."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rely.model.reference import LEAST, LONGEST_SAMPLE, MARGINS_FROM, PROVISIONAL_FROM, ReferenceFile, ReferenceGroup
from rely.research.cases import SIMULATED, Case
from rely.research.norms.build import Built, build_norms
from rely.research.norms.gathering import Version, gather
from rely.scoring.plan import score_ids
from tests.research.norms.people import COUNTRY, DAY, FIRST, SECTOR, built, case, people, questionnaire


def group(made: Built, *, perspective: str = "self", code: str | None = None) -> ReferenceGroup:
    assert made.file is not None
    return next(
        each
        for each in made.file.groups
        if each.perspective == perspective and (None if each.by is None else each.by.code) == code
    )


def codes(file: ReferenceFile) -> set[str]:
    return {each.by.code for each in file.groups if each.by is not None}


@pytest.mark.parametrize(
    ("n", "has_norms", "has_ranks"), [(29, False, False), (30, True, False), (99, True, False), (100, True, True)]
)
def test_nothing_is_told_of_fewer_than_thirty_and_no_ranks_of_fewer_than_a_hundred(
    n: int, has_norms: bool, has_ranks: bool
) -> None:
    made = built(people(n))
    assert (made.file is not None) == has_norms
    if has_norms:
        score = group(made).scores["one"]
        assert score.complete is not None
        assert (score.bins is not None) == has_ranks


def test_mean_spread_and_alpha_are_those_of_the_people() -> None:
    answers = [(1, 2, 1), (5, 4, 5), (3, 3, 2)] * 12
    made = built(case(str(at), dict(zip(FIRST, codes_, strict=True))) for at, codes_ in enumerate(answers))
    score = group(made).scores["one"]
    # Item scores 0 25 0, 100 75 100, 50 50 25: means 8.3333, 91.6667, 41.6667; the variances of the items are
    # 1714.29, 428.57 and 1857.14, that of their sum 10857.14: alpha is 3/2 * (1 - 4000/10857.14).
    assert score.n == 36
    assert score.mean == pytest.approx(47.2222, abs=1e-4)
    assert score.sd == pytest.approx(34.7325, abs=1e-4)
    assert score.complete is not None
    assert score.complete.sd == score.sd
    assert score.complete.alpha == pytest.approx(0.9474, abs=1e-4)


def test_norms_of_simulated_answers_say_so_wherever_they_go() -> None:
    made_up = [replace(each, assessment=replace(each.assessment, respondent=SIMULATED)) for each in people(40)]
    whole = questionnaire()
    version = Version(whole, frozenset(score_ids(whole)))
    gathered = gather(whole, ((version, each) for each in [*made_up, *people(10, start=40)]))
    made = build_norms(gathered, number=1, made=DAY, source="file", sample="Asked at fairs.")
    said = "40 of 50 assessments are simulated: nobody gave these answers."
    assert said in made.remarks
    assert made.file is not None
    assert made.file.sample == f"{said} Asked at fairs."
    longest = build_norms(gathered, number=1, made=DAY, source="file", sample="x" * LONGEST_SAMPLE)
    assert longest.file is not None
    assert len(longest.file.sample or "") == LONGEST_SAMPLE


def test_norms_of_people_say_of_them_what_was_written_and_nothing_else() -> None:
    made = built(people(40))
    assert made.file is not None
    assert made.file.sample is None
    assert made.remarks == ("40 of 40 assessments are used.",)


def test_of_each_relationship_only_the_first_assessment_counts() -> None:
    first = [replace(each, occasion=1) for each in people(40, seed=1)]
    later = [replace(each, occasion=2, key=f"{each.key}/2") for each in people(40, seed=2)]
    alone = built(first).file
    assert built(chain(later, first)).file == built(chain(first, later)).file == alone


def test_without_occasions_the_earliest_day_counts() -> None:
    early = list(people(40))
    late = [replace(each, finished=date(2026, 11, 1)) for each in people(40, seed=2)]
    assert built(chain(late, early)).file == built(early).file


def test_perspectives_are_apart_and_short_forms_are_left_out() -> None:
    ours = list(people(40))
    theirs = [replace(each, assessment=replace(each.assessment, perspective="other")) for each in people(50, seed=2)]
    short = [replace(each, assessment=replace(each.assessment, form="short")) for each in people(60, start=100)]
    made = built(chain(ours, theirs, short))
    assert (group(made).n, group(made, perspective="other").n) == (40, 50)
    assert "left out: 60, another form than the full one." in made.remarks


def test_fewer_than_five_with_gaps_are_left_out_of_a_score_so_that_nobody_can_compute_theirs() -> None:
    whole = list(people(100))
    some = [case(f"gap {at}", {"A": 5, "B": 5, "D": 1, "E": 1, "F": 1}) for at in range(5)]
    few = group(built([*whole, *some[:4]]))
    assert (few.n, few.scores["one"].n, few.scores["two"].n) == (104, 100, 104)
    many = group(built([*whole, *some])).scores["one"]
    assert many.complete is not None
    assert (many.n, many.complete.n) == (105, 100)


def test_groups_apart_hold_a_hundred_people_and_the_others_are_a_group_that_is_not_told() -> None:
    cases = [*people(120, country="NL"), *people(110, start=200, country="DE"), *people(100, start=400, country="BE")]
    small = [*people(60, start=600, country="FR"), *people(40, start=700)]
    made = built([*cases, *small], by=[COUNTRY])
    assert made.file is not None
    assert codes(made.file) == {"NL", "DE", "BE"}
    assert group(made).n == 430


@pytest.mark.parametrize("outside", [1, 4, 5, 99])
def test_who_is_in_no_group_is_in_no_whole_either_so_that_nothing_can_be_subtracted(outside: int) -> None:
    cases = [*people(120, country="NL"), *people(110, start=200, country="DE")]
    made = built([*cases, *people(outside, start=400, seed=9, country="FR")], by=[COUNTRY])
    without = built(cases, by=[COUNTRY])
    assert made.file is not None
    assert without.file is not None
    assert made.file.groups == without.file.groups
    assert any(f"{outside} are left out" in remark for remark in made.remarks)


@pytest.mark.parametrize(("few", "is_apart"), [(0, True), (1, False), (29, False), (130, True)])
def test_groups_by_two_items_that_are_the_same_but_for_a_few_are_not_told_apart(few: int, is_apart: bool) -> None:
    # Nobody stands alone in a group; yet all in trade less all of the Netherlands are these few.
    cases = [*people(130, country="NL", sector="trade"), *people(120, start=200, country="DE", sector="care")]
    made = built([*cases, *people(few, start=400, country="DE", sector="trade")], by=[COUNTRY, SECTOR])
    assert made.file is not None
    assert codes(made.file) == ({"NL", "DE", "trade", "care"} if is_apart else set())
    assert is_apart or any("of the whole only" in remark for remark in made.remarks)


def test_who_crosses_groups_are_thirty_also_where_scores_are_so_few_that_no_bin_is_coarse() -> None:
    def of(n: int, start: int, country: str, sector: str) -> Iterator[Case]:
        for at in range(start, start + n):
            answers = dict.fromkeys((*FIRST, "D", "E", "F"), 1 + 4 * (at % 2))
            yield case(str(at), {**answers, COUNTRY: country, SECTOR: sector})

    cases = [*of(130, 0, "NL", "trade"), *of(120, 200, "DE", "care")]
    for few, is_apart in ((12, False), (40, True)):
        made = built([*cases, *of(few, 400, "DE", "trade")], by=[COUNTRY, SECTOR])
        assert made.file is not None
        assert bool(codes(made.file)) == is_apart


def test_a_score_that_too_few_of_a_group_have_is_told_of_the_whole_alone() -> None:
    cases = [*people(130, country="DE"), *people(90, start=200, country="NL")]
    without = [case(f"none {at}", {"A": 4, "B": at % 5 + 1, "C": 3, COUNTRY: "NL"}) for at in range(40)]
    made = built([*cases, *without], by=[COUNTRY])
    assert set(group(made).scores) == {"total", "one", "two"}
    for code in ("DE", "NL"):
        assert set(group(made, code=code).scores) == {"one"}
    assert any("of the whole only" in remark and remark.endswith("total, two.") for remark in made.remarks)


def test_a_single_group_is_not_told_apart_and_nobody_is_left_out_for_it() -> None:
    made = built([*people(120, country="NL"), *people(40, start=200, country="DE")], by=[COUNTRY])
    assert made.file is not None
    assert codes(made.file) == set()
    assert group(made).n == 160


def test_countries_are_described_only_where_five_or_nobody_is_left() -> None:
    cases = [*people(60, country="NL"), *people(20, start=100, country="DE")]
    assert group(built([*cases, *people(4, start=200, country="BE")])).described == {COUNTRY: {"NL": 60}}
    assert group(built([*cases, *people(5, start=200, country="BE")])).described == {
        COUNTRY: {"NL": 60, "DE": 20, "BE": 5}
    }


def test_the_period_begins_with_the_fifth_person_and_ends_with_the_fifth_from_the_end() -> None:
    days = [date(2026, 1, 5)] * 4 + [date(2026, 3, 1)] * 30 + [date(2026, 9, 1)] * 4
    cases = [replace(each, finished=day) for each, day in zip(people(38), days, strict=True)]
    assert group(built(cases)).period == ("2026-03", "2026-03")


def test_words_that_were_typed_never_reach_the_file() -> None:
    made = built(people(40, note="PLANTED NAME"))
    assert made.file is not None
    assert "PLANTED" not in made.file.model_dump_json()


sizes = st.dictionaries(st.sampled_from(["NL", "DE", "BE", "FR"]), st.sampled_from([1, 4, 5, 60, 104, 130]), min_size=2)


@settings(max_examples=25)
@given(sizes, st.sampled_from([0, 3, 101]), st.integers(0, 1000))
def test_no_sum_and_no_difference_of_what_is_told_is_a_group_of_a_few(
    sizes: dict[str, int], unknown: int, seed: int
) -> None:
    cases: list[Case] = []
    for at, (country, n) in enumerate(sizes.items()):
        cases += people(n, start=1000 * at, seed=seed, country=country, sector="trade" if at % 2 else "care")
    cases += people(unknown, start=9000, seed=seed)
    file = built(cases, by=[COUNTRY, SECTOR]).file
    if file is None:
        return
    whole = next(each for each in file.groups if each.by is None)
    for item in (COUNTRY, SECTOR):
        apart = [each for each in file.groups if each.by is not None and each.by.item == item]
        for taken in range(len(apart) + 1):
            for some in combinations(apart, taken):
                _hides(whole, list(some))


def _hides(whole: ReferenceGroup, apart: list[ReferenceGroup]) -> None:
    assert _is_hidden(whole.n - sum(each.n for each in apart))
    for name, score in whole.scores.items():
        told = [each.scores[name] for each in apart if name in each.scores]
        assert all(each.n >= PROVISIONAL_FROM for each in told)
        left = score.n - sum(each.n for each in told)
        assert _is_hidden(left)
        if score.bins is None:
            continue
        bins = Counter(dict(zip(score.bins.from_, score.bins.n, strict=True)))
        for each in told:
            assert each.bins is not None
            assert each.bins.from_ == score.bins.from_
            bins.subtract(dict(zip(each.bins.from_, each.bins.n, strict=True)))
        assert all(count >= LEAST for count in bins.values()) or left == 0


def _is_hidden(n: int) -> bool:
    return n == 0 or n >= MARGINS_FROM


def test_every_score_of_a_person_is_among_those_counted() -> None:
    score = group(built(people(300, seed=4))).scores["two"]
    assert score.bins is not None
    assert sum(score.bins.n) == score.n == 300
