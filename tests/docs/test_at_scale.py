"""The code of the page on scoring at scale does what the page says: its very blocks are run, on partitions."""

import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from rely.loading.answers.one_row import table_lines
from rely.model.answers import Assessment
from rely.research.frames import FrameRefused, scores_of_frame
from rely.research.score_many import score_many
from tests.instruments import relationship_check
from tests.random_assessments import random_assessments

PAGE = Path(__file__).parents[2] / "docs" / "at-scale.md"
SOME = 240
PARTITIONS = ("year=2025/country=DE", "year=2025/country=FR", "year=2026/country=DE", "year=2026/country=NL")
NAMED = re.compile(r"^# (\S+\.py)\n")


@cache
def blocks() -> list[str]:
    """The blocks of Python, in order."""
    found: list[str] = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)
    return found


@cache
def assessments() -> tuple[Assessment, ...]:
    return tuple(random_assessments(relationship_check(), SOME, seed=11))


@cache
def answers() -> pl.DataFrame:
    return pl.read_csv("".join(table_lines(relationship_check(), assessments())).encode(), infer_schema_length=0)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the answers in partitions, one or two files each."""
    parts = list(answers().iter_slices(SOME // 6))
    for at, frame in enumerate(parts):
        folder = tmp_path / "answers" / PARTITIONS[at % 4]
        folder.mkdir(parents=True, exist_ok=True)
        frame.write_parquet(folder / f"{at // 4}.parquet")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def score_partitions(here: Path) -> Callable[..., int]:
    """The recipe, as it stands on the page."""
    (recipe,) = [block for block in blocks() if NAMED.match(block)]
    (here / "score_partitions.py").write_text(recipe, encoding="utf-8")
    run: Callable[..., int] = runpy.run_path("score_partitions.py")["score_partitions"]
    return lambda machine=0, machines=1: run("relationship-check", here / "answers", here / "scores", machine, machines)


def scored_files(here: Path) -> list[Path]:
    return sorted(path for path in (here / "scores").rglob("*") if path.is_file())


def assert_all_scored(here: Path) -> None:
    """The partitions together have the scores that score_many gives for the whole."""
    files = scored_files(here)
    wanted = sorted((here / "answers").rglob("*.parquet"))
    names = [path.relative_to(here / "scores") for path in files]
    assert names == [path.relative_to(here / "answers") for path in wanted]
    found = pl.concat([pl.read_parquet(path, hive_partitioning=False) for path in files])
    many = score_many(relationship_check(), assessments(), margins=True)
    by_id = found.select(pl.all().sort_by(pl.col("id").cast(pl.Int64)))
    for name in many:
        assert by_id[name].fill_null(float("nan")).equals(pl.Series(name, many[name].score))
        margin = many[name].margin
        assert margin is not None
        assert by_id[f"{name}:margin"].fill_null(float("nan")).equals(pl.Series(margin))
        assert by_id[f"{name}:answered"].to_list() == many[name].answered.tolist()


def test_the_blocks_on_frames_run_in_order(here: Path) -> None:
    (here / "frames.py").write_text("".join(blocks()[:2]), encoding="utf-8")
    names = runpy.run_path("frames.py")
    assert names["scores"]["wave"].to_list() == [1, 2]
    assert len(pl.read_parquet("scores.parquet")) == SOME
    parts = [pl.read_parquet(path) for path in sorted((here / "answers").rglob("*.parquet"))]
    wanted = scores_of_frame(relationship_check(), pl.concat(part.select(answers().columns) for part in parts))
    assert pl.read_parquet("scores.parquet").equals(wanted)


def test_partitions_are_scored_as_the_whole(here: Path, score_partitions: Callable[..., int]) -> None:
    assert score_partitions() == 6
    assert_all_scored(here)


def test_machines_share_the_partitions_and_each_is_done_once(here: Path, score_partitions: Callable[..., int]) -> None:
    assert sorted(score_partitions(machine, 4) for machine in range(4)) == [1, 1, 2, 2]
    assert_all_scored(here)


def test_a_partition_that_has_its_scores_is_passed_over(here: Path, score_partitions: Callable[..., int]) -> None:
    score_partitions()
    gone, *kept = scored_files(here)
    times = [path.stat().st_mtime_ns for path in kept]
    gone.unlink()
    assert score_partitions() == 1
    assert [path.stat().st_mtime_ns for path in kept] == times
    assert_all_scored(here)


def test_an_interruption_leaves_whole_files_only(
    here: Path, score_partitions: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    written = pl.DataFrame.write_parquet
    calls = 0

    def interrupted(frame: pl.DataFrame, path: Path) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            path.write_bytes(b"half of a file")
            raise KeyboardInterrupt
        written(frame, path)

    with monkeypatch.context() as patch:
        patch.setattr(pl.DataFrame, "write_parquet", interrupted)
        with pytest.raises(KeyboardInterrupt):
            score_partitions()
    assert len(scored_files(here)) == 2
    assert score_partitions() == 4
    assert_all_scored(here)


def test_an_answer_that_does_not_fit_stops_and_is_named(here: Path, score_partitions: Callable[..., int]) -> None:
    wrong = here / "answers" / PARTITIONS[3] / "0.parquet"
    frame = pl.read_parquet(wrong, hive_partitioning=False)
    frame.with_columns(TR01=pl.lit("9")).write_parquet(wrong)
    with pytest.raises(FrameRefused, match="item 'TR01' cannot be '9'"):
        score_partitions()
    assert len(scored_files(here)) == 5
    frame.write_parquet(wrong)
    assert score_partitions() == 1
    assert_all_scored(here)


def test_the_command_of_the_page_does_it(here: Path, score_partitions: Callable[..., int]) -> None:
    (block,) = [each for each in re.findall(r"^```sh\n(.*?)^```$", PAGE.read_text(), re.M | re.S) if "python " in each]
    command = block.splitlines()[0].split("#")[0].split()
    assert command[0] == "python"
    root = str(PAGE.parents[1])
    done = subprocess.run([sys.executable, *command[1:]], capture_output=True, check=True, env={"PYTHONPATH": root})
    assert done.stdout == b"6\n"
    assert_all_scored(here)
    (here / "together.py").write_text(blocks()[-1], encoding="utf-8")
    names = runpy.run_path("together.py", {"pl": pl})
    assert names["by_country"]["country"].to_list() == ["DE", "FR", "NL"]
    assert names["by_country"]["len"].sum() == SOME


def test_parquet_of_the_command_is_that_of_the_frame(here: Path) -> None:
    shutil.copy(here / "answers" / PARTITIONS[0] / "0.parquet", here / "answers.parquet")
    program = "from rely.cli import main; main()"
    command = ["score", "relationship-check", "answers.parquet", "--format", "parquet", "-o", "scores.parquet"]
    root = str(PAGE.parents[1])
    subprocess.run([sys.executable, "-c", program, *command], check=True, capture_output=True, env={"PYTHONPATH": root})
    scores = pl.read_parquet("scores.parquet")
    assert scores["line"].to_list() == list(range(1, len(scores) + 1))
    assert scores.drop("line").equals(scores_of_frame(relationship_check(), pl.read_parquet("answers.parquet")))
