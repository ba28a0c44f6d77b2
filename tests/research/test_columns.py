"""Cells that are judged column by column come to what they come to row by row."""

import csv
import random
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from rely.loading.answers.cells import build_cells, build_header
from rely.loading.answers.one_row import table_lines
from rely.loading.answers.row import AnswersRow
from rely.loading.catalogue import load_instrument
from rely.loading.problems import Place
from rely.model.instrument import Instrument
from rely.research import columns
from rely.research.batches import Batch, batch_of_records, batch_of_rows
from rely.research.columns import ColumnJudge
from rely.scoring.score import notices, score
from tests.instruments import VALID, by_given_phase, inventory, mixed, relationship_check, short_report
from tests.random_assessments import random_assessments

SOME = 400
STRANGE = ("x", "9", "-1", "na", "dk", " 3", "3.0", "'=1", "=1+1", "\u202e", "\udce9", "2026-02-30", "a|b", "|", " ")
"""What may stand in a cell that does not belong there."""


@cache
def catalogue(name: str) -> Callable[[], Instrument]:
    return cache(lambda: load_instrument(name))


INSTRUMENTS: dict[str, Callable[[], Instrument]] = {
    "relationship-check": relationship_check,
    "mixed": mixed,
    "given-phase": by_given_phase,
    "inventory": cache(lambda: inventory(30, 3)),
    "short-report": short_report,
    "client-pulse": catalogue("client-pulse"),
    "maturity": cache(lambda: load_instrument(VALID / "maturity-assessment.yaml")),
    "nine-factors": catalogue("nine-factors"),
    "portfolio-scan": catalogue("portfolio-scan"),
}

Records = list[tuple[int, list[str]]]


def table_of(instrument: Instrument, *, strange: bool) -> tuple[list[str], Records]:
    """The header and the records of random assessments; with `strange` some cells and rows do not belong there."""
    chance = random.Random(7)
    perspective = instrument.perspectives[0].id
    assessments = (replace(each, perspective=perspective) for each in random_assessments(instrument, SOME, seed=9))
    lines = "".join(table_lines(instrument, assessments))
    header, *rows = csv.reader(lines.splitlines())
    for row in rows if strange else ():
        kind = chance.random()
        if kind < 0.5:
            row[chance.randrange(len(row))] = chance.choice(STRANGE)
        elif kind < 0.55:
            row.pop()
        elif kind < 0.6:
            row[:] = [""] * len(row)
    return header, list(enumerate(rows, start=2))


def one_by_one(instrument: Instrument, header: list[str], records: Records) -> list[AnswersRow | None]:
    """What each record comes to when it is read as a row; None for one with too few cells."""
    built = build_header(instrument, header)
    return [
        build_cells(built, cells, lambda _: Place(""), line=line) if len(cells) == len(header) else None
        for line, cells in records
    ]


def assert_same_table(found: Batch, wanted: Batch) -> None:
    for part in ("steps", "form", "selected"):
        np.testing.assert_array_equal(getattr(found.judged.table, part), getattr(wanted.judged.table, part))
    assert found.judged.table.values == wanted.judged.table.values
    assert found.ids == wanted.ids
    assert found.good_lines == wanted.good_lines
    assert list(found.judged.form) == list(wanted.judged.form)
    assert list(found.judged.perspective) == list(wanted.judged.perspective)
    assert found.judged.dated == wanted.judged.dated


@pytest.mark.parametrize("strange", [False, True], ids=["good", "strange"])
@pytest.mark.parametrize("made", INSTRUMENTS.values(), ids=INSTRUMENTS)
def test_columns_come_to_the_table_that_rows_come_to(made: Callable[[], Instrument], strange: bool) -> None:
    header, records = table_of(made(), strange=strange)
    rows = one_by_one(made(), header, records)
    batch = batch_of_records(ColumnJudge(build_header(made(), header)), records)
    assert batch.judged.good.tolist() == [row is not None and row.assessment is not None for row in rows]
    assert strange != batch.judged.good.all()
    assert_same_table(batch, batch_of_rows(made(), [row for row in rows if row is not None]))


@pytest.mark.parametrize("made", INSTRUMENTS.values(), ids=INSTRUMENTS)
def test_every_row_of_which_something_is_told_is_noticed(made: Callable[[], Instrument]) -> None:
    header, records = table_of(made(), strange=True)
    batch = batch_of_records(ColumnJudge(build_header(made(), header)), records)
    for at, row in enumerate(one_by_one(made(), header, records)):
        if row is not None and row.assessment is not None:
            told = bool(notices(made(), score(made(), row.assessment)))
            assert batch.judged.noticed[at] == told
            assert (at in batch.told) == told
        else:
            assert at in batch.told


def test_some_rows_are_noticed_and_some_are_not() -> None:
    header, records = table_of(relationship_check(), strange=False)
    noticed = batch_of_records(ColumnJudge(build_header(relationship_check(), header)), records).judged.noticed
    assert 0 < noticed.sum() < len(noticed)


def test_a_contradiction_is_noticed() -> None:
    header = ["id", "cx_first_contact", "cx_first_transaction"]
    records = [(2, ["a", "no", "yes"]), (3, ["b", "yes", "no"])]
    batch = batch_of_records(ColumnJudge(build_header(relationship_check(), header)), records)
    assert batch.judged.noticed.tolist() == [True, False]


def test_where_scores_decide_what_contradicts_every_row_is_looked_at() -> None:
    written = inventory(6, 2).model_dump(mode="json", by_alias=True, exclude_unset=True)
    rule = {"id": "odd", "when": {"fact": "score.all", "above": 50}, "text": "Odd.", "items": ["Q0"]}
    made = Instrument.model_validate(written | {"consistency": [rule]})
    batch = batch_of_records(ColumnJudge(build_header(made, ["Q0"])), [(2, ["3"]), (3, ["9"])])
    assert batch.judged.noticed.tolist() == [True, False]


def test_ever_new_cells_and_situations_are_forgotten_and_judged_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "MOST_KEPT", 5)
    monkeypatch.setattr(columns, "MOST_SITUATIONS", 2)
    header, records = table_of(relationship_check(), strange=True)
    judge = ColumnJudge(build_header(relationship_check(), header))
    whole = batch_of_records(judge, records)
    assert max(map(len, judge.cells)) > 5
    again = batch_of_records(judge, records)
    assert_same_table(again, whole)
    assert again.judged.noticed.tolist() == whole.judged.noticed.tolist()
    assert len(judge._situations.selected) > 2
    batch_of_records(judge, [])
    assert max(map(len, judge.cells)) <= 5
    assert len(judge._situations.selected) == 0


def test_plain_texts_are_not_kept() -> None:
    judge = ColumnJudge(build_header(relationship_check(), ["id", "cx_alias"]))
    batch = batch_of_records(judge, [(at, [f"id {at}", f"Müller {at}"]) for at in range(50)])
    assert batch.ids == [f"id {at}" for at in range(50)]
    assert [len(each) for each in judge.cells] == [1, 1]


def test_no_records_are_an_empty_table() -> None:
    batch = batch_of_records(ColumnJudge(build_header(relationship_check(), ["id", "TR01"])), [])
    assert (len(batch.judged.table), batch.ids, batch.told) == (0, [], [])
