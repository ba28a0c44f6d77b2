"""Prove that `rely syntax` writes programs, overwrites nothing, and says in plain words what it cannot do."""

from pathlib import Path

import pytest

from rely.cli.syntax import FORMATS
from rely.research.syntax import SUFFIXES
from tests.cli.conftest import Run


def test_every_program_that_can_be_written_can_be_asked_for() -> None:
    assert set(FORMATS) == set(SUFFIXES)


def test_a_program_goes_to_standard_output_in_the_first_language_of_the_questionnaire(rely: Run) -> None:
    told = rely("syntax", "client-pulse")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("* Encoding: UTF-8.\n")
    assert "Itemscores, 0 tot 100" in told.out
    assert "/FILE='client-pulse.csv'" in told.out
    assert rely("syntax", "client-pulse", "-o", "-").out == told.out


def test_a_program_for_r_is_written_to_a_file_in_the_language_asked_for(rely: Run, here: Path) -> None:
    told = rely("syntax", "client-pulse", "--format", "r", "--lang", "de", "--data", "wave 2.csv", "-o", "scores.R")
    assert (told.code, told.out, told.err) == (0, "", "scores.R is made.\n")
    text = (here / "scores.R").read_text(encoding="utf-8")
    assert "Itemwerte, 0 bis 100" in text
    assert 'data_file <- "wave 2.csv"' in text


def test_a_kept_release_has_a_program_of_its_own(rely: Run) -> None:
    old, now = rely("syntax", "relationship-check@1.0.0"), rely("syntax", "relationship-check")
    assert "versie 1.0.0" in old.out
    assert "versie 1.0.0" not in now.out


def test_nothing_is_overwritten(rely: Run, here: Path) -> None:
    (here / "mine.sps").write_text("mine")
    told = rely("syntax", "client-pulse", "-o", "mine.sps")
    assert told.code == 2
    assert "mine.sps exists already, and nothing is overwritten" in told.err
    assert (here / "mine.sps").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["no-such-check"], "no-such-check"),
        (["relationship-check@9.9.9"], "no release 9.9.9"),
        (["client-pulse", "--lang", "fr"], "There is nothing in the language 'fr'"),
        (["client-pulse", "--format", "stata"], "stata"),
        (["client-pulse", "-o", "no/such/folder.sps"], "'no/such/folder.sps' cannot be written to"),
        (["client-pulse", "--data", "a\nb.csv"], "has letters that cannot be shown"),
    ],
)
def test_wrong_usage_is_told(rely: Run, here: Path, arguments: list[str], words: str) -> None:
    told = rely("syntax", *arguments)
    assert (told.code, told.out) == (2, "")
    assert words in told.err
    assert list(here.iterdir()) == []


def test_the_problems_of_a_broken_questionnaire_are_told_and_nothing_is_made(rely: Run, here: Path) -> None:
    (here / "broken.yaml").write_text("id: broken\n")
    told = rely("syntax", "broken.yaml", "-o", "made.sps")
    assert told.code == 1
    assert "broken.yaml:1" in told.err
    assert not (here / "made.sps").exists()
