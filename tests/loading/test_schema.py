"""Prove that the JSON Schema accepts what the format accepts, and refuses what an editor can refuse."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from rely.loading.files import RELEASES_FILE
from rely.loading.key_examples import OF_ANY_PART, OF_PART, example_of, holds_parts
from rely.loading.keys import key_of, models_in
from rely.loading.schema import SCHEMA_FILE, format_schema
from rely.loading.skeleton import skeleton
from rely.model.base import Part
from rely.model.instrument import Instrument
from tests.loading.json_schema import mismatches

DATA = Path(__file__).parents[1] / "data" / "questionnaires"
QUESTIONNAIRES = Path(__file__).parents[2] / "questionnaires"
SCHEMA = format_schema()
PART = format_schema(part=True)
MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")

SHIPPED = sorted(
    path
    for folder in {main.parent for main in QUESTIONNAIRES.rglob("instrument.yaml")}
    for path in folder.glob("*.yaml")
    if path.name != RELEASES_FILE
)


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


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_shipped_file_names_the_schema_for_editors_and_fits_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = MODELINE.match(text)
    assert named is not None, "its first line names the schema"
    assert (path.parent / named[1]).resolve() == QUESTIONNAIRES / SCHEMA_FILE
    assert mismatches(_read(text), PART, PART) == []


def test_a_file_out_of_several_needs_no_key_but_knows_no_others() -> None:
    assert mismatches({"bands": []}, PART, PART) == []
    assert mismatches({"bandz": []}, PART, PART)
    assert mismatches({"bands": []}, SCHEMA, SCHEMA)


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
            assert value.get("description"), (name, key)
            assert "\n" not in value["description"].replace("\n\n", ""), "breaks in a sentence show in editors"
    json.dumps(SCHEMA)


def test_what_may_be_left_out_is_never_offered_as_empty() -> None:
    assert '"default": null' not in json.dumps(SCHEMA)
    assert SCHEMA["properties"]["about"]["$ref"] == "#/$defs/Text"


PARTS = {"Instrument": Instrument}
_waiting: list[Any] = [Instrument]
while _waiting:
    for _field in _waiting.pop().model_fields.values():
        for _model in models_in(_field.annotation):
            if issubclass(_model, Part) and _model.__name__ not in PARTS:
                PARTS[_model.__name__] = _model
                _waiting.append(_model)


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_every_key_without_keys_of_its_own_has_an_example_that_fits(part: type[Part]) -> None:
    properties = (SCHEMA if part is Instrument else SCHEMA["$defs"][part.__name__])["properties"]
    for name in part.model_fields:
        if name == "kind":
            continue
        shown = properties[key_of(name, part)].get("examples")
        assert (shown is None) == holds_parts(part, name), name
        assert shown in (None, [example_of(part, name)])
        for example in shown or ():
            assert mismatches(example, properties[key_of(name, part)], SCHEMA) == [], name


def test_no_example_is_of_a_key_that_does_not_exist() -> None:
    keys = {name: {key_of(each, part) for each in part.model_fields} for name, part in PARTS.items()}
    unknown = {name: set(own) - keys.get(name, set()) for name, own in OF_PART.items()}
    assert {name: found for name, found in unknown.items() if found} == {}
    assert set(OF_ANY_PART) <= set().union(*keys.values())
