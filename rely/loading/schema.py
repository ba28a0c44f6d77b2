"""Turn the models of the questionnaire format into a JSON Schema that accepts scalars as authors write them."""

from __future__ import annotations

import json
from inspect import getdoc
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from rely.loading.key_examples import example_of
from rely.loading.keys import key_of, kind_of
from rely.model.base import Part
from rely.model.instrument import Instrument
from rely.model.scalars import RELEASE

DIALECT = "https://json-schema.org/draft/2020-12/schema"

SCHEMA_FILE = "questionnaire.schema.json"
"""The schema for editors, in the folder of the questionnaires; the first line of their files names it."""

# An editor reads `1.10`, `no` and `2026` as numbers or flags where the format takes them as they are written.
_SCALAR = ["string", "number", "boolean"]


class _AsWritten(GenerateJsonSchema):
    """The schema of what stands in the file, where pydantic's own is that of what it has become."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        inner = super().function_before_schema(schema)
        reader = getattr(schema["function"]["function"], "__name__", "")
        if reader == "_read_words":
            return {"anyOf": [inner["items"], inner]}
        return {"type": _SCALAR} if reader == "_read_code" else inner

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        made = super().str_schema(schema)
        pattern = str(schema.get("pattern", ""))
        if not pattern or pattern == RELEASE or pattern.startswith("^[A-Za-z0-9]"):
            made["type"] = _SCALAR
        return made

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """The keys of one part, each with what it is for and an example, as an editor shows them."""
        made = super().model_schema(schema)
        part = schema["cls"]
        made.pop("title", None)
        made["description"] = _paragraphs(getdoc(part) or "")
        if issubclass(part, Part):
            _explain(made.get("properties", {}), part)
        return made


def format_schema(*, part: bool = False) -> dict[str, Any]:
    """The JSON Schema of a questionnaire, with a description and an example of every key.

    `part`: of one file out of several that make a questionnaire together, in which therefore no key is needed.
    """
    made = Instrument.model_json_schema(by_alias=True, schema_generator=_AsWritten)
    if part:
        del made["required"]
    return {"$schema": DIALECT, **made}


def schema_text(*, part: bool = False) -> str:
    """The JSON Schema as it is written to a file."""
    return json.dumps(format_schema(part=part), ensure_ascii=False, indent=1) + "\n"


def _explain(properties: dict[str, Any], part: type[Part]) -> None:
    """Add examples to the keys of a part, and to its `kind` what that kind is."""
    for name in part.model_fields:
        told = properties[key_of(name, part)]
        told.pop("title", None)
        if told.get("default") in (None, [], {}):
            told.pop("default", None)  # an editor would offer to write it out
            _leave_out_null(told)
        example = example_of(part, name)
        if name == "kind" and kind_of(part) is not None:
            told["description"] = _paragraphs(getdoc(part) or "")
        elif example is not None:
            told["examples"] = [example]


def _leave_out_null(told: dict[str, Any]) -> None:
    """Let a key that may be absent be absent, not empty; an editor then tells what the key itself is for."""
    kinds = [kind for kind in told.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) == 1:
        del told["anyOf"]
        told.update({**kinds[0], **told})


def _paragraphs(text: str) -> str:
    """A docstring without the breaks inside its paragraphs, which editors would show."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
