"""Say what the columns of a table of scores are called, whichever file they are written to."""

from __future__ import annotations

from typing import Final

from rely.model.instrument import Instrument
from rely.scoring.plan import score_ids

LINE: Final = "line"
"""The column that says which row of the answers has these scores."""

PARTS: Final = ("status", "band", "margin", "answered", "applicable")
"""What stands beside each score, in columns called `<score>:<part>`."""

BASIS: Final = "margin_basis"
"""The part, after all others, that says where margins come from; only where that is not always the person."""


def person_columns(instrument: Instrument) -> tuple[str, ...]:
    """The columns before the scores: id, form, perspective, and the fact that selects items where there is one."""
    selecting = instrument.selecting_facet
    return ("id", "form", "perspective", *(() if selecting is None else (selecting.id,)))


def score_columns(instrument: Instrument, *, with_basis: bool = False) -> tuple[str, ...]:
    """The columns of all scores: for each its number and its parts, and at the end where each margin comes from."""
    scores = score_ids(instrument)
    columns = tuple(name for score in scores for name in (score, *(f"{score}:{part}" for part in PARTS)))
    return (*columns, *(f"{score}:{BASIS}" for score in scores)) if with_basis else columns
