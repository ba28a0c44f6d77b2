"""Prove that the page on imports shows what its commands print."""

import re
from pathlib import Path

from tests.cli.conftest import Run, here, rely

__all__ = ["here", "rely"]

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "importing.md").read_text(encoding="utf-8")
ANSWERS = {"'-99': '?'": "'-99': yes", "already_reversed: '?'": "already_reversed: true", "to: '?'": "to: cx_months"}


def blocks(kind: str) -> list[str]:
    every = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return [text for name, text in every if name == kind]


def test_the_page_shows_what_its_commands_print(rely: Run, here: Path) -> None:
    (here / "survey.csv").write_text(blocks("csv")[0], encoding="utf-8")
    first, preview = blocks("")
    assert rely("import", "relationship-check", "survey.csv").err == first
    mapping = here / "survey.csv.mapping.yaml"
    text = mapping.read_text(encoding="utf-8")
    marks, columns, _ = blocks("yaml")
    assert marks in text
    assert columns in text
    for question, answer in ANSWERS.items():
        assert text.count(question) == 1
        text = text.replace(question, answer)
    mapping.write_text(text, encoding="utf-8")
    told = rely("import", "relationship-check", "survey.csv", "--mapping", mapping.name, "--preview")
    said = told.err.splitlines(keepends=True)
    assert "".join([*said[:1], told.out, *said[1:]]) == preview
