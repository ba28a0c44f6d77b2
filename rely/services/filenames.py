"""Turn what a person calls a relationship into a file name that is safe on every machine."""

import re
import unicodedata
from datetime import date

LONGEST = 60
FALLBACK = "report"

_OTHER = re.compile(r"[\W_]+")


def file_name(subject: str, day: date, ending: str, *, part: str = "") -> str:
    """`rely-<subject>-<day>-<part>.<ending>`, where only letters, digits and hyphens of subject and part are left.

    `part` tells documents of one day with the same ending apart; empty for the main one.
    Letters of all scripts stay; control characters, slashes, dots and quotation marks never do, so that the
    name can neither leave its folder nor hide its ending.
    """
    parts = ("rely", _slug(subject) or FALLBACK, day.isoformat(), _slug(part))
    return f"{'-'.join(filter(None, parts))}.{ending}"


def _slug(text: str) -> str:
    return _OTHER.sub("-", unicodedata.normalize("NFC", text))[:LONGEST].strip("-").casefold()
