"""Turn an instrument into its canonical JSON and the digest that names its exact content."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import Any

from rely.model.instrument import Instrument


def canonical_json(instrument: Instrument) -> str:
    """The instrument as JSON with sorted keys, NFC text and shortest numbers; defaults are not filled in.

    Comments, layout, quoting and the order of keys leave it unchanged; any change of content does not.
    """
    written = _shortest(instrument.model_dump(mode="json", by_alias=True, exclude_unset=True))
    text = _dumped(written)
    # Between two strings there is always a quotation mark, which no combining character joins.
    return text if unicodedata.is_normalized("NFC", text) else _dumped(_normal(written))


def _dumped(written: Any) -> str:
    return json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(instrument: Instrument) -> str:
    """`sha256:` and 64 hexadecimal digits over the canonical JSON; made once."""
    return instrument.derived("digest", _digest)


def _digest(instrument: Instrument) -> str:
    return "sha256:" + hashlib.sha256(canonical_json(instrument).encode()).hexdigest()


def _shortest(value: Any) -> Any:
    """The value with whole numbers written without a point."""
    kind = type(value)
    if kind is dict:
        return {key: inner if type(inner) is str else _shortest(inner) for key, inner in value.items()}
    if kind is list:
        return [inner if type(inner) is str else _shortest(inner) for inner in value]
    return int(value) if kind is float and value.is_integer() else value


def _normal(value: Any) -> Any:
    """The value with all its texts, keys included, in NFC."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {_normal(key): _normal(inner) for key, inner in value.items()}
    return [_normal(inner) for inner in value] if isinstance(value, list) else value
