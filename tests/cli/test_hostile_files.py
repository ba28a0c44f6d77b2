"""Prove what each command of an author says of a file that is missing, empty, no text, broken or huge."""

import re
from pathlib import Path
from typing import Any

import pytest

from rely.services.preview import Preview
from rely.web.preview.app import create_preview_app
from tests.cli.conftest import Outcome, Run
from tests.previews import write, write_small
from tests.small_instrument import SOURCE

COMMANDS = {
    "validate": ("validate", "{file}"),
    "diff, the old one": ("diff", "{file}", "good"),
    "diff, the new one": ("diff", "good", "{file}"),
    "simulate": ("simulate", "{file}", "--n", "2"),
    "case": ("case", "{file}", "answers.yaml"),
    "case --add": ("case", "{file}", "answers.yaml", "--add"),
    "translate export": ("translate", "export", "{file}", "--lang", "fr", "-o", "made.po"),
    "translate import": ("translate", "import", "{file}", "good.po", "--lang", "fr"),
    "release": ("release", "{file}"),
    "preview": ("preview", "{file}"),
}
"""The commands that read a questionnaire, with the words of one call each."""

BROKEN: dict[str, tuple[str, int]] = {
    "empty.yaml": ("empty-file", 1),
    "folder": ("no-instrument-file", 1),
    "picture.yaml": ("not-utf8", 1),
    "half.yaml": ("yaml-syntax", 4),
    "broken.yaml": ("unknown-scale", 28),
}
"""Files with the problem that each has, and its line."""

INVALID = Path(__file__).parents[1] / "data" / "questionnaires" / "invalid"

IN_A_FOLDER = "release"
"""The one command that takes no single file."""

PLACE = re.compile(
    r"^(?P<path>[^:\n]+):(?P<line>[0-9]+):(?P<column>[0-9]+): .+ \[(?P<code>[a-z0-9-]+)\]$", re.MULTILINE
)


@pytest.fixture
def files(here: Path, rely: Run) -> Path:
    """A folder with a good questionnaire, answers and translations for it, and all that is wrong."""
    write_small(here / "good")
    (here / "answers.yaml").write_text("answers: {sown: 'yes', S1: 5}\n", encoding="utf-8")
    assert rely("translate", "export", "good", "--lang", "fr", "-o", "good.po").code == 0
    (here / "empty.yaml").touch()
    (here / "folder").mkdir()
    (here / "picture.yaml").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    (here / "half.yaml").write_text("id: half\nversion: 1.0.0\nsections: [\n", encoding="utf-8")
    (here / "broken.yaml").write_bytes((INVALID / "unknown-scale.yaml").read_bytes())
    return here


def call(rely: Run, name: str, file: str) -> Outcome:
    return rely(*(word.format(file=file) for word in COMMANDS[name]))


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("file", ["missing.yaml", "folder/missing.yaml", "no\0file", ""])
def test_a_file_that_is_not_there_is_wrong_usage_and_named(rely: Run, files: Path, name: str, file: str) -> None:
    told = call(rely, name, file)
    assert (told.code, told.out) == (2, "")
    assert f"'{file}'" in told.err


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - {"preview", IN_A_FOLDER}))
@pytest.mark.parametrize("file", BROKEN)
def test_what_is_wrong_with_a_file_is_told_with_its_place_and_ends_with_1(
    rely: Run, files: Path, name: str, file: str
) -> None:
    before = {each: each.read_bytes() for each in files.rglob("*") if each.is_file()}
    told = call(rely, name, file)
    assert told.code == 1
    assert told.out == "" or name == "validate"
    places = [each.groupdict() for each in PLACE.finditer(told.out if name == "validate" else told.err)]
    code, line = BROKEN[file]
    assert [(each["path"], each["code"], int(each["line"])) for each in places] == [(file, code, line)]
    assert "Traceback" not in told.err
    assert {each: each.read_bytes() for each in files.rglob("*") if each.is_file()} == before


def test_who_names_a_picture_is_asked_whether_it_was_meant(rely: Run, files: Path) -> None:
    assert "it is no text" in (told := call(rely, "validate", "picture.yaml").out)
    assert "Look whether this is the file that you meant" in told


@pytest.mark.parametrize("file", BROKEN)
def test_nothing_is_released_of_a_file_that_is_wrong(rely: Run, files: Path, file: str) -> None:
    told = call(rely, IN_A_FOLDER, file)
    if file == "folder":
        assert told.code == 1
        assert "[no-instrument-file]" in told.err
    else:
        assert told.code == 2
        assert f"{file} is a single file" in told.err
    assert not list(files.rglob("releases*"))


@pytest.mark.parametrize("file", BROKEN)
def test_a_preview_of_a_file_that_is_wrong_shows_its_problem(
    rely: Run, files: Path, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[str] = []

    def looked_at(preview: Preview, *_: object) -> None:
        pages.append(create_preview_app(preview).test_client().get("/en/preview").text)

    monkeypatch.setattr("rely.cli.preview._serve", looked_at)
    assert call(rely, "preview", file).code == 0
    code, line = BROKEN[file]
    assert f"{file}:{line}:" in pages[0]
    assert code in pages[0]


def huge(items: int) -> dict[str, Any]:
    """The small questionnaire with so many statements more."""
    texts = {f"N{at}": {"en": f"We dig hole {at}.", "nl": f"Wij graven gat {at}."} for at in range(items)}
    more = [
        {"id": name, "text": text, "response_scale": "agree", "facets": {"topic": "soil"}}
        for name, text in texts.items()
    ]
    section = {"id": "more", "title": "More", "question": "How true is this?", "items": more}
    return {**SOURCE, "sections": [*SOURCE["sections"], section]}


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - {"preview", IN_A_FOLDER, "translate import"}))
def test_five_thousand_items_are_one_more_questionnaire(rely: Run, files: Path, name: str) -> None:
    write(files / "huge", huge(5000))
    told = call(rely, name, "huge")
    assert told.code == 0, told.err
    assert "Traceback" not in told.err
