"""Turn what others answered about the same relationship into the results that are shown beside one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rely.errors import RelyError
from rely.model.answers import Assessment
from rely.model.digest import digest
from rely.model.instrument import Instrument
from rely.model.response_scales import TextEntry
from rely.model.results import Result
from rely.scoring.comparison import paired_items
from rely.scoring.score import score

MOST_PEOPLE = 200
"""More people never answer about one relationship; a PDF carries the answers of all of them."""


class NotComparable(RelyError):
    """Answers that cannot stand beside one's own."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The results of one or more respondents of one other perspective, without names and answers in own words.

    `digest` is that of the instrument.
    """

    instrument: Instrument
    digest: str
    results: tuple[Result, ...]

    @property
    def perspective(self) -> str:
        """The id of the perspective that they share."""
        return self.results[0].assessment.perspective


def build_beside(own: Instrument, other: Instrument, given: Sequence[Assessment]) -> Beside:
    """What the respondents of `other` answered, to stand beside answers to `own`, without names and own words.

    Raises NotComparable, with why.
    """
    if other.comparison is None:
        raise NotComparable(f"'{other.id}' does not say how it is compared: it has no `comparison`.")
    if not paired_items(own, other):
        raise NotComparable(f"'{other.id}' has no statement that mirrors one of '{own.id}'.")
    perspectives = sorted({each.perspective for each in given})
    if len(perspectives) != 1:
        found = f"these are of {', '.join(perspectives)}" if perspectives else "there are none"
        raise NotComparable(f"Answers of one other perspective are compared, and {found}. Make a file for each.")
    if len(given) > MOST_PEOPLE:
        raise NotComparable(f"{len(given)} people are more than answer about one relationship: at most {MOST_PEOPLE}.")
    results = tuple(score(other, without_own_words(other, each)) for each in given)
    return Beside(other, digest(other), results)


def check_beside(beside: Beside, own: Assessment) -> None:
    """Raise NotComparable unless the two are of different perspectives."""
    if own.perspective == beside.perspective:
        raise NotComparable(
            f"'{beside.instrument.id}': both sides have the perspective '{own.perspective}', and two are compared."
        )


def without_own_words(instrument: Instrument, assessment: Assessment) -> Assessment:
    """The assessment without what was typed as text, and without name, id and language."""
    kept = {
        name: code
        for name, code in assessment.answers.items()
        if not isinstance(instrument.scale_of(instrument.items[name]), TextEntry)
    }
    return replace(assessment, answers=kept, id=None, lang=None, respondent=None)
