"""What can be typed or set is written down somewhere a person looks."""

import re
from pathlib import Path

import click

from rely.cli import rely

ROOT = Path(__file__).resolve().parents[1]
DOCS = "\n".join(
    page.read_text(encoding="utf-8")
    for page in [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")]
)
OPERATORS = (ROOT / "docs" / "for-operators.md").read_text(encoding="utf-8")


def test_every_command_occurs_in_the_documentation() -> None:
    context = click.Context(rely)
    names = rely.list_commands(context)
    assert "validate" in names
    for name in names:
        command = rely.get_command(context, name)
        inner = getattr(command, "list_commands", lambda _: [])(context)
        for words in [f"rely {name} {sub}" for sub in inner] or [f"rely {name}"]:
            assert re.search(rf"\b{words}\b", DOCS), words


def test_every_setting_that_is_read_is_told_to_operators() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "rely").rglob("*.py"))
    settings = set(re.findall(r"\bRELY_[A-Z]+(?:_[A-Z]+)*\b", sources))
    assert {"RELY_HOME", "RELY_DATABASE_URL"} <= settings
    assert {name for name in settings if f"`{name}`" not in OPERATORS} == set()


def test_operators_are_told_of_no_setting_that_does_not_exist() -> None:
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "rely").rglob("*.py"))
    assert {name for name in re.findall(r"`(RELY_[A-Z_]+)`", OPERATORS) if name not in sources} == set()


def test_every_command_of_go_is_in_its_help() -> None:
    script = (ROOT / "go").read_text(encoding="utf-8")
    handled = set(re.findall(r"^\s{4}([a-z]+)\)", script, re.MULTILINE))
    assert {"demo", "test"} <= handled
    helped = set(re.findall(r"^  \./go ([a-z]+)", script, re.MULTILINE))
    assert handled <= helped


def test_every_page_that_the_readme_names_exists() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert "docs/for-coaches.md" in links
    assert [link for link in links if not (ROOT / link).exists()] == []
