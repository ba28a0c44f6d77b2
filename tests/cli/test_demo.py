import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from rely.loading.catalogue import instrument_ids

ROOT = Path(__file__).parents[2]


def demo(data: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RELY_")}
    return subprocess.run(
        [sys.executable, "-m", "rely.cli.demo", *arguments],
        env={**kept, "RELY_DATA": str(data), **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def first(data: Path) -> subprocess.CompletedProcess[str]:
    return demo(data, "--once")


def test_the_demonstration_fills_itself_visits_itself_and_stops(first: subprocess.CompletedProcess[str]) -> None:
    assert first.returncode == 0, first.stderr
    assert "The site answers." in first.stderr
    assert "Traceback" not in first.stderr


def test_it_tells_the_address_the_sample_report_and_the_codes(first: subprocess.CompletedProcess[str]) -> None:
    assert re.search(r"^Address: +http://127\.0\.0\.1:\d+/$", first.stdout, re.MULTILINE)
    report = re.search(r"^Sample report: +(.+\.pdf)$", first.stdout, re.MULTILINE)
    assert report is not None
    assert Path(report[1]).read_bytes().startswith(b"%PDF-")
    data = re.search(r"^Data: +(.+)  \(other commands find it with RELY_DATA=", first.stdout, re.MULTILINE)
    assert data is not None
    assert (Path(data[1]) / "rely.sqlite3").is_file()
    for instrument in instrument_ids():
        listed = re.search(rf"^  {instrument}\n((?:    .+\n)+)", first.stdout, re.MULTILINE)
        assert listed is not None, f"{instrument} has no example"
        line = r"    ((?:\w{4}-){3}\w{4})  (.+?) +(nl|en|de)  (finished|unfinished)"
        codes = [re.fullmatch(line, each) for each in listed[1].splitlines()]
        assert all(codes)
        if instrument == "relationship-check":
            assert len(codes) == 6
            assert codes[0] is not None
            assert codes[0].groups()[1:] == ("Tulp", "nl", "finished")


def test_the_secret_key_is_for_the_owner_alone(data: Path, first: subprocess.CompletedProcess[str]) -> None:
    secret = data / "demo" / "secret-key"
    assert secret.stat().st_mode & 0o077 == 0
    assert secret.read_text().strip() not in first.stdout + first.stderr


def test_a_second_call_goes_on_with_the_same_data_at_the_next_free_port(
    data: Path, first: subprocess.CompletedProcess[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        second = demo(data, "--once", "--port", str(port))
    assert second.returncode == 0, second.stderr
    address = re.search(r"^Address: +http://127\.0\.0\.1:(\d+)/$", second.stdout, re.MULTILINE)
    assert address is not None
    assert int(address[1]) > port
    assert second.stdout.splitlines()[2:] == first.stdout.splitlines()[2:]


@pytest.mark.parametrize(
    ("arguments", "environment", "code", "told"),
    [
        (["--twice"], {}, 2, "No such option"),
        (["--once"], {"RELY_DRAFT_DAYS": "soon"}, 2, "RELY_DRAFT_DAYS is 'soon'."),
        (["--once"], {"RELY_DATABASE_URL": "mysql://x"}, 2, "Write RELY_DATABASE_URL as"),
    ],
)
def test_wrong_usage_is_told_in_a_sentence(
    data: Path, arguments: list[str], environment: dict[str, str], code: int, told: str
) -> None:
    done = demo(data, *arguments, **environment)
    assert done.returncode == code
    assert told in done.stderr
    assert "Traceback" not in done.stderr
