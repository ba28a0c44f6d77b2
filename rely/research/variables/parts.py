"""Turn one of several parts of a measure into the words of its label."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rely.languages import N_, Words
from rely.model.instrument import Instrument
from rely.model.measures import Balance, Measure

FIT: Final = N_("how well it fits the norm, 0-100")
SHARE: Final = N_("share of both sides together, 0-1")

PARTS: Final[Mapping[str, str]] = {
    "score": N_("mean"),
    "level": N_("level in words"),
    "fit": FIT,
    "position": N_("on which side of the norm it lies"),
    "index": N_("the lower of both sides, 0-100"),
    "tilt": N_("to which side it leans"),
    "difference": N_("mean difference, 0-100"),
    "count": N_("how many"),
    "answered": N_("out of how many answered"),
    "word": N_("which is the highest"),
    "lead": N_("lead over the next"),
}
"""What the parts of measures are called, in English; those of a balance that name a side are told with its label."""


def label_of_part(instrument: Instrument, measure: Measure, part: str, words: Words) -> str:
    """What a variable is called: the label of its measure and, where that has several parts, what the part is."""
    label = measure.id if measure.label is None else words.text(measure.label)
    if len(measure.outputs()) == 1:
        return label
    if part in PARTS or not isinstance(measure, Balance):
        return f"{label}: {words.gettext(PARTS[part])}"
    first, second = (_side(instrument, side.side, words) for side in measure.between)
    if part == measure.share:
        return f"{label}, {second}: {words.gettext(SHARE)}"
    return f"{label}, {first if part == f'fit_{measure.between[0].side}' else second}: {words.gettext(FIT)}"


def _side(instrument: Instrument, side: str, words: Words) -> str:
    """The label of a side: that of the value of the facet that holds the sides."""
    facet = None if instrument.sides is None else instrument.sides.facet
    values = (value for each in instrument.facets if each.id == facet for value in each.values)
    return next((words.text(value.label) for value in values if value.id == side), side)
