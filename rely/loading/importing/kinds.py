"""Turn what a column becomes into the way in which its cells are read."""

from __future__ import annotations

from typing import Final, Literal

from rely.loading.answers.cells import GIVEN
from rely.loading.importing.mapping import ColumnEntry
from rely.model.instrument import Instrument
from rely.model.response_scales import Date, Multiple, NumberEntry, ResponseScale, TextEntry

Kind = Literal["coded", "several", "tick", "number", "day", "free", "row"]
"""How the cells of a column are read."""

ROW: Final = "row"
KEEP, LEAVE_OUT = "keep", "leave_out"
"""What a column that becomes `row` can say: whether the row is taken."""


def kind_of(instrument: Instrument, entry: ColumnEntry) -> Kind:
    """How the cells of a column are read."""
    return kind_of_target(instrument, entry.to, is_option=entry.option is not None)


def kind_of_target(instrument: Instrument, to: str, *, is_option: bool = False) -> Kind:
    """How the cells of a column are read that becomes this, or one of its options."""
    scale = scale_of(instrument, to)
    if to == ROW:
        return "row"
    if to == "date" or isinstance(scale, Date):
        return "day"
    if to in ("id", "respondent") or isinstance(scale, TextEntry):
        return "free"
    if isinstance(scale, Multiple):
        return "tick" if is_option else "several"
    given = next((fact for fact in instrument.given if to == f"{GIVEN}{fact.id}"), None)
    is_number = isinstance(scale, NumberEntry) or (given is not None and not given.codes)
    return "number" if is_number else "coded"


def scale_of(instrument: Instrument, to: str) -> ResponseScale | None:
    """The response scale of a target; None when it is no item."""
    return instrument.scale_of(instrument.items[to]) if to in instrument.items else None
