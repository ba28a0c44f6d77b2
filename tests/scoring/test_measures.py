"""Prove how the inputs of each kind of measure are read: item scores or answers, known or unknown."""

from typing import Any

import pytest

from rely.model.answers import Assessment
from rely.model.measures import MEASURE_KINDS
from rely.scoring.measures import MEASURERS
from rely.scoring.score import score
from tests.instruments import instrument, item, rating

ITEMS = [item("A"), item("B", reverse=True), item("C"), item("D"), item("N", "eleven")]


def measured(measure: dict[str, Any], **answers: Any) -> dict[str, Any]:
    scales = [{"id": "five", **FIVE}, rating("eleven", 0, 10, dk=True)]
    made = instrument(items=ITEMS, response_scales=scales, measures=[{"id": "m", **measure}])
    return dict(score(made, Assessment(answers=answers)).measures["m"])


FIVE = {
    "kind": "likert",
    "options": [{"code": code, "label": str(code)} for code in range(1, 6)],
    "na": {"label": "na"},
}
PAIRS = {"kind": "paired_difference", "pairs": [["A", "B"], ["C", "D"]], "at_least": 2}
TOP = {"kind": "top", "of": {"first": "A", "second": "B"}, "lead": 25, "tie": "even"}
COUNT = {"kind": "count_at_least", "of": ["A", "B", "C"], "code": 4}
LINE = {"kind": "linear", "of": "B", "offset": -150, "factor": 50}
NPS = {"kind": "nps", "of": "N"}


def test_every_kind_of_measure_is_computed() -> None:
    assert MEASURERS.keys() == MEASURE_KINDS.keys()


def test_pairs_are_compared_after_reverse_coding() -> None:
    assert measured(PAIRS, A=5, B=1, C=3, D=3) == {"difference": 0.0}
    assert measured(PAIRS, A=5, B=5, C=3, D=3) == {"difference": 50.0}


def test_a_pair_half_answered_does_not_count_and_too_few_pairs_give_nothing() -> None:
    answers = {"A": 5, "B": 5, "C": 3, "D": "na"}
    assert measured(PAIRS, **answers) == {"difference": None}
    assert measured({**PAIRS, "at_least": 1}, **answers) == {"difference": 100.0}


def test_a_difference_is_called_by_its_step_and_an_unknown_one_by_none() -> None:
    steps = [{"is": "aligned"}, {"from": 12.5, "is": "watch"}]
    assert measured({**PAIRS, "steps": steps}, A=5, B=1, C=3, D=4) == {"difference": 12.5, "level": "watch"}
    assert measured({**PAIRS, "steps": steps}, A=5) == {"difference": None, "level": None}


def test_the_highest_is_judged_by_item_scores_so_that_reverse_coding_counts() -> None:
    assert measured(TOP, A=4, B=1) == {"word": "second", "lead": 25.0}
    assert measured(TOP, A=4, B=2) == {"word": "even", "lead": 0.0}
    assert measured(TOP, A=4, B="na") == {"word": None, "lead": None}


def test_a_count_takes_answers_as_given_and_tells_of_how_many() -> None:
    assert measured(COUNT, A=4, B=5, C=3) == {"count": 2, "answered": 3}
    assert measured(COUNT, A=1, B="na") == {"count": 0, "answered": 1}
    assert measured(COUNT) == {"count": None, "answered": 0}


def test_a_line_takes_the_answer_as_given() -> None:
    assert measured(LINE, B=4) == {"value": 50.0}
    assert measured(LINE, B="na") == {"value": None}


@pytest.mark.parametrize(("answer", "group"), [(0, "detractor"), (6, "detractor"), (7, "passive"), (9, "promoter")])
def test_one_answer_to_the_recommendation_question_has_its_group(answer: int, group: str) -> None:
    assert measured(NPS, N=answer) == {"value": group}


def test_no_answer_to_the_recommendation_question_has_no_group() -> None:
    assert measured(NPS) == measured(NPS, N="dk") == {"value": None}
