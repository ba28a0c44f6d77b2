"""Turn texts into what an SPSS file has room for."""

from __future__ import annotations

from typing import Final

from rely.research.exports.blocks import value_labels
from rely.research.rows import LONGEST_PSEUDONYM
from rely.research.variables import Variable

WIDEST: Final = 32_767
"""The most bytes of a text variable."""

BYTES_OF_A_CHARACTER: Final = 4
"""The most bytes of a character in UTF-8."""

_NARROWEST: Final = 8
_ADMIN: Final = {"case_id": LONGEST_PSEUDONYM, "relationship_id": LONGEST_PSEUDONYM, "month": 7, "digest": 71}
_OTHER: Final = 128
"""The width of what is no code, no typed text and not named above: ids, versions, language tags."""


def text_width(variable: Variable) -> int:
    """How many bytes the texts of a variable can need; 0 for numbers."""
    if variable.kind != "text":
        return 0
    if variable.longest is not None:
        return min(variable.longest * BYTES_OF_A_CHARACTER, WIDEST)
    codes = value_labels(variable) if variable.values else {}
    if codes:
        return max(_NARROWEST, *(len(str(code).encode()) for code in codes))
    return _ADMIN.get(variable.source, _OTHER)


def cut(text: str, most: int) -> str:
    """A text as one line of at most `most` bytes, cut between two characters."""
    return " ".join(text.split()).encode()[:most].decode(errors="ignore")
