"""Turn one difference between two versions into a value that tells where it is, its kind, the old and the new."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from rely.model.base import Part
from rely.model.text import Text

Kind: TypeAlias = Literal[
    "added", "removed", "renamed", "moved", "reordered", "reworded", "rescored", "changed", "written_out"
]
"""reworded: a text; rescored: what an item counts for; written_out: a default that is now written, or no longer."""

EVERY_LANGUAGE: Final = "*"
"""The key of a wording that serves all languages."""


class EntryName(str):
    """A step of a path that names an entry of a list or map: no key of the format, although it may read as one."""

    __slots__ = ()


Path: TypeAlias = tuple[str, ...]
"""Keys of the format and ids of entries, from the top: response_scales, describes5, options, 3, label."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions of an instrument.

    `old` and `new` are plain JSON, None where there is nothing. Of a text they map the languages that differ to the
    words. Of what was renamed they are the two ids, of what was moved the two sections, of what was reordered the
    ids in order. `texts` of a language counts the texts that came or went with it.
    """

    kind: Kind
    path: Path
    old: Any
    new: Any
    is_text: bool = False
    texts: int = 0

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which a text differs, in alphabetical order; EVERY_LANGUAGE where one serves all."""
        return tuple(sorted({*(self.old or ()), *(self.new or ())})) if self.is_text else ()


def plain(value: Any) -> Any:
    """A part of an instrument as plain JSON, with defaults left out, NFC text and shortest numbers."""
    if isinstance(value, Part):
        return _normal(value.model_dump(mode="json", by_alias=True, exclude_unset=True))
    if isinstance(value, Text):
        return _normal(value.root)
    return _normal(value)


def wordings(text: Text | None) -> dict[str, str]:
    """Language to words; EVERY_LANGUAGE to words that serve all."""
    if text is None:
        return {}
    return {language or EVERY_LANGUAGE: _normal(words) for language, words in text.versions()}


def same(one: Any, other: Any) -> bool:
    """Whether two plain values are equal in value and kind: true is no 1."""
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


def _normal(value: Any) -> Any:
    # As `rely.model.digest` does it, so that what has the same digest has no changes.
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {_normal(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    return value
