"""Prove that what scoring is measured against comes to the same, or the ratios would say nothing."""

import pytest

from benchmarks import score as benchmark
from benchmarks.score import SHIPPED, assert_same, complete, inventory, leanest, random_table, with_polars
from rely.loading.catalogue import load_instrument
from rely.model.answers import Assessment
from rely.research.scheme import scheme_of
from rely.research.score_many import score_many
from rely.scoring.score import score
from tests.random_assessments import random_assessments


def test_the_leanest_loop_gives_the_scores_and_margins_of_score() -> None:
    instrument = load_instrument(SHIPPED)
    lean = leanest(instrument, complete(instrument))
    compared = 0
    for assessment in random_assessments(instrument, 300, seed=3):
        of_phase = Assessment(answers={**assessment.answers, **_INITIAL})
        scores, found = score(instrument, of_phase).scores, lean(of_phase.answers)
        for name, one in scores.items():
            wanted = None if one.score is None else pytest.approx((one.score, one.margin), abs=1e-9)
            assert found.get(name) == wanted, name
            compared += one.score is not None
    assert compared > 1000


def test_the_inventories_have_sixty_items_and_the_scores_they_are_named_for() -> None:
    as_core, more = inventory(rows=5, shared=2), inventory(rows=9, shared=0)
    assert [len(made.items) for made in (as_core, more)] == [60, 60]
    assert [len(scheme_of(made).ids) for made in (as_core, more)] == [15, 28]
    assert sum(score.specific is not None for score in scheme_of(as_core).counted) == 8


def test_the_expressions_of_polars_give_the_scores_of_score_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark, "ASSESSMENTS", 2_000)
    for made in (inventory(rows=5, shared=2), inventory(rows=9, shared=0)):
        table = random_table(made)
        assert_same(score_many(made, table), with_polars(made, table))


_INITIAL = {"cx_first_contact": "yes", "cx_first_transaction": "no", "cx_physical_12m": 2}
