"""Prove that a table takes the margins of a group exactly where one assessment does."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import polars as pl
import pytest

from rely.loading.answers.row import AnswersRow
from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.model.reference import Complete, Reference
from rely.research.batches import Batch, batch_of_rows
from rely.research.frames import scores_of_frame, scores_schema
from rely.research.group_margins import score_batch
from rely.scoring.plan import score_ids
from rely.scoring.score import PERSON, score
from tests.research.norms.people import COUNTRY, FIRST, SECOND, people, questionnaire, reference

PEOPLE = questionnaire()


@pytest.fixture(scope="module")
def norms() -> Reference:
    return reference(people(120))


def batch_of(instrument: Instrument, assessments: Sequence[Assessment]) -> Batch:
    return batch_of_rows(instrument, [AnswersRow(at, None, each) for at, each in enumerate(assessments, start=1)])


def assessments() -> list[Assessment]:
    """Every mixture of answers, gaps and what does not apply in some items of both scores."""
    mixtures = product((1, 5, None, "na"), repeat=4)
    answers = [dict(zip(("A", "B", "D", "E"), each, strict=True)) | {"C": 2, "F": 3} for each in mixtures]
    full = dict.fromkeys((*FIRST, *SECOND), 4)
    return [
        *(Assessment(each) for each in answers),
        Assessment({}),
        Assessment(full, form="short"),
        Assessment(full, perspective="other"),
        Assessment(full),
    ]


def check_alike(instrument: Instrument, rows: Sequence[Assessment], norms: Reference) -> set[tuple[str, str | None]]:
    """Which scores have margins of which basis, in a table as in one assessment."""
    many, basis = score_batch(instrument, batch_of(instrument, rows), norms)
    assert basis is not None
    seen = set()
    for at, row in enumerate(rows):
        for name, one in score(instrument, row, reference=norms).scores.items():
            margin = many[name].margin
            assert margin is not None
            assert basis.words[basis.places[name][at]] == (one.margin_basis or "")
            assert margin[at] == pytest.approx(np.nan if one.margin is None else one.margin, abs=1e-9, nan_ok=True)
            seen.add((name, one.margin_basis))
    return seen


def test_margins_are_those_of_each_assessment_alone_and_so_is_what_they_rest_on(norms: Reference) -> None:
    seen = check_alike(PEOPLE, assessments(), norms)
    assert seen == set(product(("total", "one", "two"), (norms.digest, PERSON, None)))


def test_a_score_that_does_not_count_keeps_its_margin_and_so_does_the_mean(norms: Reference) -> None:
    seen = check_alike(PEOPLE, assessments(), replace(norms, scores=frozenset({"two"})))
    assert {name for name, basis in seen if basis == norms.digest} == {"two"}


def test_each_is_beside_the_group_of_its_own_perspective(norms: Reference) -> None:
    """Two groups with different margins, of which the table holds people in turn."""
    (group,) = norms.file.groups
    scores = {
        name: each.model_copy(update={"complete": each.complete.model_copy(update={"sd": 40.0})})
        for name, each in group.scores.items()
        if each.complete is not None
    }
    other = group.model_copy(update={"perspective": "other", "scores": scores})
    both = replace(norms, file=norms.file.model_copy(update={"groups": (group, other)}))
    answers = dict.fromkeys((*FIRST, *SECOND), 4)
    rows = [Assessment(answers, perspective=each) for each in ("self", "other", "self", "other")]
    check_alike(PEOPLE, rows, both)
    margin = score_batch(PEOPLE, batch_of(PEOPLE, rows), both)[0]["one"].margin
    assert margin is not None
    assert margin[0] == margin[2] < margin[1] == margin[3]


def test_margins_are_those_of_the_whole_and_never_of_a_group_apart_or_of_the_mean_itself() -> None:
    norms = reference([*people(150, country="NL"), *people(120, start=500, seed=7, country="DE")], by=[COUNTRY])
    rows = [Assessment({**each.answers, COUNTRY: code}) for each in assessments() for code in ("NL", "DE")]
    check_alike(PEOPLE, rows, norms)
    whole, *apart = norms.file.groups
    total = whole.scores["total"].model_copy(update={"complete": whole.scores["one"].complete})
    whole = whole.model_copy(update={"scores": {**whole.scores, "total": total}})
    spread = whole.scores["one"].model_copy(update={"complete": Complete(n=100, sd=40, alpha=0.5)})
    other = apart[0].model_copy(update={"scores": {"one": spread}})
    check_alike(PEOPLE, rows, replace(norms, file=norms.file.model_copy(update={"groups": (whole, other)})))


def test_group_data_of_another_form_or_selected_value_change_nothing(norms: Reference) -> None:
    (group,) = norms.file.groups
    for change in ({"form": "gone"}, {"groups": (group.model_copy(update={"selected": "elsewhere"}),)}):
        seen = check_alike(PEOPLE, assessments(), replace(norms, file=norms.file.model_copy(update=change)))
        assert {basis for _, basis in seen} == {PERSON, None}


def test_without_group_data_margins_are_the_persons_and_nothing_is_said_of_them() -> None:
    rows = assessments()
    many, basis = score_batch(PEOPLE, batch_of(PEOPLE, rows))
    assert basis is None
    for name in score_ids(PEOPLE):
        alone = [score(PEOPLE, each).scores[name].margin for each in rows]
        assert many[name].margin == pytest.approx([np.nan if each is None else each for each in alone], nan_ok=True)


def test_the_scores_of_a_frame_take_the_group_only_when_it_is_given(norms: Reference) -> None:
    frame = pl.DataFrame([{**dict.fromkeys((*FIRST, *SECOND), 4), "id": "x"}, {"A": 4, "B": 5, "id": "y"}])
    alone, beside = scores_of_frame(PEOPLE, frame), scores_of_frame(PEOPLE, frame, reference=norms)
    assert beside.columns == [*alone.columns, *(f"{name}:margin_basis" for name in score_ids(PEOPLE))]
    assert beside.schema == pl.Schema(scores_schema(PEOPLE, reference=norms))
    assert beside["one:margin_basis"].to_list() == [norms.digest, PERSON]
    assert beside["two:margin_basis"].to_list() == [norms.digest, None]
    changed = [name for name in alone.columns if not beside[name].equals(alone[name])]
    assert changed == ["total:margin", "one:margin", "two:margin"]
    with pytest.raises(ValueError, match="one:margin_basis"):
        scores_of_frame(
            PEOPLE, frame.with_columns(pl.lit(1).alias("one:margin_basis")), keep=["one:margin_basis"], reference=norms
        )
