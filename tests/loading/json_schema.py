"""Compare a value with a JSON Schema, as far as the schema of the format goes; an editor does the same."""

import re
from typing import Any

_TYPES = {
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}


def mismatches(value: Any, schema: dict[str, Any], root: dict[str, Any], at: str = "$") -> list[str]:
    """Where and why the value does not fit; empty when it fits."""
    if "$ref" in schema:
        return mismatches(value, root["$defs"][schema["$ref"].rpartition("/")[2]], root, at)
    for key in ("anyOf", "oneOf"):
        if key in schema:
            tried = [mismatches(value, each, root, at) for each in schema[key]]
            return [] if any(not found for found in tried) else [f"{at}: none of {key}: {min(tried, key=len)}"]
    found = [] if _is_type(value, schema.get("type")) else [f"{at}: {value!r} is not {schema.get('type')}"]
    if "const" in schema and value != schema["const"]:
        found.append(f"{at}: not {schema['const']}")
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{at}: not in {schema['enum']}")
    if isinstance(value, str):
        if "pattern" in schema and not re.search(schema["pattern"], value):
            found.append(f"{at}: {value!r} does not match")
        if len(value) < schema.get("minLength", 0) or len(value) > schema.get("maxLength", 10**9):
            found.append(f"{at}: length")
    if isinstance(value, list):
        inner = schema.get("prefixItems", [])
        for position, each in enumerate(value):
            one = inner[position] if position < len(inner) else schema.get("items", {})
            if isinstance(one, dict):
                found += mismatches(each, one, root, f"{at}[{position}]")
    if isinstance(value, dict):
        found += _of_object(value, schema, root, at)
    return found


def _of_object(value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], at: str) -> list[str]:
    properties, more = schema.get("properties", {}), schema.get("additionalProperties", True)
    found = [f"{at}: {key} is missing" for key in schema.get("required", ()) if key not in value]
    for key, part in value.items():
        if key in properties:
            found += mismatches(part, properties[key], root, f"{at}.{key}")
        elif more is False:
            found.append(f"{at}: {key} is unknown")
        elif isinstance(more, dict):
            found += mismatches(part, more, root, f"{at}.{key}")
    return found


def _is_type(value: Any, types: Any) -> bool:
    if types is None:
        return True
    if isinstance(value, bool):
        return "boolean" in ([types] if isinstance(types, str) else types)
    return any(isinstance(value, _TYPES[each]) for each in ([types] if isinstance(types, str) else types))
