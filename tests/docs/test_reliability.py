"""The page on reliability shows what its commands give, and names every caution there is."""

import re
import shlex
from pathlib import Path
from typing import get_args

import pytest

from rely.cli import rely, run
from rely.model.gap_figures import GapCaution
from rely.model.reliability import Caution, Note

PAGE = (Path(__file__).parents[2] / "docs" / "reliability.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_every_command_runs_and_gives_the_lines_that_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("RELY_HOME", raising=False)
    told, checked = "", 0
    for kind, text in BLOCK.findall(PAGE):
        if kind == "sh":
            for line in text.splitlines():
                assert run(rely, shlex.split(line)[1:], name="rely") == 0, line
            told = capsys.readouterr().out
            continue
        for line in text.splitlines():
            assert line.removesuffix("...") in told
            checked += 1
    assert checked > 20


def test_every_caution_and_note_is_explained() -> None:
    for code in (*get_args(Caution), *get_args(GapCaution), *get_args(Note)):
        assert f"`{code}`" in PAGE, code


def test_every_option_is_explained() -> None:
    command = rely.get_command(None, "reliability")
    assert command is not None
    for option in (name for parameter in command.params for name in parameter.opts if name.startswith("-")):
        assert f"`{option} " in PAGE, option
