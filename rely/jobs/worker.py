"""Turn the settings of a site into a worker that does what waits in the queue until it is stopped."""

import logging
import math
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from huey import crontab
from huey.consumer import Consumer, ConsumerStopped, ProcessEnvironment

from rely.jobs.lock import held
from rely.jobs.queue import UNREACHABLE, HueyQueue, open_queue, queue_file
from rely.services.coach_spool import sweep_uploads
from rely.services.housekeeping import Housekeeping
from rely.services.jobs import revive
from rely.services.settings import Settings
from rely.services.site import Site, open_site
from rely.storage.migrate import check

LIFETIME = 200
"""How many documents a process makes before another takes its place: the libraries in C keep some 16 kB of each."""

LOOK_EVERY = 0.5
"""In seconds: how soon a process sees that the one it belongs to has died, and a worker that there is work."""

TRIES_FAILED = frozenset({"Error reading from queue", "Error reading schedule.", "Error enqueueing periodic task %s."})
"""What Huey says at each try to reach a queue that cannot be reached, several times a second."""

TOLD_EVERY = 60.0
"""In seconds: how often the log repeats that the queue cannot be reached."""

NICE = 10
"""How much later than the site a process gets its turn where both want the same processor."""

OPTIONS: dict[str, Any] = {
    "worker_type": "process",
    "initial_delay": 0.05,
    "max_delay": LOOK_EVERY,
    "max_tasks": LIFETIME,
    "health_check_interval": 1,
    "shutdown_timeout": 10,
}

log = logging.getLogger("rely.jobs")


def run_worker(settings: Settings, *, workers: int = 1, parent: int | None = None) -> None:
    """Do what waits in the queue, in so many processes, until Ctrl-C, SIGTERM or the death of process `parent`.

    A queue in a file has one worker only; the worker of a parent waits until no other is there. Raises WorkerRuns,
    DatabaseNotReady, QueueLacksDriver, QueueUnreachable and WrongSetting.
    """
    file, is_orphan = queue_file(settings), _orphan_of(parent)
    with nullcontext() if file is None else held(_lock_of(file), keeps_trying=_patience_of(parent, is_orphan)):
        site = open_site(settings)
        check(site.database)
        queue = open_queue(settings, site=site)
        housekeeping = Housekeeping(site)
        take_up = partial(_take_up, site, queue, housekeeping, is_alone=file is not None)
        take_up()
        _import_printer()
        look_after(site, queue, housekeeping)
        for name in ("Worker", "Scheduler"):
            logging.getLogger(f"huey.consumer.{name}").addFilter(OneLineWhileUnreachable())
        _Crew(queue.huey, take_up=take_up, is_orphan=is_orphan, workers=workers, **OPTIONS).run()


def _lock_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.lock")


def _patience_of(parent: int | None, is_orphan: Callable[[], bool]) -> Callable[[], bool]:
    return lambda: parent is not None and not is_orphan()


def look_after(site: Site, queue: HueyQueue, housekeeping: Housekeeping) -> None:
    """Have the worker look every minute for work whose process has died, and for what is past its period."""

    def look() -> None:
        sweep_uploads(site)
        revive(site, queue)
        housekeeping.do_when_due()

    queue.huey.periodic_task(crontab(minute="*"), name="look_after")(look)


class OneLineWhileUnreachable(logging.Filter):
    """Makes one line a minute of what Huey tells with a traceback at each try while its queue cannot be reached."""

    def __init__(self) -> None:
        super().__init__()
        self._told = -math.inf

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether it is told; everything else is told as it is."""
        if record.msg not in TRIES_FAILED:
            return True
        if record.created - self._told < TOLD_EVERY:
            return False
        self._told = record.created
        reason = record.exc_info[1] if record.exc_info else None
        record.msg, record.args = "%s It is tried again until it can. (%s)", (UNREACHABLE, reason)
        record.exc_info = record.exc_text = None
        return True


def _take_up(site: Site, queue: HueyQueue, housekeeping: Housekeeping, *, is_alone: bool) -> None:
    """See to the work that was left behind, at a moment when no process of this worker is alive."""
    if is_alone:
        queue.empty()  # all that waits is in the database, and is handed over anew
    revive(site, queue, is_alone=is_alone)
    housekeeping.do_when_due()
    # What stays open would be shared by the processes that are forked from this one.
    site.database.close()
    queue.huey.storage.close()


def _import_printer() -> None:
    """Load once what every process needs, so that a new one begins at once."""
    import_module("rely.reporting.pdf")


def _orphan_of(parent: int | None) -> Callable[[], bool]:
    """Whether the process to which this one belongs has ended."""
    return lambda: parent is not None and os.getppid() != parent


class _Processes(ProcessEnvironment):
    """The processes of a worker; each ends when the worker dies, also by SIGKILL."""

    def __init__(self, *signals: int) -> None:
        super().__init__(*signals)
        self._parent = os.getpid()

    def init_child(self, process: Any) -> None:
        """Begin a process, which gives way to those that answer visitors."""
        super().init_child(process)
        os.nice(NICE)
        threading.Thread(target=_end_with, args=(self._parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY)
    os._exit(1)


class _Crew(Consumer):
    """Huey's consumer, which also ends when the process that started it does, and sees to what the dead left behind."""

    def __init__(
        self, huey: Any, *, take_up: Callable[[], None], is_orphan: Callable[[], bool], **options: Any
    ) -> None:
        self._take_up, self._is_orphan = take_up, is_orphan
        super().__init__(huey, **options)
        # Huey would start anew when the terminal is closed.
        self._signal_actions[signal.SIGHUP] = (False, False)

    def get_environment(self, worker_type: str) -> ProcessEnvironment:
        """What the processes are made with."""
        return _Processes(self._graceful_sig, self._interrupt_sig)

    def loop(self, health_check_ts: float | None = None) -> float | None:
        """Look whether to go on, several times a second."""
        if self._is_orphan():
            log.info("the process that started this worker has ended")
            self.stop()
            raise ConsumerStopped
        checked: float | None = super().loop(health_check_ts)
        return checked

    def check_worker_health(self) -> bool:
        """Put new processes in the place of those that have ended."""
        if not any(self.environment.is_alive(process) for _, process in self.worker_threads):
            self._take_up()
        are_all_well: bool = super().check_worker_health()
        return are_all_well
