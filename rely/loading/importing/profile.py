"""Turn the columns of a table into the values that occur in them, with how often."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from rely.loading.importing.layout import Table
from rely.loading.importing.text import squeezed

MOST_VALUES: Final = 300
"""The most different values of a column that are counted; a column with more is no choice from a list."""

LONGEST_VALUE: Final = 200
"""The most characters of a value that is counted by itself."""


@dataclass(slots=True)
class Profile:
    """What occurs in one column: `filled` cells hold something; `counts` has each value as `squeezed` writes it.

    `others` are cells with further values, or longer ones, that are not told apart. `days` are cells that a
    spreadsheet took for days.
    """

    filled: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    others: int = 0
    days: int = 0


@dataclass(slots=True)
class Profiles:
    """The profiles of columns by position, how many rows there are, and the last broken line."""

    of: dict[int, Profile] = field(default_factory=dict)
    rows: int = 0
    broken: str = ""


def profiles_of(table: Table, wanted: Iterable[int]) -> Profiles:
    """Look through all rows once; columns that are not wanted are counted, but not their values."""
    found = Profiles()
    counted = frozenset(wanted)
    for line in table.answers():
        if line.broken:
            found.broken = f"line {line.number}: {line.broken}"
            break
        found.rows += any(cell.text for cell in line.cells)
        for at, cell in enumerate(line.cells):
            if cell.text:
                profile = found.of.get(at)
                if profile is None:
                    profile = found.of[at] = Profile()
                profile.filled += 1
                profile.days += cell.is_day
                if at in counted:
                    _count(profile, cell.text)
    return found


def _count(profile: Profile, text: str) -> None:
    value = squeezed(text)
    if not value:
        profile.filled -= 1
    elif value in profile.counts:
        profile.counts[value] += 1
    elif len(profile.counts) < MOST_VALUES and len(value) <= LONGEST_VALUE and value.isprintable():
        profile.counts[value] = 1
    else:
        profile.others += 1
