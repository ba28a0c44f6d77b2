"""Prove that simulated answers are accepted, the same everywhere, and as the assumptions say."""

import hashlib
from functools import cache
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as st

from rely.loading.answers import read_answers
from rely.loading.answers.one_row import table_lines
from rely.loading.catalogue import instrument_ids, load_instrument
from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.model.response_scales import RESPONSE_SCALE_KINDS, Multiple, TextEntry
from rely.research.cases import SIMULATED
from rely.research.simulate import Assumptions, simulate
from rely.research.simulate.chance import Chance
from rely.research.simulate.landmarks import compared
from rely.research.simulate.people import people
from rely.research.simulate.plausible import PLAUSIBLE
from rely.scoring.accept import accept
from rely.scoring.conditions import holds
from rely.scoring.score import notices, score
from tests import instruments
from tests.small_instrument import small_instrument, with_short_form

VALID = Path(__file__).parents[1] / "data" / "questionnaires" / "valid"
MADE_UP = {
    "small": small_instrument,
    "short form": with_short_form,
    "mixed": instruments.mixed,
    "inventory": lambda: instruments.inventory(12, 3),
    "by given phase": instruments.by_given_phase,
}
NAMES = (*instrument_ids(), *(path.name for path in sorted(VALID.glob("*.yaml"))), *MADE_UP)
ALL_THERE = Assumptions(na=0, dk=0, missing=0, straightliners=0)


@cache
def named(name: str) -> Instrument:
    if name in MADE_UP:
        return MADE_UP[name]()
    return load_instrument(VALID / name if name.endswith(".yaml") else name)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=8)
@for_any(seed=st.integers(0, 2**64), gaps=st.sampled_from([0.0, 0.05, 0.6, 1.0]), styles=st.sampled_from([0.0, 0.5]))
def test_every_simulated_assessment_is_accepted_without_a_word(
    name: str, seed: int, gaps: float, styles: float
) -> None:
    instrument = named(name)
    assumptions = Assumptions(na=gaps, dk=gaps, missing=gaps, missing_required=gaps, straightliners=styles)
    for form in instrument.form_ids:
        for assessment in simulate(instrument, 15, seed, form=form, assumptions=assumptions):
            answers, facts = dict(assessment.answers), dict(assessment.given)
            taken, problems = accept(instrument, answers, given=facts, form=form, perspective=assessment.perspective)
            assert problems == ()
            assert taken is not None
            assert taken.answers == answers
            assert notices(instrument, score(instrument, assessment)) == ()


@pytest.mark.parametrize("name", NAMES)
def test_as_a_table_they_are_read_back_as_they_were(name: str, tmp_path: Path) -> None:
    instrument = named(name)
    made = list(simulate(instrument, 60, 7, lang=instrument.languages[0]))
    path = tmp_path / "simulated.csv"
    path.write_text("".join(table_lines(instrument, made)), encoding="utf-8", newline="")
    rows = list(read_answers(path, instrument))
    assert [row.problems for row in rows] == [()] * 60
    assert [_known(row.assessment) for row in rows] == [_known(each) for each in made]


def _known(assessment: Assessment | None) -> object:
    assert assessment is not None
    known = {name: answer for name, answer in assessment.answers.items() if answer is not None}
    facts = {name: value for name, value in assessment.given.items() if value is not None}
    return assessment.id, assessment.form, assessment.perspective, assessment.respondent, known, facts


def test_every_row_says_that_nobody_gave_it() -> None:
    made = list(simulate(small_instrument(), 3))
    assert [each.respondent for each in made] == [SIMULATED] * 3
    assert [each.id for each in made] == ["sim-000001", "sim-000002", "sim-000003"]


def test_the_same_seed_gives_the_same_bytes_on_every_machine() -> None:
    # The bits of PCG64 and plain arithmetic alone: this number changes only when the simulation does.
    text = "".join(table_lines(small_instrument(), simulate(small_instrument(), 200, 1)))
    assert (
        hashlib.sha256(text.encode()).hexdigest() == "8da58094c22e775397551937d3ef331b695198c14f2a8020aac7e2fbe6d8411d"
    )


def test_another_seed_gives_other_answers() -> None:
    assert list(simulate(small_instrument(), 5, 1)) != list(simulate(small_instrument(), 5, 2))


def test_fewer_are_the_first_of_more() -> None:
    many = list(simulate(small_instrument(), 1300, 3))
    assert list(simulate(small_instrument(), 20, 3)) == many[:20]
    assert list(islice(simulate(small_instrument(), 10**9, 3), 1300)) == many


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(KeyError):
        next(simulate(small_instrument(), 1, form="none"))


def test_given_facts_that_are_fixed_stay_as_they_are() -> None:
    instrument = instruments.by_given_phase()
    made = list(simulate(instrument, 200, given={"phase": "after"}))
    assert {each.given["phase"] for each in made} == {"after"}
    assert all("phase" not in each.given for each in simulate(instrument, 50, given={"phase": None}))


def test_only_what_is_asked_is_answered() -> None:
    instrument = small_instrument()
    made = list(simulate(instrument, 500, assumptions=ALL_THERE))
    for each in made:
        result = score(instrument, each)
        assert set(each.answers) == set(result.asked) - set(result.routed)
    assert {"since" in each.answers for each in made} == {True, False}
    assert {"csrf_token" in each.answers for each in made if "S1" in each.answers} == {True, False}


def test_facts_that_contradict_each_other_do_not_stay() -> None:
    instrument = named("relationship-check")
    group = next(people(instrument, 1, Assumptions()))
    rules = [rule.when for rule in instrument.consistency]
    assert any(holds(rule, person.answers.get) for person in group for rule in rules)
    for each in simulate(instrument, 1000, 1):
        assert not any(holds(rule, each.answers.get) for rule in rules)


def test_what_cannot_be_without_contradiction_is_left_unanswered() -> None:
    instrument = instruments.instrument(
        items=[instruments.item("Q1"), instruments.item("Q2")],
        consistency=[{"id": "always", "when": {"fact": "Q1", "at_least": 1}, "text": "No.", "items": ["Q1"]}],
    )
    made = list(simulate(instrument, 50, assumptions=ALL_THERE))
    assert all(set(each.answers) == {"Q2"} for each in made)


def _codes(instrument: Instrument, assumptions: Assumptions, count: int = 4000) -> dict[str, np.ndarray]:
    made = list(simulate(instrument, count, 1, assumptions=assumptions))
    return {name: np.array([each.answers[name] for each in made], float) for name in instrument.items}


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.corrcoef(one, other)[0, 1])


def test_items_of_one_factor_go_together_and_reverse_items_against_them() -> None:
    # Q1 and Q5 are reverse-coded; topic0 has Q0, Q2, Q4 ...
    codes = _codes(instruments.inventory(8, 2), ALL_THERE)
    assert _correlation(codes["Q0"], codes["Q2"]) > 0.25
    assert _correlation(codes["Q3"], codes["Q1"]) < -0.15
    assert _correlation(codes["Q0"], codes["Q2"]) > _correlation(codes["Q0"], codes["Q3"]) + 0.1
    assert _correlation(codes["Q0"], codes["Q3"]) > 0.05  # what all factors have in common


def test_without_loadings_and_styles_items_have_nothing_to_do_with_each_other() -> None:
    plain = Assumptions(na=0, dk=0, missing=0, straightliners=0, loading=0, acquiescence=0, extremity=0)
    codes = _codes(instruments.inventory(6, 2), plain)
    assert abs(_correlation(codes["Q0"], codes["Q2"])) < 0.06


def test_those_who_agree_with_everything_agree_with_opposites() -> None:
    agreeing = Assumptions(na=0, dk=0, missing=0, straightliners=0, loading=0, acquiescence=1.5)
    codes = _codes(instruments.inventory(6, 2), agreeing)
    assert _correlation(codes["Q0"], codes["Q1"]) > 0.3


def test_straightliners_give_the_same_answer_everywhere() -> None:
    codes = _codes(instruments.inventory(6, 2), Assumptions(na=0, dk=0, missing=0, straightliners=1), 300)
    table = np.array(list(codes.values()))
    assert (table == table[0]).all()
    assert len(set(table[0])) == 5


def test_every_step_of_a_response_scale_is_used() -> None:
    codes = _codes(instruments.inventory(6, 2), ALL_THERE)
    assert all(set(each) == {1, 2, 3, 4, 5} for each in codes.values())


def test_answers_are_left_out_and_do_not_apply_as_often_as_assumed() -> None:
    instrument = instruments.inventory(20, 2)
    made = list(simulate(instrument, 3000, assumptions=Assumptions(na=0.2, missing=0.1)))
    missing = np.mean([name not in each.answers for each in made for name in instrument.items])
    offered = [item.id for item in instrument.items.values() if item.allow_na]
    not_applicable = np.mean([each.answers.get(name) == "na" for each in made for name in offered])
    assert missing == pytest.approx(0.1, abs=0.01)
    assert not_applicable == pytest.approx(0.9 * 0.2, abs=0.01)
    assert all(each.answers.get(name) != "na" for each in made for name in set(instrument.items) - set(offered))


def test_items_that_are_asked_again_are_left_out_less_often() -> None:
    made = list(simulate(small_instrument(), 3000, assumptions=Assumptions(missing=0.3)))
    assert np.mean(["sown" not in each.answers for each in made]) < 0.03
    assert np.mean(["where" not in each.answers for each in made]) > 0.25


def test_numbers_lie_around_those_with_which_they_are_compared() -> None:
    made = list(simulate(small_instrument(), 2000, assumptions=ALL_THERE))
    plants = np.array([each.answers["plants"] for each in made])
    assert np.mean(plants < 500) > 0.3
    assert np.mean(plants > 500) > 0.1
    assert compared(small_instrument()).landmarks["plants"].numbers == {0, 500, 900}


def test_what_a_rate_is_compared_with_counts_for_its_count_and_its_age() -> None:
    marks = compared(named("selecting-facet.yaml")).landmarks
    assert {2, 4, 6} <= marks["visits"].numbers  # the norm of visits in summer
    assert {3, 12} <= marks["age"].numbers  # from which age there is a rate, and how far back it looks
    assert 6 not in marks["calls"].numbers


def test_no_text_can_be_taken_for_a_formula_or_a_name() -> None:
    instrument = named("relationship-check")
    texts = [name for name, item in instrument.items.items() if isinstance(instrument.scale_of(item), TextEntry)]
    assert texts
    for each in simulate(instrument, 300):
        assert all(str(each.answers[name]).startswith("Test ") for name in texts if name in each.answers)


def test_several_answers_are_never_none_since_no_table_could_say_so() -> None:
    several = [i.id for i in small_instrument().items.values() if isinstance(small_instrument().scale_of(i), Multiple)]
    made = list(simulate(small_instrument(), 500, assumptions=ALL_THERE))
    assert several
    assert all(each.answers[name] for each in made for name in several)


def test_every_kind_of_response_scale_can_be_answered() -> None:
    assert set(PLAUSIBLE) | {"likert", "rating"} == set(RESPONSE_SCALE_KINDS)


def test_chance_has_the_mean_and_the_spread_it_says() -> None:
    numbers = Chance(5).normal(50_000)
    assert float(numbers.mean()) == pytest.approx(0, abs=0.02)
    assert float(numbers.std()) == pytest.approx(1, abs=0.02)
    uniform = Chance(5).uniform(50_000)
    assert 0 <= float(uniform.min()) < 0.001
    assert 0.999 < float(uniform.max()) < 1


def test_the_bits_are_those_of_pcg64() -> None:
    bits = np.random.PCG64(np.random.SeedSequence(5, spawn_key=(1, 2)))
    expected = (np.asarray(bits.random_raw(4)) >> np.uint64(11)) / 2.0**53
    assert Chance(5, 1, 2).uniform(4).tolist() == expected.tolist()
