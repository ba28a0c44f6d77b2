"""Rules of changes that hold for all pairs of assessments, not only for worked cases."""

import pytest

from rely.guidelines.moves import moves
from rely.guidelines.recommend import recommend
from rely.model.instrument import Instrument
from rely.model.results import Result
from rely.scoring.changes import Changes, changes
from rely.scoring.score import score
from tests.instruments import by_given_phase, mixed, relationship_check
from tests.random_assessments import random_assessments

INSTRUMENTS = [mixed(), by_given_phase(), relationship_check()]
OPPOSITE = {"improved": "declined", "declined": "improved", "no_reliable_change": "no_reliable_change"}
MIRRORED = {"no_score_before": "no_score_now", "no_score_now": "no_score_before"}

each_instrument = pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda each: each.id)


def results(instrument: Instrument, *, seed: int, count: int = 200) -> list[Result]:
    return [score(instrument, assessment) for assessment in random_assessments(instrument, count, seed=seed)]


def told(found: Changes, *, mirrored: bool = False) -> dict[str, object]:
    """Difference, verdict and reason of every score; mirrored as the opposite direction would give them."""
    sign = -1.0 if mirrored else 1.0
    return {
        name: (
            None if change.difference is None else sign * change.difference + 0.0,
            None
            if change.reliable is None
            else OPPOSITE[change.reliable.verdict]
            if mirrored
            else change.reliable.verdict,
            MIRRORED.get(change.reason or "", change.reason) if mirrored else change.reason,
        )
        for name, change in found.scores.items()
    }


@each_instrument
def test_the_same_assessment_twice_has_no_difference_and_no_change(instrument: Instrument) -> None:
    said = 0
    for result in results(instrument, seed=3):
        found = changes(instrument, result, result)
        assert (found.obstacle, found.anchors) == (None, None)
        for name, change in found.scores.items():
            assert (change.difference is None) == (result.scores[name].score is None)
            assert (change.reason is None) == (result.scores[name].margin is not None)
            assert change.difference in (0.0, None)
            if change.reliable is not None:
                said += 1
                assert change.reliable.verdict == "no_reliable_change"
        advice = recommend(instrument, result)
        assert moves(advice, advice).taken_up == moves(advice, advice).fallen_back == ()
    assert said > 100


@each_instrument
def test_exchanging_the_two_turns_every_change_round(instrument: Instrument) -> None:
    seen = set()
    for one, other in zip(results(instrument, seed=4), results(instrument, seed=5), strict=True):
        forth, back = changes(instrument, one, other), changes(instrument, other, one)
        assert (forth.obstacle, forth.anchors) == (back.obstacle, back.anchors)
        assert told(forth) == told(back, mirrored=True)
        seen |= {change.reliable.verdict for change in forth.scores.values() if change.reliable is not None}
    assert seen == set(OPPOSITE)


@each_instrument
def test_either_a_verdict_or_a_reason_is_given(instrument: Instrument) -> None:
    for one, other in zip(results(instrument, seed=6), results(instrument, seed=7), strict=True):
        for change in changes(instrument, one, other).scores.values():
            assert (change.reliable is None) != (change.reason is None)
            if change.reliable is not None:
                assert change.difference is not None
                beyond = abs(change.difference) > change.reliable.min_change + 1e-6
                assert beyond <= (change.reliable.verdict != "no_reliable_change")
