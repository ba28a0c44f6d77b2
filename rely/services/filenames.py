"""Turn what a person calls a relationship into a file name that is safe on every machine."""

import re
import unicodedata
from datetime import date

LONGEST = 60
FALLBACK = "report"

_OTHER = re.compile(r"[\W_]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)\Z")
_WITHOUT_MARKS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ł": "l", "þ": "th", "ð": "d"})


def file_name(subject: str, day: date, ending: str, *, part: str = "") -> str:
    """`rely-<subject>-<day>-<part>.<ending>`, where only letters, digits and hyphens of subject and part are left.

    `part` tells documents of one day with the same ending apart; empty for the main one.
    Letters of all scripts stay; control characters, slashes, dots and quotation marks never do, so that the
    name can neither leave its folder nor hide its ending.
    """
    parts = ("rely", _slug(subject) or FALLBACK, day.isoformat(), _slug(part))
    return f"{'-'.join(filter(None, parts))}.{ending}"


def slug(text: str, *, otherwise: str) -> str:
    """The text as a file name without ending that every system takes: small letters, digits, hyphens.

    Letters with marks become plain ones; at most 60 characters; `otherwise` when nothing is left. Names that
    Windows keeps for devices get a hyphen behind them.
    """
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_WITHOUT_MARKS))
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-") or otherwise
    return f"{made}-" if _RESERVED.match(made) else made


def _slug(text: str) -> str:
    return _OTHER.sub("-", unicodedata.normalize("NFC", text))[:LONGEST].strip("-").casefold()
