"""Turn the content of a calendar into an iCalendar file (RFC 5545), which every calendar program reads."""

# Our own writer: whole-day entries need a dozen kinds of lines and no time zones. The icalendar library would bring
# two more packages, and turns a name with "\N" in it into two lines. The tests read every file back with it.

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from rely import __version__
from rely.reporting.calendar import CalendarContent, Entry

LINE = 75
"""The most octets of a line without its end (section 3.1)."""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_UNIT = re.compile(r"\\?.")
"""What stays on one line: a character, together with the backslash before it."""


def render_ics(content: CalendarContent) -> bytes:
    """The calendar as a file in UTF-8; the same content gives the same bytes with the same release of Rely.

    The entries are private, leave the day free and bring no alarm of their own. DTSTAMP is the day of the report:
    among entries with one UID, calendars take the younger one.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Rely//Rely {__version__}//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(content.name)}",
    ]
    if content.about:
        lines.append(f"X-WR-CALDESC:{_text(content.about)}")
    for entry in content.entries:
        lines.extend(_entry(entry, content.day))
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _entry(entry: Entry, day: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.uid)}"
    yield f"DTSTAMP:{_digits(day)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_digits(entry.day)}"
    # The day on which it is over: the first that no longer belongs to it (section 3.6.1).
    yield f"DTEND;VALUE=DATE:{_digits(entry.day + timedelta(days=1))}"
    yield f"SUMMARY:{_text(entry.summary)}"
    yield f"DESCRIPTION:{_text(entry.description)}"
    yield f"CATEGORIES:{_text(entry.category)}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"
    yield "SEQUENCE:0"
    yield "END:VEVENT"


def _digits(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    r"""The text as a value of type TEXT (section 3.3.11): every kind of line end is \n, control characters are gone."""
    plain = "\n".join("".join(map(_visible, line)) for line in text.splitlines())
    return plain.translate(_ESCAPES)


def _visible(letter: str) -> str:
    return " " if unicodedata.category(letter) in ("Cc", "Cs") else letter


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, each after the first with a space before it (section 3.1)."""
    pieces, room = [""], LINE
    for unit in _UNIT.findall(line):
        size = len(unit.encode())
        if size > room:
            pieces.append(" ")
            room = LINE - 1
        pieces[-1] += unit
        room -= size
    return "\r\n".join(pieces)
