"""Hold one assessment on its way into a data file: what was answered, and which of whose assessments it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple
from unicodedata import normalize

from rely.model.answers import Assessment
from rely.model.instrument import Instrument

SIMULATED: Final = "simulated"
"""What stands as respondent in every simulated assessment, so that none is taken for data."""

SIMULATED_SIGN: Final = f"{SIMULATED}_"
"""What the pseudonyms of a simulated assessment begin with in a data file, where no respondent is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One assessment, with what tells it from others before it gets a pseudonym.

    `key` and `relationship` are secret names of the assessment and of its relationship: equal for the same one, and
    never written into a file. `occasion` is 1 for the first assessment of a relationship, None when that is unknown;
    `finished` is the day it was finished, None when unknown. `withholds_words` says that what was typed as words enters
    no file.
    """

    assessment: Assessment
    key: str
    relationship: str
    occasion: int | None = None
    finished: date | None = None
    withholds_words: bool = False

    @property
    def is_simulated(self) -> bool:
        """Whether nobody gave these answers."""
        return self.assessment.respondent == SIMULATED


class RelationshipKey(NamedTuple):
    """What the rows of a file about one relationship have in common: the id, else who answered and how it is called."""

    id: str | None
    respondent: str | None
    subject: str | None


def relationship_key(instrument: Instrument, assessment: Assessment) -> RelationshipKey | None:
    """What names the relationship of an assessment of a file; None where nothing does, so that it is its own.

    Names are the same whatever the white space in them and however their letters are composed.
    """
    if assessment.id is not None:
        return RelationshipKey(assessment.id, None, None)
    subject = " ".join(normalize("NFC", instrument.subject_in(assessment.answers) or "").split())
    return RelationshipKey(None, assessment.respondent, subject) if subject else None


def still_simulated(assessment: Assessment, case_id: str | None) -> Assessment:
    """An assessment read back from a data file, by its `case_id`: simulated again where it was."""
    if case_id is None or not case_id.startswith(SIMULATED_SIGN):
        return assessment
    return replace(assessment, respondent=SIMULATED)
