"""Prove that a preview is for this machine only, ends quietly and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests.cli.conftest import Process, Run
from tests.ports import free_port
from tests.previews import write_small

ROOT = Path(__file__).parents[2]


def read(address: str) -> str:
    """What answers at an address, as soon as something does."""
    for _ in range(1200):
        try:
            with urllib.request.urlopen(address, timeout=30) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nothing answers at {address}")


def test_a_preview_answers_until_it_is_interrupted_and_leaves_nothing(tmp_path: Path) -> None:
    folder, temporary, data = tmp_path / "small", tmp_path / "temporary", tmp_path / "data"
    write_small(folder)
    temporary.mkdir()
    port = free_port()
    code = (
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from rely.cli import main; main(sys.argv[1:])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, "preview", "small", "--port", str(port)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary), "RELY_DATA": str(data)},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert "Small check" in read(f"http://127.0.0.1:{port}/en/preview")
            # Somebody waits for news while the end comes.
            with socket.create_connection(("127.0.0.1", port)) as waiting:
                waiting.sendall(b"GET /preview/news?seen=2 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                process.send_signal(signal.SIGINT)
                out, told = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 0
    assert out == ""
    first, *rest = told.splitlines()
    assert first == f"The preview of small is at http://127.0.0.1:{port}/preview until Ctrl-C."
    assert "".join(rest).strip() == ""
    assert list(temporary.iterdir()) == []
    assert not data.exists()
    assert [each.name for each in folder.iterdir()] == ["instrument.yaml"]


def test_a_port_that_is_taken_is_told(process: Process, here: Path) -> None:
    write_small(here / "small")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = process(
            "-c", "import sys; from rely.cli import main; main(sys.argv[1:])", "preview", "small", "--port", port
        )
    assert told.returncode == 3
    assert f"Port {port} at 127.0.0.1 cannot be used".encode() in told.stderr
    assert b"Choose another with --port." in told.stderr


def test_a_preview_listens_on_this_machine_only(rely: Run, here: Path) -> None:
    write_small(here / "small")
    for host in ("0.0.0.0", "192.168.1.2", "::"):
        told = rely("preview", "small", "--host", host)
        assert told.code == 2
        assert "127.0.0.1" in told.err


def test_an_instrument_that_is_not_there_is_wrong_usage(rely: Run) -> None:
    told = rely("preview", "relationship-chek")
    assert told.code == 2
    assert "Did you mean 'relationship-check'?" in told.err
