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
    written = instrument.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return json.dumps(_normal(written), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(instrument: Instrument) -> str:
    """`sha256:` and 64 hexadecimal digits over the canonical JSON."""
    return "sha256:" + hashlib.sha256(canonical_json(instrument).encode()).hexdigest()


def _normal(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {unicodedata.normalize("NFC", key): _normal(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_normal(inner) for inner in value]
    return value
