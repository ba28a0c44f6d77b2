"""Prove that the page on methods computes what it says, and that each formula has its source and its test."""

import ast
import doctest
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "methods.md"
TEXT = PAGE.read_text("utf-8")
CASES = {case["id"] for case in yaml.safe_load((ROOT / "tests/data/scoring_cases.yaml").read_text("utf-8"))["cases"]}
PARTS = dict(re.findall(r"^### (.+?)\n(.*?)(?=^##|\Z)", TEXT, flags=re.MULTILINE | re.DOTALL))


def test_every_example_comes_out() -> None:
    found = doctest.testfile(str(PAGE), module_relative=False)
    assert found.attempted > 2 * len(PARTS)
    assert found.failed == 0


@pytest.mark.parametrize("name", PARTS)
def test_each_formula_has_its_source_a_worked_example_and_the_test_that_holds_it(name: str) -> None:
    part = PARTS[name]
    marks = ["**Formula.**", "**Source.**", "**Example.**", ">>> ", "**Held by**"]
    places = [part.find(mark) for mark in marks]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("name", PARTS)
def test_the_tests_that_are_named_exist(name: str) -> None:
    held = PARTS[name].partition("**Held by**")[2]
    named = re.findall(r"`(tests/[^`]+)`", held)
    assert named
    for each in named:
        file, _, function = each.partition("::")
        tree = ast.parse((ROOT / file).read_text("utf-8"))
        assert not function or function in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    assert set(re.findall(r"SC\d{3}", held)) <= CASES


def test_no_formula_stands_outside_a_part() -> None:
    assert TEXT.count("**Formula.**") == len(PARTS) > 10
