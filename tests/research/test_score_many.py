"""score_many gives the numbers of score, for every instrument and whatever was answered."""

import tracemalloc
from collections.abc import Callable, Sequence
from functools import cache, partial

import numpy as np
import pytest

from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.model.results import Score
from rely.research.score_many import STATUSES, ManyScores, ScoreColumn, score_in_chunks, score_many
from rely.research.table import Table, build_table
from rely.scoring.score import score
from tests.instruments import by_given_phase, instrument, inventory, item, mixed, rating, relationship_check
from tests.random_assessments import random_assessments

TOLERANCE = 1e-9
MANY = 10_000
SOME = 600


@cache
def scored(made: Callable[[], Instrument], count: int) -> tuple[list[Assessment], dict[str, list[Score]]]:
    """Random assessments of an instrument, and what `score` makes of them by score."""
    assessments = list(random_assessments(made(), count, seed=20))
    results = [score(made(), assessment).scores for assessment in assessments]
    return assessments, {name: [result[name] for result in results] for name in results[0]}


def assert_agrees(instrument: Instrument, many: ManyScores, scores: dict[str, list[Score]]) -> None:
    assert list(many) == list(scores)
    for name, one_by_one in scores.items():
        column = many[name]
        assert [STATUSES[code] for code in column.status] == [each.status for each in one_by_one], name
        for count in ("answered", "applicable", "asked", "na", "dk", "missing"):
            assert getattr(column, count).tolist() == [getattr(each, count) for each in one_by_one], (name, count)
        assert_same_numbers(column.score, [each.score for each in one_by_one])
        assert column.margin is not None
        assert_same_numbers(column.margin, [each.margin for each in one_by_one])
        bands = [None, *(band.id for band in instrument.bands)]
        assert [bands[place + 1] for place in column.band] == [each.band for each in one_by_one], name


def assert_same_numbers(found: np.ndarray, expected: Sequence[float | None]) -> None:
    wanted = np.array([np.nan if number is None else number for number in expected])
    np.testing.assert_array_equal(np.isnan(found), np.isnan(wanted))
    np.testing.assert_allclose(found, wanted, rtol=0, atol=TOLERANCE)


def test_ten_thousand_relationship_checks_come_out_as_one_by_one() -> None:
    check = relationship_check()
    assessments, scores = scored(relationship_check, MANY)
    assert_agrees(check, score_many(check, assessments, margins=True), scores)


def test_the_relationship_checks_that_are_compared_reach_everything_that_can_happen() -> None:
    check = relationship_check()
    assessments, scores = scored(relationship_check, MANY)
    assert {each.status for column in scores.values() for each in column} == set(STATUSES)
    assert {assessment.form for assessment in assessments} == set(check.form_ids)
    table = build_table(check, assessments)
    assert set(table.selected.tolist()) == {-1, 0, 1}
    assert {each.na > 0 for each in scores["trust"]} == {each.missing > 0 for each in scores["trust"]} == {True, False}


OTHERS: dict[str, Callable[[], Instrument]] = {
    "mixed": mixed,
    "given-phase": by_given_phase,
    "inventory": cache(partial(inventory, 60, 7)),
    "eleven-steps": cache(partial(inventory, 24, 2, steps=11, lowest=-5)),
    "long": cache(partial(inventory, 300, 3)),
    "one-item": cache(partial(instrument, items=[item("only")])),
    "hundred-steps": cache(
        partial(
            instrument,
            items=[item(f"Q{at}", "hundred") for at in range(5)],
            response_scales=[rating("hundred", 0, 100)],
        )
    ),
}


@pytest.mark.parametrize("made_up", OTHERS.values(), ids=OTHERS)
def test_any_other_instrument_comes_out_as_one_by_one_too(made_up: Callable[[], Instrument]) -> None:
    assessments, scores = scored(made_up, SOME)
    assert_agrees(made_up(), score_many(made_up(), assessments, margins=True), scores)


def test_the_made_up_instrument_reaches_what_the_real_one_does_not() -> None:
    _, scores = scored(mixed, SOME)
    assert {each.status for column in scores.values() for each in column} == set(STATUSES)
    assert max(each.dk for each in scores["every_item"]) > 3
    assert {each.status for each in scores["light"]} == {"too_few", "not_applicable"}
    assert any(each.score is not None and each.margin is None for each in scores["one_item"])
    assert any(each.score is not None and each.margin is None for each in scores["total"])


@pytest.mark.parametrize("rows", [1, 7, 16, SOME])
def test_scoring_in_chunks_gives_the_same_as_scoring_at_once(rows: int) -> None:
    table = build_table(mixed(), scored(mixed, SOME)[0])
    at_once = score_many(mixed(), table, margins=True)
    seen = 0
    for part in score_in_chunks(mixed(), table, rows=rows, margins=True):
        for name in at_once:
            assert_same_part(part[name], at_once[name], slice(seen, seen + len(part)))
        seen += len(part)
    assert seen == len(at_once) == SOME


def assert_same_part(part: ScoreColumn, whole: ScoreColumn, rows: slice) -> None:
    assert part.margin is not None
    assert whole.margin is not None
    np.testing.assert_allclose(part.score, whole.score[rows], rtol=0, atol=TOLERANCE)
    np.testing.assert_allclose(part.margin, whole.margin[rows], rtol=0, atol=TOLERANCE)
    np.testing.assert_array_equal(part.status, whole.status[rows])
    np.testing.assert_array_equal(part.asked, whole.asked[rows])


def repeated(table: Table, times: int) -> Table:
    """The same assessments again and again."""
    steps, form, selected = (np.tile(array, times) for array in (table.steps, table.form, table.selected))
    return Table(table.items, steps, form, selected, table.values)


def peak(table: Table) -> int:
    """The most bytes that are held at once while a table is scored in chunks."""
    tracemalloc.start()
    for _ in score_in_chunks(mixed(), table, rows=SOME):
        pass
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_scoring_in_chunks_takes_no_more_memory_for_more_assessments() -> None:
    table = build_table(mixed(), scored(mixed, SOME)[0])
    assert peak(repeated(table, 20)) < 1.1 * peak(repeated(table, 3))


@pytest.mark.long
def test_a_million_assessments_come_out_as_the_first_ten_thousand() -> None:
    check = relationship_check()
    table = build_table(check, scored(relationship_check, MANY)[0])
    few = score_many(check, table, margins=True)
    seen = 0
    for part in score_in_chunks(check, repeated(table, 100), rows=MANY, margins=True):
        for name in few:
            assert_same_part(part[name], few[name], slice(None))
        seen += len(part)
    assert seen == 1_000_000


def test_margins_are_given_only_when_they_are_asked_for() -> None:
    many = score_many(relationship_check(), scored(relationship_check, MANY)[0][:20])
    assert many["trust"].margin is None
    assert not np.isnan(many["trust"].score).all()


def test_no_assessments_have_no_scores() -> None:
    many = score_many(mixed(), [], margins=True)
    assert len(many) == 0
    assert many["total"].score.shape == many["total"].band.shape == (0,)


def test_a_score_that_the_instrument_lacks_is_not_found() -> None:
    with pytest.raises(KeyError, match="trust"):
        score_many(mixed(), [])["trust"]


def test_the_table_of_another_instrument_is_refused() -> None:
    with pytest.raises(ValueError, match="made-up"):
        score_many(mixed(), build_table(relationship_check(), []))
