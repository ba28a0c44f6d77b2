"""Measure many reports: two workers against one, what a worker grows by, unchanged reports against new ones."""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter

from benchmarks.score import complete
from benchmarks.side_by_side import shown
from rely.cli.assessing import Sitting
from rely.cli.report_keys import Keys, content_key
from rely.cli.reports import Maker
from rely.cli.workers import Crew, Job
from rely.loading.catalogue import load_instrument
from rely.model.digest import digest

SHIPPED = "relationship-check"
DAY = date(2026, 11, 30)
AT_ONCE = 6
ROUNDS = 2
WARM = 20
"""How many documents a worker has made before its growth is measured."""
MEASURED = 40
"""And when it is measured."""
MIB = 1 << 20


def run() -> None:
    """Print the ratios of two workers to one and of kept documents to new ones, and the growth of a worker."""
    maker = maker_of_pdfs()
    with Crew[int](maker, 1) as one, Crew[int](maker, 2) as two:
        made: dict[int, list[float]] = {1: [], 2: []}
        seconds(one, maker, 1)
        seconds(two, maker, 2)
        for _ in range(ROUNDS):
            made[1].append(seconds(one, maker, AT_ONCE))
            made[2].append(seconds(two, maker, AT_ONCE))
        alone, together = (statistics.median(times) for times in made.values())
        print(
            f"{AT_ONCE} reports, one worker against two: {shown(alone)} against {shown(together)}: "
            f"{alone / together:.2f} x   (target >= 1.6 x, stretch 1.75 x)"
        )
        growth(two, maker, already=1 + ROUNDS * AT_ONCE // 2)
        kept(maker, one, alone / AT_ONCE)


def growth(two: Crew[int], maker: Maker, *, already: int) -> None:
    """Print by how much the two workers grow, `already` being what each has made so far.

    The target is for the documents 20-500 of a worker, which take ten minutes or more. Measured with one worker that
    went on: 130 MiB after 20 documents, +2.0 after 100, +3.8 after 200, +5.2 after 300, +6.1 after 380. That is why
    a worker makes `rely.cli.workers.LIFETIME` documents and another takes its place: it grows by 3.8 MiB.
    """
    seconds(two, maker, 2 * (WARM - already))
    before = {process: resident(process) for process in two.processes}
    seconds(two, maker, 2 * (MEASURED - WARM))
    grown = [(resident(process) - size) / MIB for process, size in before.items()]
    sizes = ", ".join(f"{each:+.1f} MiB" for each in grown)
    largest = max(resident(process) for process in two.processes) / MIB
    print(
        f"growth over the documents {WARM}-{MEASURED} of each worker: {sizes}; {largest:.0f} MiB"
        "   (target over 20-500: <= 5 MiB)"
    )


def kept(maker: Maker, crew: Crew[int], new: float) -> None:
    """Print what finding an unchanged report costs against the `new` seconds that making one takes."""
    [(_, outcome)] = crew.made(jobs(maker, 1))
    assert outcome is not None
    assert outcome.content is not None
    with tempfile.TemporaryDirectory() as folder:
        keys = Keys(Path(folder))
        wanted = [(f"{number}.pdf", job.assessment) for number, job in jobs(maker, 100)]
        for name, each in wanted:
            (Path(folder) / name).write_bytes(outcome.content)
            keys.add(name, content_key(maker, each, crew.libraries), outcome.content)
        start = perf_counter()
        assert all(keys.match(name, content_key(maker, each, crew.libraries)) for name, each in wanted)
        found = (perf_counter() - start) / len(wanted)
    print(
        f"an unchanged report against a new one: {shown(found)} against {shown(new)}: {found / new:.4f} x"
        "   (target <= 0.02 x)"
    )


def maker_of_pdfs() -> Maker:
    """What `rely report` makes PDFs with."""
    instrument = load_instrument(SHIPPED)
    return Maker(Sitting(instrument, Path("table.csv"), DAY, digest(instrument), DAY), "pdf", "nl")


def jobs(maker: Maker, number: int) -> Iterator[tuple[int, Job]]:
    """Complete assessments that differ a little."""
    base = complete(maker.sitting.instrument)
    for at in range(number):
        yield at, Job(replace(base, answers={**base.answers, "cx_months": 12 + at, "TR01": 1 + at % 5}))


def seconds(crew: Crew[int], maker: Maker, number: int) -> float:
    """How long a crew takes for so many documents."""
    start = perf_counter()
    for _, outcome in crew.made(jobs(maker, number)):
        assert outcome is not None
        assert outcome.content is not None
    return perf_counter() - start


def resident(process: int) -> int:
    """The memory that a process holds, in bytes."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
