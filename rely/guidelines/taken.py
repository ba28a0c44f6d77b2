"""Turn what was typed about an action that somebody takes on into a value, or say what does not fit."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from rely.model.scalars import day_in
from rely.scoring.accept import has_unseen

LONGEST_OWNER = 80
"""The most characters of the name of whoever takes an action on."""

TakenProblem: TypeAlias = Literal["no-owner", "too-long", "control-character", "not-a-date", "past-date"]
"""What can be wrong with an owner (the first three) or with a day."""

_UNPRINTED = ("C", "Z", "M")
"""General categories of which a name cannot consist alone: control and format, separators, marks."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A recommendation that somebody took on: who does it, until which day (None: not said), whether it is done."""

    owner: str
    due: date | None = None
    is_done: bool = False


def accept_owner(typed: object) -> tuple[str, TakenProblem | None]:
    """The name on one line, composed (NFC), and None; or an empty name and the problem."""
    if not isinstance(typed, str):
        return "", "no-owner"
    if has_unseen(typed):
        return "", "control-character"
    name = " ".join(unicodedata.normalize("NFC", typed).split())
    if all(unicodedata.category(letter)[0] in _UNPRINTED for letter in name):
        return "", "no-owner"
    return (name, None) if len(name) <= LONGEST_OWNER else ("", "too-long")


def accept_due(typed: object, *, today: date | None = None) -> tuple[date | None, TakenProblem | None]:
    """The day and None; no day for an empty text; or no day and the problem. With `today` no earlier day will do."""
    if not isinstance(typed, str):
        return None, "not-a-date"
    if not typed.strip():
        return None, None
    day = day_in(typed.strip())
    if day is None:
        return None, "not-a-date"
    return (None, "past-date") if today is not None and day < today else (day, None)
