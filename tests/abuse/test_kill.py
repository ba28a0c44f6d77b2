"""Kill the server at random moments while answers are saved: what it had called saved is stored."""

import http.client
import random
import re
import signal
import subprocess
import sys
import threading
import time
import uuid
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest

from rely.services.assessments import get_assessment
from rely.storage.database import Database
from tests.databases import copied_sqlite_url, sqlite_template
from tests.sites import make_site
from tests.small_instrument import small_instrument

__all__ = ["sqlite_template"]

ROOT = Path(__file__).parents[2]
RESPONDENTS = 4
ITEMS = ("S1", "S2", "S3")

SERVER = """
import dataclasses, secrets, sys
from rely.services.site import local_time
from rely.storage.database import Database
from rely.web.serve import open_server
from tests.sites import make_site
from tests.small_instrument import small_instrument
site = make_site(Database(sys.argv[1]), small_instrument(), proxies=1)
site = dataclasses.replace(site, clock=local_time, choose=secrets.choice)
server = open_server(site.settings, host="127.0.0.1", port=0, site=site)
print(server.effective_port, flush=True)
server.run()
"""


@dataclass
class Respondent:
    """One browser of one respondent: what it sent for each item, in order, and how many of these were called saved."""

    port: int
    cookie: str = ""
    token: str = ""
    path: str = ""
    sent: dict[str, list[str]] = field(default_factory=lambda: {item: [] for item in ITEMS})
    saved: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ITEMS, 0))

    def ask(self, method: str, path: str, **values: str) -> tuple[int, str, str]:
        """The status, where the answer leads, and its text."""
        # Each server is asked from an address of its own: only so many may begin from one within the hour.
        network = f"10.{self.port >> 8}.{self.port & 255}.1"
        form = "application/x-www-form-urlencoded"
        headers = {"Cookie": self.cookie, "Content-Type": form, "X-Forwarded-For": network}
        named = {name.replace("__", "-"): value for name, value in values.items()}
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request(method, path, urlencode(named) if values else None, headers)
            with connection.getresponse() as answer:
                self.cookie = (answer.headers["Set-Cookie"] or self.cookie).partition(";")[0]
                return answer.status, answer.headers["Location"] or "", answer.read().decode()

    def begin(self) -> None:
        _, _, page = self.ask("GET", "/en/")
        self.token = re.findall('name="csrf_token" value="([^"]+)"', page)[0]
        status, path, _ = self.ask("POST", "/en/begin", csrf_token=self.token, instrument="small")
        assert status == 303
        self.path = re.sub(r"(/a/[^/]+)/.*", r"\1", path)

    def save_until_it_breaks(self, seed: int) -> None:
        chance = random.Random(seed)
        try:
            while True:
                item = chance.choice(ITEMS)
                value = str(chance.randint(1, 5))
                self.sent[item].append(value)
                named = {f"seen__{item}": "0", f"item__{item}": value}
                _, _, told = self.ask("POST", f"{self.path}/save", csrf_token=self.token, **named)
                if re.search('data-verdict="(stored|won|same)"', told):
                    self.saved[item] = len(self.sent[item])
        except (OSError, http.client.HTTPException):
            return


def killed(url: str, seed: int) -> list[Respondent]:
    """Let some respondents answer, kill the server in the middle, and give what they know."""
    server = subprocess.Popen([sys.executable, "-c", SERVER, url], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        respondents = [Respondent(port) for _ in range(RESPONDENTS)]
        for each in respondents:
            each.begin()
        threads = [
            threading.Thread(target=each.save_until_it_breaks, args=(seed * RESPONDENTS + at,))
            for at, each in enumerate(respondents)
        ]
        for thread in threads:
            thread.start()
        chance = random.Random(seed)
        wait_for_saves(respondents, threads, chance.randint(20, 100))
        time.sleep(chance.uniform(0, 0.02))
    finally:
        server.send_signal(signal.SIGKILL)
        server.communicate()
    for thread in threads:
        thread.join()
    return respondents


def wait_for_saves(respondents: list[Respondent], threads: list[threading.Thread], number: int) -> None:
    """Until so many answers were called saved: a moment that a slow machine has too."""
    while sum(sum(each.saved.values()) for each in respondents) < number:
        assert any(each.is_alive() for each in threads)
        time.sleep(0.001)


def check_kills(url: str, seeds: range) -> None:
    saves = 0
    for seed in seeds:
        respondents = killed(url, seed)
        database = Database(url)
        for each in respondents:
            answers = get_assessment(
                make_site(database, small_instrument()), uuid.UUID(each.path.rpartition("/")[2])
            ).answers
            for item, sent in each.sent.items():
                # The last one called saved, or one sent after it of which no word came back.
                allowed = sent[max(0, each.saved[item] - 1) :] if each.saved[item] else ["None", *sent]
                assert str(answers.get(item)) in allowed, (seed, item)
                saves += each.saved[item]
        database.close()
    assert saves >= 20 * len(seeds)
    print(f"{len(seeds)} kills, {saves} answers called saved, none lost")


def test_a_killed_server_has_stored_every_answer_that_it_had_called_saved(
    sqlite_template: Path, tmp_path: Path
) -> None:
    check_kills(copied_sqlite_url(sqlite_template, tmp_path), range(5))


@pytest.mark.long
def test_a_hundred_killed_servers_have_stored_every_answer_called_saved(sqlite_template: Path, tmp_path: Path) -> None:
    check_kills(copied_sqlite_url(sqlite_template, tmp_path), range(1000, 1100))
