"""Hold what one respondent answered about one relationship at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

FULL_FORM = "full"

Code = int | float | str | tuple[str, ...] | None
"""An answer: a code or number as the response scale stores it, na, dk, several codes, or None when skipped."""

GivenValue = int | float | str | None
"""A fact handed in beside the answers."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answers of one sitting, checked against the instrument they belong to.

    `answers` maps item ids to codes (na: not applicable, dk: don't know, None or absent: missing).
    """

    answers: Mapping[str, Code]
    given: Mapping[str, GivenValue] = field(default_factory=dict)
    form: str = FULL_FORM
    perspective: str = "self"
    id: str | None = None
    lang: str | None = None
    respondent: str | None = None
    date: date | None = None
