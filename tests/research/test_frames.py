"""A frame of answers gives a frame of scores with the numbers of score, or says which answers do not fit."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from rely.loading.answers.one_row import table_lines
from rely.loading.answers.row import AnswersRow
from rely.loading.catalogue import load_instrument
from rely.model.answers import Assessment
from rely.model.instrument import Instrument
from rely.model.results import Result
from rely.research import frame_pieces
from rely.research.frame_pieces import pieces_of_parquet
from rely.research.frames import FrameRefused, scores_of_frame, scores_schema
from rely.scoring.plan import score_ids
from rely.scoring.score import score
from tests.instruments import VALID, by_given_phase, inventory, mixed, relationship_check
from tests.random_assessments import random_assessments

SOME = 300
INSTRUMENTS: dict[str, Callable[[], Instrument]] = {
    "relationship-check": relationship_check,
    "mixed": mixed,
    "given-phase": by_given_phase,
    "inventory": cache(lambda: inventory(30, 3)),
    "client-pulse": cache(lambda: load_instrument("client-pulse")),
}


@cache
def answered(made: Callable[[], Instrument]) -> tuple[Assessment, ...]:
    own = made().perspectives[0].id
    return tuple(replace(each, perspective=own) for each in random_assessments(made(), SOME, seed=3))


def frame_of(instrument: Instrument, assessments: tuple[Assessment, ...], *, typed: bool) -> pl.DataFrame:
    text = "".join(table_lines(instrument, assessments)).encode()
    return pl.read_csv(text, infer_schema_length=None if typed else 0)


def assert_scores(frame: pl.DataFrame, results: list[Result]) -> None:
    for name in results[0].scores:
        found = [result.scores[name] for result in results]
        for part in ("score", "margin"):
            column = frame[name if part == "score" else f"{name}:margin"].to_list()
            assert [None if x is None else pytest.approx(x, abs=1e-9) for x in column] == [
                getattr(each, part) for each in found
            ]
        for part in ("status", "band", "answered", "applicable"):
            assert frame[f"{name}:{part}"].to_list() == [getattr(each, part) for each in found]


@pytest.mark.parametrize("typed", [False, True], ids=["texts", "typed"])
@pytest.mark.parametrize("made", INSTRUMENTS.values(), ids=INSTRUMENTS)
def test_a_frame_gives_the_scores_that_score_gives(made: Callable[[], Instrument], typed: bool) -> None:
    assessments = answered(made)
    scores = scores_of_frame(made(), frame_of(made(), assessments, typed=typed))
    results = [score(made(), each) for each in assessments]
    assert_scores(scores, results)
    assert scores["id"].to_list() == [each.id for each in assessments]
    assert scores["form"].to_list() == [each.form for each in assessments]
    selecting = made().selecting_facet
    if selecting is not None:
        assert scores[selecting.id].to_list() == [result.selected for result in results]
    assert dict(scores.schema) == scores_schema(made())


def test_scoring_parts_gives_what_scoring_the_whole_gives() -> None:
    frame = frame_of(mixed(), answered(mixed), typed=False)
    parts = [scores_of_frame(mixed(), part) for part in frame.iter_slices(70)]
    whole = scores_of_frame(mixed(), frame)
    assert pl.concat(parts).equals(whole)


def test_columns_to_keep_stand_before_the_scores_as_they_are() -> None:
    frame = pl.DataFrame({"Q0": [1, 5], "wave": [[1], [2]], "Q1": [2, None]})
    scores = scores_of_frame(inventory(6, 2), frame, keep=["wave"])
    assert scores.columns[:2] == ["wave", "id"]
    assert scores["wave"].to_list() == [[1], [2]]


def test_a_column_that_is_kept_may_not_have_the_name_of_a_score() -> None:
    frame = pl.DataFrame({"Q0": [1], "all": [2]})
    with pytest.raises(ValueError, match="'all' cannot be kept"):
        scores_of_frame(inventory(6, 2), frame, keep=["all"])


def test_a_column_that_means_nothing_is_refused() -> None:
    with pytest.raises(FrameRefused, match="the column 'Q00' is no item"):
        scores_of_frame(inventory(6, 2), pl.DataFrame({"Q00": [1]}))


def test_every_row_with_an_answer_that_does_not_fit_is_named_and_counted() -> None:
    frame = pl.DataFrame({"id": [f"r{at}" for at in range(100)], "Q0": [7, 1] * 50})
    with pytest.raises(FrameRefused) as refused:
        scores_of_frame(inventory(6, 2), frame)
    lines = str(refused.value).splitlines()
    assert lines[0].startswith("frame:1:1: 'r0': item 'Q0' cannot be '7'")
    assert lines[1].startswith("frame:3:1: 'r2'")
    assert len(refused.value.problems) == 20
    assert lines[-1] == "Rows with problems: 50."


def test_a_row_without_any_answer_is_refused() -> None:
    with pytest.raises(FrameRefused, match=r"frame:2:1: .*\[empty-row\]"):
        scores_of_frame(inventory(6, 2), pl.DataFrame({"Q0": [1, None]}))


@pytest.mark.parametrize("values", [[1.0, None, 5.0], [1, None, 5], ["1", None, "5"], ["1", "", "5"]])
def test_whole_numbers_are_codes_however_a_column_holds_them(values: list[object]) -> None:
    scores = scores_of_frame(inventory(6, 2), pl.DataFrame({"Q0": values, "Q2": [3, 3, 3], "Q4": [3, 3, 3]}))
    assert scores["all:answered"].to_list() == [3, 2, 3]


@pytest.mark.parametrize("value", [1.5, float("nan"), float("inf"), True, b"1", date(2026, 1, 1), {"a": 1}, [1]])
def test_what_is_no_code_is_refused_and_never_made_into_one(value: object) -> None:
    with pytest.raises(FrameRefused, match=r"\[unknown-code\]"):
        scores_of_frame(inventory(6, 2), pl.DataFrame({"Q0": [value]}))


def test_days_lists_and_numbers_may_be_typed() -> None:
    check = load_instrument(VALID / "maturity-assessment.yaml")
    frame = pl.DataFrame({"BK01": ["daily"], "staff": [50.0], "date": [date(2026, 1, 2)]})
    assert scores_of_frame(check, frame)["copies"].to_list() != [None]
    midnight = frame.with_columns(date=pl.lit(datetime(2026, 1, 2)))
    assert scores_of_frame(check, midnight).equals(scores_of_frame(check, frame))
    with pytest.raises(FrameRefused, match=r"\[not-a-day\]"):
        scores_of_frame(check, frame.with_columns(date=pl.lit(datetime(2026, 1, 2, 8))))
    channels = {"cx_channels_used": [["email", "phone"]], "TR01": [3]}
    assert len(scores_of_frame(relationship_check(), pl.DataFrame(channels))) == 1
    for wrong in ("pigeon", None):
        with pytest.raises(FrameRefused, match=r"cx_channels_used.*\[unknown-code\]"):
            scores_of_frame(relationship_check(), pl.DataFrame({**channels, "cx_channels_used": [["email", wrong]]}))


def test_categories_are_texts() -> None:
    check = load_instrument(VALID / "maturity-assessment.yaml")
    frame = pl.DataFrame({"BK01": ["daily", None, "none"], "staff": [50, 50, 50]})
    wanted = scores_of_frame(check, frame)
    for kind in (pl.Categorical, pl.Enum(["none", "some", "daily"])):
        assert scores_of_frame(check, frame.with_columns(pl.col("BK01").cast(kind))).equals(wanted)


def test_an_empty_frame_has_no_scores_and_the_same_columns() -> None:
    scores = scores_of_frame(mixed(), pl.DataFrame(schema={"id": pl.String, "Q00": pl.Int64}))
    assert (len(scores), dict(scores.schema)) == (0, scores_schema(mixed()))


def test_a_parquet_file_comes_in_pieces_with_numbered_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame_pieces, "AT_A_TIME", 130)
    frame = frame_of(mixed(), answered(mixed), typed=True)
    frame.write_parquet(tmp_path / "a.parquet", row_group_size=64)
    table = pieces_of_parquet(tmp_path / "a.parquet", mixed(), rows=70)
    assert not isinstance(table, AnswersRow)
    pieces = list(table.pieces())
    assert max(len(piece.frame) for piece in pieces) <= 70
    assert [piece.first for piece in pieces][:1] == [1]
    assert pl.concat([piece.frame for piece in pieces]).equals(frame)
    assert [number for piece in pieces for number, _ in piece.records()] == list(range(1, SOME + 1))


@pytest.mark.parametrize("content", [b"", b"id,TR01\n", b"PAR1 and nothing else PAR1"])
def test_what_is_no_parquet_file_is_told(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(content)
    row = pieces_of_parquet(path, mixed())
    assert isinstance(row, AnswersRow)
    assert [problem.code for problem in row.problems] == ["unreadable-file"]


def test_every_score_has_its_columns() -> None:
    schema = scores_schema(mixed())
    for name in score_ids(mixed()):
        assert schema[name] == schema[f"{name}:margin"] == pl.Float64
        assert schema[f"{name}:answered"] == pl.Int64
        assert schema[f"{name}:status"] == schema[f"{name}:band"] == pl.String
