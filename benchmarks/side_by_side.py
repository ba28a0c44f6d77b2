"""Measure two ways in turn, so that whatever else the machine does slows both alike."""

from __future__ import annotations

import gc
import statistics
from collections.abc import Callable
from time import perf_counter


def compare(
    title: str, ours: Callable[[], object], theirs: Callable[[], object], *, rounds: int = 25, target: str = ""
) -> float:
    """Run both in turn after one warm-up, print medians and their ratio, and return the ratio."""
    ours()
    theirs()
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for way, times in ((ours, taken[0]), (theirs, taken[1])):
            times.append(timed(way))
    a, b = (statistics.median(times) for times in taken)
    wanted = f"   (target {target})" if target else ""
    print(f"{title}: {shown(a)} against {shown(b)}: {a / b:.2f} x{wanted}")
    return a / b


def timed(way: Callable[[], object]) -> float:
    """The seconds that one run takes, without the collection of what came before."""
    gc.collect()
    start = perf_counter()
    way()
    return perf_counter() - start


def shown(seconds: float) -> str:
    """A time in the unit in which it is easily read."""
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"
