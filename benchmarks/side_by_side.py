"""Measure ways in turn, so that whatever else the machine does slows all alike."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable, Mapping
from functools import partial
from time import perf_counter, process_time


def compare(
    title: str, ours: Callable[[], object], theirs: Callable[[], object], *, rounds: int = 25, target: str = ""
) -> float:
    """Run both in turn after one warm-up, print medians and their ratio, and return the ratio."""
    costs = in_turn({"ours": partial(timed, ours), "theirs": partial(timed, theirs)}, rounds=rounds)
    return tell(title, costs["ours"], costs["theirs"], target=target)


def in_turn(ways: Mapping[str, Callable[[], float]], *, rounds: int) -> dict[str, float]:
    """The median of what each way says that it cost, after one warm-up of each.

    What the warm-up left in memory is out of the collector's way, as it is in a worker that makes many reports.
    """
    for way in ways.values():
        way()
    gc.collect()
    gc.freeze()
    costs: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            costs[name].append(way())
    gc.unfreeze()
    return {name: statistics.median(found) for name, found in costs.items()}


def tell(title: str, ours: float, theirs: float, *, target: str = "") -> float:
    """Print two costs in seconds and their ratio, and return the ratio."""
    wanted = f"   (target {target})" if target else ""
    print(f"{title}: {shown(ours)} against {shown(theirs)}: {ours / theirs:.2f} x{wanted}")
    return ours / theirs


def timed(way: Callable[[], object]) -> float:
    """The seconds that one run takes, without the collection of what came before."""
    gc.collect()
    start = perf_counter()
    way()
    return perf_counter() - start


def worked(way: Callable[[], object]) -> float:
    """The CPU seconds of this process for one run and for the collection of what it leaves behind.

    The collector is off until then.
    """
    gc.collect()
    gc.disable()
    try:
        start = process_time()
        way()
        gc.collect()
        return process_time() - start
    finally:
        gc.enable()


def shown(seconds: float) -> str:
    """A time in the unit in which it is easily read."""
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"
