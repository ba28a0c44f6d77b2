"""Hold one assessment on its way into a data file: what was answered, and which of whose assessments it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rely.model.answers import Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One assessment, with what tells it from others before it gets a pseudonym.

    `key` and `relationship` are secret names of the assessment and of its relationship: equal for the same one, and
    never written into a file. `occasion` is 1 for the first assessment of a relationship, None when that is unknown;
    `finished` is the day it was finished, None when unknown.
    """

    assessment: Assessment
    key: str
    relationship: str
    occasion: int | None = None
    finished: date | None = None
