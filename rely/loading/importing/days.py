"""Turn days as people and programs write them into days as Rely reads them, by a format that is named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from rely.model.scalars import day_in

_TIME = r"(?:(?:T|,? +)\d{1,2}[:.]\d{2}.*)?\Z"
_YEAR_FIRST = re.compile(rf"(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}}){_TIME}", re.ASCII)
_DAY_FIRST = re.compile(rf"(?P<d>\d{{1,2}})[-/.](?P<m>\d{{1,2}})[-/.](?P<y>\d{{4}}){_TIME}", re.ASCII)
_MONTH_FIRST = re.compile(rf"(?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})[-/.](?P<y>\d{{4}}){_TIME}", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?\Z", re.ASCII)

SERIAL: Final = "spreadsheet-number"
FORMATS: Final = {
    "year-month-day": _YEAR_FIRST,
    "day-month-year": _DAY_FIRST,
    "month-day-year": _MONTH_FIRST,
    SERIAL: _SERIAL,
}
"""How a day can be written, with - or / or a point, and with or without a time behind it, which is left out."""

_FIRST_DAY = date(1899, 12, 30)  # the day 0 of spreadsheets, which take 1900 for a leap year


def day_of(text: str, format: str) -> str | None:
    """The day that a text spells in this format, as 2026-11-30; None when it spells none of 1900 to 2999."""
    found = FORMATS[format].match(text)
    if found is None:
        return None
    if format == SERIAL:
        day = (_FIRST_DAY + timedelta(days=int(re.split("[.,]", text)[0]))).isoformat()
    else:
        day = f"{found['y']}-{int(found['m']):02}-{int(found['d']):02}"
    return day if day_in(day) is not None else None


def formats_of(texts: Iterable[str]) -> tuple[str, ...]:
    """The formats in which all these texts are days."""
    every = list(texts)
    return tuple(name for name in FORMATS if all(day_of(text, name) is not None for text in every))
