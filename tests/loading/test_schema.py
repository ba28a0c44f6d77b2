"""Prove that the JSON Schema accepts what the format accepts, and refuses what an editor can refuse."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from rely.loading.schema import format_schema
from rely.loading.skeleton import skeleton
from tests.loading.json_schema import mismatches

DATA = Path(__file__).parents[1] / "data" / "questionnaires"
SCHEMA = format_schema()


class _AsAnEditorReads(yaml.SafeLoader):
    """YAML 1.2, as editors read it: only true and false are flags, and there are no dates."""


_AsAnEditorReads.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(("timestamp", "bool", "int", "float"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _resolver(tag: str, pattern: str, first: str) -> None:
    _AsAnEditorReads.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), list(first))


_resolver("bool", r"^(true|false)$", "tf")
_resolver("int", r"^-?(0|[1-9]\d*)$", "-0123456789")
_resolver("float", r"^-?(0|[1-9]\d*)\.\d+$", "-0123456789")


def _read(text: str) -> Any:
    return _AsAnEditorReads(text).get_single_data()


@pytest.mark.parametrize("path", sorted((DATA / "valid").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_good_questionnaire_fits_the_schema(path: Path) -> None:
    assert mismatches(_read(path.read_text(encoding="utf-8")), SCHEMA, SCHEMA) == []


def test_the_skeleton_fits_the_schema() -> None:
    assert mismatches(_read(skeleton("my-check")), SCHEMA, SCHEMA) == []


@pytest.mark.parametrize(
    "code",
    ["missing-key", "unknown-key", "not-text", "not-a-list", "not-a-map", "bad-id", "bad-version", "unknown-kind"],
)
def test_mistakes_of_shape_do_not_fit_the_schema(code: str) -> None:
    text = (DATA / "invalid" / f"{code}.yaml").read_text(encoding="utf-8")
    assert mismatches(_read(text), SCHEMA, SCHEMA)


def test_one_id_may_stand_for_a_list_of_ids_but_not_everywhere() -> None:
    items = SCHEMA["$defs"]["OfItems"]["properties"]["items"]
    assert {"array", "string"} == {each["type"] for each in items["anyOf"]}
    assert SCHEMA["properties"]["languages"]["type"] == "array"


def test_every_key_has_its_description() -> None:
    for name, definition in SCHEMA["$defs"].items():
        for key, value in definition.get("properties", {}).items():
            assert "description" in value or key == "kind", (name, key)
    json.dumps(SCHEMA)
