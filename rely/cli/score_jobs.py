"""Turn pieces of a table into their scores in several processes at once, in the order in which they came."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from rely.cli.machine import MachineLacks
from rely.cli.score_pieces import Outcome, PieceScorer, Setup
from rely.services.crew import made_in_order

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
    try:
        yield from made_in_order(_outcome, pieces, jobs, ahead=AHEAD, prepare=_prepare, given=(setup,))
    except BrokenProcessPool:
        raise MachineLacks(
            "a process that scores was ended from outside. Look whether memory is short, or take fewer: --jobs 1."
        ) from None


_scorers: list[PieceScorer] = []
"""In a process that scores: its scorer."""


def _prepare(setup: Setup) -> None:
    os.environ["POLARS_MAX_THREADS"] = "1"  # the processes share the processors already
    _scorers.append(PieceScorer(setup))


def _outcome(piece: Piece | FramePiece) -> Outcome:
    return _scorers[0].outcome(piece)
