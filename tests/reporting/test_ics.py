"""Prove that calendars are read back as they were meant, by another implementation and whatever the texts are."""

import unicodedata
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rely import __version__
from rely.reporting.calendar import CalendarContent, Entry
from rely.reporting.ics import render_ics
from tests.reporting.test_calendar import calendar

DAY = date(2026, 11, 18)
HOSTILE = [
    "a\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:mine",
    "a\r\nEND:VCALENDAR\r\n",
    "a\rATTENDEE:mailto:x@example.org",
    "a\u2028URL:https://example.org\u2029b\x85c\x0bd\x0ce\x1cf",
    'semi;colon, comma: and "quotes"',
    "back\\slash \\n \\N \\; \\, \\",
    "C:\\New;PATH=\\\\x",
    "\x00\x07\x1b[31m\x7f",
    "half a surrogate \ud800",
    "שלום עולם",
    "\u202egnp.exe",
    "👩‍👩‍👧‍👦" * 20,
    "é" * 80,
    "e\u0301" * 80,
    "x" * 1000,
    "\\" * 200,
    ";" * 200,
    " leading and trailing ",
    "=cmd|'/c calc'!A1",
    "",
]


def one(text: str, *, day: date = DAY) -> CalendarContent:
    """A calendar with this text wherever there is one."""
    return CalendarContent(text, text, DAY, (Entry("1@rely.invalid", day, text, text, text),))


def seen(text: str) -> str:
    """The text as a reader gets it: its lines, without what cannot be shown."""
    lines = ["".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in line) for line in text.splitlines()]
    return "\n".join(lines)


def test_a_calendar_is_written_like_this() -> None:
    content = CalendarContent(
        name="Eden; east",
        about="No course.",
        day=DAY,
        entries=(
            Entry("1@rely.invalid", date(2026, 12, 31), "Eden: prune, feed", "Why\nC:\\New" + 70 * "é", "Action"),
        ),
    )
    assert render_ics(content).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Rely//Rely {__version__}//EN",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Eden\\; east",
        "X-WR-CALDESC:No course.",
        "BEGIN:VEVENT",
        "UID:1@rely.invalid",
        "DTSTAMP:20261118T000000Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:Eden: prune\\, feed",
        "DESCRIPTION:Why\\nC:\\\\New" + 25 * "é",
        " " + 37 * "é",
        " " + 8 * "é",
        "CATEGORIES:Action",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "SEQUENCE:0",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_calendar_without_a_description_has_no_line_for_it() -> None:
    entries = one("x").entries
    assert b"X-WR-CALDESC" not in render_ics(CalendarContent("x", "", DAY, entries))


def test_every_entry_is_read_back_with_its_day_uid_and_words() -> None:
    content = calendar(respondent="Ann")
    read = icalendar.Calendar.from_ical(render_ics(content))
    assert read.errors == []
    events = read.walk("VEVENT")
    assert len(events) == len(content.entries) == 5
    for event, entry in zip(events, content.entries, strict=True):
        assert event.errors == []
        assert event["UID"] == entry.uid
        assert event["DTSTART"].dt == entry.day
        assert event["DTEND"].dt == entry.day + timedelta(days=1)
        assert event["DTSTAMP"].dt == datetime(2026, 11, 18, tzinfo=UTC)
        assert event["SUMMARY"] == entry.summary
        assert event["DESCRIPTION"] == entry.description
        assert event["CATEGORIES"].cats == [entry.category]
        assert (event["TRANSP"], event["CLASS"], event["SEQUENCE"]) == ("TRANSPARENT", "PRIVATE", 0)


def test_nothing_rings() -> None:
    assert icalendar.Calendar.from_ical(render_ics(calendar())).walk("VALARM") == []


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_the_text_it_is_read_back_and_adds_nothing(text: str) -> None:
    _check(text)


@given(st.text(st.characters(), max_size=200))
def test_any_text_at_all_is_read_back_and_adds_nothing(text: str) -> None:
    _check(text)


@given(st.text(st.sampled_from('\\;,:nN\n\r aé👩"^'), max_size=120))
def test_any_row_of_signs_with_a_meaning_is_read_back_and_adds_nothing(text: str) -> None:
    _check(text)


def _check(text: str) -> None:
    made = render_ics(one(text))
    lines = made.decode().split("\r\n")
    assert lines[-1] == ""
    # Readers that take every line end of Unicode for one find the same lines.
    assert made.decode().splitlines() == lines[:-1]
    assert all(len(line.encode()) <= 75 for line in lines)
    assert not any(line.endswith("\\") and (len(line) - len(line.rstrip("\\"))) % 2 for line in lines)
    names = [line.partition(":")[0].partition(";")[0] for line in lines if not line.startswith(" ")]
    assert names == NAMES if text else names == [name for name in NAMES if name != "X-WR-CALDESC"]
    read = icalendar.Calendar.from_ical(made)
    (event,) = read.walk("VEVENT")
    assert (event["SUMMARY"], event["DESCRIPTION"]) == (seen(text), seen(text))
    assert event["UID"] == "1@rely.invalid"
    assert event["DTSTART"].dt == DAY


NAMES = [
    *("BEGIN", "VERSION", "PRODID", "CALSCALE", "X-WR-CALNAME", "X-WR-CALDESC"),
    *("BEGIN", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CATEGORIES", "CLASS", "TRANSP"),
    *("SEQUENCE", "END", "END", ""),
]


def test_a_line_is_folded_at_75_octets_and_not_before() -> None:
    for letters in range(60, 80):
        lines = render_ics(one("x" * letters)).decode().split("\r\n")
        summary = next(line for line in lines if line.startswith("SUMMARY:"))
        assert summary == "SUMMARY:" + "x" * min(letters, 67)


@pytest.mark.parametrize(
    ("day", "over"),
    [(date(2026, 12, 31), "20270101"), (date(2028, 2, 28), "20280229"), (date(999, 1, 1), "09990102")],
)
def test_a_day_is_over_with_the_next(day: date, over: str) -> None:
    assert f"DTEND;VALUE=DATE:{over}\r\n".encode() in render_ics(one("x", day=day))
