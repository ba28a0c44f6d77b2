"""Prove that documents come in order and that little is kept in memory on the way."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from rely.cli import workers
from rely.cli.assessing import open_sitting
from rely.cli.reports import Maker
from rely.cli.workers import WINDOW, Crew, Job
from rely.model.answers import Assessment
from tests.cli.conftest import Run


def test_rows_are_read_no_further_ahead_than_the_window(here: Path) -> None:
    table = here / "t.csv"
    table.touch()
    maker = Maker(open_sitting("relationship-check", str(table)), "html", "nl")
    one = Job(Assessment(answers={"TR01": 3}, date=date(2026, 11, 30)))
    read = 0

    def endless() -> Iterator[tuple[int, Job | None]]:
        nonlocal read
        while True:
            read += 1
            yield read, one if read == 1 else None

    with Crew[int](maker, 1) as crew:
        number, outcome = next(crew.made(endless()))
    assert number == 1
    assert outcome is not None
    assert outcome.content is not None
    assert read <= WINDOW + 1


def test_a_process_may_start_after_rows_of_which_no_phase_is_known_were_scored(rely: Run, here: Path) -> None:
    (here / "t.csv").write_text("date,TR01\n" + "2026-11-30,3\n" * 3, encoding="utf-8")
    told = rely("report", "relationship-check", "t.csv", "-o", "out", "--format", "html", "--jobs", "2")
    assert told.code == 0
    assert len(list((here / "out").glob("0*"))) == 3


def test_a_process_ends_after_its_share_of_documents_and_another_goes_on(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "LIFETIME", 2)
    table = here / "t.csv"
    table.touch()
    maker = Maker(open_sitting("relationship-check", str(table)), "html", "nl")
    job = Job(Assessment(answers={"TR01": 3}, date=date(2026, 11, 30)))
    with Crew[int](maker, 1) as crew:
        [first] = crew.processes
        made = []
        for number, outcome in crew.made((number, job) for number in range(3)):
            assert outcome is not None
            made.append((number, outcome.content is not None))
        assert made == [(0, True), (1, True), (2, True)]
        [second] = crew.processes
    assert second != first
    assert not Path(f"/proc/{first}").exists()
