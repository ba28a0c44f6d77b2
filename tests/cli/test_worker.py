"""Prove, with real processes, that documents are made beside the site, whoever dies."""

import os
import re
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from rely.jobs.lock import held
from rely.services.assessments import start_assessment
from rely.services.examples import Example, fill_examples
from rely.services.settings import settings_from
from rely.services.site import Site, local_time, open_site
from rely.storage.migrate import upgrade
from rely.storage.tables import AssessmentRow
from tests.cli.conftest import Process, Run
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
PROGRAM = "import sys; from rely.cli import main; main(sys.argv[1:])"
SECONDS = 120.0


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The settings of a site with a folder of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RELY_")}
    return {**kept, "RELY_DATA": str(tmp_path), "RELY_SECRET_KEY": "x" * 64, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def example(environment: dict[str, str]) -> Example:
    """A finished assessment of that site."""
    site = open_site(settings_from(environment, data=Path(environment["RELY_DATA"])))
    upgrade(site.database)
    found = fill_examples(site)[0]
    site.database.close()
    return found


@pytest.fixture
def start(environment: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., "subprocess.Popen[bytes]"]]:
    """Start a command; all that it started is killed in the end."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(*arguments: str) -> "subprocess.Popen[bytes]":
        with (tmp_path / "told").open("ab") as told:
            process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM, *arguments], env=environment, stdout=told, stderr=told, cwd=tmp_path
            )
        started.append(process)
        return process

    yield begin
    for process in started:
        for number in [*descendants(process.pid), process.pid]:
            kill(number)
        process.wait(SECONDS)


def descendants(number: int) -> list[int]:
    """The processes that a process started, and what those started."""
    parents = {}
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(each.parent.name)] = int(each.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue  # it has just ended
    children = [child for child, parent in parents.items() if parent == number]
    return [each for child in children for each in (child, *descendants(child))]


def kill(number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(number, signal.SIGKILL)


def wait_for(what: Callable[[], object]) -> None:
    """Look until something holds; the test fails when it never does."""
    until = time.monotonic() + SECONDS
    while not what():
        assert time.monotonic() < until
        time.sleep(0.1)


def is_gone(number: int) -> bool:
    """Whether a process has ended; one that only waits to be buried counts as ended."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"


class Visitor:
    """A browser without scripts that has opened an example by its code."""

    def __init__(self, port: int, example: Example) -> None:
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))
        self._address = f"http://127.0.0.1:{port}"
        self._result = f"/en/a/{example.id}/result"
        wait_for(self._answers)
        token = re.search(rb'name="csrf_token" value="([^"]+)"', self.get("/en/resume")[1])
        assert token is not None
        self.get("/en/resume", urlencode({"csrf_token": token[1].decode(), "code": example.code}).encode())

    def get(self, path: str, form: bytes | None = None) -> tuple[int, bytes]:
        try:
            with self._opener.open(self._address + path, form, timeout=SECONDS) as answer:
                return answer.status, answer.read()
        except HTTPError as error:
            return error.code, error.read()

    def download(self, file: str) -> bytes:
        """Look again until the file comes."""
        until = time.monotonic() + SECONDS
        while True:
            status, body = self.get(f"{self._result}/{file}")
            if status == 200:
                return body
            assert status == 202
            assert b"Look again" in body
            assert time.monotonic() < until

    def _answers(self) -> bool:
        try:
            return self.get("/healthz")[0] == 200
        except OSError:
            return False


def is_stored(site: Site, assessment: uuid.UUID) -> bool:
    with site.database.reading() as session:
        return session.get(AssessmentRow, assessment) is not None


Start = Callable[..., "subprocess.Popen[bytes]"]


def test_a_site_makes_its_documents_in_a_process_beside_it_which_is_started_again_and_ends_with_it(
    start: Start, example: Example
) -> None:
    port = free_port()
    served = start("serve", "--port", str(port))
    visitor = Visitor(port, example)
    assert visitor.download("short.pdf").startswith(b"%PDF-")
    beside = descendants(served.pid)
    assert len(beside) >= 2  # the worker, and the process in which it prints

    kill(beside[0])
    assert visitor.download("report.pdf").startswith(b"%PDF-")
    wait_for(lambda: all(is_gone(number) for number in beside))
    again = descendants(served.pid)
    assert again
    assert not set(again) & set(beside)

    for number in again[1:]:
        kill(number)
    assert visitor.download("preparation.pdf").startswith(b"%PDF-")

    again = descendants(served.pid)
    kill(served.pid)
    wait_for(lambda: all(is_gone(number) for number in again))


def test_a_site_that_is_told_to_end_ends_its_worker_first(start: Start, example: Example) -> None:
    port = free_port()
    served = start("serve", "--port", str(port))
    Visitor(port, example)
    wait_for(lambda: len(descendants(served.pid)) >= 2)
    beside = descendants(served.pid)
    served.send_signal(signal.SIGTERM)
    assert served.wait(SECONDS) == 0
    assert all(is_gone(number) for number in beside)


def test_a_site_may_leave_the_documents_to_a_worker_of_its_own(start: Start, example: Example) -> None:
    port = free_port()
    served = start("serve", "--port", str(port), "--no-worker")
    visitor = Visitor(port, example)
    status, told = visitor.get(f"/en/a/{example.id}/result/short.pdf")
    assert status == 202
    assert b"Your document is being made" in told
    assert descendants(served.pid) == []

    worker = start("worker", "--workers", "2")
    assert visitor.download("short.pdf").startswith(b"%PDF-")
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(SECONDS) == 0


def test_what_has_expired_goes_where_a_worker_runs_and_nobody_visits(
    start: Start, example: Example, environment: dict[str, str]
) -> None:
    site = open_site(settings_from(environment, data=Path(environment["RELY_DATA"])))
    long_ago = local_time() - site.settings.draft_time - timedelta(minutes=1)
    started = start_assessment(replace(site, clock=lambda: long_ago), "relationship-check", language="en")
    start("worker")
    wait_for(lambda: not is_stored(site, started.id))
    assert is_stored(site, example.id)
    site.database.close()


def test_two_workers_never_share_the_file_of_a_queue(
    process: Process, environment: dict[str, str], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELY_DATA", str(tmp_path))
    monkeypatch.setenv("RELY_SECRET_KEY", environment["RELY_SECRET_KEY"])
    with held(tmp_path / "queue.sqlite3.lock", keeps_trying=lambda: False):
        second = process("-c", PROGRAM, "worker")
    assert second.returncode == 3
    assert b"A worker of this queue runs already" in second.stderr


def test_a_worker_whose_site_has_ended_ends_at_once(
    process: Process, environment: dict[str, str], example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELY_DATA", str(tmp_path))
    monkeypatch.setenv("RELY_SECRET_KEY", environment["RELY_SECRET_KEY"])
    assert process("-c", PROGRAM, "worker", "--parent", "1").returncode == 0


def test_a_worker_without_a_database_in_order_does_not_start(rely: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELY_SECRET_KEY", "x" * 64)
    told = rely("worker")
    assert told.code == 3
    assert "rely db upgrade" in told.err
