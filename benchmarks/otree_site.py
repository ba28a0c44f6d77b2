"""Turn an installed oTree into a site whose participants answer the same page of items again and again."""

from __future__ import annotations

import json
import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROGRAM = Path(".venv-otree/bin/otree")
"""In the environment that ./go makes for it: it needs other versions of what Rely stands on."""

KEY = "benchmark"
ROUNDS = 120
"""How many pages one participant has before him."""

_SETTINGS = """\
SESSION_CONFIGS = [dict(name="items", app_sequence=["items"], num_demo_participants=1)]
SESSION_CONFIG_DEFAULTS = dict(real_world_currency_per_point=1.0, participation_fee=0.0, doc="")
PARTICIPANT_FIELDS = []
SESSION_FIELDS = []
LANGUAGE_CODE = "en"
REAL_WORLD_CURRENCY_CODE = "EUR"
USE_POINTS = False
ADMIN_USERNAME = "admin"
ADMIN_PASSWORD = "benchmark"
DEMO_PAGE_INTRO_HTML = ""
SECRET_KEY = "benchmark"
"""

_APP = """\
from otree.api import *


class C(BaseConstants):
    NAME_IN_URL = "items"
    PLAYERS_PER_GROUP = None
    NUM_ROUNDS = {rounds}


class Subsession(BaseSubsession):
    pass


class Group(BaseGroup):
    pass


def item(text):
    steps = {steps!r}
    return models.IntegerField(label=text, choices=steps, widget=widgets.RadioSelectHorizontal)


class Player(BasePlayer):
{fields}


class Items(Page):
    form_model = "player"
    form_fields = {names!r}


page_sequence = [Items]
"""

_PAGE = "{{ block title }}Items{{ endblock }}{{ block content }}{{ formfields }}{{ next_button }}{{ endblock }}\n"


class CannotServe(Exception):
    """oTree is not there or does not answer; the message says which."""


@dataclass(frozen=True, slots=True)
class OTree:
    """One running site; `page` is the first page of one participant, `pages` are those of another in order."""

    port: int
    process: int
    page: str
    pages: tuple[str, ...]


@contextmanager
def otree(folder: Path, port: int, texts: list[str], steps: list[str]) -> Iterator[OTree]:
    """A site in `folder` with two participants, whose pages ask `texts` with `steps`. Raises CannotServe."""
    if not PROGRAM.exists():
        raise CannotServe("oTree is not installed here, and ./go bench makes an environment that has it")
    _write(folder, texts, steps)
    program = str(PROGRAM.absolute())
    # It calls itself by its name.
    path = f"{PROGRAM.absolute().parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    environment = {**os.environ, "PATH": path, "OTREE_PRODUCTION": "1", "OTREE_REST_KEY": KEY}
    subprocess.run([program, "resetdb", "--noinput"], cwd=folder, env=environment, check=True, capture_output=True)
    server = subprocess.Popen(
        [program, "prodserver1of2", str(port)],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        stays, goes_on = _participants(f"http://127.0.0.1:{port}", 2)
        pages = tuple(f"/p/{goes_on}/items/Items/{number}" for number in range(1, ROUNDS + 1))
        yield OTree(port, server.pid, f"/p/{stays}/items/Items/1", pages)
    finally:
        os.killpg(server.pid, 15)
        server.wait()


def _write(folder: Path, texts: list[str], steps: list[str]) -> None:
    names = [f"item{at}" for at in range(1, len(texts) + 1)]
    fields = "\n".join(f"    {name} = item({text!r})" for name, text in zip(names, texts, strict=True))
    app = _APP.format(rounds=ROUNDS, steps=list(enumerate(steps, start=1)), fields=fields, names=names)
    files = {
        "settings.py": _SETTINGS,
        "items/__init__.py": app,
        "items/Items.html": _PAGE,
        "_static/empty.txt": "",
        "_templates/global/Page.html": '{{ extends "otree/Page.html" }}\n',
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _participants(site: str, number: int) -> list[str]:
    """The codes of the participants of a new session, each led to the first page."""
    wanted = json.dumps({"session_config_name": "items", "num_participants": number}).encode()
    session = json.loads(_asked(f"{site}/api/sessions", wanted))["code"]
    found = json.loads(_asked(f"{site}/api/sessions/{session}"))
    codes = [str(each["code"]) for each in found["participants"]]
    for code in codes:
        _asked(f"{site}/InitializeParticipant/{code}")
    return codes


def _asked(address: str, body: bytes | None = None) -> bytes:
    request = urllib.request.Request(address, data=body, headers={"otree-rest-key": KEY})
    until = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return bytes(answer.read())
        except (urllib.error.URLError, ConnectionError) as error:
            if isinstance(error, urllib.error.HTTPError) or time.monotonic() > until:
                raise CannotServe(f"oTree does not answer ({error})") from error
            time.sleep(0.2)
