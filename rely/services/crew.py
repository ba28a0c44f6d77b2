"""Turn pieces of work into what becomes of each, in several processes at once, in the order in which they came."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from typing import TypeVar

Piece = TypeVar("Piece")
Made = TypeVar("Made")


def made_in_order(
    make: Callable[[Piece], Made],
    pieces: Iterable[Piece],
    processes: int,
    *,
    ahead: int,
    prepare: Callable[..., None],
    given: tuple[object, ...],
) -> Generator[Made, None, None]:
    """What `make` makes of each piece; `prepare` is called with `given` first, once in each process.

    `ahead` pieces for each process are under way, which bounds what is in memory. The processes end with the
    generator, and with this process, however it ends. Raises BrokenProcessPool when one is ended from outside, and what
    `make` and `pieces` raise.
    """
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin, (prepare, given))
    under_way: deque[Future[Made]] = deque()
    try:
        for piece in pieces:
            under_way.append(pool.submit(make, piece))
            if len(under_way) >= ahead * processes:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _begin(prepare: Callable[..., None], given: tuple[object, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends Ctrl-C to all; the first process ends the others
    threading.Thread(target=_end_with_parent, daemon=True).start()
    prepare(*given)


def _end_with_parent() -> None:
    """Wait for the end of the first process, which a signal may end at once; nobody else would end this one."""
    first = parent_process()
    assert first is not None
    first.join()
    os._exit(1)
