from dataclasses import replace
from typing import Any

import pytest

from rely.model.results import Score
from rely.reporting.score_words import ScoreWords, score_words
from tests.reporting.garden import material

SCORE = Score("roses", 62.5, "ok", "kept", None, 9.6, "person", 3, 4, 5, 1, 0, 1, 0.75)


def told(**changes: Any) -> ScoreWords:
    return score_words(material(), replace(SCORE, **changes), name="Roses", shape="first")


def test_a_score_is_told_with_margin_verdict_and_basis() -> None:
    words = told()
    assert (words.number, words.margin, words.verdict, words.basis) == ("63", "±\u202f10", "kept", "3 of 4")


def test_the_dot_reads_out_what_it_shows() -> None:
    dot = told().dot
    assert dot is not None
    assert (dot.score, dot.low, dot.high, dot.shape) == (62.5, 52.9, 72.1, "first")
    assert dot.title == "Roses: 63 out of 100, margin from 53 to 72"


def test_a_margin_ends_at_the_ends_of_the_scale() -> None:
    high, low = told(score=95.0, margin=20.0).dot, told(score=5.0, margin=20.0).dot
    assert high is not None
    assert low is not None
    assert (high.low, high.high) == (75.0, 100.0)
    assert (low.low, low.high) == (0.0, 25.0)


def test_a_score_without_margin_claims_none() -> None:
    words = told(margin=None)
    assert words.margin == ""
    assert words.dot is not None
    assert words.dot.title == "Roses: 63 out of 100"


def test_a_score_near_a_cut_off_says_which_band_is_close() -> None:
    assert told(borderline="wild").verdict == "kept, close to wild"


def test_a_score_on_few_of_the_statements_says_so() -> None:
    assert told(status="narrow").verdict == "kept, on a narrow basis"


@pytest.mark.parametrize(
    ("changes", "verdict", "basis"),
    [
        ({"status": "too_few", "answered": 1}, "too few answers", "1 of 4"),
        ({"status": "no_specific"}, "not answered separately", ""),
        ({"status": "not_applicable", "applicable": 0, "na": 5}, "does not apply", ""),
        ({"status": "not_applicable", "applicable": 0, "na": 0, "dk": 5}, "cannot be judged", ""),
        ({"status": "not_applicable", "applicable": 0, "asked": 0, "na": 0}, "not asked", ""),
        ({"id": "garden", "status": "too_few", "answered": 1}, "too few scores", "1 of 4 scores"),
    ],
)
def test_a_missing_score_says_why_and_is_never_a_number(changes: dict[str, Any], verdict: str, basis: str) -> None:
    words = told(score=None, band=None, margin=None, **changes)
    assert (words.number, words.margin, words.dot) == ("", "", None)
    assert (words.verdict, words.basis) == (verdict, basis)


def test_the_only_answer_that_was_asked_for_is_told_instead_of_a_score() -> None:
    report = material()
    for name in ("pond", "pond.shade"):
        words = score_words(report, report.result.scores[name], name="Pond")
        assert (words.number, words.verdict) == ("", "one answer: ‘Often’")
