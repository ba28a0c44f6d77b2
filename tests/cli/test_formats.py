"""Prove that --format and the name of the file to be made never contradict each other without a word."""

import json
from pathlib import Path

import click
import pytest

from rely.cli.formats import chosen_format
from tests.cli.conftest import Run

MADE = {"json": "json", "table": None, "html": "html"}


@pytest.mark.parametrize(
    ("asked", "output", "format_"),
    [
        (None, None, "json"),
        (None, "-", "json"),
        (None, "page.html", "html"),
        (None, "PAGE.HTML", "html"),
        (None, "numbers", "json"),
        (None, "numbers.of.may", "json"),
        ("table", None, "table"),
        ("table", "numbers.txt", "table"),
        ("json", "numbers.txt", "json"),
        ("html", "page.html", "html"),
    ],
)
def test_what_is_asked_for_counts_then_the_name_of_the_file_then_the_first(
    asked: str | None, output: str | None, format_: str
) -> None:
    assert chosen_format(asked, output, MADE) == format_


def test_a_folder_tells_nothing_whatever_its_name_is(tmp_path: Path) -> None:
    (folder := tmp_path / "reports.html").mkdir()
    assert chosen_format(None, str(folder), MADE) == "json"
    assert chosen_format("table", str(folder), MADE) == "table"


@pytest.mark.parametrize("asked", ["json", "table"])
def test_a_name_that_says_something_else_than_what_is_asked_for_is_refused(asked: str) -> None:
    with pytest.raises(click.UsageError) as told:
        chosen_format(asked, "page.html", MADE)
    assert told.value.message == f"'page.html' ends as a file of the format html, and --format says {asked}."


@pytest.mark.parametrize("asked", [None, "json"])
def test_a_name_of_what_is_never_made_is_refused(asked: str | None) -> None:
    with pytest.raises(click.UsageError) as told:
        chosen_format(asked, "page.pdf", MADE)
    assert told.value.message == (
        "'page.pdf' ends as a .pdf file, which is not made here. There are: json (.json), table, html (.html)."
    )


@pytest.mark.parametrize(
    ("words", "name", "begins"),
    [
        (("codebook", "client-pulse"), "book.xml", "<?xml"),
        (("codebook", "client-pulse"), "book.json", "{"),
        (("syntax", "client-pulse"), "scores.R", "# "),
        (("syntax", "client-pulse"), "scores.sps", "* Encoding"),
    ],
)
def test_a_file_holds_what_its_name_says(rely: Run, here: Path, words: tuple[str, ...], name: str, begins: str) -> None:
    assert rely(*words, "-o", name).code == 0
    assert (here / name).read_text(encoding="utf-8").startswith(begins)


def test_answers_become_what_the_name_of_the_file_says(rely: Run, here: Path) -> None:
    assert rely("simulate", "client-pulse", "--n", "40", "-o", "made.csv").code == 0
    assert rely("reliability", "client-pulse", "made.csv", "-o", "page.html").code == 0
    assert (here / "page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert rely("score", "client-pulse", "made.csv", "-o", "scores.csv").code == 0
    assert (here / "scores.csv").read_text(encoding="utf-8").startswith("line,id,")
    assert rely("score", "client-pulse", "made.csv", "-o", "scores.json").code == 0
    assert "scores" in json.loads((here / "scores.json").read_text(encoding="utf-8").splitlines()[0])


@pytest.mark.parametrize(
    "words",
    [
        ("codebook", "client-pulse", "-o", "book.sav"),
        ("form", "client-pulse", "-o", "form.pdf"),
        ("report", "client-pulse", "made.csv", "-o", "report.csv"),
        ("translate", "export", "client-pulse", "--lang", "fr", "-o", "texts.csv"),
        ("score", "client-pulse", "made.csv", "-o", "scores.xlsx"),
        ("syntax", "client-pulse", "-o", "scores.sav"),
    ],
)
def test_no_command_writes_one_format_under_the_name_of_another(rely: Run, here: Path, words: tuple[str, ...]) -> None:
    assert rely("simulate", "client-pulse", "--n", "2", "-o", "made.csv").code == 0
    told = rely(*words)
    assert told.code == 2
    assert "which is not made here" in told.err
    assert [each.name for each in here.iterdir() if each.is_file()] == ["made.csv"]
