"""Give a site of the journeys a worker process of its own, which begins when a test wants it to."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing.process import BaseProcess
from pathlib import Path

from rely.jobs.worker import run_worker
from rely.services.settings import Settings
from rely.services.site import Site, local_time


@dataclass
class Worker:
    """A worker that makes nothing before it was started."""

    settings: Settings
    process: BaseProcess | None = field(default=None)

    def start(self) -> None:
        """Begin, unless it is at work already."""
        if self.process is None:
            self.process = multiprocessing.get_context("spawn").Process(target=run_worker, args=(self.settings,))
            self.process.start()

    def stop(self) -> None:
        """End it, and wait until it has ended."""
        if self.process is not None:
            self.process.terminate()
            self.process.join(20)


def queued(site: Site, url: str, folder: Path) -> Site:
    """The same site with its clock running and a queue in `folder`, from which a worker in another process takes."""
    settings = replace(site.settings, database_url=url, queue_url=f"sqlite:///{folder}/queue.sqlite3")
    return replace(site, settings=settings, clock=local_time)


@contextmanager
def worker_of(settings: Settings) -> Iterator[Worker]:
    """A worker of a site that is ended with the test."""
    worker = Worker(settings)
    try:
        yield worker
    finally:
        worker.stop()
