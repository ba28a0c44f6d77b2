"""Say what the columns of a table of scores are called, whichever file they are written to."""

from __future__ import annotations

from typing import Final

from rely.model.instrument import Instrument
from rely.scoring.plan import score_ids

LINE: Final = "line"
"""The column that says which row of the answers has these scores."""

PARTS: Final = ("status", "band", "margin", "answered", "applicable")
"""What stands beside each score, in columns called `<score>:<part>`."""


def person_columns(instrument: Instrument) -> tuple[str, ...]:
    """The columns before the scores: id, form, perspective, and the fact that selects items where there is one."""
    selecting = instrument.selecting_facet
    return ("id", "form", "perspective", *(() if selecting is None else (selecting.id,)))


def score_columns(instrument: Instrument) -> tuple[str, ...]:
    """The columns of all scores: for each its number and its parts."""
    return tuple(name for score in score_ids(instrument) for name in (score, *(f"{score}:{part}" for part in PARTS)))
