"""Turn pieces of a table into their scores in several processes at once, in the order in which they came."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, Final

from rely.cli.machine import MachineLacks
from rely.cli.score_pieces import Outcome, PieceScorer, Setup

if TYPE_CHECKING:
    from rely.loading.answers.pieces import Piece
    from rely.research.frame_pieces import FramePiece

AHEAD: Final = 2
"""How many pieces for each process are under way; it bounds what is in memory."""

WORTH_IT: Final = 3
"""From how many pieces on other processes are started; they take a second to begin."""


def outcomes_of(setup: Setup, pieces: Iterable[Piece | FramePiece], jobs: int) -> Iterator[Outcome]:
    """What becomes of each piece, in order, the same whatever `jobs` is; a torn piece is the last.

    Raises MachineLacks when a process is ended from outside, as the system does when memory is short.
    """
    waiting = iter(pieces)
    first = list(islice(waiting, WORTH_IT))
    in_parallel = jobs > 1 and len(first) == WORTH_IT
    made = _in_parallel if in_parallel else _here
    with closing(made(setup, chain(first, waiting), jobs)) as outcomes:
        for outcome in outcomes:
            yield outcome
            if outcome.torn:
                return


def _here(setup: Setup, pieces: Iterable[Piece | FramePiece], _jobs: int) -> Generator[Outcome, None, None]:
    scorer = PieceScorer(setup)
    yield from map(scorer.outcome, pieces)


def _in_parallel(setup: Setup, pieces: Iterable[Piece | FramePiece], jobs: int) -> Generator[Outcome, None, None]:
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _prepare, (setup,))
    under_way: deque[Future[Outcome]] = deque()
    try:
        for piece in pieces:
            under_way.append(pool.submit(_outcome, piece))
            if len(under_way) >= AHEAD * jobs:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    except BrokenProcessPool:
        raise MachineLacks(
            "a process that scores was ended from outside. Look whether memory is short, or take fewer: --jobs 1."
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


_scorers: list[PieceScorer] = []
"""In a process that scores: its scorer."""


def _prepare(setup: Setup) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends Ctrl-C to all; the first process ends the others
    os.environ["POLARS_MAX_THREADS"] = "1"  # the processes share the processors already
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _scorers.append(PieceScorer(setup))


def _end_with_parent() -> None:
    """Wait for the end of the first process, which a signal may end at once; nobody else would end this one."""
    first = parent_process()
    assert first is not None
    first.join()
    os._exit(1)


def _outcome(piece: Piece | FramePiece) -> Outcome:
    return _scorers[0].outcome(piece)
