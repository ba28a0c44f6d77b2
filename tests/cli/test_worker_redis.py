"""Prove, with real processes, that the queue may lie in Redis, and that nothing is lost when it or the worker dies."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from rely.services.examples import Example
from tests.cli.test_worker import ROOT, Start, Visitor, descendants, example, kill, start, wait_for
from tests.ports import free_port

__all__ = ["example", "start"]

pytestmark = pytest.mark.long

Redis = Callable[[], "subprocess.Popen[bytes]"]


@pytest.fixture(scope="module")
def program() -> str:
    """The server of Redis, and its driver beside it; where one is missing, it is told as for PostgreSQL."""
    found = shutil.which("redis-server")
    if found is not None and find_spec("redis") is not None:
        return found
    why = "Redis is not installed. On Debian: apt-get install redis-server, and: pip install 'rely[redis]'"
    if os.environ.get("CI"):
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def redis(program: str, port: int, tmp_path: Path) -> Iterator[Redis]:
    """Start a server that keeps nothing; each is killed in the end."""
    started: list[subprocess.Popen[bytes]] = []

    def begin() -> "subprocess.Popen[bytes]":
        nothing = ("--save", "", "--appendonly", "no", "--dir", str(tmp_path))
        command = [program, "--bind", "127.0.0.1", "--port", str(port), *nothing]
        started.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def environment(port: int, tmp_path: Path) -> dict[str, str]:
    """The settings of a site whose queue lies in Redis."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RELY_")}
    own = {"RELY_QUEUE_URL": f"redis://127.0.0.1:{port}/0", "RELY_DATA": str(tmp_path), "RELY_SECRET_KEY": "x" * 64}
    paths = os.pathsep.join(filter(None, (str(ROOT), kept.get("PYTHONPATH"))))
    return {**kept, **own, "PYTHONPATH": paths}


def test_documents_are_made_by_way_of_redis_also_after_it_and_the_worker_have_died(
    start: Start, example: Example, redis: Redis, tmp_path: Path
) -> None:
    port = free_port()
    served = start("serve", "--port", str(port))
    visitor = Visitor(port, example)
    assert visitor.get("/readyz") == (503, b"not ready: the queue\n")
    for who in (b"huey.consumer.Worker: The queue cannot", b"huey.consumer.Scheduler: The queue cannot"):
        wait_for(lambda who=who: who in (tmp_path / "told").read_bytes())
    assert b"Traceback" not in (tmp_path / "told").read_bytes()

    first = redis()
    wait_for(lambda: visitor.get("/readyz")[0] == 200)
    assert visitor.download("short.pdf").startswith(b"%PDF-")

    for number in descendants(served.pid):
        kill(number)
    assert visitor.download("report.pdf").startswith(b"%PDF-")

    first.kill()
    first.wait()
    assert visitor.get("/readyz")[0] == 503
    redis()
    wait_for(lambda: visitor.get("/readyz")[0] == 200)
    assert visitor.download("preparation.pdf").startswith(b"%PDF-")
