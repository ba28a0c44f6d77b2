"""Turn assessments into documents in several processes at once, in the order in which they came."""

from __future__ import annotations

import gc
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Generic, TypeVar

from rely.cli.assessing import Assessed
from rely.cli.crash import keep_traceback
from rely.cli.machine import MachineLacks
from rely.cli.render import libraries
from rely.cli.reports import Maker
from rely.errors import RelyError
from rely.guidelines.recommend import recommend
from rely.loading.answers import AnswersRow
from rely.model.answers import Assessment
from rely.scoring.score import score

WINDOW = 8
"""How many rows a worker may be ahead of the row that is waited for: it bounds what is kept in memory."""
LIFETIME = 200
"""How many documents a worker makes before another takes its place: the libraries in C keep some 16 kB of each."""
PATIENCE = 5.0
"""The seconds that a worker has to end when it is told to."""

Tag = TypeVar("Tag")


@dataclass(frozen=True, slots=True)
class Ready:
    """What a worker says first: the versions of its libraries, or what the machine lacks."""

    libraries: dict[str, str]
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """What one document is made from: an assessment, and the earlier one with which it compares."""

    assessment: Assessment
    previous: Assessment | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one assessment: its document, or why there is none; `lasting`: it would be so again."""

    content: bytes | None = None
    problem: str = ""
    lasting: bool = False


@dataclass(slots=True)
class _Slot(Generic[Tag]):
    tag: Tag
    outcome: Outcome | None = None
    done: bool = False


@dataclass(eq=False, slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    made: int = 0


class Crew(Generic[Tag]):
    """Up to `size` processes that make documents; they are started as they are needed and end with the block.

    A process that dies takes the one document along that it was making; another takes its place.
    """

    def __init__(self, maker: Maker, size: int) -> None:
        """Start the first worker. Raises MachineLacks when it cannot work."""
        self._maker, self._size = maker, size
        self._context = get_context("spawn")
        self._free: list[_Worker] = []
        self._busy: dict[Connection, tuple[_Worker, _Slot[Tag]]] = {}
        try:
            first = self._hire()
            self.libraries = self._greeted_by(first)
        except BaseException:
            self.end()
            raise

    def __enter__(self) -> Crew[Tag]:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @property
    def processes(self) -> list[int]:
        """The ids of the processes."""
        workers = (*self._free, *(worker for worker, _ in self._busy.values()))
        return [worker.process.pid or 0 for worker in workers]

    def made(self, wanted: Iterable[tuple[Tag, Job | None]]) -> Iterator[tuple[Tag, Outcome | None]]:
        """What became of each job, in the order given; None for those without one."""
        slots: deque[_Slot[Tag]] = deque()
        for tag, job in wanted:
            slot = _Slot(tag, done=job is None)
            slots.append(slot)
            if job is not None:
                self._give(slot, job)
            while slots and (slots[0].done or len(slots) > WINDOW * self._size):
                yield self._next(slots)
        while slots:
            yield self._next(slots)

    def end(self) -> None:
        """End all processes, whatever they are doing: only this process writes files."""
        workers = [*self._free, *(worker for worker, _ in self._busy.values())]
        self._free, self._busy = [], {}
        for worker in workers:
            worker.process.terminate()
        for worker in workers:
            worker.process.join(PATIENCE)
            worker.process.kill()
            worker.pipe.close()

    def _next(self, slots: deque[_Slot[Tag]]) -> tuple[Tag, Outcome | None]:
        while not slots[0].done:
            self._take()
        slot = slots.popleft()
        return slot.tag, slot.outcome

    def _give(self, slot: _Slot[Tag], job: Job) -> None:
        while len(self._busy) >= self._size:
            self._take()
        self._free = [worker for worker in self._free if worker.process.is_alive()]
        worker = self._free[-1] if self._free else self._hire()
        self._free.remove(worker)
        self._busy[worker.pipe] = worker, slot
        previous = None if job.previous is None else _plain(job.previous)
        try:
            worker.pipe.send(Job(_plain(job.assessment), previous))
        except OSError:
            self._bury(worker, slot)

    def _take(self) -> None:
        """Wait until at least one worker says something or dies."""
        for pipe in wait(list(self._busy)):
            assert isinstance(pipe, Connection)
            worker, slot = self._busy[pipe]
            try:
                said = pipe.recv()
            except (EOFError, OSError):
                self._bury(worker, slot)
                continue
            if isinstance(said, Ready):
                continue
            del self._busy[pipe]
            slot.outcome, slot.done = said, True
            worker.made += 1
            if worker.made < LIFETIME:
                self._free.append(worker)
            else:
                worker.pipe.close()  # at which it ends
                worker.process.join(PATIENCE)

    def _bury(self, worker: _Worker, slot: _Slot[Tag]) -> None:
        del self._busy[worker.pipe]
        slot.outcome, slot.done = Outcome(problem=f"The process that made the report {_how_ended(worker)}."), True

    def _hire(self) -> _Worker:
        ours, its = self._context.Pipe()
        process = self._context.Process(target=_work, args=(its, self._maker), daemon=True)
        with _no_interrupt():
            process.start()
        its.close()
        worker = _Worker(process, ours)
        self._free.append(worker)
        return worker

    def _greeted_by(self, worker: _Worker) -> dict[str, str]:
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            raise MachineLacks(
                f"A process that makes reports {_how_ended(worker)} while it started. Look whether memory is short."
            ) from None
        if said.lacks:
            raise MachineLacks(said.lacks)
        versions: dict[str, str] = said.libraries
        return versions


def _plain(assessment: Assessment) -> Assessment:
    """The assessment with dicts, which can be sent to another process."""
    return replace(assessment, answers=dict(assessment.answers), given=dict(assessment.given))


def _how_ended(worker: _Worker) -> str:
    worker.process.join(PATIENCE)
    worker.pipe.close()
    code = worker.process.exitcode
    return f"was ended by signal {-code}" if code is not None and code < 0 else f"ended early ({code})"


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """What is started here never hears Ctrl-C, which a terminal sends to all: this process ends its workers."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _work(pipe: Connection, maker: Maker) -> None:
    """Make documents until nobody asks for more; the collector runs between two documents, not inside one."""
    try:
        pipe.send(Ready(libraries(maker.format)))
    except MachineLacks as error:
        pipe.send(Ready({}, lacks=str(error)))
        return
    gc.disable()
    warm = False
    while True:
        try:
            job = pipe.recv()
            pipe.send(_outcome(maker, job))
        except (EOFError, OSError):
            return
        gc.collect()
        if not warm:
            gc.freeze()
            warm = True


def _outcome(maker: Maker, job: Job) -> Outcome:
    instrument, assessment = maker.sitting.instrument, job.assessment
    try:
        result = score(instrument, assessment, reference=maker.sitting.reference)
        row = AnswersRow(None, assessment.id, assessment)
        return Outcome(content=maker.document(Assessed(row, result, recommend(instrument, result), job.previous)))
    except RelyError as error:
        return Outcome(problem=str(error), lasting=True)
    except Exception as error:
        what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        log = keep_traceback(error)
        return Outcome(problem=f"The report could not be made ({what}). The details are in {log}")
