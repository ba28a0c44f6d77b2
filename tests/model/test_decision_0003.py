"""The paper proof of decision 0003: later satellites need new kinds of measures, not a new format."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from rely.model.instrument import Instrument
from rely.model.measures import MEASURE_KINDS
from rely.model.scalars import Plain

PAGE = Path(__file__).resolve().parents[2] / "docs" / "decisions" / "0003-one-format-closed-measures.md"
TO_COME = {"ratio", "net_ratio", "paired_difference", "count_at_least", "top", "linear", "nps"}


class _AsWritten(yaml.SafeLoader):
    """Keeps every plain scalar as its source text."""


_AsWritten.yaml_implicit_resolvers = {}
_AsWritten.add_constructor("tag:yaml.org,2002:str", lambda loader, node: Plain(node.value))


def _blocks() -> dict[str, dict[str, Any]]:
    found = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return {block["id"]: block for block in (yaml.load(text, Loader=_AsWritten) for text in found)}  # noqa: S506 (a SafeLoader)


@pytest.mark.parametrize("name", ["portfolio-scan", "relationship-norms", "value-strategy"])
def test_a_later_satellite_is_valid_but_for_the_kinds_of_measures_to_come(name: str) -> None:
    block = _blocks()[name]
    block["measures"] = [measure for measure in block["measures"] if measure["kind"] in MEASURE_KINDS]
    assert Instrument.model_validate(block).id == name


def test_the_kinds_to_come_are_exactly_those_that_the_decision_lists() -> None:
    used = {measure["kind"] for block in _blocks().values() for measure in block["measures"]}
    assert used - set(MEASURE_KINDS) == TO_COME - {"nps"}, "nps is used by client-pulse"
    assert not TO_COME & set(MEASURE_KINDS), "a kind that is built leaves this list"
    assert all(f"`{kind}`" in PAGE.read_text(encoding="utf-8") for kind in TO_COME)
