"""Prove that what the guides link to exists, and that the commands they show can be typed."""

import re
import shlex
from pathlib import Path

import click
import pytest

from rely.cli import rely

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(DOCS.glob("*.md"))


def anchors(page: Path) -> set[str]:
    """The places of a page that can be linked to, named as on GitHub."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    for link in (link for link in links if "://" not in link and not link.startswith("mailto:")):
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_command_for_researchers_can_be_typed() -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```$", (DOCS / "for-researchers.md").read_text(encoding="utf-8"), re.M | re.S)
    lines = [line for block in blocks for line in block.splitlines()]
    assert len(lines) > 25
    for line in lines:
        for call in re.split(r"[|>]", line):
            words = shlex.split(call, comments=True)
            if words[:1] == ["rely"]:
                _check_options(words[1:], line)


def _check_options(words: list[str], line: str) -> None:
    command: click.Command | None = rely
    context = click.Context(rely)
    while isinstance(command, click.Group):
        command = command.get_command(context, words.pop(0))
    assert command is not None, line
    known = {name for parameter in command.params for name in parameter.opts}
    assert {word for word in words if re.match(r"--?[a-z]", word)} <= known, line
