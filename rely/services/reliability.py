"""Turn the rows of a file of answers into the reliability of the scores."""

from __future__ import annotations

from collections.abc import Iterable

from rely.loading.answers import AnswersRow
from rely.model.answers import FULL_FORM
from rely.model.instrument import Instrument
from rely.model.reliability import Reliability
from rely.research.reliability import OnePer, Row, collect, reliability_of


def reliability_of_rows(
    instrument: Instrument,
    rows: Iterable[AnswersRow],
    *,
    form: str = FULL_FORM,
    by: str | None = None,
    one_per: OnePer | None = None,
) -> Reliability:
    """What the good rows say about the scores, looked at one by one; arguments as `reliability_of`."""
    good = (Row(row.line or 0, row.assessment) for row in rows if row.assessment is not None)
    return reliability_of(instrument, collect(instrument, good, by=by), form=form, by=by, one_per=one_per)
