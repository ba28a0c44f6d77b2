"""Prove that the tutorial for researchers works as it is written, file by file and command by command."""

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from pypdf import PdfReader

from rely.cli import main
from rely.loading.catalogue import load_instrument
from rely.model.answers import FULL_FORM
from tests.homes import edit, make_home
from tests.ports import free_port

DOCS = Path(__file__).parents[2] / "docs"
HEADING = "## From nothing to a report"
NAMED = re.compile(r"^# ([\w./-]+\.yaml)$", re.MULTILINE)
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Command:
    """One line that a reader types, and the output that the page shows below it, if any."""

    words: list[str]
    shown: str | None


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    command: Command
    code: int
    told: str


def tutorial() -> str:
    page = (DOCS / "for-researchers.md").read_text(encoding="utf-8")
    _, found, rest = page.partition(HEADING)
    assert found
    return rest.partition("\n## ")[0]


def blocks() -> list[tuple[str, str]]:
    return BLOCK.findall(tutorial())


def commands() -> Iterator[Command]:
    """The commands in order."""
    found = blocks()
    for position, (kind, text) in enumerate(found):
        if kind == "sh":
            after = found[position + 1] if position + 1 < len(found) else ("", "")
            *first, last = [shlex.split(line) for line in text.splitlines()]
            yield from (Command(words, None) for words in first)
            yield Command(last, after[1] if after[0] == "text" else None)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_home(tmp_path_factory.mktemp("tutorial"))


@pytest.fixture(scope="module")
def ran(home: Path) -> list[Ran]:
    """Everything done in order, in an empty home, as somebody would who follows the page."""
    waiting, done = commands(), []
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        patch.setenv("RELY_HOME", str(home))
        patch.setenv("RELY_DATA", str(home / "var"))
        for kind, text in blocks():
            named = NAMED.search(text)
            if kind == "yaml" and named is not None:
                (home / named[1]).write_text(text, encoding="utf-8")
            elif kind == "diff":
                assert named is not None
                change(home / named[1], text)
            elif kind == "sh":
                done += [run(next(waiting), home) for _ in text.splitlines()]
    return done


def change(path: Path, text: str) -> None:
    """Replace each line with - by the one with + in its turn; lines with neither must be there."""
    removed = [line[1:] for line in text.splitlines() if line.startswith("-")]
    added = [line[1:] for line in text.splitlines() if line.startswith("+")]
    lines = path.read_text(encoding="utf-8").splitlines()
    assert all(line[1:] in lines for line in text.splitlines() if line.startswith(" "))
    for old, new in zip(removed, added, strict=True):
        edit(path, f"{old}\n", f"{new}\n")


def run(command: Command, home: Path) -> Ran:
    program, *arguments = command.words
    assert program == "rely"
    for word in arguments:
        if (DOCS / "examples" / word).is_file():
            shutil.copy(DOCS / "examples" / word, home / word)
    if arguments[0] == "preview":
        return previewed(command, arguments)
    told = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with redirect_stdout(told), redirect_stderr(told), pytest.raises(SystemExit) as end:
        main(arguments)
    assert isinstance(end.value.code, int)
    told.seek(0)
    return Ran(command, end.value.code, told.read().replace(f"{home}/", ""))


def previewed(command: Command, arguments: list[str]) -> Ran:
    """The preview, opened in a process of its own as in a second window, looked at once and closed again."""
    own = ("--no-browser", "--port", str(free_port()))
    start = [sys.executable, "-c", "from rely.cli import main; main()", *arguments, *own]
    environment = {**os.environ, "PYTHONPATH": str(DOCS.parent), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(start, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment) as process:
        assert process.stdout is not None
        said = process.stdout.readline().decode()
        address = re.search(r"http://\S+", said)
        try:
            assert address is not None, said
            with urllib.request.urlopen(address[0], timeout=30) as page:
                body = page.read().decode()
        finally:
            process.terminate()
    return Ran(command, process.returncode, body)


def test_every_command_does_what_the_page_shows(ran: list[Ran]) -> None:
    assert [each.command for each in ran] == list(commands())
    for each in ran:
        refused = each.command.shown is not None and re.search(
            r"^[1-9]\d* errors? and", each.command.shown, re.MULTILINE
        )
        assert each.code == (1 if refused else 0), (each.command.words, each.told)
        if each.command.shown is not None:
            assert each.told == each.command.shown, each.command.words


def test_it_uses_every_command_that_an_author_needs(ran: list[Ran]) -> None:
    used = {each.command.words[1] for each in ran}
    assert {"new", "preview", "validate", "score", "report", "case", "simulate", "translate", "release", "diff"} <= used


def test_the_preview_shows_the_new_questionnaire(ran: list[Ran]) -> None:
    (preview,) = [each for each in ran if each.command.words[1] == "preview"]
    assert "A short check" in preview.told


def test_it_ends_with_ten_items_in_two_languages(ran: list[Ran], home: Path) -> None:
    made = load_instrument(str(home / "questionnaires" / "distributor-check"))
    assert (len(made.items), made.languages, made.version) == (10, ("en", "nl"), "1.0.0")
    assert [case.id for case in made.cases] == ["north"]
    assert made.form_ids == (FULL_FORM,)


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ("north.pdf", "With North, delivery comes first: 31 of 100."),
        ("noord.pdf", "Bij North gaat de levering voor: 31 van 100."),
    ],
)
def test_the_report_says_what_the_page_says(ran: list[Ran], home: Path, file: str, sentence: str) -> None:
    pages = [page.extract_text() for page in PdfReader(home / file).pages]
    assert len(pages) == 2
    assert sentence in " ".join(pages[0].split())
    if file == "north.pdf":
        assert sentence in tutorial().replace("\n", " ")


def test_every_other_block_of_yaml_stands_in_the_files_that_came_about(ran: list[Ran], home: Path) -> None:
    text = (home / "questionnaires" / "distributor-check" / "instrument.yaml").read_text(encoding="utf-8")
    shown = [block for kind, block in blocks() if kind == "yaml" and NAMED.search(block) is None]
    assert shown
    assert all(block in text for block in shown)
