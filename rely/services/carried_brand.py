"""Turn what rely.json says of a brand, which anybody may have written, into the brand without its logo."""

from __future__ import annotations

import re
from typing import Any

from rely.model.brand import (
    CONTACT,
    LONGEST_CLOSING,
    LONGEST_CONTACT,
    LONGEST_LETTERHEAD,
    LONGEST_NAME,
    MOST_LINES,
    Brand,
    BrandFile,
    Colours,
    Contact,
)
from rely.model.text import Text
from rely.reporting.plain_text import one_line

KEYS = frozenset({"digest", "name", "letterhead", "closing", "contact", "colours"})
_ISOLATE = 2
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}\Z", re.ASCII)
_COLOUR = re.compile(r"#[0-9A-F]{6}\Z", re.ASCII)


def claimed_brand(data: Any) -> Brand | None:
    """The brand that a report says it was made with; None when no report says such a thing."""
    if not isinstance(data, dict) or set(data) != KEYS or not _matches(_DIGEST, data["digest"]):
        return None
    lines, contact, colours, closing = (data[key] for key in ("letterhead", "contact", "colours", "closing"))
    sound = (
        _is_line(data["name"], LONGEST_NAME)
        and isinstance(lines, list)
        and len(lines) <= MOST_LINES
        and all(_is_line(line, LONGEST_LETTERHEAD) for line in lines)
        and (closing is None or _is_line(closing, LONGEST_CLOSING))
        and isinstance(contact, dict)
        and tuple(contact) == tuple(key for key in CONTACT if key in contact)
        and all(_is_line(line, LONGEST_CONTACT) for line in contact.values())
        and (colours is None or _are_colours(colours))
    )
    if not sound:
        return None
    file = BrandFile(
        name=Text(data["name"]),
        logo=None,
        colours=None if colours is None else Colours(**colours),
        letterhead=tuple(map(Text, lines)),
        closing=None if closing is None else Text(closing),
        contact=Contact.model_validate({key: Text(line) for key, line in contact.items()}),
    )
    return Brand(data["digest"], file)


def _is_line(value: Any, longest: int) -> bool:
    """Whether it is a text as a report prints it, on one line and without hidden characters."""
    return isinstance(value, str) and 0 < len(value) <= longest + _ISOLATE and one_line(value) == value


def _are_colours(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {"main", "second"} and all(map(_is_colour, value.values()))


def _is_colour(value: Any) -> bool:
    return _matches(_COLOUR, value)


def _matches(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and pattern.match(value) is not None
