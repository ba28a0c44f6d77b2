"""Turn the rows of files of answers into the reliability of the scores, and of the gaps between two views."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rely.loading.answers import AnswersRow
from rely.model.answers import FULL_FORM
from rely.model.gap_figures import GapReliability
from rely.model.instrument import Instrument
from rely.model.reliability import Reliability
from rely.reporting.beside import NotComparable
from rely.research.cases import still_simulated
from rely.research.reliability import OnePer, Row, collect, gap_reliability_of, reliability_of
from rely.scoring.comparison import paired_items


def reliability_of_rows(
    instrument: Instrument,
    rows: Iterable[AnswersRow],
    *,
    form: str = FULL_FORM,
    by: str | None = None,
    one_per: OnePer | None = None,
) -> Reliability:
    """What the good rows say about the scores, looked at one by one; arguments as `reliability_of`."""
    return reliability_of(instrument, collect(instrument, _good(rows), by=by), form=form, by=by, one_per=one_per)


def reliability_beside(
    instrument: Instrument,
    rows: Iterable[AnswersRow],
    other: Instrument,
    other_rows: Iterable[AnswersRow],
    *,
    form: str = FULL_FORM,
    by: str | None = None,
    one_per: OnePer | None = None,
) -> tuple[Reliability, GapReliability]:
    """The same, and what the rows of two files say about the gaps between both views.

    Raises NotComparable where the other rows are of several perspectives, or of that of all own ones.
    """
    own, others = collect(instrument, _good(rows), by=by), collect(other, _good(other_rows))
    perspectives = set(others.perspectives)
    if len(perspectives) > 1:
        found = ", ".join(sorted(perspectives))
        raise NotComparable(
            f"Answers of one other perspective are compared, and those to '{other.id}' are of {found}. Make a file for "
            "each."
        )
    if perspectives and set(own.perspectives) == perspectives:
        (only,) = perspectives
        raise NotComparable(f"'{other.id}': both sides have the perspective '{only}', and two are compared.")
    return (
        reliability_of(instrument, own, form=form, by=by, one_per=one_per),
        gap_reliability_of(instrument, own, other, others, form=form, by=by, one_per=one_per),
    )


def check_comparable(instrument: Instrument, other: Instrument) -> None:
    """Raise NotComparable, with why, unless answers to `other` can stand beside those to `instrument`."""
    if instrument.id == other.id:
        raise NotComparable(f"Two questionnaires are compared, and both are '{other.id}'.")
    if _shares(instrument, other):
        return
    if _shares(other, instrument):
        raise NotComparable(
            f"'{instrument.id}' is what is compared with '{other.id}': name '{other.id}' and its answers first, and "
            f"'{instrument.id}' after --beside."
        )
    if other.comparison is None:
        raise NotComparable(f"'{other.id}' does not say how it is compared: it has no `comparison`.")
    raise NotComparable(f"'{other.id}' has no statement that mirrors one of '{instrument.id}' {instrument.version}.")


def _shares(own: Instrument, other: Instrument) -> bool:
    """Whether the comparison of `other` has a statement to compare, which may be one of the same id."""
    facet = None if other.comparison is None else other.comparison.facet
    return facet is not None and any(other.items[mirror].values(facet) for mirror in paired_items(own, other))


def _good(rows: Iterable[AnswersRow]) -> Iterator[Row]:
    for row in rows:
        if row.assessment is not None:
            yield Row(row.line or 0, still_simulated(row.assessment, row.case))
