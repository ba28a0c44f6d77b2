"""Turn ids into names of variables that every program for statistics accepts."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 64
"""The most bytes of a variable's name in SPSS."""

RESERVED: Final = frozenset(["all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"])
"""Words that are no name in SPSS."""

RESERVED_IN_R: Final = frozenset(
    [
        "if",
        "else",
        "repeat",
        "while",
        "function",
        "for",
        "next",
        "break",
        "in",
        "na",
        "nan",
        "inf",
        "null",
        "true",
        "false",
    ]
)
"""Words that are no name in R."""


class Names:
    """Gives each id a name that is free: letters a-z, digits and underscores, at most 64, told apart without case.

    The first to ask gets the plain name; one that is taken or reserved gets a number at its end.
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def name(self, wished: str) -> str:
        """A free name as near to `wished` as can be."""
        plain = re.sub(r"[^a-z0-9]+", "_", wished.lower()).strip("_")
        if not plain or not plain[0].isalpha():
            plain = f"v_{plain}".rstrip("_")
        plain = plain[:LONGEST].rstrip("_")
        found, number = plain, 2
        while found in self._taken or found in RESERVED or found in RESERVED_IN_R:
            end = f"_{number}"
            found, number = f"{plain[: LONGEST - len(end)]}{end}", number + 1
        self._taken.add(found)
        return found
