"""Turn the models of the questionnaire format into a JSON Schema that accepts scalars as authors write them."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from rely.model.instrument import Instrument
from rely.model.scalars import RELEASE

DIALECT = "https://json-schema.org/draft/2020-12/schema"

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


def format_schema() -> dict[str, Any]:
    """The JSON Schema of a questionnaire in one file, with the descriptions of all keys."""
    made = Instrument.model_json_schema(by_alias=True, schema_generator=_AsWritten)
    return {"$schema": DIALECT, **made, "title": "A questionnaire for Rely"}
