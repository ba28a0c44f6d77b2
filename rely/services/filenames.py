"""Turn what a person calls a relationship into a file name that is safe on every machine."""

import re
import unicodedata
from datetime import date

LONGEST = 60
FALLBACK = "report"

_OTHER = re.compile(r"[\W_]+")


def file_name(subject: str, day: date, ending: str) -> str:
    """`rely-<subject>-<day>.<ending>`, where only letters, digits and hyphens of the subject are left.

    Letters of all scripts stay; control characters, slashes, dots and quotation marks never do, so that the
    name can neither leave its folder nor hide its ending.
    """
    composed = unicodedata.normalize("NFC", subject)
    slug = _OTHER.sub("-", composed)[:LONGEST].strip("-").casefold() or FALLBACK
    return f"rely-{slug}-{day.isoformat()}.{ending}"
