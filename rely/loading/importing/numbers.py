"""Turn numbers as people and programs write them into numbers as Rely reads them, by a format that is named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

FORMATS: Final = {
    "1234.5": ("", "."),
    "1234,5": ("", ","),
    "1,234.5": (",", "."),
    "1.234,5": (".", ","),
    "1 234,5": (" ", ","),
    "1'234.5": ("'", "."),
}
"""How a number can be written: an example, what parts thousands, and what stands before decimals."""

SIGN, FRACTION = "sign", "fraction"
"""What percentages can be: 45% for 45, and 0.45 for 45."""

_LIKE_A_NUMBER = re.compile(r"[-−]?[\d.,' ]*\d[\d.,' ]*\s?%?\Z", re.ASCII)
_PATTERNS: Final = {
    name: re.compile(rf"-?(?:\d+|\d{{1,3}}(?:{re.escape(part)}\d{{3}})+)(?:{re.escape(point)}\d+)?\Z", re.ASCII)
    for name, (part, point) in FORMATS.items()
}


def number_of(text: str, format: str, percent: str = "") -> str | None:
    """The number that a text spells in this format, with a point and nothing else; None when it spells none.

    `percent` is SIGN where %, when it is there, is left out; FRACTION where 0.45 means 45.
    """
    if percent == SIGN:
        text = text.removesuffix("%").rstrip()
    if not _PATTERNS[format].match(text):
        return None
    part, point = FORMATS[format]
    number = Decimal((text.replace(part, "") if part else text).replace(point, "."))
    if percent == FRACTION:
        number *= 100
    spelled = f"{number:f}"
    return spelled.rstrip("0").rstrip(".") if "." in spelled else spelled


def is_like_a_number(text: str) -> bool:
    """Whether a text could be a number in some format."""
    return _LIKE_A_NUMBER.match(text) is not None


def formats_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The formats in which all these texts are numbers; of those that give the same numbers only the first."""
    bare = [text.removesuffix("%").rstrip() for text in texts]
    found: dict[tuple[str | None, ...], str] = {}
    for name in FORMATS:
        numbers = tuple(number_of(text, name) for text in bare)
        if None not in numbers:
            found.setdefault(numbers, name)
    return tuple(found.values())
