"""Turn the settings of a site into a worker beside it: started, started again when it dies, and ended with the site."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time

from rely.cli.streams import say
from rely.services import mail_settings
from rely.services.settings import Settings

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""In seconds: how long to wait before a worker that died is started again; twice as long each time it dies soon."""

SOON = 60.0
"""In seconds: who lives longer did not die of being started."""

PATIENCE = 5.0
"""The seconds that a worker has to end when it is told to."""

PROGRAM = "from rely.cli import main; main()"


class WorkerBeside:
    """A worker in a process of its own, for the length of a block.

    It ends with this process in every case: at the end of the block, and when this process is killed, because it
    looks whether its parent is still there.
    """

    def __init__(self, settings: Settings) -> None:
        self._environment = _environment_of(settings)
        self._ends = threading.Event()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> WorkerBeside:
        self._keeper.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._ends.set()
            process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()

    def _keep(self) -> None:
        pause = FIRST_PAUSE
        while True:
            begun = time.monotonic()
            code = self._run()
            if code is None:
                return
            pause = FIRST_PAUSE if time.monotonic() - begun > SOON else pause
            say(f"rely: the worker that makes PDFs ended with {code}; it is started again in {pause:.0f} s.")
            self._ends.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def _run(self) -> int | None:
        """Start a worker and wait for its end; None when none is wanted any more."""
        with self._lock:
            if self._ends.is_set():
                return None
            self._process = process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM, "worker", "--parent", str(os.getpid())],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # a pipe behind this process must see its end when it ends
                start_new_session=True,  # Ctrl-C is for this process, which then ends the worker
            )
        code = process.wait()
        return None if self._ends.is_set() else code


def _environment_of(settings: Settings) -> dict[str, str]:
    """The environment in which a worker finds these very settings."""
    own = {
        "RELY_DATABASE_URL": settings.database_url,
        "RELY_QUEUE_URL": settings.queue_url or "",
        "RELY_SECRET_KEY": settings.secret(),
        "RELY_LOG_LEVEL": settings.log_level,
        "RELY_DATA": str(settings.data or ""),
        "RELY_DRAFT_DAYS": str(settings.draft_time.days),
        "RELY_RESULT_DAYS": str(settings.result_time.days),
        "RELY_BACKUP_DAYS": str(settings.backup_time.days),
    }
    # What draws what others have written need not know the password of the mail server.
    around = {name: value for name, value in os.environ.items() if name != mail_settings.URL}
    return {**around, **{name: value for name, value in own.items() if value}}
