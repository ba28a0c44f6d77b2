"""Turn secret names of assessments and relationships into pseudonyms that only one study shares."""

from __future__ import annotations

import hmac
from base64 import b32encode
from hashlib import sha256
from typing import Final

KEY_BYTES: Final = 32
"""The bytes of a study's key: as many as the hash has."""

_BYTES: Final = 10
"""80 bits: among a million pseudonyms two are equal by chance once in two million million studies."""


class Pseudonyms:
    """The pseudonyms of one study: HMAC-SHA256 with its key (RFC 2104), told as a letter and 16 letters or digits.

    The first letter keeps every program from reading a number. Without the key nobody can tell which name belongs to a
    pseudonym, not even by trying names, nor whether pseudonyms of two studies belong together.
    """

    def __init__(self, key: bytes) -> None:
        """ValueError for a key that is not `KEY_BYTES` long."""
        if len(key) != KEY_BYTES:
            raise ValueError(f"A key has {KEY_BYTES} bytes, not {len(key)}.")
        self._key = key

    def case(self, key: str) -> str:
        """The pseudonym of an assessment."""
        return self._of("c", key)

    def relationship(self, key: str) -> str:
        """The pseudonym of a relationship; never that of an assessment, also where their names are equal."""
        return self._of("r", key)

    def _of(self, kind: str, key: str) -> str:
        found = hmac.digest(self._key, f"{kind}:{key}".encode(errors="surrogatepass"), sha256)
        return kind + b32encode(found[:_BYTES]).decode().lower()
